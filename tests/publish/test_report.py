"""The report: counts that can be looked up, sentences with grammar, and pages that stand hostile and missing values."""

from __future__ import annotations

import ctypes
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import date

import html5lib
import pypdfium2
import pytest
from scenes import JANUARY, PROTESTS, busy_january, happening, material

from almenara.codebook import Codebook
from almenara.model import Actor
from almenara.publish import PublicEvent
from almenara.publish.report import Figures, Maker, Span, as_html, as_pdf, compose, figures_of, labels_of, read_span
from almenara.publish.report.charts import Bars, columns
from almenara.publish.report.document import Chart, Document, Paragraph, Table, runs_of
from almenara.publish.report.estimate import missed
from almenara.publish.report.grammar import Count, Language, counted, listed, percent, sentence
from almenara.publish.told import PublicTotal, ToldNumber
from almenara.resolve.actors import ActorNames

Write = Callable[..., Document]
ACTORS = ActorNames([Actor("smv", "Teachers' Union", labels={"es": "Sindicato de Maestros"})])
MAKER = Maker("Observatory of the Quay", "almenara 9", "codebook 1", 7, False, tuple(sorted(PROTESTS)))


@pytest.fixture
def written(codebook: Codebook) -> Write:
    def write(*events: PublicEvent, language: Language = "en", **values: object) -> Document:
        figures = figures_of(JANUARY, material(*events, actors=ACTORS, **values))
        return compose(figures, MAKER, labels_of(codebook, language, ACTORS), language, date(2019, 3, 1))

    return write


def figures(**values: object) -> Figures:
    return figures_of(JANUARY, material(*busy_january(), **values))


def said(document: Document, section: str) -> str:
    """A section's paragraphs as plain words."""
    blocks = next(s for s in document.sections if s.id == section).blocks
    paragraphs = (b for b in blocks if isinstance(b, Paragraph))
    return " ".join("".join(p.text for p in b.sentence) for b in paragraphs).replace("\N{NO-BREAK SPACE}", " ")


