"""What the page calls the rows of the engine's tables."""

from collections.abc import Mapping
from typing import Any

INITIALIZATIONS = {
    "he": "He, normal", "he_uniform": "He, uniform", "xavier": "Xavier, normal",
    "xavier_uniform": "Xavier, uniform", "pytorch": "PyTorch’s own", "zeros": "Zeros",
}
FEATURE_TITLES = {"x1": "x₁", "x2": "x₂", "x1^2": "x₁²", "x2^2": "x₂²", "x1*x2": "x₁x₂",
                  "sin-x1": "sin x₁", "sin-x2": "sin x₂"}


def titled(table: Mapping[str, Any], name: str) -> str:
    """The title of a row; of a name that is none, as much as a message should quote."""
    return str(table[name].title) if name in table else name[:20]


def titles(table: Mapping[str, Any]) -> dict[str, str]:
    """The titles of all rows, by name."""
    return {name: row.title for name, row in table.items()}
