"""What could not be read, as a sentence in either language."""

from __future__ import annotations

from dataclasses import dataclass

#: What was wrong and how to mend it; `{detail}` and `{limit}` are filled in.
_WORDS = {
    "missing": {
        "en": ("there is no such file or folder", "check the name"),
        "es": ("no existe ese archivo o carpeta", "revise el nombre"),
    },
    "no_name": {
        "en": ("no file can have such a name", "to read the text itself, pipe it in and write - in place of a file"),
        "es": ("ningún archivo puede tener ese nombre", "para leer el texto mismo, páselo por la entrada y escriba -"),
    },
    "unreadable": {
        "en": ("it could not be read ({detail})", "check the file and its permissions"),
        "es": ("no se pudo leer ({detail})", "revise el archivo y sus permisos"),
    },
    "empty": {
        "en": ("there is no text in it", "check that it was saved whole"),
        "es": ("no contiene texto", "revise que se haya guardado completo"),
    },
    "empty_folder": {
        "en": ("the folder holds no .txt or .jsonl file", "name the files, or another folder"),
        "es": ("la carpeta no contiene archivos .txt ni .jsonl", "indique los archivos u otra carpeta"),
    },
    "too_large": {
        "en": (
            "it is larger than the {limit} that one report may have",
            "split it, or give the reports as JSON Lines (one a line, in a file ending in .jsonl)",
        ),
        "es": (
            "supera los {limit} que puede tener una noticia",
            "divídalo, o dé las noticias en JSON Lines (una por línea, en un archivo terminado en .jsonl)",
        ),
    },
    "not_text": {
        "en": ("these bytes are no text in UTF-8, UTF-16 or Latin-1", "save the report as plain text in UTF-8"),
        "es": ("estos bytes no son texto en UTF-8, UTF-16 ni Latin-1", "guarde la noticia como texto simple en UTF-8"),
    },
    "nul_bytes": {
        "en": ("it holds NUL bytes, as no text does", "save the report as plain text in UTF-8"),
        "es": ("contiene bytes nulos, que ningún texto tiene", "guarde la noticia como texto simple en UTF-8"),
    },
    "pdf": {
        "en": ("it is a PDF", "save its text as a .txt file and read that"),
        "es": ("es un PDF", "guarde su texto en un archivo .txt y lea ese archivo"),
    },
    "web_page": {
        "en": ("it is a web page", "save the article's words alone as a .txt file and read that"),
        "es": ("es una página web", "guarde solo las palabras del artículo en un archivo .txt y lea ese archivo"),
    },
    "document": {
        "en": ("it is a word processor's document or an archive", "save its text as a .txt file and read that"),
        "es": ("es un documento de procesador de textos o un archivo comprimido", "guarde su texto como .txt y léalo"),
    },
    "json_document": {
        "en": ("it is JSON but not one object a line", "write one report a line in a file ending in .jsonl"),
        "es": (
            "es JSON pero no un objeto por línea",
            "escriba una noticia por línea en un archivo terminado en .jsonl",
        ),
    },
    "not_json": {
        "en": ("the line is no JSON ({detail})", "mend that line; the others were read"),
        "es": ("la línea no es JSON ({detail})", "corrija esa línea; las demás se leyeron"),
    },
    "not_object": {
        "en": ("the line is no JSON object", 'write {{"id": ..., "text": ...}}; the other lines were read'),
        "es": ("la línea no es un objeto JSON", 'escriba {{"id": ..., "text": ...}}; las demás líneas se leyeron'),
    },
    "no_text": {
        "en": ("the report has no text", 'put the article\'s words under "text"; the other lines were read'),
        "es": ("la noticia no tiene texto", 'ponga las palabras del artículo en "text"; las demás líneas se leyeron'),
    },
    "same_id": {
        "en": ("the id {detail} stood before with another text, so this report was left out", "give it its own id"),
        "es": ("el id {detail} ya apareció con otro texto y esta noticia se omitió", "déle un id propio"),
    },
    "repeated": {
        "en": ("the report {detail} stood before with the same words", "nothing needs mending; it was read once"),
        "es": (
            "la noticia {detail} ya apareció con las mismas palabras",
            "no hace falta corregir nada; se leyó una vez",
        ),
    },
    "bad_date": {
        "en": ("{detail} is no date, so the report was read without one", "write the day of publication as YYYY-MM-DD"),
        "es": (
            "{detail} no es una fecha y la noticia se leyó sin ella",
            "escriba el día de publicación como AAAA-MM-DD",
        ),
    },
    "future_date": {
        "en": (
            "the publication date {detail} lies in the future",
            "check the year; the report was read with that date",
        ),
        "es": ("la fecha de publicación {detail} está en el futuro", "revise el año; la noticia se leyó con esa fecha"),
    },
    "no_characters": {
        "en": ("{detail} is no character of any text and was read as U+FFFD", "export the text again if it matters"),
        "es": (
            "{detail} no es un carácter de ningún texto y se leyó como U+FFFD",
            "vuelva a exportar el texto si importa",
        ),
    },
    "broken_utf8": {
        "en": ("{detail} broken character(s) were read as U+FFFD", "save the report again in UTF-8 if it matters"),
        "es": (
            "{detail} carácter(es) dañado(s) se leyeron como U+FFFD",
            "guarde la noticia de nuevo en UTF-8 si importa",
        ),
    },
}

#: What is told of reports whose words were read all the same: here, or (`repeated`) where they stood before.
WARNINGS = frozenset(("repeated", "bad_date", "future_date", "no_characters", "broken_utf8"))


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """Something that could not be read, or was read only in part.

    `what` is a key of this module's sentences; `where` a file, with the line behind a colon where there is one, or `-` for
    standard input.
    """

    what: str
    where: str
    detail: str = ""
    limit: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether no report was lost: the words were read, and only something about them is odd."""
        return self.what in WARNINGS

    @property
    def mend(self) -> str:
        """What to do about it, in English; `message` says it in either language."""
        return self._words("en")[1]

    def message(self, language: str = "en") -> str:
        """One sentence that says where, what was wrong, and how to mend it; `language` is en or es."""
        what, mend = self._words(language)
        return f"{self.where}: {what}; {mend}."

    def _words(self, language: str) -> tuple[str, str]:
        what, mend = _WORDS[self.what]["es" if language == "es" else "en"]
        return what.format(detail=self.detail, limit=self.limit), mend.format()

    def __str__(self) -> str:
        return self.message("en")
