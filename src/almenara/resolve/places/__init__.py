"""Toponyms: a local gazetteer from packaged GeoNames data, own places, and choosing among namesakes."""

from almenara.language import NamedSpan
from almenara.resolve.places.find import find_places, settle_places
from almenara.resolve.places.gazetteer import Gazetteer, open_gazetteer
from almenara.resolve.places.imports import ImportProgress, ImportResult, import_places
from almenara.resolve.places.place import Place, PlaceFinding
from almenara.resolve.places.spans import Scan
from almenara.resolve.places.user_places import read_user_places
from almenara.resolve.places.user_rows import RowProblem

__all__ = [
    "Gazetteer",
    "ImportProgress",
    "ImportResult",
    "NamedSpan",
    "Place",
    "PlaceFinding",
    "RowProblem",
    "Scan",
    "find_places",
    "import_places",
    "open_gazetteer",
    "read_user_places",
    "settle_places",
]
