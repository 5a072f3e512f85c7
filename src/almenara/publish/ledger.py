"""The ledger of quoted figures as JSON Lines, beside the events of a release or a Data Package, and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from almenara.model import Check, Period
from almenara.publish.lines import NoEventsError, file_of_events
from almenara.publish.told import PublicTotal
from almenara.store.own_counts import BY_OWN_COUNT

#: The file's name in releases, Data Packages and on sites.
LEDGER = "totals.jsonl"


def ledger_lines(totals: Iterable[PublicTotal]) -> list[str]:
    """A line a figure, with its end, by publication, report and text. A check against the events of the observatory that made it is left out: where
    the ledger goes, there are others."""
    ordered = sorted(totals, key=lambda total: (str(total.published or ""), total.report))
    return [json.dumps(_plain(total), ensure_ascii=False, sort_keys=True) + "\n" for total in ordered]


def read_ledger(path: Path) -> Iterator[tuple[str, PublicTotal]]:
    """The figures beside the events of a file or folder, each with the line that it was read from; none where there is no ledger.

    Raises NoEventsError for a file that is none, and OSError.
    """
    file = file_of_events(path).with_name(LEDGER)
    if not file.is_file():
        return
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                total, text = _total(json.loads(line)), line.decode("utf-8").strip()
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise NoEventsError(
                    f"{file}, line {number}: this is no quoted figure ({error}). Bring the file back from where it was published, or take it "
                    "away: events are imported without it."
                ) from error
            yield text, total


def _plain(total: PublicTotal) -> dict[str, object]:
    return {
        "report": total.report,
        "of": total.of,
        "kind": total.kind,
        "value": total.value,
        "unit": total.unit,
        "period": total.period.to_dict() if total.period else None,
        "base": total.base.to_dict() if total.base else None,
        "attributed_to": total.attributed_to,
        "source": total.source,
        "published": total.published.isoformat() if total.published else None,
        "url": total.url,
        "checks": [check.to_dict() for check in total.checks if check.check != BY_OWN_COUNT],
    }


def _total(row: Mapping[str, Any]) -> PublicTotal:
    checks = tuple(Check(**check) for check in row["checks"])
    words = {key: row[key] for key in ("report", "of", "kind", "unit")}
    if not all(isinstance(word, str) and word for word in words.values()):
        raise ValueError(f"{', '.join(words)} must be words")
    return PublicTotal(
        row["of"],
        row["kind"],
        float(row["value"]),
        row["unit"],
        _period(row["period"]),
        row["attributed_to"],
        row["source"],
        date.fromisoformat(row["published"]) if row["published"] else None,
        row["url"],
        tuple(check.verdict for check in checks),
        tuple((c.check, c.expected, c.stated) for c in checks if c.verdict == "inconsistent"),
        row["report"],
        _period(row["base"]),
        checks,
    )


def _period(row: Mapping[str, str] | None) -> Period | None:
    return Period(date.fromisoformat(row["from"]), date.fromisoformat(row["to"])) if row else None
