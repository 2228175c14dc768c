"""Cases of every op: how to call it here and in PyTorch, with shapes, axes and strides drawn.

A case is (ours, theirs, arrays): `ours(*tensors)` in the engine, `theirs(torch, *tensors)`.
"""

import math

import numpy as np
from hypothesis import strategies as st

from engine.graph import layers
from engine.graph.ops import (
    activations,
    arithmetic,
    broadcasting,
    classification,
    comparisons,
    exponentials,
    gathering,
    joins,
    layout,
    lookups,
    products,
    reductions,
    slices,
    softmax,
    windows,
)

sizes = st.integers(1, 4)
shapes = st.lists(sizes, max_size=4).map(tuple)
proper = st.lists(sizes, min_size=1, max_size=4).map(tuple)
seeds = st.integers(0, 10**6)


def numbers(draw, shape, low=None, high=None):
    """Normal or uniform numbers, in memory as drawn: plain, transposed, or with gaps."""
    chance = np.random.default_rng(draw(seeds))
    layout_of = draw(st.sampled_from(["plain", "transposed", "gaps"]))
    stored = shape[::-1] if layout_of == "transposed" else shape
    if layout_of == "gaps" and shape:
        stored = (*shape[:-1], 2 * shape[-1])
    array = chance.normal(size=stored) if low is None else chance.uniform(low, high, stored)
    array = np.asarray(array)
    if layout_of == "transposed":
        return array.T
    return array[..., ::2] if layout_of == "gaps" and shape else array


def broadcasting_shapes(draw, count):
    whole = draw(shapes)
    found = []
    for _ in range(count):
        shape = tuple(draw(st.sampled_from([n, 1])) for n in whole)
        found.append(shape[draw(st.integers(0, len(shape))) :])
    return found


def elementwise(ours, theirs, low=None, high=None, inputs=1):
    @st.composite
    def case(draw):
        arrays = [numbers(draw, shape, low, high) for shape in broadcasting_shapes(draw, inputs)]
        return ours, theirs, arrays

    return case()


def drawn(function):
    return st.composite(function)()


def axes(draw, shape):
    """Some axes, some of them counted from the end."""
    n = len(shape)
    several = draw(st.sets(st.integers(0, n - 1), min_size=1)) if n else set()
    return tuple(a - n if draw(st.booleans()) else a for a in sorted(several))


def reduction(ours, theirs):
    def case(draw):
        shape = draw(proper)
        dim, keep = axes(draw, shape), draw(st.booleans())
        x = numbers(draw, shape)
        return lambda x: ours(x, dim, keep), lambda t, x: theirs(t, x, dim, keep), [x]

    return drawn(case)


def along(ours, theirs):
    """An op along one axis."""

    def case(draw):
        shape = draw(proper)
        dim = draw(st.integers(-len(shape), len(shape) - 1))
        return lambda x: ours(x, dim), lambda t, x: theirs(t, x, dim), [numbers(draw, shape)]

    return drawn(case)


def matmul_case(draw):
    n, k, m = draw(sizes), draw(sizes), draw(sizes)
    batches = broadcasting_shapes(draw, 2)
    a, b = (*batches[0], n, k), (*batches[1], k, m)
    if draw(st.integers(0, 4)) == 0:
        a = (k,)
    if draw(st.integers(0, 4)) == 0:
        b = (k,)
    return products.matmul, lambda t, a, b: a @ b, [numbers(draw, a), numbers(draw, b)]


def linear_case(draw):
    batch, inner, outer = draw(shapes), draw(sizes), draw(sizes)
    arrays = [numbers(draw, (*batch, inner)), numbers(draw, (outer, inner))]
    if draw(st.booleans()):
        arrays.append(numbers(draw, (outer,)))
    return products.linear, lambda t, *xs: t.nn.functional.linear(*xs), arrays


def where_case(draw):
    a, b = broadcasting_shapes(draw, 2)
    mask = np.asarray(np.random.default_rng(draw(seeds)).random(np.broadcast_shapes(a, b)) < 0.5)
    return (
        lambda a, b: comparisons.where(a.constant(mask), a, b),
        lambda t, a, b: t.where(t.from_numpy(mask), a, b),
        [numbers(draw, a), numbers(draw, b)],
    )


def reshape_case(draw):
    shape = draw(shapes)
    size = math.prod(shape)
    to = draw(st.sampled_from([(size,), (1, size), (-1,), (-1, size), shape[::-1], (*shape, 1)]))
    return (lambda x: layout.reshape(x, to), lambda t, x: x.reshape(to), [numbers(draw, shape)])


