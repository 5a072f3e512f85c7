"""What could not be read, as a sentence in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from almenara.read.fetching_failure import FETCHING

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
        "en": ("the folder holds no file of a known format", "name the files, or another folder"),
        "es": ("la carpeta no contiene archivos de un formato conocido", "indique los archivos u otra carpeta"),
    },
    "too_large": {
        "en": (
            "it is larger than the {limit} that one report may have",
            "split it, give the reports as JSON Lines (one a line, in a file ending in .jsonl), or raise report_megabytes under [reading] in almenara.toml",
        ),
        "es": (
            "supera los {limit} que puede tener una noticia",
            "divídalo, dé las noticias en JSON Lines (una por línea, en un archivo terminado en .jsonl), o suba report_megabytes en [reading] de almenara.toml",
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
    "document": {
        "en": ("it is a word processor's document or an archive", "save its text as a .txt file and read that"),
        "es": ("es un documento de procesador de textos o un archivo comprimido", "guarde su texto como .txt y léalo"),
    },
    "broken_page": {
        "en": ("the page could not be read ({detail})", "save it again, or save the article's words as a .txt file"),
        "es": ("no se pudo leer la página ({detail})", "guárdela de nuevo, o guarde el texto como .txt"),
    },
    "nested_tags": {
        "en": (
            "the page has more than {limit} tags within one another",
            "save the article's words as a .txt file, or raise nested_tags under [reading] in almenara.toml",
        ),
        "es": (
            "la página tiene más de {limit} etiquetas una dentro de otra",
            "guarde el texto como .txt, o suba nested_tags en [reading] de almenara.toml",
        ),
    },
    "no_article": {
        "en": (
            "no article of {limit} characters or more was found on the page",
            "if there is one, save its words as a .txt file; a shorter one is read if you lower article_characters under [reading] in almenara.toml",
        ),
        "es": (
            "no se encontró en la página ningún artículo de {limit} caracteres o más",
            "si lo hay, guarde su texto como .txt; uno más corto se lee si baja article_characters en [reading] de almenara.toml",
        ),
    },
    "broken_pdf": {
        "en": ("the PDF is damaged or cut off ({detail})", "download it again"),
        "es": ("el PDF está dañado o incompleto ({detail})", "descárguelo de nuevo"),
    },
    "locked_pdf": {
        "en": ("the PDF is locked by a password", "save a copy without the password"),
        "es": ("el PDF está protegido con contraseña", "guarde una copia sin contraseña"),
    },
    "scanned_pdf": {
        "en": ("the PDF holds pictures of pages and no text", "run a text recognition (OCR) over it first"),
        "es": (
            "el PDF contiene imágenes de páginas y ningún texto",
            "páselo antes por un reconocimiento de texto (OCR)",
        ),
    },
    "large_pdf": {
        "en": (
            "the PDF is larger than {limit}",
            "split it, or raise pdf_megabytes under [reading] in almenara.toml",
        ),
        "es": ("el PDF supera los {limit}", "divídalo, o suba pdf_megabytes en [reading] de almenara.toml"),
    },
    "too_many_pages": {
        "en": (
            "the PDF has {detail} pages, more than the {limit} of one report",
            "split it, or raise pdf_pages under [reading] in almenara.toml",
        ),
        "es": (
            "el PDF tiene {detail} páginas, más de las {limit} de una noticia",
            "divídalo, o suba pdf_pages en [reading] de almenara.toml",
        ),
    },
    "broken_feed": {
        "en": ("it is no feed that can be read ({detail})", "check its address in a browser"),
        "es": ("no es un canal de noticias legible ({detail})", "revise su dirección en un navegador"),
    },
    "own_entities": {
        "en": (
            "the feed defines entities of its own, as XML bombs do, so it was not read",
            "check where it comes from",
        ),
        "es": (
            "el canal define entidades propias, como las bombas de XML, y no se leyó",
            "revise de dónde proviene",
        ),
    },
    "no_entries": {
        "en": (
            "it is no feed with entries",
            "if it is a web page that a server sent in trouble, ask for the feed again later",
        ),
        "es": (
            "no es un canal con entradas",
            "si es una página que el servidor envió por una falla, pida el canal más tarde",
        ),
    },
    "empty_entry": {
        "en": ("the feed's entry has no words", "nothing needs mending; the other entries were read"),
        "es": ("la entrada del canal no tiene texto", "no hace falta corregir nada; las demás se leyeron"),
    },
    "broken_mail": {
        "en": ("the message could not be read ({detail})", "save its text as a .txt file"),
        "es": ("no se pudo leer el mensaje ({detail})", "guarde su texto como .txt"),
    },
    "broken_table": {
        "en": ("the table could not be read ({detail})", "open it and save it again, or save it as CSV"),
        "es": ("no se pudo leer la tabla ({detail})", "ábrala y guárdela de nuevo, o guárdela como CSV"),
    },
    "broken_row": {
        "en": (
            "the row that begins here is broken by a quotation mark that is not closed",
            "close it, or double it if it belongs to the text; the other rows were read",
        ),
        "es": (
            "la fila que empieza aquí está rota por una comilla que no se cierra",
            "ciérrela, o duplíquela si es parte del texto; las demás filas se leyeron",
        ),
    },
    "long_row": {
        "en": (
            "the row has more than {limit} characters",
            "look for a quotation mark that is never closed, or raise row_characters under [reading] in almenara.toml; the other rows were read",
        ),
        "es": (
            "la fila tiene más de {limit} caracteres",
            "busque una comilla sin cerrar, o suba row_characters en [reading] de almenara.toml; las demás filas se leyeron",
        ),
    },
    "no_text_column": {
        "en": ("no column holds the reports' words (columns: {detail})", "call that column 'text'"),
        "es": ("ninguna columna contiene el texto de las noticias (columnas: {detail})", "llame 'texto' a esa columna"),
    },
    "broken_archive": {
        "en": ("the archive is damaged ({detail}); what could be read was read", "fetch it again"),
        "es": ("el archivo comprimido está dañado ({detail}); se leyó lo que se pudo", "consígalo de nuevo"),
    },
    "locked_archive": {
        "en": ("the file is locked by a password", "pack it again without a password"),
        "es": ("el archivo está protegido con contraseña", "comprímalo de nuevo sin contraseña"),
    },
    "nested_archive": {
        "en": (
            "archives are nested more than {limit} deep",
            "unpack it and name the folder, or raise nested_archives under [reading] in almenara.toml",
        ),
        "es": (
            "hay archivos comprimidos anidados a más de {limit} niveles",
            "descomprímalo e indique la carpeta, o suba nested_archives en [reading] de almenara.toml",
        ),
    },
    "unsafe_name": {
        "en": ("its name points outside of the archive, so it was left out", "pack it again under a plain name"),
        "es": ("su nombre apunta fuera del archivo comprimido y se omitió", "comprímalo de nuevo con un nombre simple"),
    },
    "bomb": {
        "en": (
            "it would unpack to more than {limit} times its size, so it was left out",
            "if you trust it, unpack it yourself or raise unpacked_ratio under [reading] in almenara.toml",
        ),
        "es": (
            "se descomprimiría a más de {limit} veces su tamaño y se omitió",
            "si confía en él, descomprímalo usted o suba unpacked_ratio en [reading] de almenara.toml",
        ),
    },
    "too_many_files": {
        "en": (
            "the archive holds {detail} files, more than {limit}; the rest was left out",
            "split it, or raise archive_files under [reading] in almenara.toml",
        ),
        "es": (
            "el archivo contiene {detail} ficheros, más de {limit}; el resto se omitió",
            "divídalo, o suba archive_files en [reading] de almenara.toml",
        ),
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
    **FETCHING,
}

#: What is told of reports whose words were read all the same: here, or (`repeated`) where they stood before.
WARNINGS = frozenset(("repeated", "bad_date", "future_date", "no_characters", "broken_utf8"))


#: A number as English writes it, perhaps with its unit.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?: MB)?")
_MARKS = str.maketrans(",.", ".,")


def _as_in_spanish(value: str) -> str:
    return value.translate(_MARKS) if _NUMBER.fullmatch(value) else value


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
        spanish = language == "es"
        what, mend = _WORDS[self.what]["es" if spanish else "en"]
        detail, limit = (_as_in_spanish(v) if spanish else v for v in (self.detail, self.limit))
        return what.format(detail=detail, limit=limit), mend.format()

    def __str__(self) -> str:
        return self.message("en")
