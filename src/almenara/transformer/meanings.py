"""A label → what it means: types of the codebook, a role, a number of something, a place, a date, an event, or nothing.

In this order: what a file of one's own says; the id of a type; a name of ACLED's or PLOVER's in the codebook's crosswalk, which
may stand for several types; a word of `WORDS`. Capitals, accents, spaces and hyphens make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from almenara.codebook import Codebook
from almenara.codebook.yaml_files import load_yaml
from almenara.language.transformer.problems import ModelProblem, tell
from almenara.model.fold import fold

Kind = Literal["type", "event", "role", "quantity", "number", "place", "date", "nothing"]

#: What labels are commonly called: in MUC, ACE, CASE and NER schemes, in English and Spanish.
WORDS: Mapping[str, tuple[str, ...]] = {
    "event": ("event", "trigger", "predicate", "protest_event", "relevant", "suceso", "hecho", "disparador"),
    "agent": (
        "agent",
        "actor",
        "actor1",
        "subject",
        "perpetrator",
        "attacker",
        "organizer",
        "organiser",
        "agente",
        "sujeto",
        "perpetrador",
        "atacante",
        "organizador",
    ),
    "target": ("target", "actor2", "victim", "object", "patient", "blanco", "objetivo", "victima"),
    "participant": ("participant", "participante"),
    "instrument": ("instrument", "weapon", "instrumento", "arma"),
    "place": ("place", "loc", "location", "gpe", "fac", "facility", "lugar", "ubicacion"),
    "date": ("date", "time", "etime", "fecha", "tiempo"),
    "number": ("number", "num", "cardinal", "quantity", "numero", "cantidad"),
    "crowd": ("crowd", "attendance", "multitud", "asistentes"),
    "killed": ("killed", "dead", "deaths", "muertos", "fallecidos"),
    "injured": ("injured", "wounded", "heridos", "lesionados"),
    "arrested": ("arrested", "detained", "detenidos"),
    "displaced": ("displaced", "desplazados"),
    "missing": ("missing", "desaparecidos"),
    "nothing": (
        "nothing",
        "o",
        "none",
        "no",
        "no_event",
        "non_event",
        "not_event",
        "negative",
        "irrelevant",
        "nada",
        "ninguno",
        "ninguna",
        "irrelevante",
    ),
}
_ROLES = ("agent", "target", "participant", "instrument")
_QUANTITIES = ("crowd", "killed", "injured", "arrested", "displaced", "missing")


@dataclass(frozen=True)
class Meaning:
    """`values` are the types that a label may stand for, best first, or the one role or quantity that it names."""

    kind: Kind
    values: tuple[str, ...] = ()


NOTHING = Meaning("nothing")


@dataclass(frozen=True)
class Meanings:
    """Of each label without its `B-` or `I-`; `unknown` are labels that nobody gave a meaning."""

    of: Mapping[str, Meaning]
    unknown: tuple[str, ...] = ()

    def __getitem__(self, label: str) -> Meaning:
        return self.of.get(label, NOTHING)

    def have(self, *kinds: Kind) -> bool:
        """Whether some label is of one of the kinds."""
        return any(meaning.kind in kinds for meaning in self.of.values())


def meanings_of(
    labels: Sequence[str], codebook: Codebook, model: Path, file: Path | None = None, language: str = "en"
) -> Meanings:
    """What each label means. Raises ModelProblem, in `language`, where none means anything or where `file` cannot be used."""
    told = _told(file, labels, codebook, language) if file is not None else {}
    known = _known(codebook)
    found: dict[str, Meaning] = {}
    unknown: list[str] = []
    for label in dict.fromkeys(labels):
        meaning = told.get(label) or known.get(plain(label))
        if meaning is None:
            unknown.append(label)
        found[label] = meaning or NOTHING
    if all(meaning.kind == "nothing" for meaning in found.values()):
        raise ModelProblem(tell("nothing_maps", language, path=model, labels=_some(labels)))
    return Meanings(found, tuple(unknown))


def plain(label: str) -> str:
    """A label with what makes no difference taken off: `Peaceful protest` is `peaceful_protest`."""
    return re.sub(r"[^\w]+", "_", fold(label)).strip("_")


def _known(codebook: Codebook) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for word, names in WORDS.items():
        found |= {name: _meaning_of_word(word) for name in names}
    codes: dict[str, list[str]] = {}
    for kind, entry in codebook.types.items():
        # Codes that hold only together with another type do not stand for this one.
        for code in entry.crosswalk.acled:
            if not code.with_:
                for name in (code.event_type, code.sub_event_type):
                    codes.setdefault(plain(name), []).append(kind)
        plover = entry.crosswalk.plover
        if plover is not None:
            spelt = [plover.event, *([plover.mode, f"{plover.event}_{plover.mode}"] if plover.mode else [])]
            for name in spelt:
                codes.setdefault(plain(name), []).append(kind)
    found |= {name: Meaning("type", tuple(dict.fromkeys(kinds))) for name, kinds in codes.items()}
    found |= {plain(kind): Meaning("type", (kind,)) for kind in codebook.types}
    return found


def _meaning_of_word(word: str) -> Meaning:
    if word in _ROLES:
        return Meaning("role", (word,))
    if word in _QUANTITIES:
        return Meaning("quantity", (word,))
    kinds: dict[str, Kind] = {"event": "event", "place": "place", "date": "date", "number": "number"}
    return Meaning(kinds.get(word, "nothing"))


def _told(file: Path, labels: Sequence[str], codebook: Codebook, language: str) -> dict[str, Meaning]:
    try:
        told = load_yaml(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        detail = " ".join(str(error).split())
        raise ModelProblem(tell("bad_map", language, path=file, detail=detail)) from error
    if not isinstance(told, dict) or not told:
        raise ModelProblem(tell("bad_map", language, path=file, detail=type(told).__name__))
    found: dict[str, Meaning] = {}
    for label, word in ((str(label), str(word)) for label, word in told.items()):
        if label not in labels:
            raise ModelProblem(tell("no_such_label", language, path=file, label=label, known=_some(labels)))
        if word in codebook.types:
            found[label] = Meaning("type", (word,))
        elif word in WORDS:
            found[label] = _meaning_of_word(word)
        else:
            known = ", ".join(WORDS)
            raise ModelProblem(tell("bad_meaning", language, path=file, label=label, meaning=word, known=known))
    return found


def _some(labels: Sequence[str], most: int = 12) -> str:
    """The first labels; a model may have hundreds."""
    return ", ".join(labels[:most]) + (" …" if len(labels) > most else "")
