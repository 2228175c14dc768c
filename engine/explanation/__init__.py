"""Explain: every number of a training step with all its factors.

    explanation = explain(run, sample=2)          training row 2, under the weights of now
    explanation = explain(run)                    the batch that the next update will use
    explanation = explain(run, "all")             the whole training set
    print(explanation.text())                     or mathml(), latex()
    explanation["delta:1.2"].text()               one number; see Explanation for the keys
    matrix_form(run, sample=2)                    the same step in matrices, with lines of numpy

quantity  a number with the expressions that explain it
sample    one sample through the network and back         batch   the means over a batch
forward, backward, update   what explains each number     explanation   all of them together
matrices  the same as libraries do it

Deltas and gradients are autograd's: for MSE with the 2/n that textbooks often leave out, for BCE
with a sigmoid p - y, and with the confidence penalty's part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError, within
from engine.explanation.batch import BatchPass
from engine.explanation.explanation import Explanation
from engine.explanation.matrices import MatrixStep, matrix_steps
from engine.explanation.quantity import Quantity
from engine.explanation.sample import SamplePass
from engine.expression import shown

if TYPE_CHECKING:
    from engine.run import Run

__all__ = ["Explanation", "MatrixStep", "Quantity", "explain", "matrix_form"]


def explain(run: Run, sample: int | str = "next") -> Explanation:
    """Everything about a training step from where the run is, for one sample or a batch.

    `sample` is a row of the training set; or "next", the batch that the next update will use (of
    one row if the batch size is 1, which is then explained like any row); or "all", the whole
    training set. The update explained is the one that these samples would make.

    Raises EngineError if there is no such sample, or if the run has diverged.
    """
    rows = _rows(run, sample)
    where = f"Weights after update {run.update:,}. {_about_update(run, rows)}"
    if len(rows) > 1:
        return Explanation(run, BatchPass(run, rows), f"{_about_batch(run, rows)} {where}")
    (x1, x2), y = run.data.train.points[rows[0]], run.data.train.targets[rows[0], 0]
    point = f"x₁ = {shown(float(x1))}, x₂ = {shown(float(x2))}, y = {shown(float(y))}"
    title = f"Sample {rows[0]} of the training set: {point}. {where}"
    return Explanation(run, SamplePass(run, rows[0]), title)


def matrix_form(run: Run, sample: int | str = "next") -> list[MatrixStep]:
    """How libraries do the same: forward pass, deltas and gradients as matrices.

    `sample` is as for `explain`, and so is what is raised.
    """
    return matrix_steps(run, _rows(run, sample))


def next_batch(run: Run) -> list[int]:
    """The training rows that the next update of a run will use, in that order."""
    epoch, batch = divmod(run.update, run.updates_per_epoch)
    size = len(run.data.train) if run.spec.batch == "all" else int(run.spec.batch)
    return [int(row) for row in run.order(epoch)[batch * size : (batch + 1) * size]]


def _rows(run: Run, sample: int | str) -> list[int]:
    if run.diverged:
        raise EngineError(
            f"the run has diverged at update {run.update}, so there are no numbers to explain; "
            "seek back to an epoch before that"
        )
    count = len(run.data.train)
    if isinstance(sample, (str, bool)):
        if sample == "next":
            return next_batch(run)
        if sample == "all":
            return list(range(count))
        right = f'a training row from 0 to {count - 1}, "next" or "all"'
        raise EngineError(f"sample={sample!r} must be {right}")
    return [within(sample, 0, count - 1, "sample")]


def _about_update(run: Run, rows: list[int]) -> str:
    if sorted(rows) == sorted(next_batch(run)):
        return "The update is the one that training makes next."
    alone = "this sample" if len(rows) == 1 else "these samples"
    return f"The update is the one that {alone} alone would make."


def _about_batch(run: Run, rows: list[int]) -> str:
    if len(rows) == len(run.data.train):
        return f"The whole training set of {len(rows)} samples."
    named = ", ".join(map(str, rows[:12])) + (", ..." if len(rows) > 12 else "")
    return f"The next batch: samples {named} of the training set."
