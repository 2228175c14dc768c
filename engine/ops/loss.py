"""Loss: what the op of a loss has to have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression, Number
from engine.expression.matrix import Matrix
from engine.kernel.value import Value

Array = NDArray[np.float64]


class Loss:
    """The loss of each sample, with all its faces; the loss of a batch is their mean.

    Arrays are (n, 1). `x` is the prediction, or, if `on_logits`, the pre-activation of the output.
    """

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    on_logits: ClassVar[bool] = False
    output: ClassVar[str] = ""  # if `on_logits`: the activation that it is one operation with
    formula_note: ClassVar[str] = ""  # what a learner should know of the formula
    gradient_note: ClassVar[str] = ""
    torch_module: ClassVar[str]  # takes logits if on_logits
    torch_of_output: ClassVar[str] = ""  # if `on_logits`: the same of the prediction
    torch_note: ClassVar[str] = ""  # what a reader of the program should know of it
    torch_output_note: ClassVar[str] = ""  # and of what the network gives to it
    numpy_call: ClassVar[str]  # its mean, of z, p and y
    numpy_gradient: ClassVar[str]  # of each sample by x, of p and y

    def forward(self, x: Array, targets: Array) -> Array:
        """The loss of each sample (n, 1)."""
        raise NotImplementedError

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:
        """Writes the derivative of each sample's loss by x; p is the prediction."""
        raise NotImplementedError

    def formula(self, x: Expression, y: Expression) -> Expression:
        """The loss of one sample as mathematics writes it; its value is forward's."""
        raise NotImplementedError

    def gradient_formula(self, p: Expression, y: Expression) -> Expression:
        """Its derivative by x."""
        raise NotImplementedError

    def row_gradient(self, p: Expression, y: Expression) -> Expression:
        """The same without a trace of the batch, where `gradient_formula` has one."""
        return self.gradient_formula(p, y)

    def matrix_gradient(self, p: Matrix, y: Matrix, n: Number) -> Expression:
        """That of the mean over n rows, as matrices; a product `*` is by element."""
        return self.gradient_formula(p, y) / n

    def textbook(self, p: Expression, y: Expression) -> Expression:
        """If `on_logits`: the loss by p, for its symbols; the numbers can overflow."""
        raise NotImplementedError

    def textbook_gradient(self, p: Expression, y: Expression) -> Expression:
        """If `on_logits`: the derivative by p, for its symbols; the numbers can overflow."""
        raise NotImplementedError

    def emit_forward(self, x: Value, target: Value) -> Value:
        """WebAssembly's forward: code for the loss of a sample, of x and target in locals."""
        raise NotImplementedError

    def emit_gradient(self, p: Value, target: Value) -> Value:
        """WebAssembly's gradient: code for its derivative by x, of prediction and target."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<loss {self.title}>"
