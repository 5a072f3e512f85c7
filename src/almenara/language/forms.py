"""Inflected forms of the codebook's words: 'cierran' and 'cerrada' both lead to 'cerrar'.

Simplemma's dictionaries are turned round once for the words that a codebook uses, and kept in a small file, because
loading the dictionaries takes longer than coding a report.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

from almenara.codebook.kept import keep, read_kept
from almenara.model.fold import fold

#: Raised when the way forms are made changes, so that no old file is used.
_FORMAT = 5

#: Participles that are not formed from the infinitive's stem (Real Academia Española, Nueva gramática, 4.12).
_IRREGULAR_PARTICIPLES = {
    "abrir": "abierto", "cubrir": "cubierto", "decir": "dicho", "descubrir": "descubierto", "disolver": "disuelto",
    "devolver": "devuelto", "escribir": "escrito", "envolver": "envuelto", "hacer": "hecho", "imponer": "impuesto",
    "deponer": "depuesto", "interponer": "interpuesto", "morir": "muerto", "poner": "puesto", "proponer": "propuesto",
    "resolver": "resuelto", "revolver": "revuelto", "romper": "roto", "suscribir": "suscrito", "satisfacer": "satisfecho",
    "ver": "visto", "volver": "vuelto", "elegir": "electo", "deshacer": "deshecho", "oponer": "opuesto",
}  # fmt: skip


@dataclass(frozen=True)
class Forms:
    """Folded forms to the folded dictionary forms that they may belong to."""

    by_form: Mapping[str, frozenset[str]]

    @cached_property
    def word(self) -> Callable[[str, str], tuple[str, str, frozenset[str]]]:
        """A word as it is written, and the dictionary form that a parser gives it, to the word and that form folded and every folded
        form that the word may belong to."""
        return lru_cache(_REMEMBERED)(self._word)

    def _word(self, text: str, lemma: str) -> tuple[str, str, frozenset[str]]:
        folded = fold(text)
        given = fold(lemma) or folded
        return folded, given, self.lemmas(folded) | {given, folded}

    def lemmas(self, folded_form: str) -> frozenset[str]:
        return self.by_form.get(folded_form, _NONE)

    def of(self, lemma: str) -> set[str]:
        """All forms of one dictionary form, itself included."""
        return {form for form, lemmas in self.by_form.items() if lemma in lemmas} | {lemma}


_NONE: frozenset[str] = frozenset()
#: Words that are remembered with their forms.
_REMEMBERED = 50_000


def load_forms(words: Iterable[str], language: str, cache: Path | None = None) -> Forms:
    """Forms of the given folded words; phrases count word by word. Kept in `cache` (default: the user's cache folder)."""
    vocabulary = sorted({part for word in words for part in word.split()})
    key = hashlib.sha256(json.dumps([_FORMAT, version("simplemma"), language, vocabulary]).encode("utf-8")).hexdigest()[
        :20
    ]
    name = f"forms-{language}-{key}.json"
    kept = read_kept(name, cache)
    if not isinstance(kept, dict):
        kept = _make(vocabulary, language)
        keep(name, kept, cache)
    return Forms({form: frozenset(lemmas) for form, lemmas in kept.items()})


def _make(vocabulary: list[str], language: str) -> dict[str, list[str]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    wanted = frozenset(vocabulary)
    found: dict[str, set[str]] = defaultdict(set)
    dictionary = DefaultDictionaryFactory().get_dictionary(language)
    for form in dictionary:
        lemma = fold(dictionary[form])
        if lemma in wanted:
            found[fold(form)].add(lemma)
    if language == "es":
        for lemma in vocabulary:
            for form in _participles(lemma):
                found[form].add(lemma)
    for lemma in vocabulary:
        found[lemma].add(lemma)
        if lemma.isalpha():
            for form in _english_forms(lemma) if language == "en" else _spanish_forms(lemma):
                found.setdefault(form, set()).add(lemma)
    for word in _FUNCTION_WORDS:
        # 'de' is no form of 'dar' in any report, nor 'para' of 'parar'.
        found.pop(word, None)
        if word in wanted:
            found[word] = {word}
    return {form: sorted(lemmas) for form, lemmas in sorted(found.items())}


#: Words of grammar that without their accents look like forms of verbs.
_FUNCTION_WORDS = frozenset(
    "a al ante bajo como con contra cual cuando de del desde donde el ella ellas ellos en entre era eran es esa ese eso esta estas "
    "este esto estos fue fueron fuera ha han hasta hay la las le les lo los mas me mi muy nada ni no nos o para pero por que quien se "
    "segun ser si sin sino sobre su sus tal tan te todo tras tu un una unas uno unos y ya sea son sido "
    "an and are as at be been but by can could did do does for from had has have he her him his how i if in is it its may might must "
    "not of on or our out she should so than that the their them then there they this those to up us was we were what when where "
    "which who will with would you".split()
)


def _participles(infinitive: str) -> list[str]:
    """Spanish participles in all genders and numbers, folded; simplemma lists them as adjectives of their own."""
    if infinitive in _IRREGULAR_PARTICIPLES:
        stem = _IRREGULAR_PARTICIPLES[infinitive][:-1]
    elif infinitive.endswith("ar") and len(infinitive) > 3:
        stem = infinitive[:-2] + "ad"
    elif infinitive.endswith(("er", "ir")) and len(infinitive) > 3:
        stem = infinitive[:-2] + "id"
    else:
        return []
    return [stem + ending for ending in ("o", "a", "os", "as")]


def _spanish_forms(lemma: str) -> list[str]:
    """Regular plurals and feminines, for words that the dictionary does not have ('cocaleros', 'pancartazos')."""
    if lemma.endswith("o"):
        return [lemma + "s", lemma[:-1] + "a", lemma[:-1] + "as"]
    if lemma.endswith(("a", "e", "i", "u")):
        return [lemma + "s"]
    if lemma.endswith("z"):
        return [lemma[:-1] + "ces"]
    return [] if lemma.endswith("s") else [lemma + "es"]


def _english_forms(lemma: str) -> list[str]:
    """Regular forms, for words that the dictionary does not have ('looters', 'cacerolazos')."""
    if lemma.endswith(("s", "x", "ch", "sh")):
        return [lemma + "es"]
    if lemma.endswith("y") and len(lemma) > 2 and lemma[-2] not in "aeiou":
        return [lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    if lemma.endswith("e"):
        return [lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    return [lemma + "s", lemma + "ed", lemma + "ing"]
