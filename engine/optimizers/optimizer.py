"""Optimizer: what the rule by which a gradient g changes the parameters w has to have.

Rules are PyTorch's to the letter, constants its defaults. L1 and L2 act on weights, not on biases:
L1 adds l1 sign(w) to the gradient, L2 (weight decay) adds l2 w, except that a decoupled decay takes
lr l2 w off the weights instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression, Number, Symbol
from engine.kernel.function import Function
from engine.kernel.value import Value

if TYPE_CHECKING:
    from engine.explanation.update import Rule

Array = NDArray[np.float64]

EPSILON = 1e-8
TINY = Number(EPSILON, Symbol("ε"))


class Optimizer:
    """The state of one optimizer: `state` (slots, P), all zero at first, and `updates` made.

    `weight_mask` (P,) is 1 for weights and 0 for biases. For R runs at once every (P,) here is
    (P, R), and learning rate, l1 and l2 may be (R,).
    """

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    letter: ClassVar[str]  # in a picture
    slots: ClassVar[int] = 0
    bases: ClassVar[tuple[float, ...]] = ()  # the two whose powers `emit_rates` needs, if any
    decoupled_decay: ClassVar[bool] = False

    torch_class: ClassVar[str]  # `optim.` and its name, or that of a class in `torch_source`
    torch_source: ClassVar[str] = ""  # for what PyTorch does not have
    torch_options: ClassVar[str] = ""  # as arguments, besides the learning rate
    torch_state: ClassVar[tuple[str, ...]] = ()  # PyTorch's names of the slots
    torch_counts: ClassVar[bool] = False  # whether PyTorch's state has a `step`
    numpy_state: ClassVar[tuple[str, ...]] = ()  # names of the slots: a list of arrays each
    numpy_step: ClassVar[tuple[str, ...]]  # of `parameter`, `gradient`, slot[i], `updates`, {lr}

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

    @classmethod
    def emit_rates(
        cls,
        f: Function,
        rate: Value,
        powers: Callable[[], Value],
    ) -> list[Value]:
        """WebAssembly's numbers that are the same for all parameters of an update, in locals:
        `rate` is the learning rate, and `powers` gives code for `bases` to the power of how
        many updates there have been, one in each lane."""
        return [rate]

    @classmethod
    def emit_step(
        cls, f: Function, gradient: Value, state: list[Value], rates: list[Value]
    ) -> list[Value]:
        """WebAssembly's step: code for what to take off a parameter, and for its new state, of its
        gradient and `slots` of state in locals."""
        raise NotImplementedError

    @classmethod
    def explain(cls, of: Rule, g: Number) -> Expression:
        """The new value of the parameter `of.w` from its gradient g, as a textbook writes the rule;
        `of` has the other quantities that it needs."""
        raise NotImplementedError
