"""Mersenne Twister MT19937: the 32-bit words that PyTorch's CPU generator hands out.

M. Matsumoto, T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998). Written here, as importing
`numpy.random` for its own takes a page longer than all of this.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]

SIZE, SHIFT = 624, 397
UPPER, LOWER, MATRIX = np.uint32(0x80000000), np.uint32(0x7FFFFFFF), np.uint32(0x9908B0DF)


class Mersenne:
    """A stream of words from a seed of 32 bits."""

    def __init__(self, seed: int) -> None:
        state = [seed & 0xFFFFFFFF]
        for i in range(1, SIZE):
            before = state[-1]
            state.append((1812433253 * (before ^ (before >> 30)) + i) & 0xFFFFFFFF)
        self._state = np.array(state, np.uint32)
        self._ready = np.empty(0, np.uint32)  # made, and not yet handed out

    def words(self, count: int) -> Words:
        """The next `count` words."""
        pieces, missing = [self._ready[:count]], count - len(self._ready)
        self._ready = self._ready[count:]
        while missing > 0:
            block = self._block()
            pieces.append(block[:missing])
            self._ready = block[missing:]
            missing -= SIZE
        return np.concatenate(pieces)

    def _block(self) -> Words:
        """The next 624 words: the state moved on, and scattered."""
        old, new = self._state, np.empty(SIZE, np.uint32)
        mixed = (old[:-1] & UPPER) | (old[1:] & LOWER)
        twisted = (mixed >> np.uint32(1)) ^ np.where(mixed & np.uint32(1), MATRIX, np.uint32(0))
        # A word needs the one SHIFT places on, which from there on is one of the new words.
        reach = SIZE - SHIFT
        new[:reach] = old[SHIFT:] ^ twisted[:reach]
        new[reach : 2 * reach] = new[:reach] ^ twisted[reach : 2 * reach]
        new[2 * reach : -1] = new[reach : SIZE - 1 - reach] ^ twisted[2 * reach :]
        last = (old[-1] & UPPER) | (new[0] & LOWER)
        new[-1] = new[SHIFT - 1] ^ (last >> np.uint32(1)) ^ (MATRIX if last & 1 else np.uint32(0))
        self._state = new
        y = new ^ (new >> np.uint32(11))
        y ^= (y << np.uint32(7)) & np.uint32(0x9D2C5680)
        y ^= (y << np.uint32(15)) & np.uint32(0xEFC60000)
        y ^= y >> np.uint32(18)
        return y
