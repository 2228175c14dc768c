"""What the page calls the rows of the engine's tables."""

from collections.abc import Mapping
from typing import Any

from engine import Spec
from engine.data import DATA_SETS
from engine.tasks import TASKS


def noise_amount(spec: Spec) -> str:
    """The noise as a share of labels or, of targets that are numbers, as a number like them."""
    return f"{spec.noise:g}" if DATA_SETS[spec.data].regression else f"{spec.noise:.0%}"


def noise_in_words(spec: Spec) -> str:
    """What the noise does to the targets."""
    if DATA_SETS[spec.data].regression:
        return f"noise of standard deviation {noise_amount(spec)} is added to the targets"
    return f"{noise_amount(spec)} of the labels are flipped"


def offered(table: Mapping[str, Any]) -> dict[str, Any]:
    """Of the outputs or losses those that a lab can show: for one output."""
    return {name: row for name, row in table.items()
            if any(not TASKS[task].one_hot for task in row.tasks)}


def titled(table: Mapping[str, Any], name: str) -> str:
    """The title of a row; of a name that is none, as much as a message should quote."""
    return str(table[name].title) if name in table else name[:20]


def titles(table: Mapping[str, Any]) -> dict[str, str]:
    """The titles of all rows, by name."""
    return {name: row.title for name, row in table.items()}
