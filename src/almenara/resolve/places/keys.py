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
    if name.isascii():
        folded = name.lower()
    else:
        # Decomposed before it is lowered: some letters have a capital form only inside a compatibility letter.
        # Halves of surrogate pairs, which damaged files hold, are left out: no name has them and no file can store them.
        decomposed = unicodedata.normalize("NFKD", name.encode("utf-8", "ignore").decode("utf-8"))
        folded = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().translate(_LETTERS)
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
