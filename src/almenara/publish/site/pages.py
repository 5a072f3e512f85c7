"""The site's pages, one function a page; templates escape every text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from almenara.model.fold import fold
from almenara.publish.clean import clean
from almenara.publish.public_event import PublicEvent
from almenara.publish.report.compose import compose
from almenara.publish.report.consequences import bounds
from almenara.publish.report.document import Chart, Document, Paragraph, Piece, Section, Table
from almenara.publish.report.figures import COUNTED
from almenara.publish.report.grammar import Count, Language, counted, day_name, days_name, number, span_name
from almenara.publish.report.html import as_html, isolated
from almenara.publish.report.period import Span
from almenara.publish.report.writer import Writer, labels_of
from almenara.publish.site.atom import Feed, feeds
from almenara.publish.site.change_words import ChangeWords
from almenara.publish.site.data import newest_first, states_of, title, when
from almenara.publish.site.material import SiteMaterial, file_name
from almenara.publish.site.words import say
from almenara.publish.told import PublicTotal

#: Events of one listing page, of the front page, rows of a difference's page and of the ledger's.
ON_A_LIST, ON_THE_FRONT, ON_A_DIFFERENCE, ON_THE_LEDGER = 500, 8, 1000, 1000
#: Quantities in the order in which they are shown.
_QUANTITIES = ("crowd", "killed", "injured", "arrested", "displaced", "missing", "weapons", "other")
#: The sections of the report that the front page shows.
_FRONT = ("summary", "time")
#: Words of a template that need no value.
_WORDS_ALONE = re.compile(r'\{\{ say\("(?P<key>\w+)"\) \}\}')
#: Stands for what differs among the pages of events; no text can hold it, because it is taken out of all of them.
_SLOT = Markup("\0")
#: Pages of the main navigation with the key of their name.
_NAVIGATION = (
    ("index.html", "front"), ("map.html", "map"), ("events/index.html", "events"), ("report.html", "report"), ("totals.html", "ledger"),
    ("data.html", "data"), ("releases/index.html", "releases"), ("codebook.html", "codebook"), ("method.html", "method"), ("search.html", "search"),
)  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file for download: its path below the site's folder, the key of what it is, its size in bytes and its checksum."""

    path: str
    about: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


