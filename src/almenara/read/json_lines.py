"""JSON Lines: one report a line, `{"id", "text"}` and optionally title, url, source, published, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from almenara.model import Report, Source, report_id
from almenara.read.failure import ReadFailure
from almenara.read.plain_text import LARGEST_REPORT, too_large

_SURROGATE = re.compile("[\ud800-\udfff]")
#: Ids remembered to tell a repeated one; older ones are forgotten, so that memory stays flat on any stream.
IDS_REMEMBERED = 200_000


def read_json_lines(lines: Iterable[bytes], where: str) -> Iterator[Report | ReadFailure]:
    """Reports and failures line by line, in constant memory."""
    seen: dict[str, int] = {}
    found = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = True
        for result in _read_line(line, f"{where}:{number}"):
            if isinstance(result, Report):
                digest = hash(result.text)
                if seen.setdefault(result.id, digest) != digest:
                    yield ReadFailure("same_id", f"{where}:{number}", repr(result.id))
                    continue
                if len(seen) > IDS_REMEMBERED:
                    del seen[next(iter(seen))]
            yield result
    if not found:
        yield ReadFailure("empty", where)


def _read_line(line: bytes, where: str) -> Iterator[Report | ReadFailure]:
    if len(line) > LARGEST_REPORT:
        yield too_large(where, len(line))
        return
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield ReadFailure("not_text", where)
        return
    except (ValueError, RecursionError) as error:
        yield ReadFailure("not_json", where, getattr(error, "msg", "it is nested too deeply"))
        return
    if not isinstance(row, dict):
        yield ReadFailure("not_object", where)
        return
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        yield ReadFailure("no_text", where)
        return
    half = _SURROGATE.search(text)
    if half:
        yield ReadFailure("surrogate", where, f"U+{ord(half.group()):04X}")
        text = _SURROGATE.sub("\ufffd", text)
    published = _published(row.get("published"))
    if isinstance(published, str):
        yield ReadFailure("bad_date", where, repr(published))
        published = None
    elif published is not None and published > date.today():
        yield ReadFailure("future_date", where, published.isoformat())
    yield Report(
        id=_SURROGATE.sub("\ufffd", str(row["id"])) if row.get("id") not in (None, "") else report_id(text),
        text=text,
        title=_words(row.get("title")),
        language=_words(row.get("language")),
        published=published,
        source=_source(row.get("source")),
        url=_words(row.get("url")),
    )


def _words(value: object) -> str | None:
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) and value else None


def _published(value: object) -> date | str | None:
    """A day; what is no day comes back as the words that were given."""
    if value in (None, ""):
        return None
    words = str(value).strip()
    for parse in (date.fromisoformat, lambda w: datetime.fromisoformat(w).date(), lambda w: date.fromisoformat(w[:10])):
        try:
            return parse(words)
        except ValueError:
            continue
    return words


def _source(value: object) -> Source | None:
    if isinstance(value, str) and value:
        return Source(name=_SURROGATE.sub("\ufffd", value))
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        country = _words(value.get("country"))
        return Source(
            value["name"], _words(value.get("domain")), country.upper() if country else None, _words(value.get("scale"))
        )
    return None
