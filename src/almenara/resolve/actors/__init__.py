"""Actors: a registry in plain files, offices by date, institutions by country, and candidates that no file knows."""

from almenara.resolve.actors.candidates import Candidates, names_a_person
from almenara.resolve.actors.files import ActorProblem, read_actors, write_actors
from almenara.resolve.actors.labels import ActorNames
from almenara.resolve.actors.phrases import Phrases, words_of
from almenara.resolve.actors.registry import Registry, Setting, country_name, open_registry

__all__ = [
    "ActorNames",
    "ActorProblem",
    "Candidates",
    "Phrases",
    "Registry",
    "Setting",
    "country_name",
    "names_a_person",
    "open_registry",
    "read_actors",
    "words_of",
    "write_actors",
]
