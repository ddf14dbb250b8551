"""The same columns, levels and candidates on Splink with DuckDB: an optional extra, to compare with.

What differs: Splink knows no relatives, and joins whatever a chain of pairs leads to.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from leadgen.stages.cleanup.duplicates import clusters
from leadgen.stages.cleanup.duplicates.blocks import candidates
from leadgen.stages.cleanup.duplicates.columns import Column, Floats, Ints
from leadgen.stages.cleanup.duplicates.engine import Found, Settings, log_odds_of
from leadgen.stages.cleanup.duplicates.explaining import Reason
from leadgen.stages.cleanup.duplicates.kinds import Compare

_ID = "row_number"
_RANDOM_PAIRS = 1_000_000
_CERTAIN_SHARE = 0.7  # of the duplicates agree on two of the three columns that say most
_SEED = 1
_NEAR = "damerau_levenshtein({0}_l, {0}_r)"
_LIKE = "jaro_winkler_similarity({0}_l, {0}_r)"
_LEVELS: Mapping[Compare, Sequence[tuple[str, str]]] = {
    "given": (
        ("a short form of the other", "starts_with({0}_l, {0}_r) OR starts_with({0}_r, {0}_l)"),
        ("nearly the same", f"{_LIKE} >= 0.92 OR {_NEAR} <= 1"),
        ("similar", f"{_LIKE} >= 0.82"),
    ),
    "family": (
        ("nearly the same", f"{_LIKE} >= 0.92 OR {_NEAR} <= 1"),
        ("similar", f"{_LIKE} >= 0.82"),
    ),
    "email": (
        ("the same name at another host", "split_part({0}_l, '@', 1) = split_part({0}_r, '@', 1)"),
        ("one or two letters apart", f"{_NEAR} <= 2"),
        ("similar", "jaro_winkler_similarity(split_part({0}_l, '@', 1), split_part({0}_r, '@', 1)) >= 0.85"),
    ),
    "digits": (("one character apart", f"{_NEAR} <= 1"),),
    "date": (("one digit apart", f"{_NEAR} <= 1"), ("the same in part", f"{_NEAR} <= 2")),
    "text": (("nearly the same", f"{_LIKE} >= 0.94 OR {_NEAR} <= 1"), ("similar", f"{_LIKE} >= 0.85")),
    "exact": (),
}


def find(
    columns: Sequence[Column],
    settings: Settings,
    pairs: tuple[Ints, Ints] | None = None,
    *,
    explained: bool = True,
) -> tuple[Found, list[list[Reason]]]:
    """What Splink finds, and why; `pairs` are the candidates, ours where none are given."""
    nothing = np.empty(0, dtype=np.int64)
    columns = [column for column in columns if (column.codes >= 0).any()]
    rows = len(columns[0].codes) if columns else 0
    left, right = pairs or (candidates(columns, np.ones(rows, dtype=bool)) if rows else (nothing, nothing))
    if not len(left):
        return Found(nothing, nothing, np.empty(0), np.empty(0), [], settings, columns), []
    predicted = _predicted(columns, left, right, settings)
    one, other = predicted[f"{_ID}_l"].astype(np.int64), predicted[f"{_ID}_r"].astype(np.int64)
    low, high = np.minimum(one, other), np.maximum(one, other)
    bits = np.asarray(predicted["match_weight"], dtype=np.float64)
    order = np.lexsort((high, low, -bits))
    label = clusters.components(rows, low, high)
    held, starts = clusters.members(label)
    homes = [part.tolist() for part in np.split(held, starts[1:])] if len(held) else []
    why = [_reasons(columns, predicted, bits, number) for number in (order.tolist() if explained else ())]
    found = Found(low[order], high[order], bits[order], np.zeros(len(order)), homes, settings, columns)
    return found, why


def _predicted(columns: Sequence[Column], left: Ints, right: Ints, settings: Settings) -> Mapping[str, Any]:
    """Splink's table of pairs from the review threshold on, by column."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    names = [f"c{number}" for number in range(len(columns))]
    table = pa.table(
        {
            _ID: pa.array(range(len(columns[0].codes)), pa.int64()),
            **{name: _texts(column) for name, column in zip(names, columns, strict=True)},
        }
    )
    telling = _most_telling(columns)
    prior = _prior(len(columns[0].codes), [columns[number] for number in telling], left, right)
    linker = Linker(database.register(table), _settings(columns, names, prior), log_level=logging.ERROR)
    _train(linker, names, telling)
    blocked = pa.table({"join_key_l": left, "join_key_r": right, "match_key": pa.array(["0"] * len(left))})
    linker.table_management.register_blocked_pairs_for_predict(database.register(blocked))
    predicted = linker.inference.predict(threshold_match_weight=log_odds_of(settings.review))
    return dict(predicted.as_duckdbpyrelation().fetchnumpy())