def words_of_pdf(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_actors_are_called_in_the_reader_s_language(written: Write) -> None:
    told = [
        happening(1, agents=("Teachers' Union", "some 200 residents"), targets=("Police (Lara, Venezuela)",)),
        happening(2, agents=("Police (Spain)",)),
        happening(3, agents=("Policía (Spain)", "Police (Spain)")),
    ]
    spanish, english = written(*told, language="es"), written(*told)
    assert (
        "Se nombra más a menudo a: Policía (España) (2), Sindicato de Maestros (1) y some 200 residents (1)."
        in said(spanish, "who")
    )
    assert "Named most often: Police (Spain) (2), Teachers' Union (1) and some 200 residents (1)." in said(
        english, "who"
    )
    assert [whose(document) for document in (spanish, english)] == [
        ["Sindicato de Maestros, some 200 residents contra Policía (Lara, Venezuela)", "Policía (España)", "Policía (España)"],
        ["Teachers' Union, some 200 residents against Police (Lara, Venezuela)", "Police (Spain)", "Police (Spain)"],
    ]  # fmt: skip


def whose(document: Document) -> list[str]:
    """The annex's column of who took part."""
    (annex,) = (b for s in document.sections if s.id == "annex" for b in s.blocks if isinstance(b, Table))
    return ["".join(piece.text for piece in row[4]) for row in annex.rows]


def test_a_period_is_a_month_or_a_year_with_its_neighbours() -> None:
    assert read_span("2019-01") == JANUARY
    assert read_span("2019") == Span(2019)
    assert [read_span(w) for w in ("2019-13", "2019-1", "January", "0001", "2019-01-01")] == [None] * 5
    assert (JANUARY.start, JANUARY.end, JANUARY.days) == (date(2019, 1, 1), date(2019, 1, 31), 31)
    assert Span(2020, 2).days == 29
    assert (JANUARY.before, JANUARY.year_before) == (Span(2018, 12), Span(2018, 1))
    assert (JANUARY.months()[0], JANUARY.months()[-1], len(JANUARY.months())) == (Span(2018, 1), JANUARY, 13)
    assert len(Span(2019).months()) == 24


def test_only_what_happened_in_the_period_is_counted() -> None:
    f = figures()
    assert [e.id for e in f.events] == ["e-0002", "e-0001", "e-0004", "e-0003", "e-0005", "e-0006"]
    assert f.protests == ("e-0001", "e-0004", "e-0003", "e-0005")
    assert [e.id for e in f.alleged] == ["e-0008"]
    assert [e.id for e in f.unreported] == ["e-0007"]
    assert f.undated == ("e-0011",)
    assert (f.before.protests, f.year_before.protests) == (("e-0009", "e-0010"), ("e-0012",))
    assert f.months[0] == (Span(2018, 1), 1)
    assert f.months[-2:] == ((Span(2018, 12), 2), (JANUARY, 4))


def test_an_announcement_is_overdue_only_once_its_day_is_past() -> None:
    assert figures(today=date(2019, 1, 30)).unreported == ()
    assert [e.id for e in figures(today=date(2019, 1, 31)).unreported] == ["e-0007"]


def test_a_date_known_by_its_year_alone_is_in_no_month_but_in_the_year() -> None:
    rough = happening(1, day=date(2019, 1, 1), date_to=date(2019, 12, 31), date_precision="year")
    assert not JANUARY.holds(rough)
    assert Span(2019).holds(rough)
    month = happening(2, day=date(2019, 1, 1), date_to=date(2019, 1, 31), date_precision="month")
    f = figures_of(JANUARY, material(month))
    assert f.protests == f.without_day == ("e-0002",)
    assert all(ids == () for _, ids in f.by_day)


def test_kinds_are_ranked_and_one_protest_may_have_several() -> None:
    f = figures()
    assert [(r.key, len(r.events)) for r in f.demands] == [("political_rights", 2), ("wages", 1), ("water", 1)]
    assert [(r.key, len(r.events)) for r in f.rights] == [("civil", 2), ("social", 2)]
    assert f.with_demand == ("e-0001", "e-0004", "e-0003")
    assert (f.states[0].key, len(f.states[0].events)) == ("Zulia, VE", 2)
    assert f.combined == (("e-0004", "e-0003"),)
    assert [(p.day, p.protests) for p in f.peaks] == [(date(2019, 1, 23), ("e-0004", "e-0003", "e-0005"))]


def test_a_protest_is_met_with_force_by_its_code_or_by_a_dispersal_at_its_place_and_day() -> None:
    coded = happening(20, day=date(2019, 1, 2), codes={"acled": {"sub_event_type": "Protest with intervention"}})
    f = figures_of(JANUARY, material(*busy_january(), coded))
    assert set(f.forced) == {"e-0001", "e-0020"}


def test_people_harmed_are_not_counted_twice_for_one_day_and_place() -> None:
    march = happening(1, numbers={"injured": (3, 4, 6)})
    force = happening(2, "dispersal", numbers={"injured": (5, 5, 5)})
    elsewhere = happening(3, place="Mérida", numbers={"injured": (1, 1, None)})
    injured = next(h for h in figures_of(JANUARY, material(march, force, elsewhere)).harms if h.of == "injured")
    assert (injured.low, injured.best, injured.high, injured.open) == (6, 6, 7, True)


def test_participants_add_up_over_the_protests_that_give_a_size() -> None:
    sized, open_ended = (
        happening(1, numbers={"crowd": (80, 100, 120)}),
        happening(2, numbers={"crowd": (500, None, None)}),
    )
    people = figures_of(JANUARY, material(sized, open_ended, happening(3))).participants
    assert (people.low, people.best, people.high) == (580, 600, 620)
    assert people.without == ("e-0003",)


def test_the_estimate_is_that_of_chao_and_needs_three_sources_and_something_told_twice() -> None:
    # By hand: 3/4 * 6² / (2 * 3) = 4.5 unseen; variance 3 * (0.375 * 4 + 0.5625 * 8 + 0.140625 * 16) = 24.75.
    found = missed([1] * 6 + [2] * 3 + [3], 4)
    assert found is not None
    assert found.estimated == pytest.approx(14.5)
    assert (found.low, found.high) == (pytest.approx(10.781, abs=0.01), pytest.approx(35.93, abs=0.01))
    assert missed([1] * 6 + [2] * 3, 2) is None
    assert missed([1] * 6 + [3], 5) is None


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 1, "1 protest was recorded."),
        ("en", 1234, "1,234 protests were recorded."),
        ("es", 1, "Se registró 1 protesta."),
        ("es", 12345, "Se registraron 12.345 protestas."),
    ],
)
def test_words_agree_with_the_number_beside_them(language: Language, n: int, expected: str) -> None:
    template = {"en": "{n} [was|were:n] recorded.", "es": "Se [registró|registraron:n] {n}."}[language]
    pieces = sentence(language, template, {"n": Count(n, "protest")})
    assert "".join(p.text for p in pieces).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_lists_are_joined_as_each_language_does() -> None:
    def join(language: Language, *items: str) -> str:
        return "".join(p.text for p in listed(language, [sentence(language, i, {}) for i in items]))

    assert join("es", "marcha", "invasión") == "marcha e invasión"
    assert join("es", "agua", "hierro") == "agua y hierro"
    assert join("es", "agua", "hilo") == "agua e hilo"
    assert join("en", "a", "b", "c") == "a, b and c"
    assert join("en") == ""
    assert counted("es", 1, "combined") == "1\N{NO-BREAK SPACE}acción combinada"
    assert (percent("en", 0.2), percent("es", 0.2)) == ("20%", "20\N{NO-BREAK SPACE}%")
    assert percent("en", 0.001) == "less than 1%"


