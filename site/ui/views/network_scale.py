"""How large the parts of the network are drawn, so that any number of neurons has its place.

Where neurons are many, their circles are small: numbers have two decimals then, biases are marks,
and the names of hidden neurons are left to who hears the figure.
"""

from dataclasses import dataclass
from functools import lru_cache

from ui.lab import Lab

WIDTH, MARGIN = 520, 62
WIDE = 110  # between layers: what a unit's name and bias need beside each other
RADIUS, SMALLEST = 30, 22 / 30  # of a neuron at 1 or beyond; of one that is off, as a share of it
ROOMY = 23  # the radius from which a circle holds a number of four digits


@dataclass(frozen=True)
class Scale:
    """The figure's height, the radius of a neuron at 1, and what is left free above and below."""

    layers: tuple[int, ...]
    height: float
    radius: float
    edge: float = 0

    @property
    def box(self) -> str:
        """The figure's viewBox."""
        return f"0 {-self.edge:g} {WIDTH} {self.height + 2 * self.edge:g}"

    @property
    def roomy(self) -> bool:
        return self.radius >= ROOMY

    @property
    def wide(self) -> bool:
        return self.place(1, 0)[0] - self.place(0, 0)[0] >= WIDE

    def place(self, layer: int, index: int) -> tuple[float, float]:
        """The centre of a neuron."""
        x = MARGIN + layer * (WIDTH - 2 * MARGIN) / (len(self.layers) - 1)
        return x, self.height * (index + 0.5) / self.layers[layer]


def scale(lab: Lab) -> Scale:
    """A network whose layers can be built is flat where it can be, as there is more around it."""
    return scale_of(lab.spec.layers, lab.has_handles)


@lru_cache(maxsize=16)
def scale_of(layers: tuple[int, ...], flat: bool = False) -> Scale:
    widest = max(layers)
    height = (max(262, 44 * widest) if widest != 5 else 325) if flat else 380
    between = (WIDTH - 2 * MARGIN) / (len(layers) - 1)
    radius = min(RADIUS, 0.36 * height / widest, 0.27 * between)
    return Scale(layers, height, round(radius, 1), 8 if flat else 0)
