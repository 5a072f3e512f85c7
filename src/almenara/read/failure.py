"""What could not be read, as a sentence in either language."""

from __future__ import annotations

from dataclasses import dataclass

_SENTENCES = {
    "missing": {
        "en": "{where}: there is no such file or folder; check the name.",
        "es": "{where}: no existe ese archivo o carpeta; revise el nombre.",
    },
    "empty": {
        "en": "{where}: the file is empty; nothing was coded from it.",
        "es": "{where}: el archivo está vacío; no se codificó nada de él.",
    },
    "empty_folder": {
        "en": "{where}: the folder holds no .txt or .jsonl file; name the files, or another folder.",
        "es": "{where}: la carpeta no contiene archivos .txt ni .jsonl; indique los archivos u otra carpeta.",
    },
    "not_text": {
        "en": "{where}: these bytes are no text in UTF-8, UTF-16 or Latin-1; save the report as plain text in UTF-8.",
        "es": "{where}: estos bytes no son texto en UTF-8, UTF-16 ni Latin-1; guarde la noticia como texto simple en UTF-8.",
    },
    "too_large": {
        "en": "{where}: {detail} is more than the {limit} that one report may have; split it, or give reports as JSON Lines.",
        "es": "{where}: {detail} supera los {limit} que puede tener una noticia; divídala, o dé las noticias en JSON Lines.",
    },
    "unreadable": {
        "en": "{where}: it could not be read ({detail}); check the file and its permissions.",
        "es": "{where}: no se pudo leer ({detail}); revise el archivo y sus permisos.",
    },
    "not_json": {
        "en": "{where}: the line is no JSON ({detail}); mend it, one object a line. The other lines were read.",
        "es": "{where}: la línea no es JSON ({detail}); corríjala, un objeto por línea. Las demás líneas se leyeron.",
    },
    "not_object": {
        "en": '{where}: the line is no JSON object; write {{"id": ..., "text": ...}}. The other lines were read.',
        "es": '{where}: la línea no es un objeto JSON; escriba {{"id": ..., "text": ...}}. Las demás líneas se leyeron.',
    },
    "no_text": {
        "en": '{where}: the report has no text; put the article\'s words under "text". The other lines were read.',
        "es": '{where}: la noticia no tiene texto; ponga las palabras del artículo en "text". Las demás líneas se leyeron.',
    },
    "same_id": {
        "en": "{where}: the id {detail} stood before with another text; this report was left out. Give it an id of its own.",
        "es": "{where}: el id {detail} ya apareció con otro texto; esta noticia se omitió. Déle un id propio.",
    },
    "bad_date": {
        "en": "{where}: {detail} is no date; the report was read without one. Write the day it was published as YYYY-MM-DD.",
        "es": "{where}: {detail} no es una fecha; la noticia se leyó sin ella. Escriba el día de publicación como AAAA-MM-DD.",
    },
    "future_date": {
        "en": "{where}: the publication date {detail} lies in the future; the report was read with it. Check the year.",
        "es": "{where}: la fecha de publicación {detail} está en el futuro; la noticia se leyó con ella. Revise el año.",
    },
    "surrogate": {
        "en": "{where}: the text has half a character ({detail}); it was read as U+FFFD. Export the text again if it matters.",
        "es": "{where}: el texto tiene medio carácter ({detail}); se leyó como U+FFFD. Vuelva a exportar el texto si importa.",
    },
}


@dataclass(frozen=True)
class ReadFailure:
    """Something that could not be read, or was read only in part: `what` is a key, `where` a file and line."""

    what: str
    where: str
    detail: str = ""
    limit: str = ""

    def message(self, language: str = "en") -> str:
        """One sentence that says what was wrong, where, and how to mend it."""
        sentence = _SENTENCES[self.what]["es" if language == "es" else "en"]
        return sentence.format(where=self.where, detail=self.detail, limit=self.limit)

    def __str__(self) -> str:
        return self.message("en")
