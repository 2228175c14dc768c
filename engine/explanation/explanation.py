"""Explanation: the quantities of one sample or of one batch, by key and in order of computing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.explanation import backward, batch, forward
from engine.explanation.batch import BatchPass
from engine.explanation.quantity import Quantity
from engine.explanation.sample import SamplePass
from engine.explanation.update import Update
from engine.expression.markup import MathML

if TYPE_CHECKING:
    from engine.run import Run

# What makes the quantity of a key, by the word before its colon.
OF_SAMPLE: dict[str, Callable[..., Quantity]] = {
    "activation": forward.activation,
    "pre_activation": forward.pre_activation,
    "data_loss": forward.data_loss,
    "penalty": forward.penalty,
    "loss": forward.loss,
    "activation_gradient": backward.activation_gradient,
    "activation_derivative": backward.activation_derivative,
    "delta": backward.delta,
    "weight_gradient": backward.weight_gradient,
    "bias_gradient": backward.bias_gradient,
}
OF_BATCH: dict[str, Callable[..., Quantity]] = {
    "loss": batch.loss,
    "weight_gradient": batch.weight_gradient,
    "bias_gradient": batch.bias_gradient,
}


class Explanation:
    """Every number of a training step, as a `Quantity` with all its factors.

    `explanation["delta:1.2"]` is one of them; iterating gives all of them in the order of
    computing; `sections` has their keys under headings. Counted from 0, layer 0 the input:

        pre_activation:layer.index         z       weight_gradient:layer.from.to   dL/dw
        activation:layer.index             a       bias_gradient:layer.index       dL/db
        data_loss, penalty, loss           L       weight_update:layer.from.to     the new w
        activation_gradient:layer.index    dL/da   bias_update:layer.index         the new b
        activation_derivative:layer.index  da/dz
        delta:layer.index                  dL/dz

    A step on the way to an update has its letter added: "weight_update:1.0.2:m". Of a batch there
    are the loss, the gradients and the updates. `samples` are the training rows. All numbers are
    those of the weights at the time of `explain`, whatever the run does after.
    """

    def __init__(self, run: Run, of: SamplePass | BatchPass, title: str) -> None:
        self.title = title
        self.samples = of.samples
        self._of = of
        self._builders = OF_SAMPLE if isinstance(of, SamplePass) else OF_BATCH
        self._parameters = run.network.names()
        self._update = Update(run, of.gradient)
        self._made: dict[str, Quantity] = {}

    def __repr__(self) -> str:
        return f"<explanation of {len(self)} numbers. {self.title}>"

    @cached_property
    def sections(self) -> dict[str, tuple[str, ...]]:
        """The keys under the headings of a training step."""
        parameters = [name.split() for name in self._parameters]
        return {
            **self._of.sections(),
            "Gradients": tuple(f"{kind}_gradient:{place}" for kind, place in parameters),
            "Update": tuple(f"{kind}_update:{place}" for kind, place in parameters),
        }

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for keys in self.sections.values() for key in keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Quantity]:
        return (self[key] for keys in self.sections.values() for key in keys)

    def __getitem__(self, key: str) -> Quantity:
        """The quantity of a key, or a step of it. Raises EngineError if there is none."""
        whole = ":".join(str(key).split(":")[:2])
        if whole not in self._keys:
            raise EngineError(f"{key!r} is not in this explanation; {self._nearest(key)}")
        if whole not in self._made:
            self._made[whole] = self._make(whole)
        quantity = self._made[whole]
        for found in (quantity, *quantity.steps):
            if found.key == key:
                return found
        steps = ", ".join(repr(step.key) for step in quantity.steps) or "none"
        raise EngineError(f"{key!r} is not in this explanation; the steps of {whole!r}: {steps}")

    def _nearest(self, key: str) -> str:
        """What could have been meant, for a message."""
        kind = str(key).partition(":")[0]
        alike = [known for keys in self.sections.values() for known in keys
                 if known.partition(":")[0] == kind]  # fmt: skip
        if alike:
            return f"{kind} goes from {alike[0]!r} to {alike[-1]!r}"
        kinds = dict.fromkeys(known.partition(":")[0] for known in self._keys)
        return f"what there is: {', '.join(sorted(kinds))}"

    def _make(self, key: str) -> Quantity:
        kind, _, place = key.partition(":")
        parameter, _, what = kind.partition("_")
        if what != "update":
            return self._builders[kind](self._of, *map(int, place.split(".") if place else ()))
        name = f"{parameter} {place}"
        gradient = self[f"{parameter}_gradient:{place}"].result
        index = self._parameters.index(name)
        return self._update.explain(key, index, self._of.parameter(name), gradient)

    def text(self) -> str:
        """All of it as plain text, a line for each form of a number."""
        lines = [self.title]
        for heading, keys in self.sections.items():
            lines += ["", heading]
            lines += [f"  {line}" for key in keys for line in self[key].text().split("\n")]
        return "\n".join(lines)

    def mathml(self) -> str:
        """All of it as one <math> with a table: what it is, and the equation."""
        rows = [row for quantity in self for row in quantity.mathml_rows()]
        return MathML(numbers=False).whole(f"<mtable>{''.join(rows)}</mtable>")

    def latex(self) -> str:
        """All of it as one align* environment (of amsmath)."""
        rows = [row for quantity in self for row in quantity.latex_rows()]
        return "\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}"
