"""A change of a lab's layers, and what has come with it."""

from dataclasses import dataclass

from engine import Run
from engine.reshaping import Shape
from ui.lab import Lab

FEWEST, MOST = 2, 6  # layers, the input and the output among them
WIDEST = 8
HIDDEN = range(1, MOST - 1)


@dataclass(frozen=True)
class Reshaped:
    """A run as it came from another by changes of its layers, and these changes as one."""

    run: Run
    source: Run
    shape: Shape

    @property
    def untouched(self) -> bool:
        return self.run.update == 0 and not self.run.events


@dataclass
class Layers:
    """The last change, which the next one may become a part of."""

    reshaped: Reshaped | None = None


def units_that_came(lab: Lab) -> set[tuple[int, int]]:
    """The units, as layer and index, that the last change of the layers has added to the lab's
    network."""
    change = lab.of(Layers).reshaped
    if change is None or change.run is not lab.run:
        return set()
    before, shape = change.source.spec.layers, change.shape
    widths = [0 if origin is None else before[origin] for origin in shape.origins]
    return {(layer, index) for layer, (width, known) in enumerate(zip(shape.layers, widths,
                                                                     strict=True))
            for index in range(known, width)}
