"""A loss and its gradients by the prediction p = sigmoid(z), for one target.

    point = LossPoint("bce", prediction=0.2, target=1.0)
    point.here

The prediction is what a learner moves; z is the logit that gives it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.expression import Number
from engine.ops import ACTIVATIONS, CONFIDENCE_PENALTY, LOSSES
from ui.concepts import printed
from ui.concepts.printed import Printed
from ui.words.titles import offered, titles

Array = NDArray[np.float64]

PENALTY = "penalty"
LOWEST, HIGHEST = 0.01, 0.99  # of a prediction


def titles_of_losses() -> dict[str, str]:
    """The titles of what there is to choose from."""
    return titles(offered(LOSSES)) | {PENALTY: CONFIDENCE_PENALTY.title}


class Slopes(NamedTuple):
    """The loss, its derivative by the prediction, and that by the logit: arrays of one shape."""

    loss: Array
    by_prediction: Array
    by_logit: Array


@dataclass(frozen=True)
class LossPoint:
    """One prediction of one target, under one loss."""

    kind: str = "bce"
    prediction: float = 0.2
    target: float = 1.0

    @property
    def logit(self) -> float:
        return math.log(self.prediction / (1 - self.prediction))

    @property
    def here(self) -> tuple[float, float, float]:
        """The three numbers at the prediction."""
        loss, by_prediction, by_logit = self.at(np.array([self.prediction]))
        return float(loss[0]), float(by_prediction[0]), float(by_logit[0])

    def at(self, predictions: Array) -> Slopes:
        """The three by all these predictions (n,), from the engine's own operations."""
        z = np.log(predictions / (1 - predictions))
        p, y, gradient = np.empty_like(z), np.full_like(z, self.target), np.empty_like(z)
        ACTIVATIONS["sigmoid"].forward(z, p)
        if self.kind == PENALTY:
            by_prediction = CONFIDENCE_PENALTY.gradient(p)
            return Slopes(CONFIDENCE_PENALTY.forward(p), by_prediction, onward(by_prediction, p))
        op = LOSSES[self.kind]
        x = z if op.on_logits else p
        op.gradient(x, p, y, gradient)
        if op.on_logits:
            by_prediction = np.array([op.textbook_gradient(
                Number(each), Number(self.target)).value for each in p.tolist()])
            return Slopes(op.forward(x, y), by_prediction, gradient)
        return Slopes(op.forward(x, y), gradient, onward(gradient, p))

    @property
    def in_pytorch(self) -> str:
        """Its call, of tensors p and y."""
        if self.kind == PENALTY:
            return CONFIDENCE_PENALTY.torch_call.format("p")
        op = LOSSES[self.kind]
        return f"{op.torch_of_output or op.torch_module}(p, y)"

    @property
    def code(self) -> str:
        target = "" if self.kind == PENALTY else f"y = torch.tensor([{self.target}])\n"
        return f"""\
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
p = torch.tensor([{self.prediction}])
{target}z = torch.logit(p).requires_grad_()
p = torch.sigmoid(z)
p.retain_grad()
loss = {self.in_pytorch}
loss.backward()
print(loss.detach(), p.grad, z.grad)
"""

    @property
    def printed(self) -> Printed:
        loss, by_prediction, by_logit = self.here
        return printed.lines(printed.words(printed.tensor(np.array(loss)),
                                           printed.tensor(np.array([by_prediction])),
                                           printed.tensor(np.array([by_logit]))))


def onward(by_prediction: Array, p: Array) -> Array:
    """A gradient by p = sigmoid(z) taken on to z: times p (1 - p), in the order of PyTorch's own
    multiplications, so that even the last bit is the same."""
    return by_prediction * (1 - p) * p
