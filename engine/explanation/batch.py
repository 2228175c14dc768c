"""A batch: its loss and its gradients are the means of those of its samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.explanation.quantity import Quantity
from engine.explanation.sample import SamplePass
from engine.expression import Derivative, Number, Symbol, Total, names
from engine.network import Workspace

if TYPE_CHECKING:
    from engine.run import Run


class BatchPass:
    """Training rows taken through the network together, as training does it, and one by one."""

    @np.errstate(all="ignore")
    def __init__(self, run: Run, samples: Sequence[int]) -> None:
        train, rows = run.data.train, list(samples)
        work = Workspace(run.network, len(rows))
        work.forward(train.inputs[rows])
        work.backward(train.targets[rows])
        self.samples = tuple(samples)
        self.loss = work.loss(train.targets[rows])
        self.gradient = work.gradient
        self.passes = [SamplePass(run, sample) for sample in samples]
        self.parameter = self.passes[0].parameter
        self.note = "" if run.network.loss.on_logits else run.network.loss.gradient_note
        self.weights_gradients, self.bias_gradients = run.network.views(work.gradient)

    def __repr__(self) -> str:
        return f"<pass of {len(self.samples)} samples through {self.passes[0].network!r}>"

    def sections(self) -> dict[str, tuple[str, ...]]:
        """Keys under their headings; the gradients are beside the updates in any Explanation."""
        return {"Loss": ("loss",)}

    def mean(self, numbers: Iterable[Number], title: str, result: Number) -> Quantity:
        """`result` as the mean of one number for each sample."""
        terms = [
            Number(number.value, _symbol(number, sample), number.reference)
            for number, sample in zip(numbers, self.samples, strict=True)
        ]
        general = Number(np.nan, _symbol(result, "s"), result.reference)
        count = Number(float(len(terms)), Symbol("n"))
        expression = Total(general, terms) / count
        return Quantity(result.quantity, title, result, expression)


def loss(of: BatchPass) -> Quantity:
    losses = [Number(one.loss, names.LOSS) for one in of.passes]
    result = Number(of.loss, names.LOSS, quantity="loss")
    return replace(of.mean(losses, "loss, the mean of the samples'", result), note=of.note)


def weight_gradient(of: BatchPass, layer: int, source: int, target: int) -> Quantity:
    value = of.weights_gradients[layer - 1][target, source]
    result = names.weight_gradient(layer, source, target, value)
    gradients = (one.weight_gradient(layer, source, target) for one in of.passes)
    return of.mean(gradients, "gradient, the mean of the samples'", result)


def bias_gradient(of: BatchPass, layer: int, index: int) -> Quantity:
    result = names.bias_gradient(layer, index, of.bias_gradients[layer - 1][index])
    gradients = (one.bias_gradient(layer, index) for one in of.passes)
    return of.mean(gradients, "gradient, the mean of the samples'", result)


def _symbol(number: Number, sample: int | str) -> Symbol | Derivative:
    """The symbol of a number of the batch as that of one sample: L with the sample below it."""
    loss = names.loss_of(sample)
    return Derivative(loss, number.symbol.by) if isinstance(number.symbol, Derivative) else loss
