"""Passes: a batch's rows through the network and back, to the gradient of their mean loss.

The functions leave the gradient in the run's block, which begins at `base`. Where their writing
yields, the rest can wait.
"""

from __future__ import annotations

from collections.abc import Generator

from engine.kernel.function import Function
from engine.kernel.gradients import RowGradient, SummedGradient
from engine.kernel.layout import Layout
from engine.kernel.measures import Measures
from engine.kernel.neurons import Memory
from engine.kernel.plan import Plan
from engine.kernel.propagation import Propagation
from engine.kernel.value import F64, F64X2, I32, Value, constant, converted, pair, splat, where


def row_function(plan: Plan, layout: Layout) -> Generator[None, None, Function]:
    """`pass(base, at)`: the row at address `at`, which is all of a batch."""
    f = Function((I32, I32))
    base, at = f.parameters
    memory = Memory(f, base, F64, plan.unrolled)
    gradient = RowGradient(memory, layout)
    network = Propagation(memory, plan, layout, gradient)
    z, p, target = yield from network.forward(at)
    f.mark("delta")
    delta = [f.let(each) for each in network.loss_gradient(z, p, target)]
    yield from network.backward(delta)
    f.mark("gradient")
    gradient.write()
    return f


def rows_function(plan: Plan, layout: Layout) -> Generator[None, None, Function]:
    """`pass(base, at, count, measure)`: `count` rows from address `at` on, two at a time. If
    `measure` is not 0, it leaves their loss and accuracy too."""
    f = Function((I32, I32, I32, I32))
    base, at, count, measure = f.parameters
    memory = Memory(f, base, F64X2, plan.unrolled)
    gradient, measures = SummedGradient(memory, layout), Measures(memory, layout, plan, measure)
    network = Propagation(memory, plan, layout, gradient)
    rows = f.let(converted(count, F64))
    share = f.let(splat(1.0 / rows))
    gradient.clear()
    with f.repeat_while(count > 0):
        z, p, target = yield from network.forward(at)
        f.mark("measure")
        ones = _ones(f, plan, count)
        measures.add(z, p, target, ones)
        f.mark("delta")
        gradients = network.loss_gradient(z, p, target)
        delta = [f.let(each * (ones * share)) for each in gradients]
        yield from network.backward(delta)
        f.mark("next")
        f.set(at, at + 16)
        f.set(count, count - 2)
    f.mark("gradient")
    gradient.write()
    f.mark("measured")
    measures.write(rows)
    return f


def _ones(f: Function, plan: Plan, count: Value) -> Value:
    """1 for each row at hand, and 0 for the lane that is one too many."""
    one = constant(1.0, F64X2)
    counts = {plan.shape.train, plan.shape.test}
    if plan.batch:
        counts |= {plan.batch, plan.shape.train % plan.batch}
    if not any(number % 2 for number in counts):
        return one
    return f.let(where(count > 1, one, pair(1.0, 0.0)))
