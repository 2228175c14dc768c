"""What the engine raises: every message quotes what was given and says what would be right."""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.spec import Spec


class EngineError(ValueError):
    """Any mistake in what was given to the engine."""


class SpecErrors(EngineError):  # noqa: N818, it holds all of them
    """Everything wrong with a Spec, found in one go.

    `errors` is a list of messages; `spec` is a valid Spec with defaults in place of the mistakes,
    so that a page can show the messages and go on. `meant` has, by message, the text that was
    probably meant, such as `lr=10` for `lr=99`, where that is known.
    """

    def __init__(
        self, errors: Sequence[str], spec: Spec, meant: Mapping[str, str] | None = None
    ) -> None:
        super().__init__("\n".join(errors))
        self.errors = list(errors)
        self.spec = spec
        self.meant = dict(meant or {})


class DataError(EngineError):
    """Points, targets or a table that cannot be learned from; `row` is the line at fault."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.row = row


class ShapeError(EngineError):
    """An array of the wrong shape, or with numbers that are not finite."""


def within(value: int, low: int, high: int, name: str) -> int:
    """A whole number from low to high. Raises EngineError if it is anything else."""
    try:
        number = operator.index(value)
    except TypeError:
        raise EngineError(f"{name}={value!r} must be a whole number") from None
    if not low <= number <= high:
        raise EngineError(f"{name}={number} must be from {low} to {high}")
    return number


def finite(value: float, name: str) -> float:
    """A finite number. Raises EngineError if it is anything else."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise EngineError(f"{name}={value!r} must be a finite number")
    return number
