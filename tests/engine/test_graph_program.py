"""Programs of random graphs: buffers are used again, and never while their numbers are needed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ShapeError
from engine.graph.gradient import gradient
from engine.graph.layers import attention, convolution, mean_pool
from engine.graph.ops.activations import gelu, relu, sigmoid, tanh
from engine.graph.ops.chance import dropout
from engine.graph.ops.comparisons import maximum
from engine.graph.ops.joins import concatenate
from engine.graph.ops.products import linear
from engine.graph.ops.slices import flip
from engine.graph.ops.softmax import softmax
from engine.graph.program import Program
from engine.random import Purpose, Stream
from engine.tensor import Tensor

N = 3
# From matrices (3, 3) to a matrix: views of many kinds, ops that work in place, ops that do not.
ONE = [
    tanh, sigmoid, relu, gelu,
    lambda x: x.transpose(0, 1),
    lambda x: flip(x, 0),
    lambda x: x[1].reshape(1, N).expand(N, N),
    lambda x: x.reshape(N * N).reshape(N, N),
    lambda x: x.transpose(0, 1).reshape(N, N),
    lambda x: softmax(x, 1),
    lambda x: softmax(x, 0),
    lambda x: x.sum(0, True).expand(N, N) * 0.25,
    lambda x: x * 0.5,
    lambda x: x * x,
    lambda x: concatenate([x[1:], x[:1]], 0),
]  # fmt: skip
TWO = [
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: (a @ b) * 0.3,
    lambda a, b: maximum(a, b.transpose(0, 1)),
    lambda a, b: a + b.transpose(0, 1),
]


@settings(max_examples=200)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_programs_of_random_graphs_give_the_bits_of_tensors(data, seed):
    steps = data.draw(st.lists(st.tuples(
        st.integers(0, len(ONE) + len(TWO) - 1), st.integers(0, 40), st.integers(0, 40)
    ), min_size=1, max_size=14))  # fmt: skip
    kept = data.draw(st.lists(st.integers(0, 40), min_size=1, max_size=3))
    with_gradient = data.draw(st.booleans())

    def function(*inputs):
        made = list(inputs)
        for choice, i, j in steps:
            a, b = made[i % len(made)], made[j % len(made)]
            made.append(ONE[choice](a) if choice < len(ONE) else TWO[choice - len(ONE)](a, b))
        outputs = [made[-1], *(made[i % len(made)] for i in kept)]
        if with_gradient:
            outputs += gradient((made[-1] * made[-1]).sum(), inputs)
        return outputs

    chance = np.random.default_rng(seed)
    examples = [chance.normal(size=(N, N)) for _ in range(2)]
    program = Program(function, *examples)
    for _ in range(2):
        arrays = [chance.normal(size=(N, N)) for _ in range(2)]
        eager = function(*(Tensor(x, requires_grad=True) for x in arrays))
        for a, b in zip(eager, program(*arrays), strict=True):
            np.testing.assert_array_equal(a.array, b)


def test_a_chain_of_elementwise_ops_works_in_one_buffer():
    x = np.linspace(-1, 1, 1000)
    program = Program(lambda x: tanh(sigmoid(tanh(x * 2) + 1)), x)
    assert program.bytes == x.nbytes
    expected = np.tanh(1 / (1 + np.exp(-(np.tanh(x * 2) + 1))))
    np.testing.assert_allclose(program(x)[0], expected, rtol=1e-14)
    np.testing.assert_array_equal(x, np.linspace(-1, 1, 1000))


def test_a_transpose_beside_its_own_matrix_is_not_overwritten_in_place():
    x = np.arange(9.0).reshape(3, 3)

    def function(x):
        doubled = x * 2
        return doubled + doubled.transpose(0, 1)

    np.testing.assert_array_equal(Program(function, x)(x)[0], 2 * (x + x.T))


def test_an_output_stays_when_what_is_made_of_it_could_work_in_place():
    x = np.arange(4.0)

    def function(x):
        doubled = x * 2
        return doubled, doubled + 1

    first, second = Program(function, x)(x)
    np.testing.assert_array_equal(first, 2 * x)
    np.testing.assert_array_equal(second, 2 * x + 1)


def test_parameters_that_change_in_place_count_in_the_next_run():
    weight = Tensor(np.ones((2, 3)), requires_grad=True)
    x = np.ones((4, 3))
    program = Program(lambda x: linear(x, weight).sum(), x)
    assert program(x)[0] == 24
    weight.array *= 2
    assert program(x)[0] == 48


def test_a_program_of_a_convolution_makes_no_array_while_it_runs():
    import tracemalloc

    weight = Tensor(np.ones((8, 4, 3, 3)), requires_grad=True)

    def function(x):
        y = mean_pool(relu(convolution(x, weight, padding=1)), (2, 2))
        return gradient((y * y).mean(), [weight])

    x = np.ones((64, 4, 16, 16))
    program = Program(function, x)
    program(x)
    tracemalloc.start()
    program(x)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000  # numpy itself works in pieces of 64 KB; the results are larger
    assert program.bytes > 2_000_000


def test_dropout_is_drawn_anew_at_each_run_and_is_the_streams():
    def function(stream):
        return lambda x: dropout(x, 0.25, stream)

    x = np.ones((200, 50))
    program = Program(function(Stream(3, Purpose.NOISE)), x)
    first, second = program(x)[0].copy(), program(x)[0].copy()
    again = Stream(3, Purpose.NOISE)
    for mine in (first, second):
        np.testing.assert_array_equal(mine, function(again)(Tensor(x)).array)
    assert (first != second).any()
    assert set(np.unique(first)) == {0, 1 / 0.75}
    assert first.mean() == pytest.approx(1, abs=0.02)


def test_attention_with_a_mask_looks_at_nothing_that_is_ahead():
    chance = np.random.default_rng(0)
    q, k, v = (chance.normal(size=(5, 4)) for _ in range(3))
    mask = np.tril(np.ones((5, 5), bool))
    program = Program(lambda q, k, v: attention(q, k, v, q.constant(mask)), q, k, v)
    before = program(q, k, v)[0].copy()
    k[3:], v[3:] = 9, 9
    after = program(q, k, v)[0]
    np.testing.assert_array_equal(before[:3], after[:3])
    assert (before[3:] != after[3:]).any()


def test_an_input_of_another_shape_is_refused_with_both_shapes():
    program = Program(lambda x: x * 2, np.zeros((2, 3)))
    with pytest.raises(ShapeError, match=r"input 0 has shape \[3, 2\].*made for \[2, 3\]"):
        program(np.zeros((3, 2)))
    with pytest.raises(ShapeError, match="has 1 inputs, not 2"):
        program(np.zeros((2, 3)), np.zeros(1))
