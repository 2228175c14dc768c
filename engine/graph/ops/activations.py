"""Activation functions of elements, with PyTorch's gradients on their kinks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine import expression as mathematics
from engine import portable
from engine.graph.op import Array, DType
from engine.graph.ops.comparisons import where
from engine.graph.ops.elementwise import Elementwise, FloatUfunc, floating
from engine.graph.ops.exponentials import exp

if TYPE_CHECKING:
    from engine.expression import Expression
    from engine.graph.node import Node

DENSITY_AT_0 = 1 / math.sqrt(2 * math.pi)  # of the normal distribution


class ReLU(Elementwise):
    torch = "torch.relu({0})"
    numpy = "np.maximum({0}, 0)"

    def forward(self, *xs: Array, out: Array) -> None:
        np.maximum(xs[0], 0, out=out)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """g where x > 0, else 0; 0 on the kink."""
        return where(xs[0] > 0, g, 0)

    def of(self, *xs: Expression) -> Expression:
        return mathematics.maximum(xs[0], 0)


@dataclass(frozen=True)
class LeakyReLU(Elementwise):
    """x where it is above 0, else `slope` x."""

    slope: float = 0.01
    torch: ClassVar[str] = "F.leaky_relu({0}, {slope})"
    numpy: ClassVar[str] = "np.where({0} > 0, {0}, {slope} * {0})"

    def forward(self, *xs: Array, out: Array) -> None:
        np.multiply(xs[0], np.where(xs[0] > 0, out.dtype.type(1), out.dtype.type(self.slope)), out)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """g where x > 0, else its share; the share on the kink."""
        return where(xs[0] > 0, g, g * self.slope)

    def of(self, *xs: Expression) -> Expression:
        return mathematics.where(xs[0], xs[0], self.slope * xs[0])


class Sigmoid(Elementwise):
    torch = "torch.sigmoid({0})"
    numpy = "1 / (1 + np.exp(-{0}))"

    def dtype(self, *dtypes: DType) -> DType:
        return floating(dtypes[0])

    def forward(self, *xs: Array, out: Array) -> None:
        """Right on both sides: where e^-x overflows, 1 / infinity = 0 is the limit."""
        np.negative(xs[0], out)
        np.exp(out, out)
        np.add(out, 1, out)
        np.divide(1, out, out)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * (y * (1 - y))

    def of(self, *xs: Expression) -> Expression:
        return 1 / (1 + mathematics.exp(-xs[0]))


class Tanh(FloatUfunc):
    torch = "torch.tanh({0})"
    numpy = "np.tanh({0})"
    ufunc = np.tanh

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return g * (1 - y * y)

    def of(self, *xs: Expression) -> Expression:
        return mathematics.tanh(xs[0])


class NormalCDF(Elementwise):
    """Φ(x), the distribution function of the normal distribution: (1 + erf(x / sqrt 2)) / 2."""

    torch = "torch.special.ndtr({0})"
    numpy = "(0.5 + 0.5 * np.vectorize(math.erf)({0} / math.sqrt(2)))"

    def dtype(self, *dtypes: DType) -> DType:
        return floating(dtypes[0])

    def forward(self, *xs: Array, out: Array) -> None:
        np.add(0.5 * portable.erf(xs[0] * math.sqrt(0.5)), 0.5, out, casting="same_kind")

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        """The density φ(x): e^(-x²/2) / sqrt(2π)."""
        return g * (exp(xs[0] * xs[0] * -0.5) * DENSITY_AT_0)

    def of(self, *xs: Expression) -> Expression:
        return (1 + mathematics.erf(xs[0] / mathematics.sqrt(2))) / 2


class GELU(Elementwise):
    """x Φ(x), exact as PyTorch's default. Hendrycks and Gimpel, arXiv:1606.08415.

    Φ(x) is given as the second input, so that the gradient need not compute it again.
    """

    torch = "F.gelu({0})"
    numpy = "{0} * {1}"

    def forward(self, *xs: Array, out: Array) -> None:
        np.multiply(xs[0], xs[1], out)

    def vjp(self, i: int, g: Node, y: Node, *xs: Node) -> Node | None:
        """Φ(x) + x φ(x), which is all of it: nothing goes back by way of Φ(x)."""
        if i == 1:
            return None
        x, distribution = xs
        return g * (exp(x * x * -0.5) * x * DENSITY_AT_0 + distribution)

    def of(self, *xs: Expression) -> Expression:
        return xs[0] * xs[1]


class Softplus(Elementwise):
    """log(1 + e^x); x itself above 20, as PyTorch has it."""

    torch = "F.softplus({0})"
    numpy = "np.where({0} > 20, {0}, np.logaddexp({0}, 0))"
    in_place: ClassVar[bool] = False

    def forward(self, *xs: Array, out: Array) -> None:
        np.logaddexp(xs[0], 0, out)
        np.copyto(out, xs[0], where=xs[0] > 20)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        return where(xs[0] > 20, g, g * sigmoid(xs[0]))

    def of(self, *xs: Expression) -> Expression:
        (x,) = xs
        smooth = mathematics.log1p(mathematics.exp(-mathematics.absolute(x)))
        return mathematics.where(x - 20, x, mathematics.maximum(x, 0) + smooth)


class SiLU(Elementwise):
    """x sigmoid(x), also called Swish."""

    torch = "F.silu({0})"
    numpy = "{0} / (1 + np.exp(-{0}))"
    in_place: ClassVar[bool] = False

    def forward(self, *xs: Array, out: Array) -> None:
        sigmoid.forward(xs[0], out=out)
        np.multiply(out, xs[0], out)

    def pull(self, i: int, g: Node, y: Node, *xs: Node) -> Node:
        chance = sigmoid(xs[0])
        return g * (chance * (1 + xs[0] * (1 - chance)))

    def of(self, *xs: Expression) -> Expression:
        return xs[0] / (1 + mathematics.exp(-xs[0]))


relu, sigmoid, tanh = ReLU(), Sigmoid(), Tanh()
softplus, silu = Softplus(), SiLU()
normal_cdf, _gelu = NormalCDF(), GELU()


def gelu(x: Node) -> Node:
    return _gelu(x, normal_cdf(x))


def leaky_relu(x: Node, slope: float = 0.01) -> Node:
    return LeakyReLU(slope)(x)
