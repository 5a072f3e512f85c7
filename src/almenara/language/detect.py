"""Which language a report is in, by py3langid limited to languages that news in the Americas and beyond come in."""

from __future__ import annotations

from functools import lru_cache

#: The coded languages and their nearest neighbours, so that Portuguese or Catalan is not taken for Spanish.
CANDIDATES = (
    "en",
    "es",
    "pt",
    "fr",
    "it",
    "ca",
    "gl",
    "de",
    "nl",
    "qu",
    "ht",
    "ro",
    "eu",
    "ru",
    "ar",
    "zh",
    "id",
    "tr",
)
#: Characters looked at: enough to be sure, few enough to be quick on long texts.
SAMPLE = 3000


@lru_cache(maxsize=1)
def _prepare() -> None:
    import py3langid

    py3langid.set_languages(list(CANDIDATES))


def detect_language(text: str) -> str:
    """An ISO 639-1 code; texts without letters count as English, in which nothing will be found."""
    sample = text[:SAMPLE]
    if not any(c.isalpha() for c in sample):
        return "en"
    import py3langid

    _prepare()
    return str(py3langid.classify(sample.encode("utf-8", "replace").decode("utf-8"))[0])
