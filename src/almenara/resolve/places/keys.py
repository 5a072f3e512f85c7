"""The key that a place name is looked up by: no case, no accents, no punctuation, no abbreviated saints."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_DROPPED = re.compile(r"[.'’‘`´ʿʾʻʼ\"“”()]+")
_SPACES = re.compile(r"[\s\-‐‑–/,_]+")
_LONG_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "sta": "santa", "sto": "santo"}


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The lookup key of a name: 'San José' and 'SAN JOSE' share one, as do 'St. Louis' and 'Saint Louis'.

    A leading 'the' is left out. Letters of other scripts are kept (without their combining marks).
    """
    folded = name.lower()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded).lower().translate(_LETTERS)
        # Taking marks off can lay bare another letter that decomposes; a second round settles it.
        settled = unicodedata.normalize("NFKD", "".join(c for c in decomposed if not unicodedata.combining(c)))
        folded = "".join(c for c in settled.lower().translate(_LETTERS) if not unicodedata.combining(c))
    words = _SPACES.sub(" ", _DROPPED.sub("", folded)).split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        words = [_LONG_FORMS.get(word, word) for word in words]
    return " ".join(words)


def rank_of_alternate(name: str) -> int:
    """1 for another name, 2 for a weak one: codes in capitals and romanisations in lower case."""
    if not name[:1].isascii():
        return 1
    if name[:1].islower() and not name.startswith(("l'", "el ", "la ", "the ", "los ", "las ")):
        return 2
    return 2 if name.isupper() and len(name) <= 4 else 1
