"""Score pairs of accounts with the declared model, and estimate its parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from almenara.link.declaration import declaration
from almenara.link.generated import generated_accounts
from almenara.link.pair import Pair

PARAMETERS = Path(__file__).parent / "parameters.json"
#: Pairs below this are not looked at again.
WORTH_KEEPING = 0.5
#: Decimals in which probabilities are compared: engines differ in the last of a double's sixteen.
SAME_DECIMALS = 9
#: Accounts that the parameters are estimated on.
TRAINING = 20_000


@cache
def model() -> dict[str, Any]:
    """The declaration with the shipped parameters."""
    found: dict[str, Any] = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    return found


def pairs_of(
    records: pa.Table, *, new: frozenset[str] | None = None, threshold: float = WORTH_KEEPING
) -> Iterator[Pair]:
    """Pairs of accounts of different reports that may be one event, the likeliest first.

    `new` are ids of accounts that just came in: pairs of two others are left out. Reports that repeat one another count as one.
    """
    if records.num_rows < 2:
        return
    with engine() as connection:
        yield from scored_pairs(scored(records, connection, threshold), connection, new)


@contextmanager
def engine(memory: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB, which writes what does not fit into memory to a folder that goes away with it; `memory` is e.g. '3GB'."""
    with (
        TemporaryDirectory(prefix="almenara-") as folder,
        duckdb.connect(config={"temp_directory": folder}) as connection,
    ):
        if memory is not None:
            connection.execute(f"SET memory_limit = '{memory}'")
        yield connection


def model_for(dialect: str, blocking: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """The declaration as SQL of another engine of Splink's, with the shipped parameters and the rules of `blocking`."""
    made: dict[str, Any] = declaration(blocking=blocking).create_settings_dict(dialect)
    known = model()
    made["probability_two_random_records_match"] = known["probability_two_random_records_match"]
    for mine, theirs in zip(made["comparisons"], known["comparisons"], strict=True):
        for level, estimated in zip(mine["comparison_levels"], theirs["comparison_levels"], strict=True):
            level.update({key: estimated[key] for key in ("m_probability", "u_probability") if key in estimated})
    return made


def scored(records: pa.Table, connection: duckdb.DuckDBPyConnection, threshold: float) -> str:
    """Score all pairs that the blocking rules bring together; the name of the table that holds them."""
    api = DuckDBAPI(connection)
    linker = Linker(api.register(records), model(), log_level=40, validate_settings=False)
    return str(linker.inference.predict(threshold_match_probability=threshold).physical_name)


def scored_pairs(
    table: str, connection: duckdb.DuckDBPyConnection, new: frozenset[str] | None = None
) -> Iterator[Pair]:
    """The pairs of a table that `scored` made, the likeliest first; with `new`, those of a new account."""
    names = [c["output_column_name"] for c in model()["comparisons"]]
    columns = ", ".join(f"gamma_{n}, mw_{n}" for n in names)
    only = ""
    if new is not None:
        connection.register("new_accounts", pa.table({"id": sorted(new)}))
        only = "AND (unique_id_l IN (SELECT id FROM new_accounts) OR unique_id_r IN (SELECT id FROM new_accounts))"
    rows = connection.execute(
        f"SELECT unique_id_l, unique_id_r, match_probability, {columns} FROM {table} WHERE report_l <> report_r {only} "
        f"ORDER BY round(match_probability, {SAME_DECIMALS}) DESC, unique_id_l, unique_id_r"
    )
    # Pairs are many, and ways to be alike few: those that are alike in the same way share one account of it.
    alike: dict[tuple[float, ...], Mapping[str, tuple[int, float]]] = {}
    while batch := rows.fetchmany(10_000):
        for left, right, probability, *levels in batch:
            way = tuple(levels)
            weights = alike.get(way)
            if weights is None:
                weights = {n: (int(levels[2 * i]), float(levels[2 * i + 1])) for i, n in enumerate(names)}
                alike[way] = weights
            yield Pair(left, right, float(probability), weights)


def train(records: Iterable[pa.Table] | None = None) -> dict[str, Any]:
    """Estimate m from accounts whose event is known (column `truth`; default: the generated stream) and u from random pairs."""
    table = pa.concat_tables(list(records) if records is not None else generated_accounts(TRAINING))
    with engine() as connection:
        linker = Linker(DuckDBAPI(connection).register(table), declaration(), log_level=40)
        linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
        linker.training.estimate_m_from_label_column("truth")
        found: dict[str, Any] = linker.misc.save_model_to_json()
    return found


def write_parameters(path: Path = PARAMETERS) -> None:
    """Estimate the parameters anew and write them to a file."""
    path.write_text(json.dumps(train(), indent=1) + "\n", encoding="utf-8")
