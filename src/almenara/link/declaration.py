"""When are two accounts of one event? Said once, as a model that Splink compiles to SQL for DuckDB or Spark.

Splink follows Fellegi and Sunter (1969): each comparison falls into one level; a level's weight is the logarithm of how much likelier it
is among accounts of one event (m) than among any two (u); the weights add up to a probability. m and u are in `parameters.json`,
estimated by `almenara link --train`. Levels are written from the strongest to the weakest; the first that holds counts.
"""

from __future__ import annotations

from typing import Any

import splink.comparison_level_library as levels
from splink import SettingsCreator, block_on
from splink.comparison_library import CustomComparison

from almenara.link.spread import TOWN_KM

#: Kilometres within which two named places are neighbours.
REGION_KM = 75
#: Of the rare words of an account's own sentences, and of its report's: how many are shared.
OWN_STEPS = (7, 4, 2)
CONTEXT_STEPS = (9, 7, 5, 3)
#: In how many of 64 bits what two accounts mean differs; half of them do where the two have nothing to do with each other.
MEANING_STEPS = ((14, "nearly the same"), (18, "much alike"), (22, "alike"), (28, "somewhat alike"))

_NEAR = (
    "(2 * 6371 * asin(sqrt(power(sin(radians(lat_r - lat_l) / 2), 2) + "
    "cos(radians(lat_l)) * cos(radians(lat_r)) * power(sin(radians(lon_r - lon_l) / 2), 2))))"
)
_APART = "(greatest(day_from_l, day_from_r) - least(day_to_l, day_to_r))"
_NUMBERS = ("killed", "injured", "arrested", "crowd")


def _level(condition: str, label: str) -> Any:
    return levels.CustomLevel(condition, label_for_charts=label)


def _null(*columns: str) -> Any:
    unknown = " OR ".join(f"{c}_{side} IS NULL" for c in columns for side in "lr")
    return levels.CustomLevel(unknown, label_for_charts="not told").configure(is_null_level=True)


def _day() -> Any:
    exact = "day_from_l = day_to_l AND day_from_r = day_to_r"
    return CustomComparison(
        output_column_name="day",
        comparison_description="How many days apart",
        comparison_levels=[
            _null("day_from"),
            _level(f"{exact} AND day_from_l = day_from_r", "the same day"),
            _level(
                f"{_APART} <= 0 AND greatest(day_to_l - day_from_l, day_to_r - day_from_r) <= 10", "days that overlap"
            ),
            _level(f"{_APART} = 1", "one day apart"),
            _level(f"{_APART} <= 0", "the day within a long stretch"),
            levels.ElseLevel().configure(label_for_charts="other days"),
        ],
    )


def _place() -> Any:
    return CustomComparison(
        output_column_name="place",
        comparison_description="How far apart, or which holds the other",
        comparison_levels=[
            _null("place"),
            _level("place_l = place_r AND place_level_l >= 3", "the same town or place in it"),
            _level(f"least(place_level_l, place_level_r) >= 2 AND {_NEAR} <= {TOWN_KM}", f"within {TOWN_KM} km"),
            _level(
                "country_l = country_r AND least(place_level_l, place_level_r) = 1 AND admin1_l = admin1_r",
                "one within the other's state",
            ),
            _level(
                "country_l = country_r AND least(place_level_l, place_level_r) = 0", "one within the other's country"
            ),
            _level(f"{_NEAR} <= {REGION_KM}", f"within {REGION_KM} km"),
            levels.ElseLevel().configure(label_for_charts="other places"),
        ],
    )


def _type() -> Any:
    return CustomComparison(
        output_column_name="type",
        comparison_description="What happened",
        comparison_levels=[
            _level("type_l = type_r", "the same type"),
            _level("family_l = family_r", "types of one family"),
            levels.ElseLevel().configure(label_for_charts="other types"),
        ],
    )


def _shared(column: str, steps: tuple[int, ...], description: str) -> Any:
    return CustomComparison(
        output_column_name=column,
        comparison_description=description,
        comparison_levels=[
            _null(column),
            *(
                levels.ArrayIntersectLevel(column, min_intersection=n).configure(
                    label_for_charts=f"{n} or more in common"
                )
                for n in steps
            ),
            levels.ElseLevel().configure(label_for_charts="fewer in common"),
        ],
    )


def _meaning() -> Any:
    return CustomComparison(
        output_column_name="meaning",
        comparison_description="What the event's sentences mean, in either language",
        comparison_levels=[
            _null("meaning"),
            # Engines write 'exclusive or' in different ways: said in DuckDB's, and translated for others.
            *(
                levels.CustomLevel(
                    f"bit_count(xor(meaning_l, meaning_r)) <= {bits}", label_for_charts=label, base_dialect_str="duckdb"
                )
                for bits, label in MEANING_STEPS
            ),
            levels.ElseLevel().configure(label_for_charts="not alike"),
        ],
    )


def _numbers() -> Any:
    """Figures of one event differ between outlets, but hardly by more than half."""

    def both(of: str) -> str:
        return f"({of}_l IS NOT NULL AND {of}_r IS NOT NULL)"

    def alike(of: str, share: float) -> str:
        return f"({both(of)} AND least({of}_l, {of}_r) >= {share} * greatest({of}_l, {of}_r))"

    none = " AND ".join(f"NOT {both(of)}" for of in _NUMBERS)
    return CustomComparison(
        output_column_name="numbers",
        comparison_description="Killed, injured, arrested, crowd",
        comparison_levels=[
            levels.CustomLevel(none, label_for_charts="not told").configure(is_null_level=True),
            _level(" OR ".join(alike(of, 0.9) for of in _NUMBERS), "a figure is the same"),
            _level(" OR ".join(alike(of, 0.5) for of in _NUMBERS), "a figure is alike"),
            levels.ElseLevel().configure(label_for_charts="figures differ"),
        ],
    )


#: Which pairs are looked at: near in time, in one state and of one family; near in time, in one country and of one type (where a
#: state is not told); and, of accounts without a day or a country, those of one family that share a rare word. Accounts of two
#: families are never one event, so that scoring them would be in vain. Pairs meet that agree in all columns of a rule; of a column
#: that is a list, in one of its entries.
BLOCKING = (("country", "admin1", "family", "days"), ("country", "type", "days"), ("family", "names"))
#: Columns that are lists.
LISTS = ("days", "names", "blocks")


def declaration(link_type: str = "dedupe_only", blocking: tuple[tuple[str, ...], ...] = BLOCKING) -> SettingsCreator:
    """The model without its parameters; `blocking` as `BLOCKING`, over other columns where these say the same."""
    return SettingsCreator(
        link_type=link_type,  # type: ignore[arg-type]
        unique_id_column_name="unique_id",
        comparisons=[
            _day(),
            _place(),
            _type(),
            _shared("actors", (2, 1), "Names of those who act and those acted on"),
            _numbers(),
            _shared("words", OWN_STEPS, "Rare words of the event's own sentences"),
            _shared("context", CONTEXT_STEPS, "Rare words of the whole report"),
            _meaning(),
        ],
        blocking_rules_to_generate_predictions=[
            block_on(*rule, arrays_to_explode=[c for c in rule if c in LISTS]) for rule in blocking
        ],
        additional_columns_to_retain=["report"],
        retain_intermediate_calculation_columns=True,
    )
