"""The table of ops: every row tried, its spellings run; kinks and errors are PyTorch's."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.graph import layers
from engine.graph.gradient import gradient
from engine.graph.node import ordered
from engine.graph.ops import (
    OPS,
    activations,
    arithmetic,
    chance,
    classification,
    comparisons,
    layout,
    reductions,
)
from engine.random import Purpose, Stream
from engine.tensor import Tensor, recording
from tests.engine.graph_cases import CASES, seeds

NAMES = {"np": np, "math": math, "itertools": itertools, "slice": slice}
ORDER_ONLY = {  # ops of bools and whole numbers, which no case of a derivative ends in
    "LessEqual": lambda x: x <= x * 2,
    "Less": lambda x: x < x * 2,
    "Greater": lambda x: x > 0.1,
    "GreaterEqual": lambda x: x >= x,
    "Equal": lambda x: x.eq(x),
    "NotEqual": lambda x: comparisons.not_equal(x, x * x),
    "And": lambda x: (x > 0) & (x < 1),
    "Cast": lambda x: layout.cast(x, np.dtype(np.float32)),
    "ArgMax": lambda x: reductions.argmax(x, 0),
    "DropoutMask": lambda x: chance.dropout(x, 0.5, Stream(0, Purpose.NOISE)),
}


def same(ours, value):
    found = np.asarray(value)
    assert found.shape == ours.shape
    np.testing.assert_allclose(found, ours.array, rtol=1e-6, atol=1e-12)


def run_spelling(op, kind, names, inputs):
    """The value of the op's spelling, with its helper defined first."""
    scope = {**NAMES, **names, **{f"x{i}": x for i, x in enumerate(inputs)}}
    exec(getattr(op, f"{kind}_helper"), scope)
    return eval(op.spelled(getattr(op, kind), *(f"x{i}" for i in range(len(inputs)))), scope)


def graph_of(name, data, seed):
    """The tensors of a case and of its gradients."""
    ours, _, arrays = data.draw(CASES[name])
    g = np.random.default_rng(seed)
    with recording():
        xs = [Tensor(x, requires_grad=True) for x in arrays]
        y = ours(*xs)
        first = gradient(y, xs, Tensor(g.normal(size=y.shape)))
    return [x for x in ordered([y, *first]) if x.op is not None and not x.op.drawn]


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=5)
@given(data=st.data(), seed=seeds)
def test_the_numpy_spelling_of_each_op_gives_its_numbers(name, data, seed):
    for y in graph_of(name, data, seed):
        with np.errstate(all="ignore"):
            same(y, run_spelling(y.op, "numpy", {}, [x.array for x in y.inputs]))


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=5)
@given(data=st.data(), seed=seeds)
def test_the_pytorch_spelling_of_each_op_gives_its_numbers(name, data, seed):
    torch = pytest.importorskip("torch")
    names = {"torch": torch, "F": torch.nn.functional}
    for y in graph_of(name, data, seed):
        inputs = [torch.from_numpy(np.array(x.array)) for x in y.inputs]
        same(y, run_spelling(y.op, "torch", names, inputs))


def test_every_row_of_the_table_is_in_a_case_or_a_test_of_its_own():
    tried = set(ORDER_ONLY)
    for strategy in CASES.values():

        @settings(max_examples=5)
        @given(data=st.data(), strategy=st.just(strategy))
        def collect(data, strategy):
            ours, _, arrays = data.draw(strategy)
            with recording():
                xs = [Tensor(x, requires_grad=True) for x in arrays]
                y = ours(*xs)
                first = gradient((y * y).sum(), xs)
            tried.update(type(x.op).__name__ for x in ordered([y, *first]) if x.op)

        collect()
    assert set(OPS) <= tried


@pytest.mark.parametrize("name", ORDER_ONLY)
def test_ops_without_a_gradient_have_right_spellings_too(name):
    x = np.array([[0.5, -1.0, 0.25], [2.0, 0.0, -3.0]])
    with recording():
        y = ORDER_ONLY[name](Tensor(x))
    found = [node for node in ordered([y]) if node.op is not None]
    assert name in {type(node.op).__name__ for node in found}
    for node in found:
        if not node.op.drawn:
            same(node, run_spelling(node.op, "numpy", {}, [n.array for n in node.inputs]))


def slope(function, *values):
    """The gradients at a point that a derivative is a matter of convention."""
    xs = [Tensor(np.array(v, float), requires_grad=True) for v in values]
    return [g.array.tolist() for g in gradient(function(*xs).sum(), xs)]


KINKS = {
    "relu": (activations.relu, lambda t, x: x.relu(), ([0.0, -0.0],)),
    "leaky_relu": (activations.leaky_relu, lambda t, x: t.nn.functional.leaky_relu(x), ([0.0],)),
    "absolute": (arithmetic.absolute, lambda t, x: x.abs(), ([0.0],)),
    "maximum": (comparisons.maximum, lambda t, a, b: t.maximum(a, b), ([1.0, 2], [1.0, 3])),
    "minimum": (comparisons.minimum, lambda t, a, b: t.minimum(a, b), ([1.0, 2], [1.0, 3])),
    "clamp": (comparisons.Clamp(0, 1), lambda t, x: x.clamp(0, 1), ([0.0, 1, 2, -1],)),
    "amax of equal ones": (lambda x: x.amax(), lambda t, x: x.amax(), ([2.0, 1, 2],)),
    "max_pool of equal ones": (
        lambda x: layers.max_pool(x.reshape(1, 1, 4), (2,)),
        lambda t, x: t.nn.functional.max_pool1d(x.reshape(1, 1, 4), 2),
        ([3.0, 3, 0, 0],),
    ),
    "power 0 of 0": (lambda x: x**0, lambda t, x: x**0, ([0.0, 1],)),
    "power 1 of 0": (lambda x: x**1, lambda t, x: x**1, ([0.0, 1],)),
    "0 to a power": (lambda a, b: a**b, lambda t, a, b: a**b, ([0.0, 0.0], [2.0, 0.0])),
}  # fmt: skip


@pytest.mark.parametrize("name", KINKS)
def test_where_a_derivative_is_a_convention_it_is_pytorchs(name):
    torch = pytest.importorskip("torch")
    ours, theirs, values = KINKS[name]
    xs = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    expected = torch.autograd.grad(theirs(torch, *xs).sum(), xs)
    assert slope(ours, *values) == [g.tolist() for g in expected]


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "gelu", "softplus", "silu"])
def test_activations_and_their_gradients_are_finite_and_silent_far_out(name):
    function = getattr(activations, name)
    for x in (-1000.0, 1000.0):
        (g,) = slope(function, [x])
        assert math.isfinite(g[0])
        assert math.isfinite(function(Tensor([x])).array[0])


def test_softmax_and_cross_entropy_are_finite_at_logits_of_1000():
    logits = Tensor([[1000.0, 0.0, -1000.0]], requires_grad=True)
    loss = classification.cross_entropy(logits, Tensor([0]))
    assert loss.item() == 0
    assert gradient(loss, [logits])[0].array.tolist() == [[0, 0, 0]]