def test_the_change_is_told_or_said_not_to_be_known(written: Write) -> None:
    document = written(*busy_january())
    assert "There were 100% more protests than in December 2018, when there were 2." in said(document, "summary")
    assert "There were 300% more protests than in January 2018, when there was 1." in said(document, "summary")
    spanish = said(written(*busy_january(), language="es"), "summary")
    assert "Se registraron 4 protestas en enero de 2019." in spanish
    assert "Hubo 100 % más de protestas que en diciembre de 2018, cuando se contaron 2." in spanish
    unread = said(written(happening(1), reports={}), "summary")
    assert "Nothing can be said about the change since December 2018" in unread
    none_then = said(written(happening(1)), "summary")
    assert "In December 2018 no protest is known, though 15 news reports of it were read." in none_then
    more_read = said(written(*busy_january(), reports={JANUARY.before: 5, JANUARY.year_before: 15}), "summary")
    assert "For December 2018 5 news reports were read, for January 2019 15 news reports" in more_read


def test_unread_months_have_no_bar_where_there_are_bars_and_are_named_where_there_are_none(written: Write) -> None:
    """A note speaks of a chart only where one is drawn."""
    alone = said(written(happening(1), reports={JANUARY: 3}), "time")
    assert "No news report of these months was read: January 2018 to December 2018." in alone
    assert "no bar stands" not in alone
    compared = said(written(happening(1), reports={JANUARY: 3, JANUARY.before: 3}), "time")
    assert "Where no news report was read, no bar stands: January 2018 to November 2018." in compared