class Pages:
    """Renders in one language."""

    def __init__(self, material: SiteMaterial, language: Language) -> None:
        self.material = material
        self.language: Language = language
        self.writer = Writer(language, labels_of(material.codebook, language, material.actors))
        self._templates = templates(language)

    @cached_property
    def events(self) -> list[PublicEvent]:
        return newest_first(self.material.events)

    @cached_property
    def document(self) -> Document:
        """The report on the front page's period."""
        m = self.material
        return compose(m.figures, m.maker, self.writer.labels, self.language, m.made)

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        m = self.material
        return tuple(feeds(m.name, self.events, self.writer, m.made, m.address))

    def all(self, downloads: Sequence[File]) -> Iterator[tuple[str, str]]:
        """Every page but those of single events, as paths below the language's folder with their text."""
        yield "index.html", self.front()
        yield "report.html", as_html(self.document, stylesheet="../assets/report.css", home="index.html")
        yield "map.html", self._page("map.html", "map.html", types=self._types(), states=self._states())
        yield "search.html", self._page("search.html", "search.html")
        yield "data.html", self._page("data.html", "data.html", downloads=downloads)
        yield "codebook.html", self._page("codebook.html", "codebook.html", codebook=self.material.codebook)
        yield "method.html", self._page("method.html", "method.html", sections=self._sections("method", "sources"))
        yield "totals.html", self._ledger()
        yield "feeds/index.html", self._page("feeds/index.html", "feeds.html", feeds=self.feeds)
        yield from self._listings()
        yield from self._releases()

    def front(self) -> str:
        f = self.material.figures
        tiles = [
            (number(self.language, len(f.protests)), "protest_one" if len(f.protests) == 1 else "protests", "summary"),
            (number(self.language, len(f.events)), "event_one" if len(f.events) == 1 else "events_small", "summary"),
        ]
        for harm in f.harms:
            if harm.events:
                tiles.append((bounds(harm.low, None, harm.high, self.writer), harm.of, "harm"))
        people = f.participants
        if people.events:
            tiles.append((bounds(people.low, None, people.high, self.writer), "participants", "crowds"))
        chart = self._map_chart()
        return self._page(
            "index.html",
            "front.html",
            tiles=tiles,
            sections=self._sections(*_FRONT),
            chart=chart,
            latest=[e for e in self.events if e.status in COUNTED][:ON_THE_FRONT],
            has_report={s.id for s in self.document.sections},
        )

    def drawings(self) -> dict[str, str]:
        """The drawings of the front page, by file name."""
        found = {}
        for section in self.document.sections:
            for block in section.blocks:
                if isinstance(block, Chart) and (section.id in _FRONT or block is self._map_chart()):
                    found[self._drawing(block)] = block.svg
        return found

    def event(self, event: PublicEvent) -> str:
        """An event's own page."""
        numbers = [(of, *event.numbers[of]) for of in _QUANTITIES if of in event.numbers]
        said = self.material.numbers.get(event.id, ())
        name, heading = file_name(event.id), title(event, self.writer)
        content = self._templates.get_template("event.html").render(
            **self._about,
            event=event,
            heading=heading,
            numbers=numbers,
            said=list(dict.fromkeys(said)),
            where=self._where(event),
            codes=list(_codes(event)),
            month=_month(event),
        )
        head, links, language, top, foot = self._around_events
        return f"{head}{escape(clean(heading))}{links}{name}{language}{name}{top}{content}{foot}"

    @cached_property
    def _around_events(self) -> list[str]:
        """What stands around the titles, names and contents of all pages of events, which are many; a site has two an event."""
        return self._page(f"events/{_SLOT}.html", "around.html", slot=_SLOT).split(_SLOT)

    def _listings(self) -> Iterator[tuple[str, str]]:
        months: dict[str, list[PublicEvent]] = defaultdict(list)
        for event in self.events:
            months[_month(event)].append(event)
        order = sorted(months, reverse=True)
        if "undated" in months:
            order.remove("undated")
            order.append("undated")
        yield (
            "events/index.html",
            self._page(
                "events/index.html", "months.html", months=[(m, self._month_name(m), len(months[m])) for m in order]
            ),
        )
        for month in order:
            parts = [months[month][n : n + ON_A_LIST] for n in range(0, len(months[month]), ON_A_LIST)]
            for n, part in enumerate(parts, 1):
                name = f"events/{_part(month, n)}"
                yield (
                    name,
                    self._page(
                        name,
                        "month.html",
                        heading=self._month_name(month),
                        events=part,
                        n=n,
                        parts=len(parts),
                        part_name=lambda n, month=month: _part(month, n),
                    ),
                )

    def _releases(self) -> Iterator[tuple[str, str]]:
        shown = sorted(self.material.releases, key=lambda r: -r.release.number)
        held = ", ".join(map(str, self.material.held_back))
        words, pages = ChangeWords(self.material.codebook, self.writer), {event.id for event in self.events}
        yield "releases/index.html", self._page("releases/index.html", "releases.html", releases=shown, held_back=held)
        for one in shown:
            changes = one.changes[:ON_A_DIFFERENCE]
            name = f"releases/{one.release.number}.html"
            yield (
                name,
                self._page(
                    name,
                    "release.html",
                    shown=one,
                    about=one.release.about,
                    changes=changes,
                    by_event=[list(same) for _, same in groupby(changes, lambda change: change.event)],
                    words=words,
                    has_page=pages.__contains__,
                ),
            )

    def _ledger(self) -> str:
        def last(total: PublicTotal) -> tuple[str, str]:
            return (str(total.published or ""), total.of)

        ordered = sorted(self.material.totals, key=last, reverse=True)
        return self._page("totals.html", "totals.html", totals=ordered[:ON_THE_LEDGER], all_totals=len(ordered))

    def _types(self) -> list[tuple[str, str]]:
        return sorted(
            ((t, self.writer.type(t)) for t in {e.type for e in self.events}), key=lambda pair: pair[1].lower()
        )

    def _states(self) -> list[tuple[int, str]]:
        """States by the numbers that the scripts know them by, with their names."""
        numbered = enumerate(states_of(self.events))
        named = [(n, self.writer.state(state, country)) for n, (state, country) in numbered if state]
        return sorted(named, key=lambda pair: fold(pair[1]))

    def _sections(self, *wanted: str) -> list[Section]:
        return [section for section in self.document.sections if section.id in wanted]

    def _map_chart(self) -> Chart | None:
        drawn = self.writer.text("chart_map")
        charts = [b for s in self._sections("states") for b in s.blocks if isinstance(b, Chart)]
        return next((chart for chart in charts if chart.title == drawn), None)

    def _drawing(self, chart: Chart) -> str:
        names = {self.writer.text(key): key for key in ("chart_days", "chart_months", "chart_map")}
        return f"{names.get(chart.title, 'chart')}.svg"

    def _where(self, event: PublicEvent) -> str:
        country = self.writer.country(event.country) if event.country else None
        return ", ".join(dict.fromkeys(part for part in (event.place, event.admin1, country) if part))

    def _month_name(self, month: str) -> str:
        if month == "undated":
            return say(self.language, "undated")
        year, _, rest = month.partition("-")
        return span_name(self.language, Span(int(year), int(rest)))

    def _leads_to(self, piece: Piece) -> str | None:
        """Where a number of the report's sentences leads from a page at the language's folder: the report's rows, or a news report."""
        anchors = self._anchors
        return f"report.html#{anchors[piece.rows]}" if piece.rows in anchors else piece.link

    @cached_property
    def _anchors(self) -> Mapping[tuple[str, ...], str]:
        return self.document.anchors()

    def _page(self, path: str, template: str, **values: Any) -> str:
        up, other = "../" * path.count("/"), "en" if self.language == "es" else "es"
        return self._templates.get_template(template).render(
            **self._about,
            **values,
            up=up,
            root=up + "../",
            path=path,
            other_page=Markup("{}../{}/{}").format(up, other, path),
            other_language=other,
            navigation=_NAVIGATION,
            where_of=self._where,
            drawing=self._drawing,
            kind={Paragraph: "paragraph", Table: "table", Chart: "chart"},
        )

    @cached_property
    def _about(self) -> Mapping[str, Any]:
        """What every template may ask for."""
        language = self.language
        return {
            "m": self.material,
            "language": language,
            "say": lambda key, **more: say(language, key, **more),
            "count": lambda n, noun: counted(language, n, noun),
            "Count": Count,
            "number": lambda n: number(language, n),
            "day": lambda d: day_name(language, d),
            "days": lambda first, last: days_name(language, first, last),
            "day_of": lambda iso: day_name(language, date.fromisoformat(iso)),
            "bounds": lambda low, best, high: bounds(low, best, high, self.writer),
            "span": span_name(language, self.material.figures.span),
            "label": self.writer,
            "when": lambda e: when(e, language),
            "title": lambda e: title(e, self.writer),
            "page_of": lambda e: f"{file_name(e.id)}.html",
            "file_name": file_name,
            "isolated": isolated,
            "leads_to": self._leads_to,
        }


def templates(language: Language) -> Environment:
    """The site's templates in one language, of which the words that need no value are part: they are looked up once, not once a page.

    Characters that a page may not hold are taken out of every value.
    """
    folder = files("almenara.publish.site") / "templates"

    def load(name: str) -> str:
        text = (folder / name).read_text(encoding="utf-8")
        return _WORDS_ALONE.sub(lambda found: str(escape(say(language, found["key"]))), text)

    return Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )


def _month(event: PublicEvent) -> str:
    return event.date_from.isoformat()[:7] if event.date_from else "undated"


def _part(month: str, n: int) -> str:
    return f"{month}.html" if n == 1 else f"{month}-part-{n}.html"


def _codes(event: PublicEvent) -> Iterator[tuple[str, str]]:
    """Names of code systems with what they call the event."""
    for name, code in event.codes.items():
        parts = (
            [str(v) for v in code.values() if isinstance(v, str)]
            if isinstance(code, Mapping)
            else [str(code)]
            if code
            else []
        )
        if parts:
            yield name.upper(), ", ".join(parts)
