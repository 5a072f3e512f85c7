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
from almenara.model import Mention, Report, Role, Status, is_candidate
from almenara.model.fold import fold
from almenara.pipeline import Pipeline

ROLES = ("perp_individual_id", "perp_organization_id", "phys_tgt_id", "hum_tgt_name", "incident_instrument_id")
#: What the templates are about: attacks, bombings, kidnappings, arson, robbery by armed groups.
_FAMILIES = frozenset({"armed"})
_TYPES = frozenset({"property_destruction"})
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
        if (mention.family not in _FAMILIES and mention.type not in _TYPES) or mention.status in _ASIDE:
            continue
        for role in mention.roles:
            words = bare(role.quote.text)
            place = _muc_role(role)
            if words and not any(_alike(words, other) for other in coded[place]):
                coded[place].append(words)
    return coded


def _muc_role(role: Role) -> str:
    if role.role == "instrument":
        return "incident_instrument_id"
    if role.role == "target":
        return "hum_tgt_name" if _PEOPLE & set(role.sectors) else "phys_tgt_id"
    named = role.actor_id is not None and is_candidate(role.actor_id)
    return "perp_organization_id" if named and not set(role.sectors) & {"UAF", "CRM", "MIL"} else "perp_individual_id"


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