def permute_case(draw):
    shape = draw(shapes)
    order = tuple(draw(st.permutations(range(len(shape)))))
    return lambda x: x.permute(*order), lambda t, x: x.permute(order), [numbers(draw, shape)]


def expand_case(draw):
    whole = draw(shapes)
    shape = tuple(draw(st.sampled_from([n, 1])) for n in whole)
    shape = shape[draw(st.integers(0, len(shape))) :]
    return (
        lambda x: broadcasting.expand(x, whole),
        lambda t, x: x.expand(whole),
        [numbers(draw, shape)],
    )


def slice_case(draw):
    shape = draw(proper)
    key = []
    for size in shape:
        start = draw(st.integers(-size, size))
        stop = draw(st.one_of(st.none(), st.integers(-size, size + 1)))
        key.append(slice(start, stop, draw(st.integers(1, 3))))
    key = tuple(key[: draw(st.integers(1, len(key)))])
    return lambda x: x[key], lambda t, x: x[key], [numbers(draw, shape)]


def part_case(draw):
    """Whole numbers, None and ... in an index."""
    shape = draw(proper)
    key = [draw(st.one_of(st.integers(-n, n - 1), st.just(slice(None)))) for n in shape]
    key = key[: draw(st.integers(1, len(key)))]
    if draw(st.booleans()):
        key.append(...)
    if draw(st.booleans()):
        key.insert(0, None)
    key = tuple(key)
    return lambda x: x[key], lambda t, x: x[key], [numbers(draw, shape)]


def flip_case(draw):
    shape = draw(proper)
    dim = draw(st.integers(0, len(shape) - 1))
    return lambda x: slices.flip(x, dim), lambda t, x: t.flip(x, (dim,)), [numbers(draw, shape)]


def pad_case(draw):
    shape = draw(proper)
    n = draw(st.integers(1, len(shape)))
    widths = tuple((draw(st.integers(0, 2)), draw(st.integers(0, 2))) for _ in range(n))
    flat = [w for pair in reversed(widths) for w in pair]
    fill = draw(st.sampled_from([0.0, 1.5]))
    return (
        lambda x: slices.pad(x, widths, fill),
        lambda t, x: t.nn.functional.pad(x, flat, value=fill),
        [numbers(draw, shape)],
    )


def concatenate_case(draw):
    shape = draw(proper)
    dim = draw(st.integers(-len(shape), len(shape) - 1))
    arrays = []
    for _ in range(draw(st.integers(1, 3))):
        own = list(shape)
        own[dim] = draw(sizes)
        arrays.append(numbers(draw, tuple(own)))
    return lambda *xs: joins.concatenate(xs, dim), lambda t, *xs: t.cat(xs, dim), arrays


def stack_case(draw):
    shape = draw(shapes)
    dim = draw(st.integers(-len(shape) - 1, len(shape)))
    arrays = [numbers(draw, shape) for _ in range(draw(st.integers(1, 3)))]
    return lambda *xs: joins.stack(xs, dim), lambda t, *xs: t.stack(xs, dim), arrays


def whole_numbers(draw, shape, size):
    return np.random.default_rng(draw(seeds)).integers(0, size, shape)


def embedding_case(draw):
    rows, width, shape = draw(sizes), draw(sizes), draw(shapes)
    index = whole_numbers(draw, shape, rows)
    return (
        lambda w: lookups.embedding(w.constant(index), w),
        lambda t, w: t.nn.functional.embedding(t.from_numpy(np.asarray(index)), w),
        [numbers(draw, (rows, width))],
    )


def take_case(draw):
    shape = draw(proper)
    dim = draw(st.integers(-len(shape), len(shape) - 1))
    index = whole_numbers(draw, (draw(sizes),), shape[dim])
    return (
        lambda x: lookups.take(x, x.constant(index), dim),
        lambda t, x: t.index_select(x, dim, t.from_numpy(index)),
        [numbers(draw, shape)],
    )


def gather_case(draw):
    shape = draw(proper)
    dim = draw(st.integers(0, len(shape) - 1))
    to = [draw(st.integers(1, n)) for n in shape]
    to[dim] = draw(sizes)
    index = whole_numbers(draw, tuple(to), shape[dim])
    return (
        lambda x: gathering.gather(x, dim, x.constant(index)),
        lambda t, x: t.gather(x, dim, t.from_numpy(index)),
        [numbers(draw, shape)],
    )


