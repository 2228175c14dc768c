"""The orders of torch.utils.data: an epoch of a DataLoader that shuffles, and random_split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.torch.generator import Generator

Order = NDArray[np.int64]


def loader_order(g: Generator, count: int, generator: Generator | None = None) -> Order:
    """The order of one epoch of `DataLoader(shuffle=True, generator=generator)`, without workers.

    Without `generator`, the default generator `g` gives a seed for workers, which none uses, and
    the seed of the generator that shuffles. With one, `g` is not asked.
    """
    if generator is None:
        g.random_int64()
        return Generator(g.random_int64()).randperm(count)
    generator.random_int64()
    order = generator.randperm(count)
    generator.randperm(count)  # PyTorch draws for a rest of samples of which there are none
    return order


def random_split(g: Generator, lengths: Sequence[int]) -> list[Order]:
    """Which rows are in each part."""
    order = g.randperm(sum(lengths))
    return np.split(order, np.cumsum(lengths)[:-1])
