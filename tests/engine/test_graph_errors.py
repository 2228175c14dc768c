"""What does not fit is refused in PyTorch's words, with both shapes."""

import numpy as np
import pytest

from engine.errors import EngineError, ShapeError
from engine.graph import layers
from engine.graph.ops import classification, joins, lookups, products, slices, windows
from engine.tensor import Tensor


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
    with pytest.raises(TypeError, match="a mask"):
        shaped(3, 2)[Tensor([True, False, True])]


def test_windows_and_padding_refuse_what_has_no_meaning():
    with pytest.raises(ShapeError, match="must be positive"):
        windows.windows(shaped(4), (2,), (0,), (1,))
    with pytest.raises(ShapeError, match="pad should be at most half"):
        layers.max_pool(shaped(1, 1, 4, 4), (2, 2), padding=2)
    assert slices.pad(shaped(2), ((0, 0),)).shape == (2,)
