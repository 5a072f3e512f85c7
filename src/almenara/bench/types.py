"""Event types and police actions: what the coder makes of labelled snippets, without any training on them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import load_codebook
from almenara.coder.code import SCORE_WEAK
from almenara.learn.f1 import f1
from almenara.model import Mention, Report, Status
from almenara.pipeline import Pipeline

#: The shared task's short names of ACLED's sub-event types.
CASE_TYPES = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance", "AGREEMENT": "Agreement", "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash", "ARREST": "Arrests", "ART_MISS_ATTACK": "Shelling/artillery/missile attack", "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity", "CHEM_WEAP": "Chemical weapon", "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters", "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade", "HQ_ESTABLISHED": "Headquarters or base established", "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory", "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "PEACE_PROTEST": "Peaceful protest", "PROPERTY_DISTRUCT": "Looting/property destruction", "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED", "SEX_VIOL": "Sexual violence", "SUIC_BOMB": "Suicide bomb", "VIOL_DEMONSTR": "Violent demonstration",
    "OTHER": "Other",
}  # fmt: skip
_FACTS = (Status.HAPPENED, Status.ONGOING, Status.ALLEGED, Status.HISTORICAL)


def type_figures(gold: Path) -> Iterator[Figure]:
    """Weighted F1 of ACLED sub-event types, and mean F1 of police actions, where the data is there."""
    pipeline = Pipeline(load_codebook())
    path = gold / "case2021_fine_grained_types.jsonl"
    if path.is_file():
        yield _case(path, pipeline)
    path = gold / "india_police_events.jsonl"
    if path.is_file():
        yield _india(path, Pipeline(load_codebook(background=True)))


def _code(pipeline: Pipeline, texts: Iterable[str]) -> Iterator[Sequence[Mention]]:
    return pipeline.mentions(Report(str(n), text, language="en") for n, text in enumerate(texts))


def _case(path: Path, pipeline: Pipeline) -> Figure:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["type"] in CASE_TYPES]
    pairs: list[tuple[str, str]] = []
    errors = []
    for row, mentions in zip(rows, _code(pipeline, (r["text"] for r in rows)), strict=True):
        got = sub_event(mentions)
        pairs.append((CASE_TYPES[row["type"]], got))
        if got != CASE_TYPES[row["type"]]:
            coded = ", ".join(f"{m.type}:{m.status}({m.trigger.text})" for m in mentions)
            errors.append(f"{row['id']} is {CASE_TYPES[row['type']]}, coded {got} [{coded}]: {row['text'][:160]}")
    return Figure(
        path.stem,
        "weighted F1 of sub-event types, zero-shot",
        weighted_f1(pairs),
        len(pairs),
        tuple(errors),
        "trained .839, NLI .74",
        0.82,
    )


def sub_event(mentions: Sequence[Mention]) -> str:
    """The sub-event type of the event that a snippet is mainly about: the earliest told one, weak triggers last."""
    coded = [(m, acled) for m in mentions if isinstance(acled := (m.codes or {}).get("acled"), dict)]
    coded.sort(key=lambda pair: (pair[0].status not in _FACTS, pair[0].score <= SCORE_WEAK, pair[0].trigger.start))
    return str(coded[0][1]["sub_event_type"]) if coded else "none"


def weighted_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """F1 of each gold class over (gold, got) pairs, weighted by how often it stands in the gold."""
    gold, got = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    right = Counter(g for g, p in pairs if g == p)
    return sum(gold[k] * 2 * right[k] / (gold[k] + got[k]) for k in gold) / max(len(pairs), 1)


#: The family of what police and other state forces do, and the labels of the data by our types. A killing is force of
#: the grave kind (or an attack by police) with dead in the same words.
_STATE = "state_response"
_STATE_SECTORS = frozenset({"COP", "MIL", "GOV"})
_ARREST = ("arrest",)
_GRAVE = ("excessive_force", "attack_on_civilians")
#: What an authority orders is an action of the police only where police are told to carry it out.
_ORDERS = ("ban_or_curfew",)
#: The movements of forces, whoever moves them: they count where the forces are the state's.
_DEPLOYMENT = "change_to_group"
_FORCE = ("dispersal", *_GRAVE)
_DEATH = re.compile(r"\b(?:kill|die|dead|death|fatal|slain|shot dead|massacre)", re.IGNORECASE)
_LABELS = ("KILL", "ARREST", "FORCE", "ANY_ACTION")


def _actions(mentions: Sequence[Mention]) -> frozenset[str]:
    """The labels that a sentence's mentions stand for; what is only planned, denied or possible is no action."""
    told = [m for m in mentions if m.status in _FACTS and _by_police(m)]
    found = set()
    if any(m.type in _ARREST for m in told):
        found.add("ARREST")
    if any(m.type in _FORCE for m in told):
        found.add("FORCE")
    if any(m.type in _GRAVE and _with_dead(m, mentions) for m in told):
        found.add("KILL")
    if found or any(_is_action(m) for m in told):
        found.add("ANY_ACTION")
    return frozenset(found)


def _is_action(mention: Mention) -> bool:
    if mention.type == _DEPLOYMENT:
        return any(_STATE_SECTORS & set(r.sectors) for r in mention.roles)
    return mention.family == _STATE and (mention.type not in _ORDERS or _has_police(mention))


def _with_dead(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether the sentence counts dead, or the trigger's own words tell a death ('died in police firing')."""
    counted = any(q.of == "killed" for m in mentions if m.sentence == mention.sentence for q in m.quantities)
    return counted or _DEATH.search(mention.trigger.text) is not None


def _india(path: Path, pipeline: Pipeline) -> Figure:
    """Sentence F1 by label; an action counts if an agent is police or another state force, or no agent is named."""
    sentences = [s for line in path.read_text(encoding="utf-8").splitlines() for s in json.loads(line)["sentences"]]
    truth = {label: [label in s["labels"] for s in sentences] for label in _LABELS}
    got: dict[str, list[bool]] = {label: [] for label in truth}
    for mentions in _code(pipeline, (s["text"] for s in sentences)):
        actions = _actions(mentions)
        for label in _LABELS:
            got[label].append(label in actions)
    scores = {label: f1(truth[label], got[label]) for label in truth}
    detail = tuple(f"{label}: F1 {score:.3f}" for label, score in scores.items())
    return Figure(
        path.stem,
        "mean sentence F1 of police actions",
        sum(scores.values()) / len(scores),
        len(sentences),
        detail,
        "keywords .57 to .63",
        0.72,
    )


def _by_police(mention: Mention) -> bool:
    """What is of the state's family is done by the state by definition; of other acts an agent must be a state force."""
    if mention.family == _STATE:
        return not any(r.sectors for r in mention.roles if r.role == "agent") or _has_police(mention)
    return _has_police(mention)


def _has_police(mention: Mention) -> bool:
    return any(_STATE_SECTORS & set(r.sectors) for r in mention.roles if r.role == "agent")
