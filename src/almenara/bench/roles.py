"""Roles of violent events in Latin American news of around 1990 (MUC-4): who did it, to whom or what, with what.

A document's answer is a set of entities for each role, each entity with all the names that the text gives it. A role that
was coded is right if its words, without articles and figures, are those of an entity's name or hold or lie within them; each entity counts once.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.model import Mention, Report, Status, is_candidate
from almenara.model.fold import fold
from almenara.pipeline import Pipeline
from almenara.resolve.actors import names_a_person

ROLES = ("perp_individual_id", "perp_organization_id", "phys_tgt_id", "hum_tgt_name", "incident_instrument_id")
#: MUC-4's types of incident (arson, attack, bombing, hijacking, kidnapping, robbery) in the codebook's. Fighting between
#: armed sides and the taking of ground are no incidents by its guidelines.
_INCIDENTS = frozenset(
    "attack_on_civilians remote_explosive suicide_bombing grenade shelling_or_missile air_or_drone_strike chemical_weapon "
    "sexual_violence abduction enforced_disappearance property_destruction looting".split()
)
_ASIDE = frozenset({Status.HYPOTHETICAL, Status.GENERIC, Status.DENIED})
_PEOPLE = frozenset("CVL GOV MIL COP LEG JUD OPP LAB EDU HLH MED BUS AGR REL ETH NGO REF PTY UAF REB CRM SPY".split())
_ARTICLE = re.compile(r"^(?:the|a|an|some|several|at least|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+")


def role_figures(gold: Path) -> Iterator[Figure]:
    """F1 over all roles, and of each role among the errors that can be listed."""
    path = gold / "muc4_dev.json"
    if not path.is_file():
        return
    documents = json.loads(path.read_text(encoding="utf-8"))
    reports = (Report(name, document["doc"], language="en") for name, document in documents.items())
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    errors = []
    for (name, document), mentions in zip(documents.items(), Pipeline(load_codebook()).mentions(reports), strict=True):
        coded = _entities(mentions)
        for role in ROLES:
            truth = document["roles"].get(role, [])
            hits = matches(truth, coded[role])
            right[role] += hits
            found[role] += len(coded[role])
            wanted[role] += len(truth)
            if hits < max(len(truth), len(coded[role])):
                errors.append(f"{name} {role}: gold {[names[0] for names in truth]}, coded {coded[role]}")
    detail = tuple(f"{role}: F1 {_f1(right[role], found[role], wanted[role]):.3f}" for role in ROLES)
    value = _f1(right.total(), found.total(), wanted.total())
    yield Figure(
        path.stem,
        "entity-level role F1, zero-shot",
        value,
        wanted.total(),
        detail + tuple(errors),
        "supervised GRIT .545",
        0.40,
    )


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / max(found + wanted, 1)


def _entities(mentions: Iterable[Mention]) -> Mapping[str, list[str]]:
    """A document's coded entities by MUC-4's roles; words that hold others of the same role are one entity."""
    coded: dict[str, list[str]] = {role: [] for role in ROLES}
    for mention in mentions:
        if mention.type not in _INCIDENTS or mention.status in _ASIDE:
            continue
        for place, text in _slots(mention):
            words = bare(text)
            if words and not any(_alike(words, other) for other in coded[place]):
                coded[place].append(words)
    return coded


def _slots(mention: Mention) -> Iterator[tuple[str, str]]:
    """MUC-4's slots that a mention fills, each with its words.

    Of people who are acted on MUC-4 asks for names alone; who acts may be an individual, an organisation, or both
    ('members of the X').
    """
    for role in mention.roles:
        actor = role.actor if role.actor_id and is_candidate(role.actor_id) else None
        person = actor is not None and names_a_person(actor)
        if role.role == "instrument":
            yield "incident_instrument_id", role.quote.text
        elif role.role == "target":
            if person and actor:
                yield "hum_tgt_name", actor
            elif not _PEOPLE & set(role.sectors):
                yield "phys_tgt_id", role.quote.text
        elif role.role == "agent":
            organisation = None if person else actor
            collective = bare(role.quote.text).split()[-1:] in _COLLECTIVES
            if organisation or collective:
                yield "perp_organization_id", organisation or role.quote.text
            if not collective and (person or bare(organisation or "") != bare(role.quote.text)):
                yield "perp_individual_id", role.quote.text


#: Words for an organisation as one body, which MUC-4 does not take for individuals.
_COLLECTIVES = [
    [word] for word in "army police government military navy force forces party front movement cartel".split()
]


def bare(words: str) -> str:
    """Folded words without the articles and figures in front."""
    text = " ".join(re.findall(r"[\w'-]+", fold(words)))
    while shorter := _ARTICLE.sub("", text):
        if shorter == text:
            break
        text = shorter
    return text


def _alike(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def matches(truth: Sequence[Sequence[str]], coded: Sequence[str]) -> int:
    """How many entities are named by some coded words; words name one entity at most."""
    left = list(coded)
    hits = 0
    for names in truth:
        hit = next((words for words in left if any(_alike(words, bare(name)) for name in names)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits
