"""Values made by the million are those that are made one by one."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, fields
from datetime import date

import pytest

from almenara.model import DateValue, Event, Mention, PlaceValue, Quote, Report, Role
from almenara.model.quick import quick


@pytest.mark.parametrize("shape", [Quote, Role, DateValue, PlaceValue, Mention, Event, Report])
def test_a_value_is_made_as_its_class_makes_it(shape: type) -> None:
    values = [str(number) for number in range(len(fields(shape)))]
    made = quick(shape)(*values)
    assert type(made) is shape
    assert made == shape(*values)
    assert hash(made) == hash(shape(*values))
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(shape)[0].name, "other")


def test_what_is_not_given_is_as_the_class_has_it() -> None:
    quickly = quick(DateValue)
    assert quickly(None, None, None) == DateValue(None, None, None)
    assert quickly(date(2024, 1, 2), end=None, precision="day") == DateValue(date(2024, 1, 2), None, "day")
    with pytest.raises(TypeError):
        quickly(None)  # type: ignore[call-arg]


def test_other_classes_are_refused() -> None:
    @dataclass
    class Open:
        value: int

    @dataclass(frozen=True)
    class Roomy:
        value: int

    for shape in (Open, Roomy, int):
        with pytest.raises(TypeError, match="no frozen dataclass"):
            quick(shape)
