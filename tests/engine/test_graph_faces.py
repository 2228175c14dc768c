"""Every op without PyTorch: its gradient by finite differences, its program, its formula."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expression.series import opened
from engine.graph.explanation import Explanation
from engine.graph.gradient import gradient, gradients
from engine.graph.node import ordered
from engine.graph.program import Program
from engine.tensor import Tensor, recording
from tests.engine.graph_cases import CASES, seeds

H = 1e-5


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=8)
@given(data=st.data(), seed=seeds)
def test_a_gradient_is_what_finite_differences_say(name, data, seed):
    ours, _, arrays = data.draw(CASES[name])
    chance = np.random.default_rng(seed)
    xs = [Tensor(x, requires_grad=True) for x in arrays]
    y = ours(*xs)
    weights = chance.normal(size=y.shape)
    claimed = gradient((y * weights).sum(), xs)
    for i, x in enumerate(arrays):
        direction = chance.normal(size=x.shape)
        moved = [
            sum((ours(*(Tensor(a + sign * H * direction if j == i else a)
                        for j, a in enumerate(arrays))).array * weights).flat)
            for sign in (1, -1)
        ]  # fmt: skip
        slope = (moved[0] - moved[1]) / (2 * H)
        # Where a kink lies between, the difference is that of neither side: numbers drawn from a
        # continuous distribution are this near to one in few cases, and the seeds are the same.
        assert (claimed[i].array * direction).sum() == pytest.approx(slope, rel=1e-5, abs=1e-6)


def both_derivatives(ours):
    """y, its gradients and theirs, as one function of the inputs and of g."""

    def function(g, *xs):
        y = ours(*xs)
        first = gradient(y, xs, g)
        total = sum((a * a).sum() for a in first)
        return (y, *first, *gradient(total, xs))

    return function


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=8)
@given(data=st.data(), seed=seeds, dtype=st.sampled_from([np.float64, np.float32]))
def test_a_program_gives_the_same_bits_as_tensors_at_every_run(name, data, seed, dtype):
    ours, _, arrays = data.draw(CASES[name])
    arrays = [x.astype(dtype) for x in arrays]
    chance = np.random.default_rng(seed)
    xs = [Tensor(x, requires_grad=True) for x in arrays]
    g = np.asarray(chance.normal(size=ours(*xs).shape)).astype(dtype)
    function = both_derivatives(ours)
    program = Program(function, g, *arrays)
    for run in (1.0, 0.5, 1.0):
        inputs = [np.array(x * dtype(run), order="C") for x in arrays]
        eager = function(Tensor(g), *(Tensor(x, requires_grad=True) for x in inputs))
        for a, b in zip(eager, program(g, *inputs), strict=True):
            assert a.dtype == b.dtype == dtype
            assert a.array.shape == b.shape
            np.testing.assert_array_equal(a.array, b)


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=8)
@given(data=st.data(), seed=seeds)
def test_an_explanation_evaluated_is_the_number_it_explains(name, data, seed):
    ours, _, arrays = data.draw(CASES[name])
    chance = np.random.default_rng(seed)
    with recording():
        xs = [Tensor(x, requires_grad=True, name="abc"[i]) for i, x in enumerate(arrays)]
        loss = (ours(*xs) * 1.5).sum()
        by = gradients(loss, xs)
        explanation = Explanation([loss, *by.values()], by)
    for tensor in ordered([loss, *by.values()]):
        if not tensor.array.size:
            continue
        at = tuple(int(chance.integers(n)) for n in tensor.shape)
        quantity = explanation.of(tensor, at)
        scale = max(1.0, np.abs(tensor.array[np.isfinite(tensor.array)]).max(initial=0))
        number = float(tensor.array[at])
        if np.isinf(number):
            assert quantity.expression.value == number
        else:
            assert abs(quantity.expression.value - number) <= 1e-12 * scale
            assert abs(opened(quantity.expression).value - number) <= 1e-12 * scale
        assert quantity.text()
        assert explanation[quantity.key].text() == quantity.text()
