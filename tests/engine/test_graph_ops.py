"""The table of ops: every row tried, its spellings run; kinks and errors are PyTorch's."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, ShapeError
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
    joins,
    layout,
    lookups,
    products,
    reductions,
    slices,
    windows,
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
@settings(max_examples=6)
@given(data=st.data(), seed=seeds)
def test_the_numpy_spelling_of_each_op_gives_its_numbers(name, data, seed):
    for y in graph_of(name, data, seed):
        with np.errstate(all="ignore"):
            same(y, run_spelling(y.op, "numpy", {}, [x.array for x in y.inputs]))


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=6)
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

        @settings(max_examples=6)
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


def shaped(*shape, dtype=float):
    return Tensor(np.zeros(shape, dtype))


ERRORS = {
    "linear": (lambda: products.linear(shaped(4, 2), shaped(4, 3)),
               "mat1 and mat2 shapes cannot be multiplied (4x2 and 3x4)"),
    "linear of more axes": (lambda: products.linear(shaped(5, 4, 2), shaped(4, 3), shaped(4)),
                            "mat1 and mat2 shapes cannot be multiplied (20x2 and 3x4)"),
    "matmul": (lambda: shaped(4, 2) @ shaped(3, 4),
               "mat1 and mat2 shapes cannot be multiplied (4x2 and 3x4)"),
    "add": (lambda: shaped(2, 3) + shaped(2, 4),
            "The size of tensor a (3) must match the size of tensor b (4) "
            "at non-singleton dimension 1"),
    "reshape": (lambda: shaped(2, 3).reshape(4, 2),
                "shape '[4, 2]' is invalid for input of size 6"),
    "expand": (lambda: shaped(2, 3).expand(4, 3),
               "The expanded size of the tensor (4) must match the existing size (2) at "
               "non-singleton dimension 0.  Target sizes: [4, 3].  Tensor sizes: [2, 3]"),
    "cat": (lambda: joins.concatenate([shaped(2, 3), shaped(2, 4)], 0),
            "Sizes of tensors must match except in dimension 0. Expected size 3 but got size 4 "
            "for tensor number 1 in the list."),
    "stack": (lambda: joins.stack([shaped(2), shaped(3)]),
              "stack expects each tensor to be equal size, but got [2] at entry 0 and [3] at "
              "entry 1"),
    "sum": (lambda: shaped(2, 3).sum(2),
            "Dimension out of range (expected to be in range of [-2, 1], but got 2)"),
    "index": (lambda: shaped(2, 3)[2], "index 2 is out of bounds for dimension 0 with size 2"),
    "conv2d": (lambda: layers.convolution(shaped(1, 3, 8, 8), shaped(4, 2, 3, 3)),
               "Given groups=1, weight of size [4, 2, 3, 3], expected input[1, 3, 8, 8] to have 2 "
               "channels, but got 3 channels instead"),
    "conv2d of a large kernel": (
        lambda: layers.convolution(shaped(1, 1, 2, 2), shaped(1, 1, 3, 3)),
        "Calculated padded input size per channel: (2 x 2). Kernel size: (3 x 3). "
        "Kernel size can't be greater than actual input size"),
    "cross_entropy": (
        lambda: classification.cross_entropy(shaped(3, 2), shaped(4, dtype=int)),
        "Expected input batch_size (3) to match target batch_size (4)."),
    "cross_entropy of a class that is not there": (
        lambda: classification.cross_entropy(shaped(1, 2), Tensor([2])),
        "Target 2 is out of bounds."),
    "bce": (lambda: classification.bce_with_logits(shaped(3), shaped(3, 1)),
            "Target size (torch.Size([3, 1])) must be the same as input size (torch.Size([3]))"),
    "backward of many numbers": (
        lambda: Tensor([1.0, 2.0], requires_grad=True).backward(),
        "grad can be implicitly created only for scalar outputs"),
    "backward of nothing": (
        lambda: Tensor(1.0).backward(),
        "element 0 of tensors does not require grad and does not have a grad_fn"),
    "a gradient of whole numbers": (
        lambda: Tensor([1, 2], requires_grad=True),
        "Only Tensors of floating point and complex dtype can require gradients"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_has_pytorchs_words_with_both_shapes(name):
    call, words = ERRORS[name]
    with pytest.raises((EngineError, IndexError)) as caught:
        call()
    assert str(caught.value) == words


THEIRS = {
    "linear": lambda t: t.nn.functional.linear(t.zeros(4, 2), t.zeros(4, 3)),
    "linear of more axes": lambda t: t.nn.functional.linear(
        t.zeros(5, 4, 2), t.zeros(4, 3), t.zeros(4)
    ),
    "matmul": lambda t: t.zeros(4, 2) @ t.zeros(3, 4),
    "add": lambda t: t.zeros(2, 3) + t.zeros(2, 4),
    "reshape": lambda t: t.zeros(2, 3).reshape(4, 2),
    "expand": lambda t: t.zeros(2, 3).expand(4, 3),
    "cat": lambda t: t.cat([t.zeros(2, 3), t.zeros(2, 4)]),
    "stack": lambda t: t.stack([t.zeros(2), t.zeros(3)]),
    "sum": lambda t: t.zeros(2, 3).sum(2),
    "index": lambda t: t.zeros(2, 3)[2],
    "conv2d": lambda t: t.conv2d(t.zeros(1, 3, 8, 8), t.zeros(4, 2, 3, 3)),
    "conv2d of a large kernel": lambda t: t.conv2d(t.zeros(1, 1, 2, 2), t.zeros(1, 1, 3, 3)),
    "cross_entropy": lambda t: t.nn.functional.cross_entropy(
        t.zeros(3, 2), t.zeros(4, dtype=t.long)
    ),
    "cross_entropy of a class that is not there": lambda t: t.nn.functional.cross_entropy(
        t.zeros(1, 2), t.tensor([2])
    ),
    "bce": lambda t: t.nn.functional.binary_cross_entropy_with_logits(t.zeros(3), t.zeros(3, 1)),
    "backward of many numbers": lambda t: t.ones(2, requires_grad=True).backward(),
    "backward of nothing": lambda t: t.tensor(1.0).backward(),
    "a gradient of whole numbers": lambda t: t.tensor([1, 2], requires_grad=True),
}


@pytest.mark.parametrize("name", THEIRS)
def test_the_words_are_those_that_pytorch_says(name):
    torch = pytest.importorskip("torch")
    with pytest.raises((RuntimeError, IndexError, ValueError)) as caught:
        THEIRS[name](torch)
    said = str(caught.value).replace("\n", " ")
    assert ERRORS[name][1] in said


def test_a_lookup_outside_of_its_table_is_refused():
    with pytest.raises(IndexError, match="index 3 is out of bounds"):
        lookups.embedding(Tensor([0, 3]), shaped(3, 2))
    with pytest.raises(IndexError, match="index -4 is out of bounds"):
        lookups.take(shaped(3, 2), Tensor([-4]))
    with pytest.raises(TypeError, match="whole numbers"):
        lookups.take(shaped(3, 2), Tensor([0.5]))


def test_windows_and_padding_refuse_what_has_no_meaning():
    with pytest.raises(ShapeError, match="must be positive"):
        windows.windows(shaped(4), (2,), (0,), (1,))
    with pytest.raises(ShapeError, match="pad should be at most half"):
        layers.max_pool(shaped(1, 1, 4, 4), (2, 2), padding=2)
    assert slices.pad(shaped(2), ((0, 0),)).shape == (2,)
