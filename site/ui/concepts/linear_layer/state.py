"""A linear layer by hand: z = x Wᵀ + b, one cell of z as a row times a column.

    layer = LinearLayer()
    layer.z                             # by the engine's own operation
    layer.terms                         # the products of the chosen cell, and their running sum
    layer.edited("weights", 1, 2, 0.5)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.ops import LINEAR
from ui.concepts import printed
from ui.concepts.printed import Printed

Array = NDArray[np.float64]
Rows = tuple[tuple[float, ...], ...]

MOST_SAMPLES, MOST_INPUTS, MOST_OUTPUTS = 3, 4, 3
LIMIT = 100.0  # of an edited number


@dataclass(frozen=True)
class Term:
    """One product of a cell: x, w, x w, and the sum so far."""

    x: float
    weight: float
    product: float
    total: float


@dataclass(frozen=True)
class LinearLayer:
    """`all_*` have the numbers for the largest sizes, so that one taken away comes back as it was.

    (`row`, `column`) is the cell of z that is looked at, `shown` how many of its terms are.
    """

    samples: int = 2
    inputs: int = 3
    outputs: int = 2
    all_x: Rows = ((1.0, 2.0, 3.0, -1.0), (0.5, -1.0, 2.0, 0.0), (2.0, 0.0, 1.0, 1.0))
    all_weights: Rows = ((0.5, -1.0, 0.25, 1.0), (2.0, 0.5, -0.5, 0.1), (-1.0, 1.5, 1.0, -2.0))
    all_bias: Rows = ((0.1, -0.3, 1.0),)
    row: int = 0
    column: int = 0
    shown: int = MOST_INPUTS + 1

    @property
    def x(self) -> Array:
        return np.array(self.all_x)[: self.samples, : self.inputs]

    @property
    def weights(self) -> Array:
        return np.array(self.all_weights)[: self.outputs, : self.inputs]

    @property
    def bias(self) -> Array:
        return np.array(self.all_bias)[0, : self.outputs]

    @property
    def z(self) -> Array:
        out = np.empty((self.samples, self.outputs))
        LINEAR.forward(self.x, self.weights, self.bias, out)
        return out

    @property
    def terms(self) -> list[Term]:
        """Of the cell that is looked at; the bias is added after the last."""
        total, found = 0.0, []
        x, weights = self.x[self.row].tolist(), self.weights[self.column].tolist()
        for value, weight in zip(x, weights, strict=True):
            total += value * weight
            found.append(Term(value, weight, value * weight, total))
        return found

    @property
    def steps(self) -> int:
        """How many there are to show: the products, and the bias."""
        return self.inputs + 1

    @property
    def done(self) -> int:
        return min(self.shown, self.steps)

    def edited(self, name: str, row: int, column: int, value: float) -> LinearLayer:
        """With another number in "x", "weights" or "bias"."""
        rows = [list(each) for each in getattr(self, f"all_{name}")]
        rows[row][column] = min(max(value, -LIMIT), LIMIT)
        changed: dict[str, Any] = {f"all_{name}": tuple(map(tuple, rows))}
        return replace(self, **changed)

    def resized(self, name: str, size: int) -> LinearLayer:
        """With another number of "samples", "inputs" or "outputs"."""
        changed: dict[str, Any] = {name: size}
        new = replace(self, **changed)
        return replace(new, row=min(self.row, new.samples - 1),
                       column=min(self.column, new.outputs - 1))

    @property
    def code(self) -> str:
        return f"""\
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
x = torch.tensor({literal(self.x)})
layer = nn.Linear({self.inputs}, {self.outputs})
with torch.no_grad():
    layer.weight.copy_(torch.tensor({literal(self.weights, 8)}))
    layer.bias.copy_(torch.tensor({self.bias.tolist()}))
    z = layer(x)
print(layer.weight.shape)
print(z)
"""

    @property
    def printed(self) -> Printed:
        return printed.lines(printed.size(self.weights.shape), printed.tensor(self.z))


def literal(matrix: Array, indent: int = 4) -> str:
    """A matrix as nested lists, its rows below each other where there are several."""
    rows = [str(row) for row in matrix.tolist()]
    if len(rows) == 1:
        return f"[{rows[0]}]"
    margin = "\n" + " " * indent
    return f"[{margin}{(',' + margin).join(rows)}]"
