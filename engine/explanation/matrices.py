"""How libraries do it: a step for all neurons and samples at once, as matrices.

Samples are rows, as in PyTorch: Z = X Wᵀ + b. Each step has its line of numpy, `code`, with the
names x, y, n, W1, b1, z1, a1, ..., p, c for the strength of the penalty, d1, ... for the deltas,
and gW1, gb1, ... for the gradients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.explanation.quantity import forms
from engine.expression import Derivative, Expression, Function, Number, Symbol, names
from engine.expression.markup import Latex, MathML
from engine.expression.matrix import Elementwise, Matrix, MatrixProduct, by_element
from engine.expression.notation import Text
from engine.network import Workspace
from engine.ops import CONFIDENCE_PENALTY

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]


@dataclass(frozen=True)
class MatrixStep:
    """A step: `result` is the engine's matrix, `expression` what it follows from."""

    result: Matrix
    expression: Expression
    code: str

    def text(self) -> str:
        """Z⁽¹⁾ = X W⁽¹⁾ᵀ + b⁽¹⁾ = [0, 1] [...] + [...] = [...]."""
        return "".join(forms(Text, self.result, (self.expression,)))

    def mathml(self) -> str:
        """The equation as one <math>."""
        notation = MathML(numbers=False)
        return notation.whole(notation.row(forms(MathML, self.result, (self.expression,))))

    def latex(self) -> str:
        """The equation for a mathematics environment."""
        return "".join(forms(Latex, self.result, (self.expression,)))

    def __repr__(self) -> str:
        return f"<{self.result.symbol.text()}: {self.code}>"


@np.errstate(all="ignore")
def matrix_steps(run: Run, rows: list[int]) -> list[MatrixStep]:
    """The forward and backward pass of these training rows, and the gradients."""
    train = run.data.train
    work = Workspace(run.network, len(rows))
    work.forward(train.inputs[rows])
    work.backward(train.targets[rows])
    passed = _Pass(run, work, train.inputs[rows], train.targets[rows])
    return [*passed.forward(), *passed.backward(), *passed.gradients()]


class _Pass:
    """The matrices of one pass, with their names."""

    def __init__(self, run: Run, work: Workspace, inputs: Array, targets: Array) -> None:
        self.network, self.work, self.last = run.network, work, run.network.depth
        wanted = run.data.task.encoded(targets, run.network.layers[-1])
        self.y = _matrix(wanted, Symbol("Y"), "target")
        self.n = Number(float(len(inputs)), Symbol("n"))
        self.strength = Number(run.spec.penalty, names.STRENGTH)
        self.a = [_matrix(inputs, Symbol("X"), "neuron:0.{1}")]
        self.z, self.slopes, self.deltas = [], [], []
        for layer, (z, a, delta) in enumerate(
            zip(work.pre_activations, work.activations, work.deltas, strict=True), 1
        ):
            slope = np.full_like(z, np.nan)
            op = run.network.activations[layer - 1]
            if op.elementwise:
                op.gradient(z, a, slope)
            above, neuron = f"({layer})", f"neuron:{layer}.{{1}}"
            z_symbol = Symbol("Z", "", above)
            a_symbol = Symbol("P") if layer == self.last else Symbol("A", "", above)
            self.z.append(_matrix(z, z_symbol, neuron))
            self.a.append(_matrix(a, a_symbol, neuron))
            self.slopes.append(_matrix(slope, Derivative(a_symbol, z_symbol), neuron))
            self.deltas.append(_matrix(delta, Symbol("Δ", "", above), neuron))

    def forward(self) -> Iterator[MatrixStep]:
        for layer in range(1, self.last + 1):
            op, z = self.network.activations[layer - 1], self.z[layer - 1]
            bias = self.network.biases[layer - 1][np.newaxis]
            b = _matrix(bias, Symbol("b", "", f"({layer})"), f"bias:{layer}.{{1}}")
            linear = MatrixProduct([self.a[layer - 1], self._weights(layer, "T")]) + b
            yield MatrixStep(z, linear, f"z{layer} = {self._a(layer - 1)} @ W{layer}.T + b{layer}")
            applied = Function(op.title, float, z)
            yield MatrixStep(self.a[layer], applied, f"{self._a(layer)} = {op.name}(z{layer})")

    def backward(self) -> Iterator[MatrixStep]:
        yield self._output_delta()
        for layer in range(self.last - 1, 0, -1):
            back = MatrixProduct([self.deltas[layer], self._weights(layer + 1)])
            slope = f"{self.network.activations[layer - 1].name}_slope(z{layer})"
            yield MatrixStep(
                self.deltas[layer - 1],
                Elementwise([back, self.slopes[layer - 1]]),
                f"d{layer} = (d{layer + 1} @ W{layer + 1}) * {slope}",
            )

    def _output_delta(self) -> MatrixStep:
        loss, p, slope = self.network.loss, self.a[-1], self.slopes[-1]
        slope_code = f" * {self.network.activations[-1].name}_slope(z{self.last})"
        code = f"d{self.last} = {loss.numpy_gradient} / n"
        delta = by_element(loss.matrix_gradient(p, self.y, self.n))
        if not loss.on_logits:
            delta, code = Elementwise([delta, slope]), code + slope_code
        if self.strength.value:
            penalty = CONFIDENCE_PENALTY.matrix_gradient(p, self.strength, self.n)
            delta = delta + Elementwise([penalty, slope])
            code += f" + {CONFIDENCE_PENALTY.numpy_gradient.format('c / n')}{slope_code}"
        return MatrixStep(self.deltas[-1], delta, code)

    def gradients(self) -> Iterator[MatrixStep]:
        weights_gradients, bias_gradients = self.network.views(self.work.gradient)
        ones = _matrix(np.ones((1, int(self.n.value))), Symbol("1", "", "T"), "")
        for layer in range(1, self.last + 1):
            delta = self.deltas[layer - 1]
            turned = _turned(delta, Symbol("Δ", "", f"({layer})T"))
            w = Derivative(names.LOSS, Symbol("W", "", f"({layer})"))
            b = Derivative(names.LOSS, Symbol("b", "", f"({layer})"))
            yield MatrixStep(
                _matrix(weights_gradients[layer - 1], w, f"weight:{layer}.{{1}}.{{0}}"),
                MatrixProduct([turned, self.a[layer - 1]]),
                f"gW{layer} = d{layer}.T @ {self._a(layer - 1)}",
            )
            yield MatrixStep(
                _matrix(bias_gradients[layer - 1][np.newaxis], b, f"bias:{layer}.{{1}}"),
                MatrixProduct([ones, delta]),
                f"gb{layer} = d{layer}.sum(axis=0)",
            )

    def _weights(self, layer: int, turned: str = "") -> Matrix:
        weights = self.network.weights[layer - 1]
        symbol = Symbol("W", "", f"({layer}){turned}")
        matrix = _matrix(weights, symbol, f"weight:{layer}.{{1}}.{{0}}")
        return _turned(matrix, symbol) if turned else matrix

    def _a(self, layer: int) -> str:
        return "x" if layer == 0 else "p" if layer == self.last else f"a{layer}"


def _matrix(values: Array, symbol: Symbol | Derivative, reference: str) -> Matrix:
    """The numbers of `values` with a reference made of their row {0} and column {1}."""
    rows = (
        tuple(Number(value, None, reference.format(i, j)) for j, value in enumerate(row))
        for i, row in enumerate(values.tolist())
    )
    return Matrix(tuple(rows), symbol)


def _turned(matrix: Matrix, symbol: Symbol) -> Matrix:
    return Matrix(tuple(zip(*matrix.rows, strict=True)), symbol)
