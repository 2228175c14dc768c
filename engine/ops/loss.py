"""Loss: what the op of a loss has to have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression, Number
from engine.expression.matrix import Matrix
from engine.kernel.function import Function
from engine.kernel.value import Value

Array = NDArray[np.float64]
STEPS = 1001  # of the predictions that `floor` looks at


class Loss:
    """The loss of each sample, with all its faces; the loss of a batch is their mean.

    Arrays are (n, 1), but x, p and derivatives by them (n, outputs). `x` is the prediction, or, if
    `on_logits`, the pre-activations of the output.
    """

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    tasks: ClassVar[tuple[str, ...]] = ("binary", "regression")  # it can be the loss of
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

    def floor(self, share: float, classes: int) -> float:
        """The least mean loss where a share of the labels is flipped, and which is not known: that
        of the one best prediction."""
        p = np.linspace(0.0, 1.0, STEPS)[:, np.newaxis]
        mean = (1 - share) * self.forward(p, np.ones_like(p)) + share * self.forward(p, 0 * p)
        return float(mean.min())

    def ignorant(self, classes: int) -> float:
        """The loss of a prediction that says nothing: one half."""
        return float(self.forward(np.full((1, 1), 0.5), np.ones((1, 1)))[0, 0])

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

    def sample_formula(self, x: Sequence[Expression], target: Number) -> Expression:
        """The loss of one sample by all outputs."""
        return self.formula(x[0], target)

    def sample_textbook(self, p: Sequence[Expression], target: Number) -> Expression:
        """If `on_logits`: the same by the predictions, for its symbols."""
        return self.textbook(p[0], target)

    def textbook(self, p: Expression, y: Expression) -> Expression:
        """If `on_logits`: the loss by p, for its symbols; the numbers can overflow."""
        raise NotImplementedError

    def textbook_gradient(self, p: Expression, y: Expression) -> Expression:
        """If `on_logits`: the derivative by p, for its symbols; the numbers can overflow."""
        raise NotImplementedError

    def delta_textbook(
        self, p: Sequence[Expression], y: Sequence[Expression], index: int
    ) -> Expression:
        """Of several outputs: the derivative by the z of one, by the chain rule, for its symbols;
        y is what the target wants of each."""
        raise NotImplementedError

    def emit_forward(self, x: Value, target: Value) -> Value:
        """WebAssembly's forward: code for the loss of a sample, of x and target in locals."""
        raise NotImplementedError

    def emit_gradient(self, p: Value, target: Value) -> Value:
        """WebAssembly's gradient: code for its derivative by x, of prediction and target."""
        raise NotImplementedError

    def emit_loss(self, f: Function, x: Sequence[Value], target: Value) -> Value:
        """The loss of a sample by all outputs."""
        return self.emit_forward(x[0], target)

    def emit_deltas(self, p: Sequence[Value], target: Value) -> list[Value]:
        """Its derivatives by all outputs."""
        return [self.emit_gradient(p[0], target)]

    def __repr__(self) -> str:
        return f"<loss {self.title}>"
