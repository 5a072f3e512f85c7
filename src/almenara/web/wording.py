"""What the pages say, from the catalogues in `locale/`, one a language; their msgids are the keys that templates and code name."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from fastapi import Request

from almenara.store.refusal import WithReason

Language = Literal["en", "es"]
CATALOGUES = Path(__file__).with_name("locale")


@cache
def texts(language: Language) -> Translations:
    """The texts of a language. The catalogues are read as people write them: nothing is compiled beforehand."""
    with (CATALOGUES / language / "LC_MESSAGES" / "web.po").open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def language_of(request: Request) -> Language:
    """What was chosen, else what the browser asks for first, of the two languages there are."""
    chosen = request.cookies.get("language")
    if chosen in ("en", "es"):
        return "es" if chosen == "es" else "en"
    return "es" if request.headers.get("accept-language", "").lower().startswith("es") else "en"


def say(key: str, language: Language, **values: object) -> str:
    """The words for a key; a key without words is shown as it is (a codebook's own value)."""
    # The empty key is that of the catalogue's own header.
    found = str(texts(language).gettext(key)) if key else key
    return found.format(**values) if values and found != key else found


def say_many(key: str, number: int, language: Language, **values: object) -> str:
    """The words for a key that are said of so many."""
    return str(texts(language).ngettext(key, key, number)).format(**values)


def explained(error: Exception, language: Language) -> str:
    """Why something was refused or failed, as far as it gives a reason; else its own words."""
    return say(f"why_{error.reason}", language, **error.values) if isinstance(error, WithReason) else str(error)
