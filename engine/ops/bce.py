"""BCE, binary cross-entropy: -y log p - (1 - y) log(1 - p), from the logit z of p = sigmoid(z)."""

from __future__ import annotations

import math

import numpy as np

from engine.expression import Expression, absolute, exp, log, log1p, maximum
from engine.kernel import mathematics
from engine.kernel.value import Value, at_least
from engine.kernel.value import absolute as wasm_absolute
from engine.ops.loss import Array, Loss

ZERO = np.zeros(())


class BCE(Loss):
    name = "bce"
    title = "Binary cross-entropy"
    tasks = ("binary",)
    on_logits = True
    output = "sigmoid"
    formula_note = "computed from z, so that there is no logarithm of 0 where p is 0 or 1"
    gradient_note = "the factors of the chain rule cancel; put in, the numbers could overflow"
    torch_module = "nn.BCEWithLogitsLoss()"
    torch_of_output = "nn.BCELoss()"
    torch_note = "Sigmoid and logarithm in one: finite and exact at any logit, unlike nn.BCELoss."
    torch_output_note = "a logit: the sigmoid is in the loss"
    numpy_call = "np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))"
    numpy_gradient = "(p - y)"

    def forward(self, x: Array, targets: Array) -> Array:
        """max(z, 0) - y z + log(1 + e^-|z|): the same value, and no logarithm of 0 at any z."""
        loss = np.abs(x)
        np.negative(loss, loss)
        np.exp(loss, loss)
        np.log1p(loss, loss)
        # Their difference first: it is exactly 0 where p is right, and the rest keeps its digits.
        loss += np.maximum(x, ZERO) - targets * x
        return loss

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:
        """p - y, by z: the factors p (1 - p) of the chain rule cancel, and so cannot overflow."""
        np.subtract(p, targets, out)

    def floor(self, share: float, classes: int) -> float:
        """The entropy of the labels."""
        return -sum(part * math.log(part) for part in (share, 1 - share) if part)

    def ignorant(self, classes: int) -> float:
        return math.log(2)

    def formula(self, x: Expression, y: Expression) -> Expression:
        return maximum(x, 0) - y * x + log1p(exp(-absolute(x)))

    def gradient_formula(self, p: Expression, y: Expression) -> Expression:
        return p - y

    def textbook(self, p: Expression, y: Expression) -> Expression:
        return -(y * log(p)) - (1 - y) * log(1 - p)

    def textbook_gradient(self, p: Expression, y: Expression) -> Expression:
        return (1 - y) / (1 - p) - y / p

    def emit_forward(self, x: Value, target: Value) -> Value:
        distance = mathematics.log1p(mathematics.exp(-wasm_absolute(x)))
        return distance + (at_least(x, 0.0) - target * x)

    def emit_gradient(self, p: Value, target: Value) -> Value:
        return p - target
