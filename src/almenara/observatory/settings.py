"""An observatory's settings: `almenara.toml` in its folder."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from almenara.ask.settings import LanguageModelSettings
from almenara.read import USUAL_LIMITS, ReadingLimits
from almenara.transformer.settings import TransformerSettings

FILE = "almenara.toml"


class SettingsError(Exception):
    """Something about the settings or the folder, in a sentence that says how to mend it."""


class ProtectionSettings(BaseModel):
    """What may be public of events: docs/publishing.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    private_names: bool = False
    coarse_types: tuple[str, ...] = ()
    coordinate_decimals: int = Field(default=4, ge=0, le=6)
    embargo_days: int = Field(default=0, ge=0)
    withheld_sources: tuple[str, ...] = ()
    quote_words: int = Field(default=30, ge=0, le=100)


class FeedSettings(BaseModel):
    """How feeds and their pages are fetched: docs/reading.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Hosts that may have addresses of a private network.
    allowed_hosts: tuple[str, ...] = ()
    #: How sites reach the observatory, told in every request: an address of mail or of a page.
    contact: str = ""
    pace_seconds: float = Field(default=2, ge=0)
    seconds: float = Field(default=30, gt=0)
    redirects: int = Field(default=5, ge=0)
    answer_megabytes: int = Field(default=20, gt=0)


class ReviewSettings(BaseModel):
    """How a team reviews: docs/reviewing.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: The share of events that two people judge, neither seeing what the other says.
    double: float = Field(default=0, ge=0, le=1)
    #: Unread events from which on the queue by priority is drawn from both ends.
    surge: int = Field(default=1000, ge=1)


class Settings(BaseModel):
    """Paths are taken from the observatory's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: What the observatory is called.
    name: str = ""
    #: The language of its reports where a report does not tell, and of what it prints.
    language: Literal["en", "es"] | None = None
    #: Address of the database; by default a file of SQLite in the folder.
    database: str = "sqlite:///observatory.db"
    #: Folder of a codebook of its own.
    codebook: Path | None = None
    #: Files of its own places and actors.
    places: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    #: Whether petitions, statements, assemblies and the like are events to be stored.
    low_intensity: bool = True
    #: What may be public.
    protection: ProtectionSettings = ProtectionSettings()
    #: Names of the columns of its tables, as `text = "Cuerpo de la nota"`.
    columns: dict[Literal["id", "text", "title", "url", "source", "published", "language"], str] = {}
    #: How much the readers take in.
    reading: ReadingLimits = USUAL_LIMITS
    #: How the web is asked.
    feeds: FeedSettings = FeedSettings()
    #: How a team reviews.
    review: ReviewSettings = ReviewSettings()
    #: Which language model may be asked.
    language_model: LanguageModelSettings = LanguageModelSettings()
    #: Which model of its own codes over the rules.
    transformer: TransformerSettings = TransformerSettings()


def read_settings(folder: Path) -> Settings:
    """The settings of an observatory's folder. Raises SettingsError, naming the key that is wrong."""
    path = folder / FILE
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(
            f"{path} could not be read ({error.strerror}). `almenara init` makes an observatory."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        known = ", ".join(_fields(first["loc"]))
        hint = f"These keys exist: {known}." if first["type"] == "extra_forbidden" else f"{first['msg']}."
        raise SettingsError(f"{path}: the key {key!r} cannot be used. {hint}") from error


def _fields(where: Sequence[object]) -> Sequence[str]:
    """The keys that exist beside a wrong one: those of its table, else of the whole file."""
    table = Settings.model_fields.get(str(where[0])) if len(where) > 1 else None
    shape = table.annotation if table else None
    return list(
        shape.model_fields if isinstance(shape, type) and issubclass(shape, BaseModel) else Settings.model_fields
    )


def find_folder(start: Path) -> Path:
    """The observatory that a folder is in: itself or the nearest one above that holds the settings. Raises SettingsError."""
    for folder in (start, *start.absolute().parents):
        if (folder / FILE).is_file():
            return folder
    raise SettingsError(
        f"{start.absolute()} is in no observatory. Make one with `almenara init`, or name its folder with --in."
    )


def first_settings(name: str) -> str:
    """The text of a new observatory's settings, every key with what it is for."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'''# Settings of this observatory / Configuración de este observatorio
name = "{quoted}"

# Database: a file beside this one, or a PostgreSQL: "postgresql://host/name"
# Base de datos: un archivo junto a este, o un PostgreSQL
database = "sqlite:///observatory.db"

# Your own places and actors, and codebook, as paths from this folder / Lugares, actores y libro de códigos propios
# places = ["places.csv"]
# actors = ["actors.csv"]
# codebook = "codebook"

# Record petitions, statements, assemblies and the like? / ¿Registrar peticiones, comunicados, asambleas y similares?
low_intensity = true

# What may be public / Qué puede ser público (docs/publishing.md)
[protection]
private_names = false       # names that no registry knows / nombres que ningún registro conoce
coarse_types = []           # types placed by their state only / tipos ubicados solo por su estado
coordinate_decimals = 4
embargo_days = 0
withheld_sources = []
quote_words = 30            # words quoted of a report at most; 0: none / palabras citadas de una noticia; 0: ninguna

# How a team reviews / Cómo revisa un equipo (docs/reviewing.md)
[review]
double = 0                  # share of events that two people judge blind, 0.1 a tenth / parte que dos personas juzgan a ciegas
surge = 1000                # unread events from which on the queue shows both its ends / desde cuántos sin leer

# How much is taken in of one input; what goes beyond says which of these to raise / Cuánto se lee de una entrada; lo que lo
# supere dice cuál subir (docs/reading.md)
[reading]
# report_megabytes = 20      # a report, a line, a page, a file within a ZIP / una noticia, línea, página o archivo de un ZIP
# pdf_megabytes = 200
# pdf_pages = 500

# How feeds are fetched / Cómo se consultan los canales (docs/reading.md)
[feeds]
contact = ""                # told to the sites, so that they can write to you / se dice a los sitios
pace_seconds = 2            # between two requests to one host / entre dos consultas a un servidor
allowed_hosts = []          # hosts of your own network / servidores de su propia red

# A language model may be asked, and reports sent to it, only where this says so / Solo se consulta un modelo de lenguaje,
# y se le envían noticias, si aquí se permite (docs/language-models.md)
[language_model]
allowed = false
# endpoint = "http://localhost:8080/v1"
# model = "name"

# A model of your own on this machine that codes over the rules / Un modelo propio en esta máquina, sobre las reglas
# (docs/own-model.md)
[transformer]
# model = "model"            # its folder / su carpeta
# labels = "labels.yaml"     # what its labels mean / qué significan sus etiquetas
'''