def test_shares_are_said_to_pass_100_and_missing_sizes_are_told(written: Write) -> None:
    document = written(*busy_january())
    assert "may pass 100%" in said(document, "demands")
    assert "3 protests (75%) give no size" in said(document, "crowds")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_number_that_counts_events_counts_the_rows_that_it_leads_to(written: Write, language: Language) -> None:
    document = written(*busy_january(), language=language)
    counts = 0
    for section, piece in document._pieces():
        number = re.match(r"[\d.,]+", piece.text)
        if piece.rows and number and section.id not in ("harm", "crowds") and not re.search(r"%|^\d[.,]\d", piece.text):
            if "estado" in piece.text or "state" in piece.text or "acc" in piece.text or "action" in piece.text:
                continue
            assert int(re.sub(r"\D", "", number[0])) == len(piece.rows), piece
            counts += 1
    assert counts > 30


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_number_in_a_finding_stands_without_its_rows(written: Write, language: Language) -> None:
    document = written(*busy_january(), language=language)
    for section in document.sections:
        if section.id not in ("summary", "types", "demands", "states", "force", "harm", "crowds", "unreported"):
            continue
        for block in section.blocks:
            for piece in block.sentence if isinstance(block, Paragraph) else ():
                bare = re.sub(r"20\d\d|100\N{NO-BREAK SPACE}?%", "", piece.text)
                assert piece.rows or not re.search(r"\d", bare), piece


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_valid_needs_no_other_file_and_its_links_lead_somewhere(written: Write, language: Language) -> None:
    page = as_html(written(*busy_january(), language=language))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for link in tree.iter("a"):
        assert link.get("href", "").startswith("https://quay.example/") or link.get("href", "")[1:] in ids
    assert all(i.get("src", "").startswith("data:image/svg+xml;base64,") and i.get("alt") for i in tree.iter("img"))
    assert not any(list(tree.iter(tag)) for tag in ("script", "link", "iframe", "object"))
    assert tree.get("lang") == language


def test_charts_are_drawings_with_a_description(written: Write) -> None:
    charts = [b for s in written(*busy_january()).sections for b in s.blocks if hasattr(b, "svg")]
    assert len(charts) == 7
    for chart in charts:
        assert ElementTree.fromstring(chart.svg).tag.endswith("svg")
        assert "http" not in chart.svg.replace("http://www.w3.org/", "")
    assert charts[0].description.replace("\N{NO-BREAK SPACE}", " ") == (
        "Bars for each day of January 2019. Highest: 23 January 2019, with 3 protests."
    )


@pytest.mark.parametrize(
    ("language", "title", "caption"),
    [
        ("en", "Protests by state: Venezuela", "Borders are approximate"),
        ("es", "Protestas por estado: Venezuela", "límites son aproximados"),
    ],
)
def test_states_are_shaded_and_their_borders_said_to_be_rough(
    written: Write, language: Language, title: str, caption: str
) -> None:
    document = written(
        *busy_january(),
        happening(71, place="Lima", admin1="Lima", country="PE"),
        happening(72, admin1="Nowhere at all"),
        language=language,
    )
    (chart,) = (b for s in document.sections for b in s.blocks if isinstance(b, Chart) and b.title == title)
    assert caption in chart.description
    assert "Distrito Capital (" in chart.description
    assert "Nowhere" not in chart.description + chart.svg
    notes = said(document, "states")
    assert (
        "1 protest in states that the map of Venezuela lacks"
        if language == "en"
        else "1 protesta en estados que faltan"
    ) in notes
    assert ("1 protest in other countries" if language == "en" else "1 protesta en otros países") in notes


def test_a_country_without_an_outline_has_no_shaded_map_and_the_report_says_so(written: Write) -> None:
    document = written(
        happening(1, admin1="Saint Michael", country="BB"), happening(2, admin1="Saint James", country="BB")
    )
    assert "No map by state is drawn for Barbados" in said(document, "states")
    assert "by state: Barbados" not in "".join(
        b.title for s in document.sections for b in s.blocks if isinstance(b, Chart)
    )


