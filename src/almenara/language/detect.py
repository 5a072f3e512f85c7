"""Which language a report is in, by py3langid limited to languages that news in the Americas and beyond come in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: The coded languages and their nearest neighbours, so that Portuguese or Catalan is not taken for Spanish.
CANDIDATES = ("en", "es", "pt", "fr", "it", "ca", "gl", "de", "nl", "qu", "ht", "ro", "eu", "ru", "ar", "zh", "id", "tr")
#: Characters looked at: enough to be sure, few enough to be quick on long texts.
SAMPLE = 3000


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages(list(CANDIDATES))
    return identifier


def detect_language(text: str) -> str:
    """An ISO 639-1 code; texts without letters count as English, in which nothing will be found."""
    sample = text[:SAMPLE]
    if not any(c.isalpha() for c in sample):
        return "en"
    return str(_identifier().classify(sample)[0])
