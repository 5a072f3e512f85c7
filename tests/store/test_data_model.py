"""The data model's page and the tables say the same."""

from __future__ import annotations

import re
from pathlib import Path

from almenara.store.tables import metadata

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-model.md"


def test_every_table_and_column_is_documented_and_none_else() -> None:
    documented: dict[str, list[str]] = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]:
        documented[section.split()[0]] = re.findall(r"^\| `(\w+)` \|", section, flags=re.M)
    assert documented == {table.name: [column.name for column in table.columns] for table in metadata.tables.values()}
