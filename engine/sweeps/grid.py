"""Grid: the points of a sweep, and the Spec and the data of each run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from engine.data import Dataset, make_dataset
from engine.errors import EngineError
from engine.spec import Spec

MAX_RUNS = 10_000


def points_of(grid: Mapping[str, Iterable[Any]]) -> list[dict[str, Any]]:
    """Every combination of the values of a grid. Raises EngineError for what is no field."""
    fields = {field.name for field in dataclasses.fields(Spec)}
    for name in grid:
        if name not in fields or name == "seed":
            right = ", ".join(sorted(fields - {"seed"}))
            raise EngineError(f"grid: {name!r} is not one of {right}; seeds are given apart")
    return [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]


def specs_of(spec: Spec, seeds: list[int], points: list[dict[str, Any]]) -> list[Spec]:
    """Each run's, point by point. Raises EngineError where there are no or too many."""
    count = len(seeds) * len(points)
    if not 1 <= count <= MAX_RUNS:
        raise EngineError(
            f"{len(seeds)} seeds at {len(points)} points of the grid are {count} runs; "
            f"there can be 1 to {MAX_RUNS}"
        )
    return [each for changes in points for each in spec.replace(**changes).with_seeds(seeds)]


def datasets_of(specs: list[Spec], points: int) -> list[Dataset]:
    """The data of each run: all runs of a point have the same, and so have equal points."""
    made: dict[Spec, Dataset] = {}
    size = len(specs) // points
    data: list[Dataset] = []
    for start in range(0, len(specs), size):
        (key,) = specs[start].with_seeds([0])
        if key not in made:
            made[key] = make_dataset(key)
        data += [made[key]] * size
    return data
