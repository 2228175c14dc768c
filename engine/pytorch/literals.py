"""Numbers and arrays as Python source that reads back to the same bits.

`number` is the shortest decimal that does (repr); `array` nests them in lists, wrapped to the width
of a listing. Both take numbers only: no text of a Spec's values reaches a program.
"""

import textwrap
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

WIDTH = 88
STACKED = 8  # rows of a matrix
Array = NDArray[np.float64]


def number(value: float) -> str:
    """The shortest literal of a float64: 0.1, 3, -0.0, 1e-05. Whole numbers lose their ".0".

    >>> number(0.30000000000000004), number(3.0)
    ('0.30000000000000004', '3')
    """
    literal = repr(float(value))
    return literal[:-2] if literal.endswith(".0") and literal != "-0.0" else literal


def array(values: Array, indent: int = 0) -> str:
    """A vector or matrix as a nested list: on one line if short, else wrapped.

    A small matrix has its rows below each other; of a large one a line holds as many as fit. The
    lines are indented by `indent` + 4 columns, the closing bracket by `indent`.
    """
    items = _items(values)
    flat = f"[{', '.join(items)}]"
    if indent + len(flat) <= WIDTH // 2:
        return flat
    margin = " " * (indent + 4)
    stacked = values.ndim == 2 and len(values) <= STACKED
    lines = [_wrapped([item], margin) for item in items] if stacked else [_wrapped(items, margin)]
    body = "\n".join(row for line in lines for row in line)
    return f"[\n{body}\n{' ' * indent}]"


def _items(values: Array) -> list[str]:
    if values.ndim == 1:
        return [number(value) for value in values]
    return [f"[{', '.join(_items(row))}]" for row in values]


def _wrapped(items: Iterable[str], margin: str) -> list[str]:
    """As many items to a line as fit; one longer than a line is broken between its numbers."""
    packed = [""]
    for item in items:
        if packed[-1] and len(margin) + len(packed[-1]) + len(item) + 2 > WIDTH:
            packed.append("")
        packed[-1] += f"{' ' if packed[-1] else ''}{item},"
    return [
        row
        for line in packed
        for row in textwrap.wrap(
            line, WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False
        )
    ]
