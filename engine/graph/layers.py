"""Layers made of operations: convolution, pooling, normalisation, attention.

Made of parts, they have gradients, programs and explanations already. Shapes are PyTorch's.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.errors import ShapeError
from engine.graph.ops.comparisons import where
from engine.graph.ops.gathering import gather
from engine.graph.ops.layout import Permute, reshape, transpose
from engine.graph.ops.reductions import argmax, mean, variance
from engine.graph.ops.slices import pad
from engine.graph.ops.softmax import softmax
from engine.graph.ops.windows import windows

if TYPE_CHECKING:
    from engine.graph.node import Node

Sizes = int | tuple[int, ...]


def convolution(
    x: Node,
    weight: Node,
    bias: Node | None = None,
    stride: Sizes = 1,
    padding: Sizes = 0,
    dilation: Sizes = 1,
    groups: int = 1,
) -> Node:
    """x (n, c, *sizes), weight (out, c / groups, *kernel), bias (out,): (n, out, *places).

    conv1d, conv2d or conv3d by the number of the kernel's axes. Each result is the sum of a window
    of x times the kernel: the windows become rows, and one product of matrices does it all.
    Raises ShapeError where channels or sizes do not fit.
    """
    kernel = weight.shape[2:]
    n = len(kernel)
    _check_channels(x, weight, groups)
    x = pad(x, tuple((p, p) for p in sizes(padding, n)))
    seen = windows(x, kernel, sizes(stride, n), sizes(dilation, n))
    y = _one_group(seen, weight) if groups == 1 else _several_groups(seen, weight, groups)
    return y if bias is None else y + reshape(bias, (weight.shape[0], *[1] * n))


def _one_group(seen: Node, weight: Node) -> Node:
    """(batch, c, *places, *kernel) as a row for each place, times the kernels as columns."""
    n = len(weight.shape) - 2
    batch, places = seen.shape[0], seen.shape[2 : 2 + n]
    outputs, inner = weight.shape[0], math.prod(weight.shape[1:])
    rows = Permute((0, *range(2, 2 + n), 1, *range(2 + n, 2 + 2 * n)))(seen)
    rows = reshape(rows, (batch * math.prod(places), inner))
    y = rows @ transpose(reshape(weight, (outputs, inner)))
    return Permute((0, 1 + n, *range(1, 1 + n)))(reshape(y, (batch, *places, outputs)))


def _several_groups(seen: Node, weight: Node, groups: int) -> Node:
    """The same for each group of channels by itself."""
    n = len(weight.shape) - 2
    batch, channels, *sizes_seen = seen.shape
    places = tuple(sizes_seen[:n])
    outputs, inner = weight.shape[0], math.prod(weight.shape[1:])
    seen = reshape(seen, (batch, groups, channels // groups, *sizes_seen))
    rows = Permute((1, 0, *range(3, 3 + n), 2, *range(3 + n, 3 + 2 * n)))(seen)
    rows = reshape(rows, (groups, batch * math.prod(places), inner))
    y = rows @ transpose(reshape(weight, (groups, outputs // groups, inner)))
    y = reshape(y, (groups, batch, *places, outputs // groups))
    y = Permute((1, 0, 2 + n, *range(2, 2 + n)))(y)
    return reshape(y, (batch, outputs, *places))


def _check_channels(x: Node, weight: Node, groups: int) -> None:
    n = len(weight.shape) - 2
    if len(x.shape) != n + 2:
        raise ShapeError(
            f"Expected {n + 1}D (unbatched) or {n + 2}D (batched) input to conv{n}d, but got "
            f"input of size: {list(x.shape)}"
        )
    if x.shape[1] != weight.shape[1] * groups or weight.shape[0] % groups:
        raise ShapeError(
            f"Given groups={groups}, weight of size {list(weight.shape)}, expected "
            f"input{list(x.shape)} to have {weight.shape[1] * groups} channels, but got "
            f"{x.shape[1]} channels instead"
        )


def max_pool(
    x: Node,
    kernel: tuple[int, ...],
    stride: Sizes | None = None,
    padding: Sizes = 0,
    dilation: Sizes = 1,
) -> Node:
    """The largest of each window over the last axes; of equal ones the first has the gradient."""
    n = len(kernel)
    x = pad(x, tuple((p, p) for p in _half(padding, kernel)), -math.inf)
    seen = windows(x, kernel, sizes(stride or kernel, n), sizes(dilation, n))
    rows = reshape(seen, (*seen.shape[:-n], math.prod(kernel)))
    first = argmax(rows, -1)
    best = gather(rows, -1, reshape(first, (*first.shape, 1)))
    return reshape(best, first.shape)


def mean_pool(
    x: Node, kernel: tuple[int, ...], stride: Sizes | None = None, padding: Sizes = 0
) -> Node:
    """The mean of each window over the last axes; padding counts as zeros, as in PyTorch."""
    n = len(kernel)
    x = pad(x, tuple((p, p) for p in _half(padding, kernel)))
    seen = windows(x, kernel, sizes(stride or kernel, n), (1,) * n)
    return mean(seen, tuple(range(len(seen.shape) - n, len(seen.shape))))


def _half(padding: Sizes, kernel: tuple[int, ...]) -> tuple[int, ...]:
    widths = sizes(padding, len(kernel))
    if any(2 * p > k for p, k in zip(widths, kernel, strict=True)):
        raise ShapeError(
            "pad should be at most half of effective kernel size, but got "
            f"pad={max(widths)}, kernel_size={min(kernel)}"
        )
    return widths


def sizes(value: Sizes, n: int) -> tuple[int, ...]:
    """A number for each of n axes."""
    return (value,) * n if isinstance(value, int) else tuple(value)


def layer_norm(
    x: Node, weight: Node | None = None, bias: Node | None = None, eps: float = 1e-5, axes: int = 1
) -> Node:
    """The last `axes` axes shifted and scaled to mean 0 and variance 1, then times weight + bias.

    J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization", arXiv:1607.06450.
    """
    y = _normalised(x, tuple(range(len(x.shape) - axes, len(x.shape))), eps)
    y = y if weight is None else y * weight
    return y if bias is None else y + bias


def batch_norm(
    x: Node, weight: Node | None = None, bias: Node | None = None, eps: float = 1e-5
) -> Node:
    """Each channel (axis 1) to mean 0 and variance 1 over this batch, as in training.

    S. Ioffe, C. Szegedy, "Batch Normalization", arXiv:1502.03167.
    """
    each = (x.shape[1], *[1] * (len(x.shape) - 2))
    y = _normalised(x, (0, *range(2, len(x.shape))), eps)
    y = y if weight is None else y * reshape(weight, each)
    return y if bias is None else y + reshape(bias, each)


def _normalised(x: Node, axes: tuple[int, ...], eps: float) -> Node:
    return (x - mean(x, axes, True)) / (variance(x, axes, 0, True) + eps).sqrt()


def attention(query: Node, key: Node, value: Node, mask: Node | None = None) -> Node:
    """softmax(q kᵀ / sqrt(d)) v: query (..., n, d), key (..., m, d), value (..., m, e).

    `mask` (n, m), bool: True where a query may look. A. Vaswani et al., "Attention Is All You
    Need", arXiv:1706.03762.
    """
    scores = (query @ transpose(key)) * (1 / math.sqrt(query.shape[-1]))
    if mask is not None:
        scores = where(mask, scores, -math.inf)
    return softmax(scores, -1) @ value
