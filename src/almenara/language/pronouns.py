"""Pronouns that stand for people, and the words for people that they stand for."""

from __future__ import annotations

PRONOUNS = frozenset(["they", "them", "he", "him", "she", "ellos", "ellas", "los", "las"])
#: A condition that any of these meets is about people, whom a pronoun may stand for.
PEOPLE = frozenset(
    "people person soldier gunman protester demonstrator resident student worker man "
    "persona soldado manifestante vecino estudiante trabajador hombre".split()
)
#: Those of them that are no articles too, so that they are known without a parse.
SURE_PRONOUNS = PRONOUNS - {"los", "las"}
