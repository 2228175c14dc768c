"""Rows that the engine does not have, as somebody would add them: an activation, a loss, an
optimizer, an initializer, a feature. Each is what one file of its own would hold.

    add(monkeypatch, Swish())        # its row, for the length of a test
"""

import math

import numpy as np

from engine.expression import absolute, exp, sign, where
from engine.features import FEATURES, Feature
from engine.initializers import INITIALIZERS, Initializer
from engine.initializers.initializer import normal
from engine.kernel import mathematics
from engine.kernel.value import absolute as wasm_absolute
from engine.kernel.value import at_least, at_most
from engine.kernel.value import where as wasm_where
from engine.ops import ACTIVATIONS, LOSSES, Activation, Loss
from engine.optimizers import OPTIMIZERS, Optimizer


def table_of(row) -> dict:
    """The table that a row belongs to."""
    kinds = {Activation: ACTIVATIONS, Loss: LOSSES, Initializer: INITIALIZERS, Feature: FEATURES}
    if isinstance(row, type) and issubclass(row, Optimizer):
        return OPTIMIZERS
    return next(table for kind, table in kinds.items() if isinstance(row, kind))


def add(monkeypatch, *rows) -> None:
    """Adds rows to their tables until the test is over."""
    for row in rows:
        monkeypatch.setitem(table_of(row), row.name, row)


class Swish(Activation):
    name = "swish"
    title = "Swish"
    torch_module = "nn.SiLU()"
    torch_call = "F.silu({})"
    numpy_source = """\
def swish(z):
    return z * np.exp(-np.logaddexp(0, -z))"""
    numpy_slope = """\
def swish_slope(z):
    sigmoid = np.exp(-np.logaddexp(0, -z))
    return sigmoid + z * sigmoid * (1 - sigmoid)"""

    def forward(self, z, out):
        np.divide(z, 1 + np.exp(-z), out)

    def gradient(self, z, a, out):
        sigmoid = 1 / (1 + np.exp(-z))
        np.copyto(out, sigmoid + a * (1 - sigmoid))

    def formula(self, z):
        return z / (1 + exp(-z))

    def gradient_formula(self, z, a):
        return 1 / (1 + exp(-z)) + a * (1 - 1 / (1 + exp(-z)))

    def emit_forward(self, z):
        return z * mathematics.sigmoid(z)

    def emit_gradient(self, z, a):
        return mathematics.sigmoid(z) + a * (1.0 - mathematics.sigmoid(z))


class Huber(Loss):
    name = "huber"
    title = "Huber loss"
    torch_module = "nn.HuberLoss()"
    numpy_call = "np.mean(np.where(abs(p - y) < 1, (p - y) ** 2 / 2, abs(p - y) - 0.5))"
    numpy_gradient = "np.clip(p - y, -1, 1)"

    def forward(self, x, targets):
        distance = np.abs(x - targets)
        return np.where(distance < 1, distance * distance / 2, distance - 0.5)

    def gradient(self, x, p, targets, out):
        np.clip(p - targets, -1, 1, out)

    def formula(self, x, y):
        return where(1 - absolute(x - y), (x - y) ** 2 / 2, absolute(x - y) - 0.5)

    def gradient_formula(self, p, y):
        return where(1 - absolute(p - y), p - y, sign(p - y))

    def emit_forward(self, x, target):
        distance = wasm_absolute(x - target)
        square = distance * distance * 0.5
        return wasm_where(distance < 1.0, square, distance - 0.5)

    def emit_gradient(self, p, target):
        return at_most(at_least(p - target, -1.0), 1.0)


class Quartic(Loss):
    """One whose derivative is a power, and a product of both matrices."""

    name = "quartic"
    title = "Relative quartic error"
    torch_module = "lambda p, y: ((p - y) ** 4 * (1 + y * p)).mean()"
    numpy_call = "np.mean((p - y) ** 4 * (1 + y * p))"
    numpy_gradient = "(4 * (p - y) ** 3 * (1 + y * p) + (p - y) ** 4 * y)"

    def forward(self, x, targets):
        return (x - targets) ** 4 * (1 + targets * x)

    def gradient(self, x, p, targets, out):
        np.copyto(out, 4 * (p - targets) ** 3 * (1 + targets * p) + (p - targets) ** 4 * targets)

    def formula(self, x, y):
        return (x - y) ** 4 * (1 + y * x)

    def gradient_formula(self, p, y):
        return 4 * (p - y) ** 3 * (1 + y * p) + (p - y) ** 4 * y

    def emit_forward(self, x, target):
        square = (x - target) * (x - target)
        return square * square * (target * x + 1.0)

    def emit_gradient(self, p, target):
        square = (p - target) * (p - target)
        return 4.0 * square * (p - target) * (target * p + 1.0) + square * square * target


class Lion(Optimizer):
    """X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023."""

    name = "lion"
    title = "Lion"
    letter = "L"
    slots = 1
    torch_class = "Lion"
    torch_source = """\
class Lion(optim.Optimizer):
    def __init__(self, params, lr, weight_decay=0):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                g = w.grad + group["weight_decay"] * w
                m = self.state[w].setdefault("mean", torch.zeros_like(w))
                w -= group["lr"] * torch.sign(0.9 * m + 0.1 * g)
                self.state[w]["mean"] = 0.99 * m + 0.01 * g"""
    torch_state = ("mean",)
    numpy_state = ("mean",)
    numpy_step = (
        "parameter -= {lr} * np.sign(0.9 * mean[i] + 0.1 * gradient)",
        "mean[i] = 0.99 * mean[i] + 0.01 * gradient",
    )

    def _step(self, parameters, gradient):
        mean = self.state[0]
        parameters -= self._rate * np.sign(0.9 * mean + 0.1 * gradient)
        mean[...] = 0.99 * mean + 0.01 * gradient

    @classmethod
    def emit_step(cls, f, gradient, state, rates):
        mean = state[0]
        way = f.let(mean * 0.9 + gradient * 0.1)
        one = wasm_where(way > 0, 1.0, wasm_where(way < 0, -1.0, way * 0.0))
        return [one * rates[0], mean * 0.99 + gradient * 0.01]

    @classmethod
    def explain(cls, of, g):
        m = of.state("m", 0)
        way = of.step("c", 0.9 * m + 0.1 * g, "between mean and gradient")
        of.changed("m", 0, 0.99 * m + 0.01 * g, "moving mean of g")
        return of.w - of.rate * sign(way)


class LeCun(Initializer):
    name = "lecun"
    title = "LeCun, normal"
    torch_weights = "nn.init.normal_({0}, std={0}.shape[1] ** -0.5)"

    def draw(self, stream, fan_in, fan_out):
        return normal(stream, fan_in, fan_out, math.sqrt(1 / fan_in)), np.zeros(fan_out)


class Difference(Feature):
    name = "x1-x2"
    title = "x₁ − x₂"
    source = "x1 - x2"

    def column(self, x1, x2):
        return x1 - x2

    def formula(self, x1, x2):
        return x1 - x2
