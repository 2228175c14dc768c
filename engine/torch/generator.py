"""Generator: PyTorch's source of chance on a CPU: uniform numbers, integers and orders."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from engine.torch.fused import fma32, fma64
from engine.torch.mersenne import Mersenne, Words

Float: TypeAlias = type[np.float32] | type[np.float64]
DEFAULT_SEED = 67280421310721  # of a torch.Generator() that nobody seeded


class Generator:
    """Everything random of a program, from one seed, in the order of the program's calls."""

    def __init__(self, seed: int = DEFAULT_SEED) -> None:
        self.manual_seed(seed)

    def manual_seed(self, seed: int) -> Generator:
        """Starts anew; only the lower 32 bits of the seed count. Raises EngineError beyond 64."""
        if not -(1 << 63) <= seed < 1 << 64:
            raise EngineError(f"seed={seed} must be from -2^63 to 2^64 - 1")
        self._seed = seed
        self._mersenne = Mersenne(seed)
        self.waiting: float | None = None  # the second normal number of a pair, for the next call
        return self

    def initial_seed(self) -> int:
        """The seed, as PyTorch says it: below 0 it counts down from 2^64."""
        return self._seed % (1 << 64)

    def words(self, count: int) -> Words:
        """32 random bits each."""
        return self._mersenne.words(count)

    def long_words(self, count: int) -> NDArray[np.uint64]:
        """64 random bits each: of two words the first is the upper one."""
        words = self.words(2 * count).astype(np.uint64)
        return (words[0::2] << np.uint64(32)) | words[1::2]

    def unit(self, count: int, dtype: Float = np.float32) -> NDArray[Any]:
        """Uniform in [0, 1): the lower 24 bits of a word, or in float64 53 bits of two."""
        if dtype is np.float32:
            return (self.words(count) & np.uint32(0xFFFFFF)).astype(np.float32) * dtype(2.0**-24)
        return (self.long_words(count) & np.uint64((1 << 53) - 1)).astype(np.float64) * 2.0**-53

    def uniform(
        self, count: int, low: float = 0.0, high: float = 1.0, dtype: Float = np.float32
    ) -> NDArray[Any]:
        """Uniform in [low, high), as `uniform_` draws it: what rounds up to `high` becomes `low`.

        Raises EngineError if `high` is below `low`.
        """
        if not low <= high:
            raise EngineError(
                f"uniform_ expects to return a [from, to) range, but found from={low} > to={high}"
            )
        bottom, top = dtype(low), dtype(high)
        fma = fma32 if dtype is np.float32 else fma64
        values = fma(self.unit(count, dtype), top - bottom, bottom)
        return np.where(values == top, bottom, values).astype(dtype)

    def randint(self, low: int, high: int, count: int) -> NDArray[np.int64]:
        """Whole numbers from low to high - 1: the rest of a word's division by their number."""
        span = high - low
        if span <= 0:
            raise EngineError(
                f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
            )
        long = span >= 1 << 32
        words = self.long_words(count) if long else self.words(count).astype(np.uint64)
        return (words % np.uint64(span)).astype(np.int64) + low

    def random_int64(self) -> int:
        """A whole number of 63 bits, as `torch.empty((), dtype=torch.int64).random_()`."""
        return int(self.long_words(1)[0]) & ((1 << 63) - 1)

    def randperm(self, count: int) -> NDArray[np.int64]:
        """An order of 0..count-1: each place swapped with itself or one behind it."""
        order = list(range(count))
        for i, word in enumerate(self.words(max(count - 1, 0)).tolist()):
            j = i + word % (count - i)
            order[i], order[j] = order[j], order[i]
        return np.array(order, np.int64)

    def __repr__(self) -> str:
        return f"<torch._C.Generator of seed {self.initial_seed()}>"
