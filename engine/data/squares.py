"""XOR: the four rows, and points of the unit square labelled by quadrant."""

from __future__ import annotations

import numpy as np

from engine.data.data_set import DataSet, Drawn, flip, rounded
from engine.random import Stream

ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _draw_xor(_count: int, _noise: float, _chance: Stream, _noise_chance: Stream) -> Drawn:
    targets = np.array([0.0, 1.0, 1.0, 0.0])
    return Drawn(ROWS.copy(), targets, targets)


def _draw_noisy_xor(count: int, noise: float, chance: Stream, noise_chance: Stream) -> Drawn:
    points = rounded(chance.uniform(2 * count).reshape(count, 2))
    upper = points > 0.5
    return flip(points, (upper[:, 0] != upper[:, 1]).astype(float), noise, noise_chance)


XOR = DataSet("xor", "XOR, the four rows", 0, 1, _draw_xor, rows=len(ROWS),
              fresh="noisy-xor", unit_square=True)
NOISY_XOR = DataSet("noisy-xor", "XOR by quadrant", 0, 1, _draw_noisy_xor, unit_square=True)
