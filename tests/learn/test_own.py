"""What an observatory's decisions teach: judged on what was not seen, adopted only when better, and never from too little."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from almenara.codebook import Codebook
from almenara.language.heads.own import CARD, DROPPED, FOLDER, KEPT, read_own_heads
from almenara.learn.from_decisions import Taught, taught, undecided
from almenara.learn.order import teaching_order
from almenara.learn.own import Trial, Wanted, adopt, curve, try_heads
from almenara.model import Mention, Quote, Report, Status
from almenara.observatory import create_observatory, open_observatory
from almenara.pipeline import Pipeline

TOWNS = ("Maracaibo", "Cali", "Quito", "Lima", "La Paz", "Salta", "Bogota", "Merida", "Coro", "Pasto")


def mention(number: int, sentence: str, kind: str = "march", status: Status = Status.HAPPENED) -> Mention:
    start = sentence.index("marched") if "marched" in sentence else 0
    return Mention(
        f"m{number}", f"r{number}", date(2024, 1, 1) + timedelta(number), None, "contention", kind, status, 0.8,
        Quote(start, start + 7, sentence[start : start + 7]), Quote(0, len(sentence), sentence),
    )  # fmt: skip


def lessons(count: int, *, kept: bool = True) -> list[Taught]:
    """In turns teachers' marches, which are kept, and bands' parades, which are not; of the marches every third is a rally to people."""
    found = []
    for n in range(count):
        town = TOWNS[n % len(TOWNS)]
        if n % 2 or not kept:
            told = mention(n, f"The brass band marched through {town} at festival number {n}.")
            found.append(Taught(told, f"e{n}", KEPT if kept is False else DROPPED, None, None))
        else:
            rally = n % 6 == 0
            told = mention(
                n, f"Teachers marched in {town} for wages{' and rallied in the square' if rally else ''} {n}."
            )
            found.append(Taught(told, f"e{n}", KEPT, "demonstration" if rally else "march", "happened"))
    return found


def by_kind(trials: Sequence[Trial]) -> dict[str, Trial]:
    return {trial.kind: trial for trial in trials}


def test_what_people_reject_and_correct_is_learned_and_judged_unseen(codebook: Codebook, tmp_path: Path) -> None:
    trials = by_kind(try_heads(lessons(120), codebook))
    relevance, kind = trials["relevance"], trials["type"]
    assert relevance.better
    assert relevance.by_time[0] > 0.95
    # In use all is kept: half of it rightly.
    assert relevance.by_time[1] == pytest.approx(2 / 3, abs=0.03)
    assert kind.by_time[0] > 0.95 > kind.by_time[1]
    # All 60 that were kept happened: of one kind there is nothing to tell apart.
    assert "60 mentions are decided (happened: 60), of which 60, of 1 kind(s)" in (trials["status"].why_not or "")

    assert adopt(tmp_path, list(trials.values()), codebook) == ["relevance", "type"]
    card = json.loads((tmp_path / FOLDER / CARD).read_text(encoding="utf-8"))
    assert card["heads"]["relevance"]["classes"] == {DROPPED: 60, KEPT: 60}
    own = read_own_heads(tmp_path)
    assert own is not None
    families = {name: entry.family for name, entry in codebook.types.items()}
    band = mention(900, "The brass band marched through Ambato at festival number 900.")
    march = mention(901, "Teachers marched in Ambato for wages 901.")
    rally = mention(902, "Teachers marched in Ambato for wages and rallied in the square 902.")
    judged = own.judged([band, march, rally], families)
    assert [(m.id, m.type, m.method) for m in judged] == [
        ("m901", "march", "rules"),
        ("m902", "demonstration", "rules+heads"),
    ]
    # In use now, the same heads are no longer better than themselves.
    again = try_heads(lessons(120), codebook, in_use=own)
    assert adopt(tmp_path, again, codebook) == []
    assert "relevance" in adopt(tmp_path, again, codebook, force=True)


def test_too_few_or_all_of_one_kind_teach_nothing(codebook: Codebook, tmp_path: Path) -> None:
    for told in ([], lessons(20), lessons(100, kept=False)):
        trials = try_heads(told, codebook)
        assert all(trial.head is None and trial.why_not for trial in trials)
        assert adopt(tmp_path, trials, codebook, force=True) == []
    assert read_own_heads(tmp_path) is None


def test_a_head_that_learned_noise_is_not_adopted(codebook: Codebook, tmp_path: Path) -> None:
    """Decisions that follow no word: nothing can be better than keeping all."""
    chance = Random(3)
    generator = [chance.random() > 0.2 for _ in range(150)]
    told = [
        Taught(
            mention(n, f"Teachers marched in {TOWNS[n % 10]} for wages."),
            f"e{n}",
            KEPT if keep else DROPPED,
            "march",
            "happened",
        )
        for n, keep in enumerate(generator)
    ]
    relevance = by_kind(try_heads(told, codebook))["relevance"]
    assert relevance.head is not None
    assert not relevance.better
    assert adopt(tmp_path, [relevance], codebook) == []


def test_a_wanted_precision_or_recall_moves_the_threshold(codebook: Codebook) -> None:
    """Some decisions go against the words, so that no threshold has both."""
    chance = Random(5)
    told = [
        Taught(
            t.mention,
            t.event,
            (DROPPED if t.relevance == KEPT else KEPT) if chance.random() < 0.1 else t.relevance,
            None,
            None,
        )
        for t in lessons(200)
    ]
    everything = by_kind(try_heads(told, codebook, wanted=Wanted(recall=1.0)))["relevance"].threshold
    best = by_kind(try_heads(told, codebook))["relevance"].threshold
    assert everything < best


def test_the_curve_rises_with_what_was_decided() -> None:
    steps = curve(lessons(200), "relevance")
    assert [count for count, _ in steps] == [16, 40, 80, 120, 160]
    assert steps[-1][1] > 0.95
    assert curve(lessons(6), "type") == []


def test_a_cold_start_learns_from_the_codebook_too(codebook: Codebook) -> None:
    cold = by_kind(try_heads(lessons(60), codebook, cold_start=True))["relevance"]
    plain = by_kind(try_heads(lessons(60), codebook))["relevance"]
    assert cold.head is not None
    assert plain.head is not None
    assert len(cold.head.vocabulary) > 2 * len(plain.head.vocabulary)
    assert cold.lessons == plain.lessons == 60


def test_a_broken_card_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / CARD).write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="no card of heads"):
        read_own_heads(tmp_path)


def test_what_is_a_toss_up_is_asked_first() -> None:
    weak, plain, sure = (mention(n, f"Teachers marched {n}.") for n in range(3))
    scored = [("e-plain", plain, 0.8), ("e-weak", weak, 0.5), ("e-sure", sure, 0.9)]
    order = teaching_order([(event, [replace(m, score=score)]) for event, m, score in scored], None)
    assert [asked.event for asked in order] == ["e-weak", "e-plain", "e-sure"]
    assert order[0].doubt == 1.0


def test_decisions_of_an_observatory_are_read(tmp_path: Path, pipeline: Pipeline) -> None:
    create_observatory(tmp_path / "here", "Test").close()
    observatory = open_observatory(tmp_path / "here")
    observatory.__dict__["pipeline"] = pipeline
    texts = (
        "On Monday 300 teachers marched in Lima to demand better wages from the government.",
        "Police arrested 40 students after a riot at the university of Quito on 3 June 2024.",
        "Miners on strike blocked the road to Oruro with 25 trucks on Tuesday.",
    )
    try:
        observatory.add(
            [Report(f"r{n}", text, language="en", published=date(2024, 6, 5 + n)) for n, text in enumerate(texts)]
        )
        events = {event.reports[0]: event for event, _ in observatory.events()}
        observatory.decide("ana", events["r0"].id, "accept")
        observatory.decide("ana", events["r0"].id, "correct", field="type", new="demonstration")
        observatory.decide("ana", events["r1"].id, "reject", why="not ours")
        with observatory.store.reading() as connection:
            found = taught(connection)
            waiting = [event for event, _ in undecided(connection)]
    finally:
        observatory.close()
    assert [
        (t.mention.report, t.relevance, t.type) for t in found if t.event in (events["r0"].id, events["r1"].id)
    ] == [
        ("r0", KEPT, "demonstration"),
        ("r1", DROPPED, None),
    ]
    assert {events["r0"].id, events["r1"].id}.isdisjoint(waiting)
    assert events["r2"].id in waiting
