"""Toponyms: a local gazetteer from packaged GeoNames data, an observatory's own places, and choosing among namesakes."""

from almenara.resolve.places.find import NamedSpan, PlaceFinding, find_places
from almenara.resolve.places.gazetteer import Gazetteer, Place, open_gazetteer

__all__ = ["Gazetteer", "NamedSpan", "Place", "PlaceFinding", "find_places", "open_gazetteer"]
