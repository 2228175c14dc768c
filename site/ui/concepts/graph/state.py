"""A small computation graph: L = (f(w x + b) - y)², forward and back, one node at a time.

    graph = Graph(w=2.0, step=3)
    graph.value["a"], graph.gradient["w"]
    graph.local["m", "w"]        # dm/dw
    graph.arrived                # the gradients that the walk back has reached

m = w x, z = m + b, a = f(z); y is given, so nothing flows to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.explanation import Quantity
from engine.expression import Derivative, Number, Symbol
from engine.ops import ACTIVATIONS, LINEAR, LOSSES
from ui.concepts import printed
from ui.concepts.printed import Printed
from ui.concepts.slopes.state import curves

LEAVES = ("x", "w", "b", "y")
LIMIT = 10.0  # of a leaf
# The way back: each node after the one that it is an input of.
BACKWARD = ("L", "a", "z", "b", "m", "w", "x")
CONSUMER = {"a": "L", "z": "a", "m": "z", "b": "z", "w": "m", "x": "m", "y": "L"}


@dataclass(frozen=True)
class Graph:
    """The values of the leaves, the activation, and how many steps back have been made."""

    x: float = 1.5
    w: float = -0.8
    b: float = 0.4
    y: float = 1.0
    activation: str = "sigmoid"
    step: int = 0

    @cached_property
    def value(self) -> dict[str, float]:
        """Every node's, leaves first."""
        product, z = np.empty((1, 1)), np.empty((1, 1))
        x, w = np.array([[self.x]]), np.array([[self.w]])
        LINEAR.forward(x, w, np.zeros(1), product)
        LINEAR.forward(x, w, np.array([self.b]), z)
        a, _ = curves(self.activation, z)
        loss = LOSSES["mse"].forward(a, np.array([[self.y]]))
        inner = {name: float(array[0, 0]) for name, array in
                 (("m", product), ("z", z), ("a", a), ("L", loss))}
        return {name: float(getattr(self, name)) for name in LEAVES} | inner

    @cached_property
    def local(self) -> dict[tuple[str, str], float]:
        """The derivative of each node by each of its inputs, all else the same."""
        value = self.value
        a, y = np.array([[value["a"]]]), np.array([[self.y]])
        by_a = np.empty((1, 1))
        LOSSES["mse"].gradient(a, a, y, by_a)
        _, slope = curves(self.activation, np.array([value["z"]]))
        return {("L", "a"): float(by_a[0, 0]), ("a", "z"): float(slope[0]), ("z", "m"): 1.0,
                ("z", "b"): 1.0, ("m", "w"): self.x, ("m", "x"): self.w}

    @cached_property
    def gradient(self) -> dict[str, float]:
        """The derivative of L by each node: that by its consumer, times the local one."""
        found = {"L": 1.0}
        for name in BACKWARD[1:]:
            after = CONSUMER[name]
            # A slope of 0 lets nothing through, not even a sign: PyTorch's ReLU gives 0, not -0.
            closed = after == "a" and self.local[after, name] == 0
            found[name] = 0.0 if closed else found[after] * self.local[after, name]
        return found

    def edited(self, leaf: str, value: float) -> Graph:
        """With another value of a leaf."""
        changed: dict[str, Any] = {leaf: value}
        return replace(self, **changed)

    @property
    def arrived(self) -> tuple[str, ...]:
        """The nodes that have their gradient by now, in the order of the walk."""
        return BACKWARD[: self.step]

    def explained(self, name: str) -> Quantity:
        """A node's gradient as the product of the chain rule, in symbols and in numbers."""
        loss, own = Symbol("L"), Symbol(name)
        result = Number(self.gradient[name], Derivative(loss, own))
        if name == "L":
            return Quantity(name, "The loss by itself", result, Number(1.0))
        after = Symbol(CONSUMER[name])
        first = Number(self.gradient[after.letter], Derivative(loss, after))
        local = Number(self.local[after.letter, name], Derivative(after, own))
        return Quantity(name, f"How the loss changes with {name}", result, first * local)

    @property
    def code(self) -> str:
        call = ACTIVATIONS[self.activation].torch_call.format("z")
        needs = "from torch.nn import functional as F\n" if "F." in call else ""
        return f"""\
import torch
{needs}
torch.set_default_dtype(torch.float64)
x = torch.tensor({self.x}, requires_grad=True)
w = torch.tensor({self.w}, requires_grad=True)
b = torch.tensor({self.b}, requires_grad=True)
y = torch.tensor({self.y})

z = w * x + b
a = {call}
loss = (a - y) ** 2
loss.backward()
print(loss.detach())
print(w.grad, b.grad, x.grad)
"""

    @property
    def printed(self) -> Printed:
        gradients = [printed.tensor(np.array(self.gradient[name])) for name in ("w", "b", "x")]
        return printed.lines(printed.tensor(np.array(self.value["L"])), printed.words(*gradients))
