"""Three classes in the square from -3 to 3, by turns, so that all have about as many points."""

from __future__ import annotations

import math

import numpy as np

from engine import portable
from engine.data.data_set import DataSet, Drawn, flip
from engine.random import Stream
from engine.tasks import CLASSES

COUNT = 3


def _draw_blobs(count: int, noise: float, chance: Stream, noise_chance: Stream) -> Drawn:
    """Gaussians around the corners of a triangle."""
    labels = np.arange(count, dtype=float) % COUNT
    angle = 2 * math.pi * labels / COUNT + math.pi / 2
    x1 = 1.7 * portable.cos(angle) + 0.5 * chance.normal(count)
    x2 = 1.7 * portable.sin(angle) + 0.5 * chance.normal(count)
    return flip(np.column_stack([x1, x2]), labels, noise, noise_chance, COUNT)


def _draw_arms(count: int, noise: float, chance: Stream, noise_chance: Stream) -> Drawn:
    """Arms of a spiral of Archimedes, a third of a turn apart, three quarters of a turn long."""
    labels = np.arange(count, dtype=float) % COUNT
    t = chance.uniform(count)
    radius = 0.2 + 2.6 * t
    angle = 1.5 * math.pi * t + 2 * math.pi * labels / COUNT
    x1 = radius * portable.cos(angle) + 0.08 * chance.normal(count)
    x2 = radius * portable.sin(angle) + 0.08 * chance.normal(count)
    return flip(np.column_stack([x1, x2]), labels, noise, noise_chance, COUNT)


THREE_BLOBS = DataSet("three-blobs", "Three blobs", -3, 3, _draw_blobs, CLASSES, COUNT)
THREE_ARMS = DataSet("three-arms", "Spiral of three arms", -3, 3, _draw_arms, CLASSES, COUNT)
