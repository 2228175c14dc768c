"""An activation function and its derivative at a point, and what depth makes of the derivative.

    slope = Slope("sigmoid", z=1.5, depth=5)
    slope.a, slope.slope
    slope.chain                 # layer by layer, the gradient that arrives there

The chain is the deepest network that still fits a line: one unit a layer, a = f(w a).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.ops import ACTIVATIONS
from ui.concepts import printed
from ui.concepts.printed import Printed

Array = NDArray[np.float64]

REACH = 5.0  # of z, to both sides
DEEPEST = 10
LARGEST_WEIGHT = 3.0


@dataclass(frozen=True)
class Link:
    """One layer of the chain: its sum, its activation, f'(z), and the gradient da/dz, where a is
    the activation of the last layer."""

    z: float
    a: float
    slope: float
    gradient: float


@dataclass(frozen=True)
class Slope:
    """`z` is the point on the curves and the input of the chain, whose weights are all `weight`."""

    activation: str = "sigmoid"
    z: float = 1.5
    depth: int = 5
    weight: float = 1.0

    @property
    def a(self) -> float:
        return self.at(self.z)[0]

    @property
    def slope(self) -> float:
        return self.at(self.z)[1]

    def at(self, z: float) -> tuple[float, float]:
        """f(z) and f'(z) of one number."""
        a, slope = curves(self.activation, np.array([z]))
        return float(a[0]), float(slope[0])

    @property
    def chain(self) -> list[Link]:
        sums, activations, slopes = [], [], []
        a = self.z
        for _ in range(self.depth):
            sums.append(self.weight * a)
            a, slope = self.at(sums[-1])
            activations.append(a)
            slopes.append(slope)
        gradients = [slopes[-1]]
        for slope in reversed(slopes[:-1]):
            # Where the slope is 0, not even a sign gets through: 0, not -0, as in PyTorch.
            gradients.append(gradients[-1] * self.weight * slope if slope else 0.0)
        return [Link(*each) for each in
                zip(sums, activations, slopes, reversed(gradients), strict=True)]

    @property
    def code(self) -> str:
        call = ACTIVATIONS[self.activation].torch_call
        needs = "from torch.nn import functional as F\n" if "F." in call else ""
        return f"""\
import torch
{needs}
torch.set_default_dtype(torch.float64)
z = torch.tensor({self.z}, requires_grad=True)
a = {call.format("z")}
a.backward()
print(a.detach(), z.grad)

w = {self.weight}
sums = []
a = z.detach().requires_grad_()
for layer in range({self.depth}):
    sums.append(w * a)
    sums[-1].retain_grad()
    a = {call.format("sums[-1]")}
a.backward()
print(torch.stack([each.grad for each in sums]))
"""

    @property
    def printed(self) -> Printed:
        first = [printed.tensor(np.array(number)) for number in (self.a, self.slope)]
        gradients = np.array([link.gradient for link in self.chain])
        return printed.lines(printed.words(*first), printed.tensor(gradients))


def curves(activation: str, z: Array) -> tuple[Array, Array]:
    """f and f' of all these z, by the engine's own operation."""
    op = ACTIVATIONS[activation]
    a, slope = np.empty_like(z), np.empty_like(z)
    with np.errstate(all="ignore"):
        op.forward(z, a)
        op.gradient(z, a, slope)
    return a, slope
