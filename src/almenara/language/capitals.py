"""Text in capitals, which the parsers were not trained on, read in the case that it would have been printed in.

A dictionary of the language tells common words from names: a word that it does not have, or has with a capital only, is a
name. What stands beside a name carries it on: 'THE ORINOCO LIBERATION FRONT' is read 'the Orinoco Liberation Front',
'COLONEL PARRA' 'colonel Parra'. The result has the same length, letter for letter, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from almenara.model.fold import fold

#: Above this share of capitals among letters a sentence is taken as shouted (headlines in capitals, old wire copy).
SHOUTING_SHARE = 0.7
#: Shorter strings may be acronyms.
SHOUTING_LETTERS = 12

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Words of grammar, which never begin or end a name.
_SMALL = frozenset(
    "a an the of for and in on at to by with from as that this his her its their was were is are be been has have had who "
    "which or but not he she it they we i you after before when while said all one two three four five six "
    "el la los las un una de del y e o en por para con que se su sus al lo es fue fueron ha han como a entre sobre no ni".split()
)
#: Small words inside names: 'Army of National Liberation', 'Frente de Liberación'.
_INNER = frozenset("of for and the de del la las los y e".split())
#: What organisations call themselves: the last word of an English name, the first of a Spanish one.
_ORGANISATIONS = {
    "en": frozenset(
        "front movement party union federation confederation association army cartel alliance command commando brigade "
        "battalion column league committee council institute foundation corporation company university bank group coalition "
        "organization organisation congress assembly ministry department".split()
    ),
    "es": frozenset(
        "frente movimiento partido union sindicato federacion confederacion asociacion ejercito cartel alianza comando brigada "
        "batallon columna liga comite consejo instituto fundacion corporacion universidad banco coalicion organizacion "
        "congreso asamblea ministerio coordinadora central".split()
    ),
}
#: Before a name; the word behind is a name even if the dictionary has it ('COLONEL BLANCO').
_TITLES = frozenset(
    "colonel col general gen captain capt lieutenant lt major maj sergeant sgt president minister deputy senator judge mayor "
    "governor bishop archbishop monsignor msgr reverend father doctor dr mr mrs ms don dona commander comrade engineer justice "
    "coronel capitan teniente mayor sargento presidente presidenta ministro ministra diputado diputada senador senadora juez "
    "jueza alcalde alcaldesa gobernador gobernadora obispo arzobispo monsenor padre sacerdote doctora comandante ingeniero "
    "licenciado senor senora sr sra".split()
)
#: Common words between a name and the word for an organisation that it begins with or ends in.
_LONGEST_ORGANISATION = 5
_LONGEST_ACRONYM = 8
_VOWELS = re.compile(r"[aeiouyáéíóúü]")
_ACCENTED = str.maketrans("aeioun", "áéíóúñ")


def is_shouting(words: str) -> bool:
    """Whether a sentence is written (almost) all in capitals."""
    letters = [c for c in words if c.isalpha()]
    if len(letters) < SHOUTING_LETTERS:
        return False
    return sum(c.isupper() for c in letters) / len(letters) >= SHOUTING_SHARE


def in_sentence_case(words: str, language: str) -> str:
    """Lower case with capitals at the start and on names, letter for letter."""
    found = list(_WORD.finditer(words))
    lower = [fold(match.group()) for match in found]
    capital = _names(words, found, lower, language)
    cased = [c.lower() if len(c.lower()) == 1 else c for c in words]
    for match, folded, name in zip(found, lower, capital, strict=True):
        if not name:
            continue
        if _is_acronym(words, match, folded):
            cased[match.start() : match.end()] = match.group()
        else:
            cased[match.start()] = words[match.start()]
    for n, c in enumerate(cased):
        if c.isalpha():
            cased[n] = c.upper() if len(c.upper()) == 1 else c
            break
    return "".join(cased)


def _names(text: str, found: Sequence[re.Match[str]], lower: Sequence[str], language: str) -> list[bool]:
    """For each word whether it is (part of) a name."""
    kind = _dictionary(language)
    kinds = ["common" if word in _SMALL else kind(match.group()) for match, word in zip(found, lower, strict=True)]
    capital = [one == "name" for one in kinds]

    def joined(left: int) -> bool:
        """Whether only a space (or an abbreviation's full stop) parts a word from the next."""
        return text[found[left].end() : found[left + 1].start()].strip("\n\r .\"'“”") == ""

    for n, one in enumerate(kinds):
        # 'JOSE MOLINA', 'SAN FELIPE': names that are words too are known by their neighbours.
        if one == "either":
            behind = n + 1 < len(kinds) and joined(n) and kinds[n + 1] == "name"
            before = n > 0 and joined(n - 1) and capital[n - 1] and not _is_demonym(lower[n - 1])
            capital[n] = behind or before
    for n in range(len(found) - 1):
        if lower[n] in _TITLES and joined(n) and lower[n + 1] not in _SMALL and len(lower[n + 1]) > 1:
            behind = n + 2 < len(found) and joined(n + 1) and capital[n + 2]
            capital[n + 1] = capital[n + 1] or behind or _ends_phrase(text, found[n + 1])
    ends = _ORGANISATIONS[language]
    for n, word in enumerate(lower):
        run: Sequence[int] = ()
        if word in ends:
            run = _organisation(lower, capital, n, joined, -1 if language == "en" else 1)
        elif n and _in_brackets(text, found[n]) and text[found[n - 1].end() : found[n].start()].strip() in ("(", "["):
            run = _before_acronym(lower, n - 1, joined, ends)
        for place in run:
            capital[place] = lower[place] not in _SMALL
    return capital


def _before_acronym(
    lower: Sequence[str], last: int, joined: Callable[[int], bool], ends: Collection[str]
) -> Sequence[int]:
    """The places of the words of an organisation whose acronym follows in brackets: 'PEASANT SELF-HELP LEAGUE (PSL)'."""
    first = last
    while first > 0 and joined(first - 1) and last - first < _LONGEST_ORGANISATION:
        if lower[first - 1] in _SMALL and lower[first - 1] not in _INNER - {"the"}:
            break
        first -= 1
    while first < last and lower[first] in _SMALL:
        first += 1
    run = range(first, last + 1)
    return run if any(lower[n] in ends for n in run) else ()


def _ends_phrase(text: str, word: re.Match[str]) -> bool:
    """Whether a comma or a full stop follows: 'the colonel said' tells nothing of 'said', 'Colonel Blanco,' does."""
    return text[word.end() : word.end() + 1] in (",", ".", ";", ")", "]")


def _organisation(
    lower: Sequence[str], capital: Sequence[bool], at: int, joined: Callable[[int], bool], step: int
) -> list[int]:
    """The places of an organisation's words from its generic word to the name that it holds; none if it holds none."""
    run = [at]
    place = at + step
    while 0 <= place < len(lower) and joined(min(place, place - step)) and len(run) <= _LONGEST_ORGANISATION:
        if lower[place] in _SMALL and lower[place] not in _INNER:
            break
        run.append(place)
        place += step
    names = [n for n, one in enumerate(run) if capital[one]]
    return run[: names[-1] + 1] if names else []


def _is_acronym(text: str, word: re.Match[str], folded: str) -> bool:
    """Short and without a vowel, or alone in brackets: 'the (UTC) union'."""
    if len(folded) > _LONGEST_ACRONYM:
        return False
    return _in_brackets(text, word) or (len(folded) > 1 and not _VOWELS.search(folded))


def _in_brackets(text: str, word: re.Match[str]) -> bool:
    return text[max(word.start() - 1, 0) : word.start()] + text[word.end() : word.end() + 1] in ("()", "[]")


#: Endings of English words for people of a place, in both numbers.
_DEMONYM = re.compile(r"\w{2,}(?:ans?|ese|ish|is)$")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october "
    "november december".split()
)


def _is_demonym(word: str) -> bool:
    return bool(_DEMONYM.match(word))


@lru_cache(maxsize=2)
def _dictionary(language: str) -> Callable[[str], str]:
    """Whether a word of a language is common, a name or either, by simplemma's dictionary.

    The dictionary is loaded when the first shouted text comes.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    entries = DefaultDictionaryFactory().get_dictionary(language)

    @lru_cache(maxsize=65_536)
    def kind(word: str) -> str:
        plain = word.lower().split("'")[0].split("’")[0]
        if len(plain) < 2:
            return "common"
        forms = _spellings(plain) if language == "es" else (plain,)
        if not any(form in entries for form in forms):
            return "name"
        if not any(form.title() in entries for form in forms):
            return "common"
        # Demonyms and days stand in the English dictionary both ways; printed English gives them a capital.
        return "name" if language == "en" and (plain in _DAYS or _is_demonym(plain)) else "either"

    return kind


def _spellings(plain: str) -> Collection[str]:
    """A word and its spellings with one accent: capitals are often written without ('POLICIA')."""
    return [plain] + [plain[:n] + c.translate(_ACCENTED) + plain[n + 1 :] for n, c in enumerate(plain) if c in "aeioun"]
