"""Reports that repeat another one but for small changes: wire stories reprinted with another lead, a shortened end, a typo mended.

MinHash (Broder, 1997) over runs of four words, by rensa; signatures are cut into bands, and texts that share a band are looked at
(locality-sensitive hashing). A text whose figures differ from the other's is no copy: it may correct it, and is coded.
"""

from __future__ import annotations

import re
from hashlib import blake2b

#: Words in a run.
RUN = 4
#: Hash functions, and how they are cut: 20 bands of 6 find a pair that shares nine runs in ten (Jaccard .82) with probability .999.
FUNCTIONS, BANDS = 120, 20
#: Estimated Jaccard similarity from which a text repeats another.
COPY_FROM = 0.75
#: Words below which a text is too short to tell a reprint from a like story.
SHORTEST = 25
_SEED = 20190122
_WORD = re.compile(r"\w+")


def bands_of(text: str) -> tuple[int, ...]:
    """The keys under which a text is looked up, as signed 64-bit integers; none for a short text."""
    signature = _signature(text)
    if signature is None:
        return ()
    rows = FUNCTIONS // BANDS
    keys = []
    for band in range(BANDS):
        part = ",".join(map(str, signature[band * rows : (band + 1) * rows]))
        keys.append(int.from_bytes(blake2b(f"{band}:{part}".encode(), digest_size=8).digest(), "big", signed=True))
    return tuple(keys)


def is_near_copy(text: str, other: str) -> bool:
    """Whether one text repeats the other but for small changes that touch no figure."""
    one, two = _signature(text), _signature(other)
    if one is None or two is None:
        return False
    alike = sum(a == b for a, b in zip(one, two, strict=True)) / FUNCTIONS
    return alike >= COPY_FROM and _figures(text) == _figures(other)


def _signature(text: str) -> list[int] | None:
    from rensa import RMinHash

    words = [w.casefold() for w in _WORD.findall(text)]
    if len(words) < SHORTEST:
        return None
    hashed = RMinHash(num_perm=FUNCTIONS, seed=_SEED)
    hashed.update([" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)])
    return list(hashed.digest())


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))
