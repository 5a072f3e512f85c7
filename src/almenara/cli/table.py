"""Rows as tables for people to read on a terminal, in the chosen language."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from almenara.cli.wording import day, language, say
from almenara.codebook import Codebook
from almenara.model import DateValue, Event, Mention, PlaceValue, Quantity, Role, Total

#: Colours by how much a status claims; every status is also written out, so nothing hangs on colour alone.
_STATUS_STYLE = {
    "happened": "bold green",
    "ongoing": "bold green",
    "planned": "cyan",
    "called_for": "cyan",
    "threatened": "yellow",
    "alleged": "yellow",
    "denied": "red",
    "hypothetical": "dim",
    "historical": "dim",
    "generic": "dim",
}
#: Sentences are cut to this many characters around the trigger; the rows as JSON have them whole.
SENTENCE_SHOWN = 150


#: Narrower terminals get fewer and wider columns, so that no word is broken.
WIDE = 110


def show_events(
    rows: Sequence[Mention | Event],
    codebook: Codebook,
    console: Console,
    title: str,
    *,
    reviews: Sequence[str] | None = None,
) -> None:
    """What, status, when, where, who, how many, and the words; with `reviews`, stored events' ids and what people said of them."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    wide = console.width >= WIDE
    columns = (
        (("what", 3, 18), ("when", 3, 13), ("where", 3, 14), ("who", 4, 16), ("how_many", 3, 14), ("sentence", 7, 20))
        if wide
        else (("what", 5, 24), ("where", 6, 22), ("sentence", 7, 24))
    )
    for name, ratio, least in columns:
        table.add_column(say(name), ratio=ratio, min_width=least, overflow="fold")
    for number, row in enumerate(rows):
        kind = codebook.label(row.type, language())
        status = str(getattr(codebook.statuses[row.status.value].label, language()))
        what = f"{escape(kind)}\n[{_STATUS_STYLE[row.status.value]}]{escape(status.lower())}[/]"
        if reviews is not None:
            what += f"\n[dim]{escape(row.id)}  {say('review_' + reviews[number])}[/]"
        when, where = _when(row.date), _where(row.place)
        who, how_many = _who(row.roles, row.demands, codebook), _how_many(row.quantities)
        if wide:
            table.add_row(what, when, where, who, how_many, _words(row))
        else:
            told = [part for part in (where, who, how_many) if part != "–"]
            table.add_row(f"{what}\n{when}", "\n".join(told) or "–", _words(row))
        table.add_section()
    console.print(table)
    if any((r.date and r.date.inherited) or (r.place and r.place.inherited) for r in rows):
        console.print(f"[dim]{say('inherited')}[/]")


def show_totals(totals: Sequence[Total], console: Console) -> None:
    """Quoted figures and whether they add up."""
    table = Table(title=say("totals"), title_justify="left", box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    for name, ratio in (("figure", 5), ("period", 4), ("whose", 4), ("check", 6)):
        table.add_column(say(name), ratio=ratio, overflow="fold")
    for total in totals:
        period = f"{day(total.period.start)} – {day(total.period.end)}" if total.period else "–"
        verdicts = [
            say(c.verdict, expected=_number(c.expected), why=escape(say("lacks_count", why=c.why)))
            for c in total.checks
        ]
        table.add_row(
            f"[bold]{_number(total.value)}[/] {say('unit_' + total.unit)} ({escape(total.of)})\n[dim]{escape(_flat(total.quote.text))}[/]",
            period,
            escape(total.attributed_to or "–"),
            "\n".join(verdicts) or "–",
        )
    console.print(table)


def show_plain(rows: Sequence[dict[str, object]], columns: Sequence[str], title: str, console: Console) -> None:
    """Rows of places, dates or actors as they are; `columns` are their keys."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(say("column_" + column), overflow="fold")
    for row in rows:
        table.add_row(*(escape("–" if row.get(c) is None else str(row[c])) for c in columns))
    console.print(table)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    text = f"{value:,.1f}".rstrip("0").rstrip(".") if "." in f"{value:,.1f}" else f"{value:,}"
    return text if language() == "en" else text.translate(str.maketrans(",.", ".,"))


def _when(value: DateValue | None) -> str:
    if value is None or value.start is None:
        return "–"
    mark = "~" if value.inherited else ""
    if value.start == value.end:
        return f"{mark}{day(value.start)}"
    return f"{mark}{day(value.start)} –\n{day(value.end)}"


def _where(value: PlaceValue | None) -> str:
    if value is None:
        return "–"
    parts = [value.name, value.admin1 if value.admin1 != value.name else None, value.country]
    return ("~" if value.inherited else "") + escape(", ".join(p for p in parts if p))


def _who(roles: Sequence[Role], demands: Sequence[str], codebook: Codebook) -> str:
    lines = []
    for name in ("agent", "target", "participant", "instrument"):
        words = dict.fromkeys(_flat(r.quote.text) for r in roles if r.role == name)
        if words:
            lines.append(f"[dim]{say(name)}[/] {escape(', '.join(words))}")
    labels = {d.id: str(getattr(d.label, language())) for d in codebook.demands}
    if demands:
        lines.append(f"[dim]{say('demands')}[/] {escape(', '.join(labels.get(d, d).lower() for d in demands))}")
    return "\n".join(lines) or "–"


def _how_many(quantities: Sequence[Quantity]) -> str:
    lines = []
    for quantity in quantities:
        low, best, high = quantity.low, quantity.best, quantity.high
        if low is not None and high is not None and low != high:
            number = f"{_number(low)}–{_number(high)}"
        elif low is not None and high is None:
            number = f"≥ {_number(low)}"
        elif high is not None and low is None:
            number = f"≤ {_number(high)}"
        else:
            number = _number(best)
        lines.append(f"{number} {say(quantity.of)}")
    return "\n".join(lines) or "–"


def _words(row: Mention | Event) -> str:
    """The sentence around the trigger, which stands out."""
    sentence, trigger = row.sentence, row.trigger
    start, end = trigger.start - sentence.start, trigger.end - sentence.start
    room = max(0, (SENTENCE_SHOWN - (end - start)) // 2)
    first, last = max(0, start - room), min(len(sentence.text), end + room)
    before, after = sentence.text[first:start], sentence.text[end:last]
    return (
        f"{'…' if first else ''}{escape(_flat(before, strip=False))}[bold]{escape(_flat(trigger.text))}[/]"
        f"{escape(_flat(after, strip=False))}{'…' if last < len(sentence.text) else ''}"
    )


def _flat(text: str, *, strip: bool = True) -> str:
    """One line; control characters of a hostile text never reach the terminal."""
    clean = "".join(" " if c.isspace() else c for c in text if c.isprintable() or c.isspace())
    single = " ".join(clean.split())
    if strip:
        return single
    return (" " if clean[:1] == " " else "") + single + (" " if clean[-1:] == " " and single else "")
