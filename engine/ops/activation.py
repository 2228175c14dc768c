"""Activation: what the op of an activation function has to have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression
from engine.kernel.function import Function
from engine.kernel.value import Value

Array = NDArray[np.float64]
# What it makes of a single z, and its slope, from the activation a.
Plain = tuple[Callable[[float], float], Callable[[float], float]]


class Activation:
    """An elementwise function a = f(z) with all its faces.

    Arrays have any shape, the same for all of a call; `out` is written and must not be an input.
    Callers suppress numpy's warnings: an overflow here has the right limit, or is the run's to
    report.
    """

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    torch_module: ClassVar[str]  # in an nn.Sequential
    torch_call: ClassVar[str]  # in a forward(), `{}` the argument
    numpy_source: ClassVar[str]  # a function of z called as `name` is
    numpy_slope: ClassVar[str]  # its derivative, called name_slope

    kinked: ClassVar[bool] = False  # has no derivative at 0
    cuts_off: ClassVar[bool] = False  # is 0 wherever z <= 0, so that a unit can be dead
    steepest: ClassVar[float | None] = None  # largest slope, of a function that saturates
    tasks: ClassVar[tuple[str, ...]] = ()  # whose output it can be
    elementwise: ClassVar[bool] = True  # else it takes a row of (n, neurons) together
    probability: ClassVar[bool] = False  # is from 0 to 1, as the confidence penalty needs it
    plain: ClassVar[Plain | None] = None  # for engine.plain, which does without the others

    def forward(self, z: Array, out: Array) -> None:
        """Writes f(z)."""
        raise NotImplementedError

    def gradient(self, z: Array, a: Array, out: Array) -> None:
        """Writes f'(z), given a = f(z). Where f has a kink, the value that PyTorch takes."""
        raise NotImplementedError

    def formula(self, z: Expression) -> Expression:
        """f(z) as mathematics writes it, for explanations; its value is forward's."""
        raise NotImplementedError

    def element(self, index: int, z: Sequence[Expression]) -> Expression:
        """The formula of one neuron of a layer, of the z of all of them."""
        return self.formula(z[index])

    def textbook(self, index: int, z: Sequence[Expression]) -> tuple[Expression, ...]:
        """What a textbook writes for `element`, for its symbols, if that is another form."""
        return ()

    def gradient_formula(self, z: Expression, a: Expression) -> Expression:
        """f'(z) as mathematics writes it, its value that of `gradient`."""
        raise NotImplementedError

    def emit_forward(self, z: Value) -> Value:
        """WebAssembly's forward: code for f(z), of z in a local."""
        raise NotImplementedError

    def emit_layer(self, f: Function, z: Sequence[Value]) -> list[Value]:
        """Code for the activations of a layer, in locals."""
        return [f.let(self.emit_forward(each)) for each in z]

    def emit_gradient(self, z: Value, a: Value) -> Value:
        """WebAssembly's gradient: code for f'(z), of z and a = f(z) in locals."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<activation {self.title}>"
