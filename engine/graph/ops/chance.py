"""Chance: which elements dropout keeps, from the engine's own generator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.errors import EngineError
from engine.graph.op import Array, Op, Shape

if TYPE_CHECKING:
    from engine.graph.node import Node
    from engine.random import Stream


@dataclass(frozen=True)
class DropoutMask(Op):
    """For each element of x 0, with the chance `p`, or else 1 / (1 - p); drawn at each run.

    1 / (1 - p) keeps the mean (Srivastava et al., JMLR 15, 2014, as PyTorch scales it).
    """

    p: float
    stream: Stream
    torch: ClassVar[str] = "F.dropout(torch.ones_like({0}), {p})"
    numpy: ClassVar[str] = "(np.random.random({0}.shape) >= {p}) / (1 - {p})"
    differentiable: ClassVar[bool] = False
    drawn: ClassVar[bool] = True

    def shape(self, *shapes: Shape) -> Shape:
        return shapes[0]

    def forward(self, *xs: Array, out: Array) -> None:
        drawn = self.stream.uniform(math.prod(out.shape)).reshape(out.shape)
        np.multiply(drawn >= self.p, 1 / (1 - self.p) if self.p < 1 else 0, out)


def dropout(x: Node, p: float, stream: Stream) -> Node:
    """`x` with elements set to 0 by chance, the others scaled by 1 / (1 - p)."""
    if not 0 <= p <= 1:
        raise EngineError(f"dropout probability has to be between 0 and 1, but got {p}")
    return x * DropoutMask(p, stream)(x) if p else x
