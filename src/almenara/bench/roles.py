"""Roles of violent events in Latin American news of around 1990 (MUC-4): who did it, to whom or what, with what.

A document's answer is a set of entities for each role, each entity with all the names that the text gives it, as in the
document-level task of Du, Rush and Cardie (2021, GRIT). Two counts are printed: a coded entity is right if its words,
without articles and figures, are those of one of an entity's names or hold or lie within them (the head-noun sense of
Huang and Riloff, 2011); and, stricter, if they are exactly one of the names (GRIT's). Each entity counts once.

Slots are MUC-4's own: only its types of incident count, what strikes armed forces or groups alone is a guerrilla act and none (unless it
strikes civilians or their property), physical targets are things and no areas, instruments are devices, people who are acted on count by their names alone (HUM TGT:
NAME), and 'members of the X' are individuals while X is an organisation.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from almenara.bench.figure import Figure
from almenara.codebook import Codebook, load_codebook
from almenara.coder.grammar import PLACE_NOUNS
from almenara.coder.quantities import compile_counts
from almenara.model import Mention, Report, Role, Status, is_candidate
from almenara.model.fold import fold
from almenara.pipeline import Pipeline
from almenara.resolve.actors import names_a_person

ROLES = ("perp_individual_id", "perp_organization_id", "phys_tgt_id", "hum_tgt_name", "incident_instrument_id")
#: MUC-4's types of incident (arson, attack, bombing, hijacking, kidnapping, robbery) in the codebook's.
_INCIDENTS = frozenset(
    "attack_on_civilians remote_explosive suicide_bombing grenade shelling_or_missile air_or_drone_strike chemical_weapon "
    "sexual_violence abduction enforced_disappearance property_destruction looting".split()
)
#: Fighting is an incident only where it strikes civilians or their property; so is any other attack.
_GUERRILLA_ACTS = frozenset({"armed_clash"})
#: Sectors of a state's forces and of armed groups: what strikes them alone is a guerrilla act and no incident.
_ARMED_SECTORS = frozenset({"MIL", "COP", "REB", "UAF"})
#: Bombardment is warfare unless it strikes civilians or their property.
_BOMBARDMENTS = frozenset({"shelling_or_missile", "air_or_drone_strike"})
#: By the guidelines what is general, long past, denied, only imagined or only asked for is no incident; what is threatened is.
_ASIDE = frozenset({Status.HYPOTHETICAL, Status.GENERIC, Status.DENIED, Status.HISTORICAL, Status.CALLED_FOR})
_ARTICLE = re.compile(r"^(?:the|a|an|some|several|at least|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+")


def role_figures(gold: Path) -> Iterator[Figure]:
    """F1 over all roles, and of each role among the errors that can be listed."""
    path = gold / "muc4_dev.json"
    if not path.is_file():
        return
    documents = json.loads(path.read_text(encoding="utf-8"))
    reports = (Report(name, document["doc"], language="en") for name, document in documents.items())
    codebook = load_codebook()
    nouns = _nouns(codebook)
    right, found, wanted, exact = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    errors = []
    for (name, document), mentions in zip(documents.items(), Pipeline(codebook).mentions(reports), strict=True):
        coded = _entities(mentions, nouns)
        for role in ROLES:
            truth = document["roles"].get(role, [])
            hits = matches(truth, coded[role])
            right[role] += hits
            exact[role] += matches(truth, coded[role], _same)
            found[role] += len(coded[role])
            wanted[role] += len(truth)
            if hits < max(len(truth), len(coded[role])):
                errors.append(f"{name} {role}: gold {[names[0] for names in truth]}, coded {coded[role]}")
    detail = tuple(
        f"{role}: F1 {_f1(right[role], found[role], wanted[role]):.3f}, precision {right[role] / max(found[role], 1):.3f} "
        f"of {found[role]} coded, recall {right[role] / max(wanted[role], 1):.3f} of {wanted[role]} in the gold"
        for role in ROLES
    )
    value = _f1(right.total(), found.total(), wanted.total())
    yield Figure(
        path.stem,
        "entity-level role F1, zero-shot, words exactly as in the gold",
        _f1(exact.total(), found.total(), wanted.total()),
        wanted.total(),
        (),
        "supervised GRIT .545",
    )
    yield Figure(
        path.stem,
        "entity-level role F1, zero-shot",
        value,
        wanted.total(),
        detail + tuple(errors),
        "supervised GRIT .545, counted exactly",
        0.40,
    )


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / max(found + wanted, 1)


@dataclass(frozen=True)
class _Nouns:
    """English nouns by what they name, for telling MUC-4's slots apart."""

    people: frozenset[str]
    things: frozenset[str]
    places: frozenset[str]
    devices: frozenset[str]
    armed: frozenset[str]
    groups: frozenset[str]


