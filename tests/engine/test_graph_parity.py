"""Every op against PyTorch: results, first and second derivatives, in float64 and float32."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.graph.gradient import gradient
from engine.tensor import Tensor
from tests.engine.graph_cases import CASES, seeds
from tests.engine.torch_twin import relative, torch

TOLERANCE = 1e-12


def twins(arrays):
    ours = [Tensor(x.copy("K"), requires_grad=True) for x in arrays]
    theirs = [torch.from_numpy(x.copy("K")).requires_grad_() for x in arrays]
    return ours, theirs


def check(ours, theirs, tolerance=TOLERANCE):
    assert ours.shape == tuple(theirs.shape)
    assert relative(ours.array, theirs.detach().numpy(force=True)) <= tolerance


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=15)
@given(data=st.data(), seed=seeds)
def test_results_and_their_first_and_second_derivatives_are_pytorchs(name, data, seed):
    ours, theirs, arrays = data.draw(CASES[name])
    chance = np.random.default_rng(seed)
    xs, txs = twins(arrays)
    y, ty = ours(*xs), theirs(torch, *txs)
    check(y, ty)

    g = chance.normal(size=y.shape)
    ((mine,), (its,)) = twins([np.asarray(g)])
    first = gradient(y, xs, mine)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's own, of second derivatives that it makes slowly
        tfirst = torch.autograd.grad(ty, txs, its, create_graph=True)
    for a, b in zip(first, tfirst, strict=True):
        check(a, b)

    r = [chance.normal(size=x.shape) for x in arrays]
    again = sum((a * b).sum() for a, b in zip(first, r, strict=True))
    tagain = sum((a * torch.from_numpy(np.asarray(b))).sum()
                 for a, b in zip(tfirst, r, strict=True))  # fmt: skip
    second = gradient(again, [*xs, mine])
    if not tagain.requires_grad:
        return
    tsecond = torch.autograd.grad(tagain, [*txs, its], allow_unused=True)
    for a, b in zip(second, tsecond, strict=True):
        check(a, torch.zeros(a.shape) if b is None else b, 4 * TOLERANCE)