def convolution_case(draw):
    n = draw(st.integers(1, 2))
    groups, inner, outer = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(sizes)
    kernel = tuple(draw(st.integers(1, 3)) for _ in range(n))
    stride, dilation, padding = (
        tuple(draw(st.integers(low, high)) for _ in range(n))
        for low, high in ((1, 3), (1, 2), (0, 2))
    )
    spread = [d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True)]
    size = [max(1, w - 2 * p) + draw(st.integers(0, 4))
            for w, p in zip(spread, padding, strict=True)]  # fmt: skip
    arrays = [
        numbers(draw, (draw(st.integers(1, 3)), groups * inner, *size)),
        numbers(draw, (groups * outer, inner, *kernel)),
    ]
    if draw(st.booleans()):
        arrays.append(numbers(draw, (groups * outer,)))

    def ours(x, w, b=None):
        return layers.convolution(x, w, b, stride, padding, dilation, groups)

    def theirs(t, x, w, b=None):
        call = (t.conv1d, t.conv2d)[n - 1]
        return call(x, w, b, stride, padding, dilation, groups)

    return ours, theirs, arrays


def pool_case(kind):
    def case(draw):
        n = draw(st.integers(1, 2))
        kernel = tuple(draw(st.integers(1, 3)) for _ in range(n))
        stride = tuple(draw(st.integers(1, 3)) for _ in range(n))
        padding = tuple(draw(st.integers(0, k // 2)) for k in kernel)
        x = numbers(draw, (draw(sizes), draw(sizes), *(k + draw(sizes) for k in kernel)))
        name = f"{'max' if kind is layers.max_pool else 'avg'}_pool{n}d"
        return (
            lambda x: kind(x, kernel, stride, padding),
            lambda t, x: getattr(t.nn.functional, name)(x, kernel, stride, padding),
            [x],
        )

    return drawn(case)


def windows_case(draw):
    size, kernel, step = draw(st.integers(3, 6)), draw(st.integers(1, 3)), draw(sizes)
    shape = (*draw(shapes), size)
    return (
        lambda x: windows.windows(x, (kernel,), (step,), (1,)),
        lambda t, x: x.unfold(-1, kernel, step),
        [numbers(draw, shape)],
    )


def layer_norm_case(draw):
    # Of two numbers, a normalised pair is always -1 and 1: gradients cancel to what eps leaves.
    shape = (*draw(shapes), draw(st.integers(3, 5)))
    arrays = [numbers(draw, shape), numbers(draw, shape[-1:]), numbers(draw, shape[-1:])]
    return (
        layers.layer_norm,
        lambda t, x, w, b: t.nn.functional.layer_norm(x, w.shape, w, b),
        arrays,
    )


def batch_norm_case(draw):
    shape = (draw(st.integers(3, 5)), draw(sizes), *draw(st.lists(sizes, max_size=2)))
    arrays = [numbers(draw, shape), numbers(draw, shape[1:2]), numbers(draw, shape[1:2])]
    return (
        layers.batch_norm,
        lambda t, x, w, b: t.nn.functional.batch_norm(x, None, None, w, b, training=True),
        arrays,
    )


def attention_case(draw):
    batch, n, m, d, e = draw(shapes)[:2], *(draw(sizes) for _ in range(4))
    mask = np.tril(np.ones((n, m), bool)) if draw(st.booleans()) else None
    arrays = [numbers(draw, (*batch, *s)) for s in ((n, d), (m, d), (m, e))]
    return (
        lambda q, k, v: layers.attention(q, k, v, None if mask is None else q.constant(mask)),
        lambda t, q, k, v: t.nn.functional.scaled_dot_product_attention(
            q, k, v, None if mask is None else t.from_numpy(mask)
        ),
        arrays,
    )


def cross_entropy_case(draw):
    n, k = draw(sizes), draw(sizes)
    targets = whole_numbers(draw, (n,), k)
    return (
        lambda z: classification.cross_entropy(z, z.constant(targets)),
        lambda t, z: t.nn.functional.cross_entropy(z, t.from_numpy(targets)),
        [numbers(draw, (n, k))],
    )


def bce_case(draw):
    shape = draw(shapes)
    arrays = [numbers(draw, shape), numbers(draw, shape, 0, 1)]
    return (
        classification.bce_with_logits,
        lambda t, z, y: t.nn.functional.binary_cross_entropy_with_logits(z, y),
        arrays,
    )


def variance_case(draw):
    shape = (draw(st.integers(2, 4)), *draw(shapes)[:2])
    keep, correction = draw(st.booleans()), draw(st.integers(0, 1))
    return (
        lambda x: reductions.variance(x, 0, correction, keep),
        lambda t, x: t.var(x, 0, correction=correction, keepdim=keep),
        [numbers(draw, shape)],
    )


def functional(name):
    return lambda t, x: getattr(t.nn.functional, name)(x)


CASES = {
    "add": elementwise(arithmetic.add, lambda t, a, b: a + b, inputs=2),
    "subtract": elementwise(arithmetic.subtract, lambda t, a, b: a - b, inputs=2),
    "multiply": elementwise(arithmetic.multiply, lambda t, a, b: a * b, inputs=2),
    "divide": elementwise(arithmetic.divide, lambda t, a, b: a / b, 0.5, 2, inputs=2),
    "negate": elementwise(arithmetic.negate, lambda t, x: -x),
    "square": elementwise(arithmetic.square, lambda t, x: x**2),
    "power": elementwise(arithmetic.power, lambda t, a, b: a**b, 0.3, 2, inputs=2),
    "power of a number": elementwise(lambda x: x**3, lambda t, x: x**3),
    "absolute": elementwise(arithmetic.absolute, lambda t, x: x.abs()),
    "exp": elementwise(exponentials.exp, lambda t, x: x.exp()),
    "log": elementwise(exponentials.log, lambda t, x: x.log(), 0.1, 3),
    "log1p": elementwise(exponentials.log1p, lambda t, x: x.log1p(), -0.9, 3),
    "sqrt": elementwise(exponentials.sqrt, lambda t, x: x.sqrt(), 0.1, 3),
    "sin": elementwise(exponentials.sin, lambda t, x: x.sin()),
    "cos": elementwise(exponentials.cos, lambda t, x: x.cos()),
    "erf": elementwise(exponentials.erf, lambda t, x: x.erf()),
    "where": drawn(where_case),
    "maximum": elementwise(comparisons.maximum, lambda t, a, b: t.maximum(a, b), inputs=2),
    "minimum": elementwise(comparisons.minimum, lambda t, a, b: t.minimum(a, b), inputs=2),
    "clamp": elementwise(comparisons.Clamp(-0.5, 0.7), lambda t, x: x.clamp(-0.5, 0.7)),
    "clamp from below": elementwise(comparisons.Clamp(-0.5), lambda t, x: x.clamp(min=-0.5)),
    "relu": elementwise(activations.relu, functional("relu")),
    "leaky_relu": elementwise(activations.leaky_relu, functional("leaky_relu")),
    "sigmoid": elementwise(activations.sigmoid, lambda t, x: x.sigmoid()),
    "tanh": elementwise(activations.tanh, lambda t, x: x.tanh()),
    "gelu": elementwise(activations.gelu, functional("gelu")),
    "softplus": elementwise(activations.softplus, functional("softplus"), -25, 25),
    "silu": elementwise(activations.silu, functional("silu")),
    "matmul": drawn(matmul_case),
    "linear": drawn(linear_case),
    "sum": reduction(broadcasting.sum_of, lambda t, x, dim, keep: x.sum(dim, keepdim=keep)),
    "mean": reduction(reductions.mean, lambda t, x, dim, keep: x.mean(dim, keepdim=keep)),
    "max": reduction(reductions.max_of, lambda t, x, dim, keep: x.amax(dim, keepdim=keep)),
    "min": reduction(reductions.min_of, lambda t, x, dim, keep: x.amin(dim, keepdim=keep)),
    "variance": drawn(variance_case),
    "softmax": along(softmax.softmax, lambda t, x, dim: x.softmax(dim)),
    "log_softmax": along(softmax.log_softmax, lambda t, x, dim: x.log_softmax(dim)),
    "logsumexp": along(softmax.logsumexp, lambda t, x, dim: x.logsumexp(dim)),
    "reshape": drawn(reshape_case),
    "permute": drawn(permute_case),
    "expand": drawn(expand_case),
    "slice": drawn(slice_case),
    "part": drawn(part_case),
    "flip": drawn(flip_case),
    "pad": drawn(pad_case),
    "concatenate": drawn(concatenate_case),
    "stack": drawn(stack_case),
    "embedding": drawn(embedding_case),
    "take": drawn(take_case),
    "gather": drawn(gather_case),
    "windows": drawn(windows_case),
    "convolution": drawn(convolution_case),
    "max_pool": pool_case(layers.max_pool),
    "mean_pool": pool_case(layers.mean_pool),
    "layer_norm": drawn(layer_norm_case),
    "batch_norm": drawn(batch_norm_case),
    "attention": drawn(attention_case),
    "cross_entropy": drawn(cross_entropy_case),
    "bce_with_logits": drawn(bce_case),
}
