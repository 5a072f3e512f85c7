"""Lines hold events without loss, rows that are written quickly are those that the library would write, and a file's lines are put in order."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from almenara.publish.gathered import Gathered
from almenara.publish.lines import event_lines
from almenara.publish.public_event import PublicEvent, PublicReport, event_of, plain_event
from almenara.publish.remembered import MOST, Remembered
from almenara.publish.table import CsvRows, safe_cell, table_cells
from almenara.publish.written import lines_of

TEXT = st.text(st.characters() | st.sampled_from("=+-@'\";,\r\n\t\ud800\u2028<\0"), max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
WHOLE = st.none() | st.integers(0, 10**6)
DAY = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
DEGREES = st.none() | st.floats(-180, 180) | st.sampled_from([60, 60.0, 1, 1.0, 0.0, -0.0])
CODES = st.dictionaries(
    TEXT, TEXT | st.none() | st.dictionaries(TEXT, TEXT | st.lists(TEXT, max_size=2), max_size=2), max_size=3
)
REPORTS = st.lists(
    st.builds(PublicReport, TEXT, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT), max_size=2
)
EVENTS = st.builds(
    PublicEvent,
    *(TEXT, TEXT, TEXT, TEXT, TEXT, DAY, DAY, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT),
    *(DEGREES, DEGREES, st.none() | TEXT, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    numbers=st.dictionaries(st.sampled_from(["crowd", "killed", "other", '"']), st.tuples(WHOLE, WHOLE, WHOLE)),
    codes=CODES,
    sources=TEXTS,
    urls=TEXTS,
    independent_sources=st.integers(0, 9),
    reports=REPORTS.map(tuple),
)  # fmt: skip


@given(st.lists(EVENTS, max_size=4))
def test_a_line_holds_its_event_in_full(events: list[PublicEvent]) -> None:
    lines = list(event_lines(events))
    assert [json.loads(line) for line in lines] == [plain_event(event) for event in events]
    assert all(line.count(b"\n") == 1 and line.endswith(b"}\n") and line.decode("utf-8") for line in lines)


@given(EVENTS, st.permutations(["a", "b", "c"]))
def test_equal_events_have_equal_lines(event: PublicEvent, keys: list[str]) -> None:
    turned = [replace(event, codes={key: dict.fromkeys(order, key) for key in order}) for order in (keys, "abc")]
    first, second = event_lines(turned)
    assert first == second
    assert list(json.loads(first)) == [*PublicEvent.__struct_fields__]
    assert list(json.loads(first)["codes"]) == list(json.loads(first)["codes"]["a"]) == ["a", "b", "c"]


def test_what_the_library_of_json_does_not_write_stands_in_the_same_form() -> None:
    plain = PublicEvent(
        *"abcde", None, None, *"fghi", 1.5, None, None, numbers={"crowd": (1, 2, 3)}, codes={"b": 1, "a": {}}
    )
    strange = replace(plain, place="\ud800", numbers={"crowd": (1, 2, 1 << 64)})
    usual, line = event_lines([plain, strange])
    assert event_of(json.loads(line)) == strange
    assert line.replace(b'"\\ud800"', b'"g"').replace(str(1 << 64).encode(), b"3") == usual


@given(st.lists(EVENTS, max_size=4))
def test_a_row_is_what_the_library_of_csv_writes(events: list[PublicEvent]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([safe_cell(c) for c in table_cells(e)] for e in events)
    rows = CsvRows()
    assert "".join(map(rows.row, events)) == text.getvalue()


@given(st.lists(TEXT, max_size=30), st.booleans())
def test_lines_come_in_any_order_and_stand_in_the_one_asked_for(texts: list[str], turned: bool) -> None:
    order = list(range(len(texts)))[::-1] if turned else None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lines"
        with Gathered(path, "head\n") as file:
            for text in texts:
                file.put(lines_of([text]))
            seal = file.seal(order)
        data = path.read_bytes()
    expected = "head\n" + "".join(texts[::-1] if turned else texts)
    assert data == expected.encode("utf-8", "backslashreplace")
    assert seal == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def test_no_more_is_remembered_than_the_memory_should_hold() -> None:
    known = Remembered(lambda value: f"<{value}>")
    assert [known[n] for n in range(MOST + 5)] == [f"<{n}>" for n in range(MOST + 5)]
    assert len(known) == 5
