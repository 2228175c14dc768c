"""Feature: what an input of the network, made of a point (x1, x2), has to have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression, Symbol

Array = NDArray[np.float64]


class Feature:
    """One input, with all its faces."""

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    symbol: ClassVar[Symbol | None] = None  # of a coordinate of the point itself
    source: ClassVar[str]  # of columns x1 and x2, `{}` being numpy or PyTorch

    def column(self, x1: Array, x2: Array) -> Array:
        """The input (n,) of points, by operations with the same bits everywhere."""
        raise NotImplementedError

    def formula(self, x1: Expression, x2: Expression) -> Expression:
        """The same as mathematics writes it."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<feature {self.title}>"