def _nouns(codebook: Codebook) -> _Nouns:
    lexicon = compile_counts(codebook, "en")
    groups = frozenset(fold(name) for name in codebook.word_set(("@named_armed_group",), "en"))
    return _Nouns(
        people=(lexicon.people | codebook.word_set(("@official", "@armed_actor"), "en")) - groups,
        things=lexicon.things,
        places=PLACE_NOUNS,
        devices=lexicon.instruments - _HAPPENINGS,
        armed=codebook.word_set(("@state_force", "@fortified_place", "@armed_group"), "en"),
        groups=groups,
    )


#: Among the codebook's instruments these are what happens, or what is shot, and no devices.
_HAPPENINGS = frozenset({"blast", "explosion", "bombing", "bullet", "ammunition", "cartridge"})


def _entities(mentions: Iterable[Mention], nouns: _Nouns) -> Mapping[str, list[str]]:
    """A document's coded entities by MUC-4's roles, each under the first words for it.

    Words that hold others of the same role, and words for the same actor, are one entity.
    """
    coded: dict[str, list[str]] = {role: [] for role in ROLES}
    actors: set[tuple[str, str]] = set()
    for mention in mentions:
        if not _is_incident(mention, nouns):
            continue
        for place, text, actor in _slots(mention, nouns):
            words = bare(text)
            if not words or any(_alike(words, other) for other in coded[place]) or (place, actor) in actors:
                continue
            coded[place].append(words)
            if actor is not None:
                actors.add((place, actor))
    return coded


def _is_incident(mention: Mention, nouns: _Nouns) -> bool:
    """Whether a mention tells of what MUC-4 calls an incident.

    By its definition what is done to armed forces, their installations or another armed group alone is a guerrilla act and
    none; where it also strikes civilians or their property it is one, with all its targets.
    """
    if mention.status in _ASIDE:
        return False
    targets = [role for role in mention.roles if role.role == "target"]
    if mention.type in _GUERRILLA_ACTS:
        return any(_is_civil_property(role, nouns) for role in targets)
    if mention.type in _BOMBARDMENTS:
        return any(_is_civil_property(role, nouns) or _is_civilian(role, nouns) for role in targets)
    return mention.type in _INCIDENTS and (not targets or any(not _is_armed(role, nouns) for role in targets))


def _is_armed(role: Role, nouns: _Nouns) -> bool:
    head = _head(role.quote.text)
    if _is_form(head, nouns.armed):
        return True
    return bool(_ARMED_SECTORS.intersection(role.sectors)) and not _FORMER.search(fold(role.quote.text))


def _is_civil_property(role: Role, nouns: _Nouns) -> bool:
    head = _head(role.quote.text)
    return (
        _is_form(head, nouns.things - nouns.armed) and not _is_form(head, nouns.places) and not _is_armed(role, nouns)
    )


def _is_civilian(role: Role, nouns: _Nouns) -> bool:
    return not _is_armed(role, nouns) and (bool(role.sectors) or _is_form(_head(role.quote.text), nouns.people))


#: Who has left the forces is a civilian.
_FORMER = re.compile(r"^(?:former|retired|ex)\b")


def _slots(mention: Mention, nouns: _Nouns) -> Iterator[tuple[str, str, str | None]]:
    """MUC-4's slots that a mention fills, each with its words and, where it is known, the actor's id.

    Of people who are acted on MUC-4 asks for names alone (the slot HUM TGT: NAME); who acts may be an individual, an
    organisation, or both ('members of the X'). Physical targets are things, not areas; instruments are devices.
    """
    for role in mention.roles:
        actor = role.actor if role.actor_id and is_candidate(role.actor_id) else None
        person = actor is not None and names_a_person(actor)
        words = role.quote.text
        head = _head(words)
        thing = _is_form(head, nouns.things)
        people = not thing and (bool(role.sectors) or _is_form(head, nouns.people) or head.endswith(_NATIONALS))
        if role.role == "instrument":
            if _has_word(words, nouns.devices):
                yield "incident_instrument_id", words, None
        elif role.role == "target" and not thing and person and actor:
            yield "hum_tgt_name", actor, role.actor_id
        elif role.role == "target" and not thing and (name := _name_behind_title(words, nouns)):
            yield "hum_tgt_name", name, None
        elif role.role == "target" and thing:
            if not _is_form(head, nouns.places):
                yield "phys_tgt_id", words, None
        elif role.role == "agent" and not thing and not _is_form(head, nouns.devices) and bare(words) not in _BANDS:
            body = _organization(words, nouns, named=bool(actor and not person))
            if body:
                yield "perp_organization_id", body, role.actor_id
            elif actor and not person:
                yield "perp_organization_id", actor, role.actor_id
            elif head in _COLLECTIVES or bare(words) in nouns.groups:
                yield "perp_organization_id", words, role.actor_id
                continue
            if head not in _COLLECTIVES | nouns.groups and (
                people or person or _is_form(head, _BANDS) or head.endswith(_DOERS)
            ):
                yield "perp_individual_id", words, role.actor_id


