"""What a codebook's files say is kept from one run to the next, and read again when they change."""

from __future__ import annotations

from pathlib import Path

from almenara.codebook.yaml_files import YamlFiles


def test_values_are_kept_and_a_changed_text_is_read_anew(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    files = YamlFiles(tmp_path, cache)
    assert files.value("no: [on, si, true]") == {"no": ["on", "si", True]}
    files.keep()
    (kept,) = cache.iterdir()
    kept.write_text(kept.read_text().replace('"on"', '"kept"'))
    again = YamlFiles(tmp_path, cache)
    assert again.value("no: [on, si, true]") == {"no": ["kept", "si", True]}
    assert again.value("no: [on]") == {"no": ["on"]}


def test_days_are_not_kept_as_what_they_are_not(tmp_path: Path) -> None:
    files = YamlFiles(tmp_path, tmp_path / "cache")
    value = files.value("day: 2024-06-12")
    files.keep()
    assert YamlFiles(tmp_path, tmp_path / "cache").value("day: 2024-06-12") == value


def test_a_spoilt_file_costs_only_time(tmp_path: Path) -> None:
    files = YamlFiles(tmp_path, tmp_path)
    files.value("a: 1")
    files.keep()
    for kept in tmp_path.glob("*.json"):
        kept.write_text("{", encoding="utf-8")
    assert YamlFiles(tmp_path, tmp_path).value("a: 1") == {"a": 1}
