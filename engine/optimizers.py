"""Optimizers: how a gradient g changes the parameters w, by PyTorch's rules to the letter.

Constants are PyTorch's defaults. L1 and L2 act on weights, not on biases: L1 adds l1 sign(w) to the
gradient, L2 (weight decay) adds l2 w, except that AdamW takes lr l2 w off the weights instead.
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOMENTUM = 0.9
ADAM_BETAS = (0.9, 0.999)
RMSPROP_ALPHA = 0.99
EPSILON = 1e-8


class Optimizer:
    """The state of one optimizer: `state` (slots, P), all zero at first, and `updates` made.

    `weight_mask` (P,) is 1 for weights and 0 for biases. For R runs at once every (P,) here is
    (P, R), and learning rate, l1 and l2 may be (R,).
    """

    name: ClassVar[str]
    title: ClassVar[str]
    slots: ClassVar[int]
    decoupled_decay: ClassVar[bool] = False

    def __init__(
        self,
        weight_mask: Array,
        learning_rate: float | Array,
        l1: float | Array,
        l2: float | Array,
    ) -> None:
        self.learning_rate = learning_rate
        self._rate = np.array(learning_rate)  # numpy converts a Python number anew in each call
        self.state = np.zeros((self.slots, *weight_mask.shape))
        self.updates = 0
        self._l1 = l1 * weight_mask if np.any(l1) else None
        self._l2 = l2 * weight_mask if np.any(l2) else None
        self._total = np.empty_like(weight_mask)
        self._change = np.empty_like(weight_mask)
        self._work = np.empty_like(weight_mask)

    def __repr__(self) -> str:
        return f"<{self.title}, learning rate {self.learning_rate}, {self.updates} updates>"

    def update(self, parameters: Array, gradient: Array) -> None:
        """Changes parameters (P,) in place; gradient (P,) is that of the loss, without L1, L2."""
        self.updates += 1
        if self._l1 is not None:
            np.multiply(self._l1, np.sign(parameters), self._work)
            gradient = np.add(gradient, self._work, self._total)
        if self._l2 is not None:
            if self.decoupled_decay:
                np.multiply(self._l2, self._rate, self._work)
                np.subtract(1.0, self._work, self._work)
                np.multiply(parameters, self._work, parameters)
            else:
                np.multiply(self._l2, parameters, self._work)
                gradient = np.add(gradient, self._work, self._total)
        self._step(parameters, gradient)

    def _step(self, parameters: Array, gradient: Array) -> None:
        raise NotImplementedError


class SGD(Optimizer):
    """w = w - lr g."""

    name = "sgd"
    title = "SGD"
    slots = 0

    def _step(self, parameters: Array, gradient: Array) -> None:
        np.multiply(gradient, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)


class Momentum(Optimizer):
    """v = 0.9 v + g; w = w - lr v."""

    name = "momentum"
    title = "Momentum"
    slots = 1

    def _step(self, parameters: Array, gradient: Array) -> None:
        velocity = self.state[0]
        np.multiply(velocity, MOMENTUM, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)


class Nesterov(Optimizer):
    """v = 0.9 v + g; w = w - lr (g + 0.9 v): Nesterov's momentum as PyTorch writes it."""

    name = "nesterov"
    title = "Nesterov momentum"
    slots = 1

    def _step(self, parameters: Array, gradient: Array) -> None:
        velocity = self.state[0]
        np.multiply(velocity, MOMENTUM, velocity)
        np.add(velocity, gradient, velocity)
        np.multiply(velocity, MOMENTUM, self._change)
        np.add(self._change, gradient, self._change)
        np.multiply(self._change, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)


class RMSprop(Optimizer):
    """s = 0.99 s + 0.01 g^2; w = w - lr g / (sqrt(s) + 1e-8)."""

    name = "rmsprop"
    title = "RMSprop"
    slots = 1

    def _step(self, parameters: Array, gradient: Array) -> None:
        square = self.state[0]
        np.multiply(gradient, gradient, self._work)
        np.multiply(self._work, 1 - RMSPROP_ALPHA, self._work)
        np.multiply(square, RMSPROP_ALPHA, square)
        np.add(square, self._work, square)
        np.sqrt(square, self._work)
        np.add(self._work, EPSILON, self._work)
        np.divide(gradient, self._work, self._change)
        np.multiply(self._change, self._rate, self._change)
        np.subtract(parameters, self._change, parameters)


class Adam(Optimizer):
    """m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; w = w - lr m' / (sqrt(v') + 1e-8), where after t
    updates m' = m / (1 - 0.9^t) and v' = v / (1 - 0.999^t).

    D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1.
    """

    name = "adam"
    title = "Adam"
    slots = 2

    def _step(self, parameters: Array, gradient: Array) -> None:
        mean, square = self.state
        beta_1, beta_2 = ADAM_BETAS
        np.subtract(gradient, mean, self._work)
        np.multiply(self._work, 1 - beta_1, self._work)
        np.add(mean, self._work, mean)
        np.multiply(gradient, gradient, self._work)
        np.multiply(self._work, 1 - beta_2, self._work)
        np.multiply(square, beta_2, square)
        np.add(square, self._work, square)
        np.sqrt(square, self._work)
        np.divide(self._work, math.sqrt(1 - beta_2**self.updates), self._work)
        np.add(self._work, EPSILON, self._work)
        np.divide(mean, self._work, self._change)
        rate = self.learning_rate / (1 - beta_1**self.updates)
        np.multiply(self._change, rate, self._change)
        np.subtract(parameters, self._change, parameters)


class AdamW(Adam):
    """Adam with weight decay taken off the weights, not added to the gradient.

    I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, Algorithm 2.
    """

    name = "adamw"
    title = "AdamW"
    decoupled_decay = True


OPTIMIZERS: dict[str, type[Optimizer]] = {
    kind.name: kind for kind in (SGD, Momentum, Nesterov, RMSprop, Adam, AdamW)
}