def _name_behind_title(words: str, nouns: _Nouns) -> str | None:
    """The name in a text without lower case: at least two words behind the last word for people, 'governor ana rios' → ana rios."""
    found = bare(words).split()
    title = max((n for n, word in enumerate(found) if _is_form(word, nouns.people)), default=None)
    if title is None:
        return None
    name = found[title + 1 :]
    if not 2 <= len(name) <= _LONGEST_NAME or not _GRAMMAR.isdisjoint(name) or any(w in nouns.things for w in name):
        return None
    return " ".join(name)


_LONGEST_NAME = 5
_GRAMMAR = frozenset("of in at from who that for near on with and the was were by to his her their as".split())


def _organization(words: str, nouns: _Nouns, *, named: bool) -> str | None:
    """The organisation whose members the words name, which MUC-4 takes for the organisation of whoever did it.

    'Members of the Liberation Front' and 'Liberation Front troops' → liberation front; where almenara took the words for an
    organisation's name (`named`), also what ends in no word for one.
    """
    text = bare(words)
    who, _, rest = re.split(r"\b(of|from)\b", f"{text} of ", maxsplit=1)
    rest = bare(rest.removesuffix(" of "))
    if rest and _is_form(_head(who) or "-", nouns.people | _MEMBERS):
        return rest if named or any(_is_form(word, _BODIES) for word in rest.split()) else None
    front, _, last = text.rpartition(" ")
    if front and _is_form(last, nouns.people | _MEMBERS) and _is_form(front.split()[-1], _BODIES):
        return front
    return None


#: Words for those who belong to a body.
_MEMBERS = frozenset("member element troop unit militant fighter column commando faction".split())


def _has_word(words: str, nouns: Collection[str]) -> bool:
    """Whether one of the words, or all of the words of a phrase, are among the nouns."""
    text = bare(words)
    return any(_is_form(word, nouns) for word in re.findall(r"\w+", text)) or any(
        " " in noun and f" {noun} " in f" {text} " for noun in nouns
    )


#: Words for an organisation as one body, which MUC-4 does not take for individuals.
_COLLECTIVES = frozenset("army police government military navy force forces party front movement cartel".split())
#: Words that end an organisation's name.
_BODIES = _COLLECTIVES | frozenset(
    "battalion brigade regiment organization organisation command alliance union coordinator guard committee".split()
)
#: Words for several who act together, which MUC-4 takes for individuals.
_BANDS = frozenset("group unit squad column patrol band commando cell element".split())
#: Ending of English plurals for people of a country.
_NATIONALS = "ans"
#: Endings of English nouns for people who do something; what else acts by no known noun is left out.
_DOERS = ("er", "ers", "or", "ors", "ist", "ists", "ants", "persons", "individuals", "man", "men")
_BEHIND_HEAD = re.compile(r"\s(?:of|in|at|from|who|that|for|near|on|with)\s.*")
_PARTS = re.compile(
    r"^(?:groups?|units?|part|one|some|several|two|all|(?:a )?number|thousands|hundreds|dozens|front) of "
)


def _head(words: str) -> str:
    """The word that says what an English noun phrase means: 'a group of rebels from the south' → rebels."""
    text = bare(words)
    inner = _PARTS.sub("", text)
    return (_BEHIND_HEAD.sub("", inner if " of " in text and inner else text).split() or [""])[-1]


def _is_form(word: str, nouns: Collection[str]) -> bool:
    """Whether a word is one of the nouns or its regular plural."""
    singular = (
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        re.sub("ies$", "y", word),
        re.sub("men$", "man", word),
    )
    return any(form in nouns for form in singular)


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


def _same(one: str, other: str) -> bool:
    return one == other


def matches(truth: Sequence[Sequence[str]], coded: Sequence[str], alike: Callable[[str, str], bool] = _alike) -> int:
    """How many entities are named by some coded words, by `alike`; words name one entity at most."""
    left = list(coded)
    hits = 0
    for names in truth:
        hit = next((words for words in left if any(alike(words, bare(name)) for name in names)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits
