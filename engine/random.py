"""All chance: one counter-based generator, SplitMix64, that gives the same bits everywhere.

    Stream(seed, Purpose.DATA).bits(5)         64 random bits each, as uint64
                              .uniform(5)      in [0, 1)
                              .normal(5)       standard normal
                              .permutation(5)  an order of 0..4

SplitMix64 is the generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
Generators", OOPSLA 2014. Value i depends on the key and on i alone, so numpy makes any number of
them at once and a kernel can make them one by one. A stream is made for one purpose: changing how
much chance the data take leaves the weights as they were.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from engine import portable

GOLDEN_GAMMA = 0x9E3779B97F4A7C15
MIX_FIRST, MIX_SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
MASK = (1 << 64) - 1


class Purpose(IntEnum):
    """What a stream is for; part of its key, so a number here never changes its meaning."""

    WEIGHTS = 0
    ORDER = 1
    DATA = 2
    NOISE = 3
    SPLIT = 4
    SAMPLE = 5


def mix64(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The output function of SplitMix64: a bijection of 64-bit numbers that scatters them."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(MIX_FIRST)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(MIX_SECOND)
    return z ^ (z >> np.uint64(31))


def splitmix64(key: int, first: int, count: int) -> NDArray[np.uint64]:
    """Values `first` to `first + count - 1` of the generator seeded with `key`, as uint64."""
    counter = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    return mix64(np.uint64(key) + counter * np.uint64(GOLDEN_GAMMA))


def key_of(*words: int) -> int:
    """A key that depends on every word, in their order."""
    key = 0
    for word in words:
        key = int(splitmix64((key + word) & MASK, 0, 1)[0])
    return key


class Stream:
    """Random values for one purpose of one seed; `part` tells streams of a purpose apart (epochs).

    Each call goes on where the last one ended.
    """

    def __init__(self, seed: int, purpose: Purpose, part: int = 0) -> None:
        self.key = key_of(seed, purpose, part)
        self.position = 0
        self._name = f"Stream(seed={seed}, {purpose.name}, part={part}"

    def __repr__(self) -> str:
        return f"{self._name}, position={self.position})"

    def bits(self, count: int) -> NDArray[np.uint64]:
        """`count` values of 64 random bits."""
        values = splitmix64(self.key, self.position, count)
        self.position += count
        return values

    def uniform(self, count: int) -> NDArray[np.float64]:
        """`count` values of [0, 1): the upper 53 bits, so every value is exact."""
        return (self.bits(count) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def normal(self, count: int) -> NDArray[np.float64]:
        """`count` values of the standard normal distribution, by its inverse function.

        The uniform value is moved to the middle of its 2^-53 step, so that it is never 0.
        """
        return portable.normal_quantile(self.uniform(count) + 2.0**-54)

    def permutation(self, count: int) -> NDArray[np.intp]:
        """An order of 0..count-1, by the shuffle of Fisher and Yates (Knuth, TAOCP 2, Algorithm P).

        Position i, from the last down, is swapped with one of 0..i: the upper 32 bits times i + 1,
        without its lower 32 bits; the bias, below 2^-23 for 500 rows, is not worth a rejection.
        """
        last = np.arange(count - 1, 0, -1, dtype=np.uint64)
        choices = ((self.bits(len(last)) >> np.uint64(32)) * (last + np.uint64(1))) >> np.uint64(32)
        order = list(range(count))
        for i, j in zip(range(count - 1, 0, -1), choices.tolist(), strict=True):
            order[i], order[j] = order[j], order[i]
        return np.array(order, dtype=np.intp)


class Streams(Stream):
    """A Stream for each of R seeds: every call gives (R, count), each one's values in a row."""

    def __init__(self, seeds: NDArray[np.uint64], purpose: Purpose, part: int = 0) -> None:
        self._keys = keys_of(seeds, purpose, part)
        self.position = 0
        self._name = f"Streams({len(seeds)} seeds, {purpose.name}, part={part}"

    def bits(self, count: int) -> NDArray[np.uint64]:
        first = self.position + 1
        counter = np.arange(first, first + count, dtype=np.uint64)
        self.position += count
        return mix64(self._keys[:, None] + counter * np.uint64(GOLDEN_GAMMA))

    def permutation(self, count: int) -> NDArray[np.intp]:
        last = np.arange(count - 1, 0, -1, dtype=np.uint64)
        choices = ((self.bits(len(last)) >> np.uint64(32)) * (last + np.uint64(1))) >> np.uint64(32)
        order = np.repeat(np.arange(count)[:, None], len(self._keys), axis=1)
        columns = np.arange(len(self._keys))
        for i, j in zip(range(count - 1, 0, -1), choices.astype(np.intp).T, strict=True):
            chosen = order[j, columns]
            order[j, columns] = order[i]
            order[i] = chosen
        return order.T


def keys_of(seeds: NDArray[np.uint64], *words: int) -> NDArray[np.uint64]:
    """`key_of(seed, *words)` for R seeds at once."""
    keys = mix64(seeds + np.uint64(GOLDEN_GAMMA))
    for word in words:
        keys = mix64(keys + np.uint64(word) + np.uint64(GOLDEN_GAMMA))
    return keys