def test_who_says_which_number_stands_beside_the_sum(written: Write) -> None:
    numbers = (ToldNumber("e-0006", "killed", 1, 2, None, "The Quay"), ToldNumber("e-0006", "killed", 2, 2, 2, None))
    document = written(*busy_january(), numbers=numbers)
    harm = next(s for s in document.sections if s.id == "harm")
    (table,) = (b for b in harm.blocks if isinstance(b, Table))
    cells = [["".join(p.text for p in cell) for cell in row] for row in table.rows]
    assert cells == [
        ["Killed", "attack on civilians in Cotiza", "at least 1", "The Quay"],
        ["Killed", "attack on civilians in Cotiza", "2", "source not known or not named"],
    ]
    assert "From 1 to 2 people were killed in 1 event" in said(document, "harm")
    assert "the highest may be more" in said(document, "harm")
    spanish = said(written(*busy_january(), language="es"), "harm")
    assert "Hubo 2 personas heridas en 1 hecho." in spanish
    one = happening(1, numbers={"killed": (1, 1, 1)})
    assert "Hubo 1 persona muerta en 1 hecho." in said(written(one, language="es"), "harm")
    assert "1 person was killed in 1 event." in said(written(one), "harm")


def test_quoted_figures_that_do_not_add_up_are_listed_with_what_they_should_be(written: Write) -> None:
    def quoted(published: date, verdict: str) -> PublicTotal:
        failed = (("change", 24.0, 50.0),) if verdict == "inconsistent" else ()
        return PublicTotal(
            "protests", "change", 50.0, "percent", None, "Monitor", "The Quay", published, None, (verdict,), failed
        )

    inside, other = date(2019, 1, 6), date(2019, 2, 6)
    totals = (quoted(inside, "inconsistent"), quoted(inside, "consistent"), quoted(other, "inconsistent"))
    document = written(happening(1), totals=totals)
    assert "1 quoted figure in news reports of January 2019 does not agree with its own parts" in said(
        document, "totals"
    )
    (table,) = (b for b in next(s for s in document.sections if s.id == "totals").blocks if isinstance(b, Table))
    assert ["".join(p.text for p in cell) for cell in table.rows[0]] == [
        "50\N{NO-BREAK SPACE}%",
        "Monitor",
        "24\N{NO-BREAK SPACE}%",
        "The Quay, 6 January 2019",
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_period_without_events_has_a_report_that_says_so(written: Write, language: Language) -> None:
    document = written(language=language, outlets=(), reports={}, all_outlets=0)
    assert {"en": "No event is known for January 2019.", "es": "No se conoce ningún hecho en enero de 2019."}[
        language
    ] in said(document, "summary")
    html5lib.HTMLParser(strict=True).parse(as_html(document))
    assert "2019" in words_of_pdf(as_pdf(document))


@pytest.mark.parametrize("language", ["en", "es"])
def test_one_event_without_place_or_people_has_its_report(written: Write, language: Language) -> None:
    nothing_known = dict.fromkeys(("place", "admin1", "country", "lat", "lon", "place_precision"))
    alone = happening(1, **nothing_known, agents=(), agent_sectors=(), sources=(), urls=())
    document = written(alone, language=language)
    html5lib.HTMLParser(strict=True).parse(as_html(document))
    expected = {"en": "1 protest was recorded in January 2019", "es": "Se registró 1 protesta en enero de 2019"}[
        language
    ]
    assert expected in " ".join(words_of_pdf(as_pdf(document)).replace("\N{NO-BREAK SPACE}", " ").split())
    assert (
        said(document, "states")
        == {"en": "For 1 protest no state is known.", "es": "De 1 protesta no se conoce el estado."}[language]
    )


def test_an_event_without_a_date_is_told_and_in_no_count(written: Write) -> None:
    document = written(happening(1, day=None))
    assert "1 event without a known date is in no period and not in this report." in said(document, "summary")
    assert "No event is known" in said(document, "summary")


HOSTILE = '<img src=x onerror=alert(1)> #panic("x") *a* $x$ @b {{7*7}} </style><script>'


@pytest.mark.parametrize("field", ["place", "admin1", "agents", "sources"])
def test_markup_in_a_value_stays_words(written: Write, field: str) -> None:
    value = (HOSTILE,) if field in ("agents", "sources") else HOSTILE
    document = written(happening(1, **{field: value}), happening(2, **{field: value}))
    page = as_html(document)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert not list(tree.iter("script"))
    assert all(i.get("src", "").startswith("data:") for i in tree.iter("img"))
    assert HOSTILE in "".join(tree.itertext())
    assert '#panic("x") *a* $x$' in words_of_pdf(as_pdf(document)).replace("\r\n", " ").replace("“", '"').replace(
        "”", '"'
    )


def test_addresses_that_run_something_are_no_links(written: Write) -> None:
    document = written(happening(1, urls=("javascript:alert(1)", "https://quay.example/ok")))
    page = as_html(document)
    assert "javascript:" not in page
    assert [p.link for _, p in document._pieces() if p.address] == [None, "https://quay.example/ok"]
    assert 'href="https://quay.example/ok"' in page


def test_words_written_from_right_to_left_keep_their_neighbours_in_order(written: Write) -> None:
    document = written(happening(1, place="حلب", admin1="محافظة حلب", country="SY"))
    assert "<bdi>حلب" in as_html(document)
    assert "SY" in words_of_pdf(as_pdf(document))


def links_of_pdf(data: bytes) -> tuple[int, set[str]]:
    """How many links lead to a page of the file, and the addresses of those that leave it. A link that leads nowhere fails."""
    pdf = pypdfium2.PdfDocument(data)
    raw = pypdfium2.raw
    inside, addresses = 0, set()
    for page in pdf:
        at, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page, at, link):
            if target := raw.FPDFLink_GetDest(pdf, link):
                assert 0 <= raw.FPDFDest_GetDestPageIndex(pdf, target) < len(pdf)
                inside += 1
                continue
            action = raw.FPDFLink_GetAction(link)
            room = ctypes.create_string_buffer(raw.FPDFAction_GetURIPath(pdf, action, None, 0))
            assert len(room)
            raw.FPDFAction_GetURIPath(pdf, action, room, len(room))
            addresses.add(room.value.decode())
    return inside, addresses


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_is_tagged_lists_each_event_and_leads_to_it_and_to_its_sources(
    written: Write, language: Language
) -> None:
    events = busy_january()
    document = written(*events, language=language)
    data = as_pdf(document)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(data))
    inside, addresses = links_of_pdf(data)
    assert inside >= sum(piece.rows in document.anchors() for _, piece in document._pieces())
    assert addresses == {url for event in events if event.id in document.numbers for url in event.urls}
    words = " ".join(words_of_pdf(data).replace("\N{NO-BREAK SPACE}", " ").split())
    (annex,) = (b for s in document.sections if s.id == "annex" for b in s.blocks if isinstance(b, Table))
    for row in annex.rows:
        number, when, what = ("".join(piece.text for piece in cell) for cell in row[:3])
        assert f"{number} {when} · {what}" in words


def test_the_same_report_gives_the_same_bytes(written: Write) -> None:
    one, other = written(*busy_january()), written(*busy_january())
    assert as_html(one) == as_html(other)
    assert as_pdf(one) == as_pdf(other)


def test_rows_are_told_as_runs() -> None:
    assert runs_of([7, 1, 2, 3, 2]) == ((1, 3), (7, 7))
    assert runs_of([]) == ()


def test_a_month_that_was_not_read_keeps_its_place_on_the_axis() -> None:
    svg = columns(Bars((("Jan", 2), ("Feb", None), ("Mar", 3)), "protests", "en"))
    assert all(f">{label}<" in svg for label in ("Jan", "Feb", "Mar"))
    assert ">2<" in svg


def test_states_bear_their_country_only_where_there_are_several(written: Write) -> None:
    one = written(happening(1), happening(2, admin1="Zulia"))
    assert "Most: Distrito Capital (1) and Zulia (1)." in said(one, "states")
    two = written(happening(1), happening(2, admin1="Zulia"), happening(3, admin1="Lima", country="PE"))
    assert "Zulia (Venezuela) (1)" in said(two, "states")
    several = written(happening(1), happening(2), happening(3, admin1="Zulia"))
    assert "Fewest" not in said(several, "states")
