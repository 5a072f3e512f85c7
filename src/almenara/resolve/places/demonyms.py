"""Forms of the adjectives and people's names that stand for a place."""

from __future__ import annotations

from collections.abc import Iterator


def english_forms(demonym: str) -> Iterator[str]:
    """The demonym as adjective and as people: 'Venezuelan', 'Venezuelans'."""
    yield demonym
    if not demonym.endswith(("s", "sh", "ch", "ese", "men", "x", "z")):
        yield demonym + "s"


def spanish_forms(demonym: str) -> Iterator[str]:
    """The four forms of a Spanish demonym given in the masculine singular: 'francés', 'francesa', 'franceses', 'francesas'."""
    yield demonym
    if demonym.endswith("o"):
        stem = demonym[:-1]
        yield from (stem + "a", stem + "os", stem + "as")
    elif demonym[-2:] in ("és", "án", "ín", "ón"):
        stem = demonym[:-2] + {"é": "e", "á": "a", "í": "i", "ó": "o"}[demonym[-2]] + demonym[-1]
        yield from (stem + "a", stem + "es", stem + "as")
    elif demonym.endswith(("e", "a")):
        yield demonym + "s"
    elif demonym.endswith(("í", "ú")):
        yield from (demonym + "es", demonym + "s")
    elif demonym.endswith("l"):
        yield from (demonym + "a", demonym + "es", demonym + "as")
    else:
        yield from (demonym + "es", demonym + "a", demonym + "as")
