"""Cross-entropy of several classes: -log p of the class that is right, from the logits z."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce

import numpy as np

from engine.expression import Expression, Number, Sum, exp, log, log1p
from engine.kernel import mathematics
from engine.kernel.function import Function
from engine.kernel.value import Value, where
from engine.ops.loss import Array, Loss
from engine.ops.softmax import largest


class CrossEntropy(Loss):
    name = "ce"
    title = "Cross-entropy"
    tasks = ("classes",)
    on_logits = True
    output = "softmax"
    formula_note = "computed from z, so that there is no logarithm of 0 where p is 0"
    gradient_note = (
        "yⱼ is 1 for the class of the label and 0 for the others; the factors of the chain rule "
        "cancel; put in, the numbers could overflow"
    )
    torch_module = "nn.CrossEntropyLoss()"
    torch_note = "Softmax and logarithm in one; y is the number of the class, from 0."
    torch_output_note = "logits: the softmax is in the loss"
    numpy_call = "np.mean(np.logaddexp.reduce(z, axis=1) - (y * z).sum(axis=1))"
    numpy_gradient = "(p - y)"

    def forward(self, x: Array, targets: Array) -> Array:
        """top + log(sum of e^(z - top)), less the label's z. The label's and the top's own power
        of 1 stay out of the sum, so that a small loss keeps its digits."""
        top = x.max(axis=1, keepdims=True)
        own = np.add.reduce(np.where(_is_class(targets, x), x, 0.0), axis=1, keepdims=True)
        powers = np.exp(x - top)
        first = x.argmax(axis=1, keepdims=True) == _numbers(x)
        others = np.add.reduce(np.where(first, 0.0, powers), axis=1, keepdims=True)
        return np.asarray((top - own) + np.log1p(others))

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:
        """p - y, y being 1 for the label's class and 0 for the others."""
        np.subtract(p, _is_class(targets, p), out)

    def floor(self, share: float, classes: int) -> float:
        """The entropy of the labels: a flipped one can be any of the others."""
        parts = [1 - share, *[share / (classes - 1)] * (classes - 1)]
        return -sum(part * math.log(part) for part in parts if part)

    def ignorant(self, classes: int) -> float:
        return math.log(classes)

    def gradient_formula(self, p: Expression, y: Expression) -> Expression:
        return p - y

    def sample_formula(self, x: Sequence[Expression], target: Number) -> Expression:
        """From the largest z, as `forward`."""
        top = max(range(len(x)), key=lambda i: x[i].value)
        label = int(target.value)
        rest = log1p(Sum([exp(z - x[top]) for i, z in enumerate(x) if i != top]))
        return rest if top == label else x[top] - x[label] + rest

    def sample_textbook(self, p: Sequence[Expression], target: Number) -> Expression:
        return -log(p[int(target.value)])

    def delta_textbook(
        self, p: Sequence[Expression], y: Sequence[Expression], index: int
    ) -> Expression:
        """∂L/∂p times ∂p/∂z, of the label's p."""
        label = next(i for i, each in enumerate(y) if each.value == 1)
        return -(1 / p[label]) * (p[label] * (y[index] - p[index]))

    def emit_loss(self, f: Function, x: Sequence[Value], target: Value) -> Value:
        top = f.let(largest(x))
        own = reduce(lambda so_far, each: where(target.equals(float(each[0])), each[1], so_far),
                     enumerate(x), x[0])
        # The first of the largest is left out of the sum, and put before it.
        others, before = None, f.let(top * 0.0)
        for z in x:
            is_first = where(z.equals(top), 1.0 - before, 0.0)
            kept = f.let(is_first)
            power = mathematics.exp(z - top) * (1.0 - kept)
            before = f.let(before + kept)
            others = f.let(power if others is None else others + power)
        assert others is not None
        return (top - f.let(own)) + mathematics.log1p(others)

    def emit_deltas(self, p: Sequence[Value], target: Value) -> list[Value]:
        return [each - where(target.equals(float(index)), 1.0, 0.0)
                for index, each in enumerate(p)]


def _numbers(x: Array) -> Array:
    """0, 1, ... along the outputs of (n, outputs, ...)."""
    return np.arange(x.shape[1], dtype=float).reshape(1, -1, *[1] * (x.ndim - 2))


def _is_class(targets: Array, x: Array) -> np.ndarray:
    return targets == _numbers(x)
