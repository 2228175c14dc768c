"""Tensor: numbers at once, gradients that add up, and a tape only where it is wanted."""

import numpy as np
import pytest

from engine.errors import EngineError
from engine.graph.gradient import gradient
from engine.graph.ops.products import linear
from engine.tensor import Tensor, no_grad, recording


def test_backward_adds_to_the_gradients_of_the_leaves():
    w = Tensor([[1.0, 2.0]], requires_grad=True)
    for count in (1, 2):
        (w * w).sum().backward()
        np.testing.assert_array_equal(w.grad.array, count * 2 * w.array)
    assert w.grad.is_leaf


def test_a_tensor_that_is_used_twice_has_the_sum_of_both_gradients():
    x = Tensor(3.0, requires_grad=True)
    y = x * x + x * 2
    y.backward()
    assert x.grad.item() == 8


def test_without_a_wish_for_gradients_nothing_is_remembered():
    x = Tensor([1.0, 2.0], requires_grad=True)
    with no_grad():
        y = x * 2
    assert (y.op, y.inputs, y.requires_grad) == (None, (), False)
    assert (Tensor([1.0]) * 2).op is None
    with recording():
        assert (Tensor([1.0]) * 2).op is not None


def test_the_tape_is_as_before_after_an_error():
    with pytest.raises(ZeroDivisionError), no_grad():
        raise ZeroDivisionError
    assert (Tensor(1.0, requires_grad=True) * 2).requires_grad


def test_second_derivatives_follow():
    x = Tensor(2.0, requires_grad=True)
    (first,) = gradient(x**3, [x])
    (second,) = gradient(first, [x])
    (third,) = gradient(second, [x])
    assert (first.item(), second.item(), third.item()) == (12, 12, 6)


def test_what_a_result_does_not_depend_on_has_the_gradient_0():
    x, other = Tensor([1.0, 2.0], requires_grad=True), Tensor([[1.0]], requires_grad=True)
    assert gradient(x.sum(), [other])[0].array.tolist() == [[0]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_tensor_keeps_its_precision_beside_numbers(dtype):
    x = Tensor(np.ones((2, 3), dtype), requires_grad=True)
    w = Tensor(np.ones((4, 3), dtype), requires_grad=True)
    y = (linear(x * 0.5 + 1, w).tanh() ** 2 / 3).mean()
    assert y.dtype == dtype
    y.backward()
    assert (x.grad.dtype, w.grad.dtype) == (dtype, dtype)


def test_of_two_precisions_the_wider_one_is_taken_and_gradients_go_back_in_their_own():
    x = Tensor(np.ones(2, np.float32), requires_grad=True)
    y = (x * Tensor(np.ones(2))).sum()
    assert y.dtype == np.float64
    y.backward()
    assert x.grad.dtype == np.float32


def test_a_view_shares_memory_and_its_gradient_finds_its_place():
    x = Tensor(np.arange(6.0).reshape(2, 3), requires_grad=True)
    row = x[1]
    assert np.shares_memory(row.array, x.array)
    row.sum().backward()
    assert x.grad.array.tolist() == [[0, 0, 0], [1, 1, 1]]


def test_an_array_of_numpys_beside_a_tensor_gives_a_tensor():
    for y in (np.array([1.0, 2.0]) * Tensor([3.0, 4.0]), np.float64(2) * Tensor([1.5, 4.0])):
        assert isinstance(y, Tensor)
        assert y.array.tolist() == [3, 8]


def test_tensors_without_elements_are_no_exception():
    empty = Tensor(np.zeros((0, 3)), requires_grad=True)
    assert empty.sum().item() == 0
    assert np.isnan(empty.mean().item())
    y = (empty @ Tensor(np.ones((3, 2)))).sum()
    assert gradient(y, [empty])[0].shape == (0, 3)
    with pytest.raises(IndexError, match="non-zero size"):
        empty.amax(0)


def test_a_long_chain_is_walked_without_recursion():
    x = Tensor(1.0, requires_grad=True)
    y = x
    for _ in range(5000):
        y = y + 1
    y.backward()
    assert x.grad.item() == 1


def test_a_number_is_taken_out_of_a_tensor_of_one_only():
    assert Tensor([[2.5]]).item() == 2.5
    with pytest.raises(EngineError, match="2 elements cannot be converted"):
        Tensor([1.0, 2.0]).item()


def test_a_tensor_shows_its_numbers():
    assert repr(Tensor([1.0, 2.0])) == "Tensor([1., 2.])"
