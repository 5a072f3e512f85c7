"""The executable codebook: what is recorded, as data that the program and its users both read."""

from almenara.codebook.codebook import Codebook, Demand, Sector, StatusCues, VagueNumber
from almenara.codebook.load import DEFAULT_CODEBOOK, CodebookError, load_codebook
from almenara.codebook.schema import EventType, Example, Expectation, Trigger
from almenara.codebook.triggers import CompiledTrigger, WordPattern, compile_triggers
from almenara.codebook.yaml_files import load_yaml

__all__ = [
    "DEFAULT_CODEBOOK",
    "Codebook",
    "CodebookError",
    "CompiledTrigger",
    "Demand",
    "EventType",
    "Example",
    "Expectation",
    "Sector",
    "StatusCues",
    "Trigger",
    "VagueNumber",
    "WordPattern",
    "compile_triggers",
    "load_codebook",
    "load_yaml",
]
