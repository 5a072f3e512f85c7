"""A store with something of everything that a release has to tell: made up by chance, the same each time, without any coder.

Events of one report and of several, outlets without a name, copies, people with and without names, sentences long and short, corrections, a merge, a split,
joined names, a rejected event, and places of every precision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from almenara.link import consolidate
from almenara.model import (
    Coding,
    DateValue,
    Mention,
    PlaceValue,
    Quantity,
    Quote,
    Report,
    Role,
    Source,
    Status,
)
from almenara.observatory import Observatory, create_observatory
from almenara.store import Belonging, put_coding, put_events, put_report

EVENTS = 40
_KINDS = {"march": "contention", "road_block": "contention", "arrest": "state_response", "riot": "unrest"}
_OUTLETS = (
    Source("The Quay", "quay.example", "GH", "local"),
    Source("Radio Norte", country="PE", scale="national"),
    Source("Boletín de Élida"),
    Source("Secret Letter"),
    None,
)
_PLACES = (
    PlaceValue("Accra", geonames_id=1, country="GH", admin1="Greater Accra", lat=5.556, lon=-0.19691, precision="populated_place", method="x"),
    PlaceValue("Cusco", geonames_id=2, country="PE", admin1="Cuzco", lat=-13.53195, lon=-71.96746, precision="exact", method="x"),
    PlaceValue("Kenya", country="KE", lat=1.0, lon=38.0, precision="country", method="x"),
    PlaceValue("La Guaira", country="VE", admin1="Vargas", precision="admin1", method="x"),
    None,
)  # fmt: skip
_PEOPLE = (
    ("teachers", None, ("EDU",)), ("Residents of Los Olivos", None, ()), ("María Pérez and her sister", None, ()),
    ("the police", "act-police", ("COP",)), ("Sindicato de Médicos", "act-doctors", ("HLH", "LAB")), ("مظاهرة", None, ()),
    ("Nurses", None, ("HLH",)), ("Ama Mensah", "?ama mensah", ()), ("un grupo de vecinos", None, ("CVL",)), ("<b>=1+1</b>", None, ()),
)  # fmt: skip
_SENTENCES = (
    "{who} {did} in {where} on Monday to demand better pay, said Kofi Boateng, who leads them.",
    "Según la Defensoría, {who} {did} en {where}; «no nos iremos», dijo Rosa Quispe.",
    "On Tuesday, for the third time in a week and in spite of the rain that had fallen since dawn over the whole of the valley, some of the {who} who had come "
    "down from the hills with drums, banners and the portraits of those who were lost {did} in {where}, as Mr. A. N. Other of St. John's told reporters, before "
    "others, among them Dr. Paul O'Neil-Smith and his iPhone, went on to the Plaza de Armas and stayed there until nightfall.",
    "{who}\u2028{did} at {where}!\nMore follows",
    "ABC: {did} – {who}, {where} (AP) 60 people",
)
_DID = ("marched", "bloquearon la vía", "were arrested", "Marcharon")


def _report(
    random: Random, number: int, day: date
) -> tuple[Report, list[tuple[int, int, tuple[str, str | None, tuple[str, ...]]]]]:
    """A report, and for each of its sentences where its trigger stands, and who is told to take part."""
    text, told = "Accra, PE. ", []
    for _ in range(random.randrange(1, 4)):
        who, did = random.choice(_PEOPLE), random.choice(_DID)
        sentence = random.choice(_SENTENCES).format(
            who=who[0], did=did, where=random.choice(("Accra", "the North", "Cusco"))
        )
        start = len(text) + sentence.index(did)
        told.append((start, start + len(did), who))
        text += sentence + random.choice((" ", "\n\n", " It was quiet afterwards. "))
    source = random.choice(_OUTLETS)
    url = f"https://news.example/{number}" if random.random() < 0.7 else None
    return Report(f"r{number:03}", text, f"Title {number}", "en", day, source, url), told


def _mention(
    random: Random, report: Report, at: tuple[int, int, tuple[str, str | None, tuple[str, ...]]], kind: str
) -> Mention:
    start, end, (name, actor, sectors) = at
    found = report.text.find(name)
    words = Quote.cut(report.text, found, found + len(name)) if found >= 0 else Quote(0, 5, report.text[:5])
    role = Role(random.choice(("agent", "target")), words, name.title() if actor else None, None, sectors, None, actor)
    day = (report.published or date(2024, 1, 1)) - timedelta(days=random.randrange(3))
    when = random.choice(
        (
            DateValue(day, day, "day", Quote.cut(report.text, 0, 5), method="x"),
            DateValue(day, day + timedelta(days=6), "week", method="publication"),
            DateValue(None, None, None, method="unresolved"),
            None,
        )
    )
    crowd = random.randrange(10, 900)
    number = Quantity("crowd", crowd, crowd, crowd + 5, Quote.cut(report.text, start, end))
    hurt = Quantity("injured", 2, None, None, Quote.cut(report.text, 0, 3))
    return Mention(
        id=f"{report.id}@{start}", report=report.id, published=report.published, source=report.source, family=_KINDS[kind], type=kind,
        status=random.choice((Status.HAPPENED, Status.HAPPENED, Status.CALLED_FOR, Status.ALLEGED)), score=random.choice((0.5, 0.8, 0.9)),
        trigger=Quote.cut(report.text, start, end), sentence=Quote(0, len(report.text), report.text), roles=(role,) * random.randrange(2) + (role,),
        date=when, place=random.choice(_PLACES), quantities=((), (number,), (number, hurt), (number, number))[random.randrange(4)],
        demands=((), ("wages",), ("wages", "water"))[random.randrange(3)], title=report.title,
        codes=(None, {"acled": {"event_type": "Protests", "sub_event_type": "Peaceful protest"}, "cameo": "141"})[random.randrange(2)],
    )  # fmt: skip


def stored(folder: Path) -> Observatory:
    """An observatory with `EVENTS` events, most of them accepted, and people's decisions on some."""
    random = Random(7)
    observatory = create_observatory(folder, "Stored")
    clusters: list[list[Mention]] = []
    with observatory.store.writing() as connection:
        number = 0
        for _ in range(EVENTS):
            cluster: list[Mention] = []
            for _ in range(random.choice((1, 1, 1, 2, 3))):
                report, told = _report(random, number, date(2024, 3, 1) + timedelta(days=random.randrange(40)))
                kind = random.choice(list(_KINDS))
                copied = f"r{number - 1:03}" if cluster and random.random() < 0.3 else None
                put_report(connection, report, coded_by="made up", copy_of=copied)
                cluster += [_mention(random, report, at, kind) for at in told[: random.randrange(1, 3)]]
                number += 1
            clusters.append(cluster)
        events = [consolidate(cluster) for cluster in clusters]
        put_events(connection, events)
        for event, cluster in zip(events, clusters, strict=True):
            for report_id in event.reports:
                mentions = tuple(m for m in cluster if m.report == report_id)
                belongs = {m.id: Belonging(event.id, f"a-{m.report}") for m in mentions}
                put_coding(connection, Coding(report_id, mentions, ()), belongs)
    ids = sorted(event.id for event in events)
    for n, event in enumerate(ids):
        if n % 10 == 9:
            observatory.decide("Ana", event, "reject", why="no event")
        elif n % 10 != 8:
            observatory.decide("Ana", event, "accept")
    changes = (
        ("place", "Somewhere Else"),
        ("date_from", "2024-02-01"),
        ("type", "riot"),
        ("status", "happened"),
        ("lat", 1.23456789),
    )
    for n, (field, new) in enumerate(changes):
        observatory.decide("Ana", ids[n], "correct", field=field, new=new)
    observatory.decide("Ana", ids[5], "correct", field="crowd", new={"low": 1, "best": 2, "high": 3})
    observatory.decide("Ana", ids[6], "correct", field="place_precision", new="exact")
    observatory.decide("Ana", ids[10], "merge", new={"event": ids[11]})
    several = next(e for e in events if len(e.reports) > 1 and e.id not in ids[:12])
    observatory.decide("Ana", several.id, "split", new={"accounts": [f"a-{several.reports[0]}"]})
    observatory.join_names("Ana", "place", "2", ["1"])
    observatory.join_names("Ana", "actor", "act-doctors", ["act-police"])
    return observatory


def with_settings(observatory: Observatory, **values: object) -> Observatory:
    """The same observatory under another protection profile."""
    settings = observatory.settings
    protection = settings.protection.model_copy(update=values)
    return replace(observatory, settings=settings.model_copy(update={"protection": protection}))
