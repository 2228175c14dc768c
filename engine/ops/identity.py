"""Identity: the output of a regression is its pre-activation."""

from __future__ import annotations

import numpy as np

from engine.expression import Expression, Number
from engine.kernel.value import Value, constant
from engine.ops.activation import Activation, Array


class Identity(Activation):
    name = "identity"
    title = "Identity"
    tasks = ("binary", "regression")
    torch_module = "nn.Identity()"
    torch_call = "{}"
    numpy_source = """\
def identity(z):
    return z"""
    numpy_slope = """\
def identity_slope(z):
    return np.ones_like(z)"""

    def forward(self, z: Array, out: Array) -> None:
        np.copyto(out, z)

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """1."""
        out.fill(1.0)

    def formula(self, z: Expression) -> Expression:
        return z

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        return Number(1.0)

    def emit_forward(self, z: Value) -> Value:
        return z

    def emit_gradient(self, z: Value, a: Value) -> Value:
        return constant(1.0, z.kind)
