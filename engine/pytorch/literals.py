"""Numbers and arrays as Python source that reads back to the same bits.

`number` is the shortest decimal that does (repr); `array` nests them in lists, wrapped to the width
of a listing. Both take numbers only: no text of a Spec's values reaches a program.
"""

import textwrap
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

WIDTH = 88
Array = NDArray[np.float64]


def number(value: float) -> str:
    """The shortest literal of a float64: 0.1, 3, -0.0, 1e-05. Whole numbers lose their ".0".

    >>> number(0.30000000000000004), number(3.0)
    ('0.30000000000000004', '3')
    """
    literal = repr(float(value))
    return literal[:-2] if literal.endswith(".0") and literal != "-0.0" else literal


def array(values: Array, indent: int = 0) -> str:
    """A vector or matrix as a nested list, on one line where it fits, else wrapped.

    The continuation lines start `indent` + 4 columns in; the closing bracket at `indent`.
    """
    items = _items(np.asarray(values, dtype=np.float64))
    flat = f"[{', '.join(items)}]"
    if indent + len(flat) <= WIDTH // 2:
        return flat
    margin = " " * (indent + 4)
    body = "\n".join(_wrapped(items, margin))
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