def _texts(column: Column) -> pa.Array:
    values = [*column.values, None]
    return pa.array([values[code] for code in column.codes.tolist()], pa.string())


def _settings(columns: Sequence[Column], names: Sequence[str], prior: float) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=_ID,
        probability_two_random_records_match=prior,
        comparisons=[_comparison(column, name) for column, name in zip(columns, names, strict=True)],
        blocking_rules_to_generate_predictions=[block_on(names[0])],
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )


def _comparison(column: Column, name: str) -> dict[str, Any]:
    null = {
        "sql_condition": f"{name}_l IS NULL OR {name}_r IS NULL",
        "label_for_charts": "missing",
        "is_null_level": True,
    }
    same = {
        "sql_condition": f"{name}_l = {name}_r",
        "label_for_charts": "the same",
        "tf_adjustment_column": name,
        "tf_adjustment_weight": 1.0,
    }
    between = [
        {"sql_condition": sql.format(name), "label_for_charts": words}
        for words, sql in _LEVELS[column.kind.compare]
    ]
    rest = {"sql_condition": "ELSE", "label_for_charts": "different"}
    return {"output_column_name": name, "comparison_levels": [null, same, *between, rest]}


def _most_telling(columns: Sequence[Column]) -> list[int]:
    """The numbers of the columns with the most different values, three at most, that any rows agree on."""
    agreed = [number for number, column in enumerate(columns) if column.frequency().max(initial=0) > 1]
    return sorted(agreed, key=lambda number: -len(columns[number].values))[:3]


def _prior(rows: int, telling: Sequence[Column], left: Ints, right: Ints) -> float:
    """The share of all pairs that are one, from those that agree on two columns; at least one pair is."""
    agreed = sum(
        ((column.codes[left] == column.codes[right]) & (column.codes[left] >= 0)).astype(np.int64)
        for column in telling
    ) + np.zeros(len(left), dtype=np.int64)
    certain = int((agreed >= min(2, len(telling))).sum())
    return min(max(certain, 1) / _CERTAIN_SHARE / (rows * (rows - 1) / 2), 0.5)


def _train(linker: Linker, names: Sequence[str], telling: Sequence[int]) -> None:
    """As Splink's guide has it: u from random pairs, m by EM with one column left out each time."""
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=_SEED)
    for number in telling if len(names) > 1 else ():
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(names[number]), record_sample_proportion=1.0
        )


def _reasons(
    columns: Sequence[Column], predicted: Mapping[str, Any], bits: Floats, number: int
) -> list[Reason]:
    told: list[Reason] = []
    for place, column in enumerate(columns):
        levels = ["different", *(words for words, _ in reversed(_LEVELS[column.kind.compare])), "the same"]
        level = int(predicted[f"gamma_c{place}"][number])
        if level >= 0:
            weight = float(predicted[f"mw_c{place}"][number])
            if level == len(levels) - 1:
                weight += float(predicted[f"mw_tf_adj_c{place}"][number])
            told.append(Reason(column.name, f"{column.name} is {levels[level]}", round(weight, 3)))
    rest = round(float(bits[number]) - sum(one.weight for one in told), 3)
    return [Reason("", "any two of these rows are rarely one", rest), *told]
