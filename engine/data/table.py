"""The table of data sets, in the order in which a menu shows them."""

from __future__ import annotations

from engine.data.classes import CIRCLES, GAUSSIANS, MOONS, SPIRAL
from engine.data.data_set import DataSet, Drawn
from engine.data.squares import NOISY_XOR, XOR
from engine.data.surfaces import HILLS, PLANE
from engine.data.three_classes import THREE_ARMS, THREE_BLOBS
from engine.random import Stream


def _draw_nothing(_count: int, _noise: float, _chance: Stream, _noise_chance: Stream) -> Drawn:
    raise TypeError("own points are not drawn: they are in Spec.points")


OWN = "own"
OWN_POINTS = DataSet(OWN, "Your own points", -3, 3, _draw_nothing)

DATA_SETS: dict[str, DataSet] = {
    kind.name: kind
    for kind in (
        XOR, NOISY_XOR, CIRCLES, GAUSSIANS, MOONS, SPIRAL, THREE_BLOBS, THREE_ARMS, PLANE, HILLS,
        OWN_POINTS,
    )
}
