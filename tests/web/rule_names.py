"""Every name that the program can give to the way in which a day or a place was read, found in the program itself."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path

from almenara import resolve
from almenara.model.mention import DateValue, PlaceValue
from almenara.resolve.dates import english, feasts, spanish, told

#: Modules whose constants say why words have no days.
_CONSTANTS = vars(told) | vars(feasts)


def _grammars() -> Iterator[str]:
    """Names of rules that build days: a reader gives them to what they mean."""
    for grammar in (english, spanish):
        for rule in grammar.RULES:
            meaning = rule.meaning
            while isinstance(meaning, partial):
                meaning = meaning.func
            if str(inspect.signature(meaning).return_annotation).startswith("Told"):
                yield rule.name


def _written(tree: ast.AST) -> Iterator[ast.expr]:
    """What is written in a file for a method."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="method", value=value):
                yield value
            case ast.Assign(targets=[ast.Name(id="method")], value=value):
                yield value
            case ast.AnnAssign(target=ast.Name(id="method"), value=ast.expr() as value):
                yield value
            case ast.Call(func=ast.Name(id="unresolved"), args=[value, *_]):
                yield value


def _literals(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(words)) if words:
            yield words
        case ast.Name(id=name) if name.isupper():
            yield str(_CONSTANTS[name])
        case ast.IfExp(body=one, orelse=other):
            yield from _literals(one)
            yield from _literals(other)


RULE_NAMES = {
    *_grammars(),
    *(field.default for value in (DateValue, PlaceValue) for field in fields(value) if field.name == "method"),
    *(
        name
        for path in Path(resolve.__file__).parent.rglob("*.py")
        for value in _written(ast.parse(path.read_text(encoding="utf-8")))
        for name in _literals(value)
    ),
}
