"""Toponyms: a local gazetteer from packaged GeoNames data, an observatory's own places, and choosing among namesakes."""

from almenara.resolve.places.find import find_places
from almenara.resolve.places.gazetteer import Gazetteer, open_gazetteer
from almenara.resolve.places.place import NamedSpan, Place, PlaceFinding

__all__ = ["Gazetteer", "NamedSpan", "Place", "PlaceFinding", "find_places", "open_gazetteer"]
