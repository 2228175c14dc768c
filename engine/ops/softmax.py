"""Softmax: e^z of each output over their sum, which makes probabilities of several outputs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from engine.expression import Expression, Number, Sum, exp
from engine.kernel import mathematics
from engine.kernel.function import Function
from engine.kernel.value import Value, where
from engine.ops.activation import Activation, Array


class Softmax(Activation):
    name = "softmax"
    title = "Softmax"
    tasks = ("classes",)
    elementwise = False
    torch_module = "nn.Softmax(dim=1)"
    torch_call = "torch.softmax({}, dim=1)"
    numpy_source = """\
def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)"""
    numpy_slope = ""

    def forward(self, z: Array, out: Array) -> None:
        """Of the outputs less their largest, so that no power overflows."""
        np.subtract(z, z.max(axis=1, keepdims=True), out)
        np.exp(out, out)
        np.divide(out, out.sum(axis=1, keepdims=True), out)

    def element(self, index: int, z: Sequence[Expression]) -> Expression:
        """1 over the sum of e^(z_i - z_index): where a power overflows, 0 is the limit."""
        others = [exp(each - z[index]) for i, each in enumerate(z) if i != index]
        return 1 / Sum([Number(1.0), *others])

    def textbook(self, index: int, z: Sequence[Expression]) -> tuple[Expression, ...]:
        return (exp(z[index]) / Sum([exp(each) for each in z]),)

    def emit_layer(self, f: Function, z: Sequence[Value]) -> list[Value]:
        top = f.let(largest(z))
        powers = [f.let(mathematics.exp(each - top)) for each in z]
        total = f.let(reduce(lambda one, other: one + other, powers))
        return [f.let(power / total) for power in powers]


def largest(values: Sequence[Value]) -> Value:
    """Code for the largest of values in locals."""
    return reduce(lambda one, other: where(one > other, one, other), values)
