"""The numbers on edges and in units: of the selected unit's weights; of signals, the lit parts'."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.network.places import Places, Rect
from ui.panels.signals.state import (
    MOST,
    Stage,
    edge_value,
    edges,
    explained,
    focus,
    neuron_value,
    stage_of,
)
from ui.words.numbers import fitted, full

NOTHING = ["tag off", "", "0", "0", "", ""]  # the values of a tag without a number
DIGIT, AROUND, HEIGHT = 7.6, 12, 18  # of a tag
ON_EDGE = (6, 5)  # characters of a number, the fewer the less room: −0.124, −0.12
CLEAR = 2  # pixels between a number and what is beside it
ALONG = np.linspace(0, 1, 33)
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9, 0.02, 0.98)  # of a bend

Edge = tuple[int, int, int]  # layer, source, target
Spot = tuple[float, float] | None


def has_signals(lab: Lab) -> bool:
    return "signals" in lab.layout.bench


def tags() -> Element:
    """Places for the numbers: on the edges, then in the units or on more edges."""
    return element("g", {"class": "tags", "aria-hidden": "true"},
                   *(element("g", {"class": SLOT, "transform": SLOT},
                             element("rect", {"x": SLOT, "y": -HEIGHT / 2, "width": SLOT,
                                              "height": HEIGHT, "rx": HEIGHT / 2}),
                             element("text", {"y": 4, "data-number": SLOT}, SLOT))
                     for _ in range(2 * MOST)))


def tag_values(lab: Lab, at: Places) -> list[str]:
    stage = stage_of(lab)
    if stage is None:
        found = [*weight_tags(lab, at)]
    elif stage.on_edges:
        found = [*edge_tags(lab, stage, at), *neuron_tags(lab, stage, at)]
    else:
        found = []
    return [text for tag in [*found, *[NOTHING] * (2 * MOST - len(found))] for text in tag]


def weight_tags(lab: Lab, at: Places) -> Iterator[list[str]]:
    """The weights of the selected part; of many, the largest that leads in and out."""
    chosen = selected_edges(lab, at)
    characters, found = tag_places(at, chosen)
    for (layer, source, target), place in zip(chosen, found, strict=True):
        if place:
            value = float(lab.run.weights[layer - 1][target, source])
            yield tag("tag of-weight", place, value, fitted(value, characters))


def selected_edges(lab: Lab, at: Places) -> tuple[Edge, ...]:
    kind, _, place = lab.selected.partition(":")
    layer, *ends = map(int, place.split("."))
    if kind == "weight":
        return ((layer, ends[0], ends[1]),)
    if kind == "bias":
        return ()
    own, layers = ends[0], lab.spec.layers
    found: list[Edge] = []
    if layer:
        found += largest(lab, [(layer, source, own) for source in range(layers[layer - 1])])
    if layer < len(layers) - 1:
        found += largest(lab, [(layer + 1, own, to) for to in range(layers[layer + 1])])
    return tuple(found)


def largest(lab: Lab, among: list[Edge]) -> list[Edge]:
    """All of a few edges; of many the one with the largest weight."""
    if len(among) <= 4:
        return among
    return [max(among, key=lambda edge: abs(lab.run.weights[edge[0] - 1][edge[2], edge[1]]))]


@lru_cache(maxsize=64)
def tag_places(at: Places, chosen: tuple[Edge, ...]) -> tuple[int, list[Spot]]:
    """With how many characters the numbers of most edges have a place, and where."""
    tried = [(characters, spots(at, chosen, characters)) for characters in ON_EDGE]
    return max(tried, key=lambda each: (len(chosen) - each[1].count(None), each[0]))


def spots(at: Places, chosen: tuple[Edge, ...], characters: int) -> list[Spot]:
    """Where on each edge its number stands, free of squares, labels and each other, and over as few
    other edges as can be; None where there is no such place."""
    half, taken = width_of("0" * characters) / 2, [*at.obstacles()]
    found: list[Spot] = []
    for layer, source, target in chosen:
        curve = at.edge(layer, source, target)
        free = [(place, rect) for place in map(curve.at, SHARES)
                if inside(rect := around(place, half), at)
                and not any(overlaps(rect, other) for other in taken)]
        if free:
            place, rect = min(free, key=lambda each: crossed(at, layer, each[1]))
            taken.append(rect)
            found.append(place)
        else:
            found.append(None)
    return found


def around(place: tuple[float, float], half: float) -> Rect:
    x, y = place
    return x - half - CLEAR, y - HEIGHT / 2 - CLEAR, x + half + CLEAR, y + HEIGHT / 2 + CLEAR


def crossed(at: Places, layer: int, rect: Rect) -> int:
    """How many edges into a layer go through a rectangle."""
    x, y = bends(at, layer)
    within = (rect[0] < x) & (x < rect[2]) & (rect[1] < y) & (y < rect[3])
    return int(np.count_nonzero(within.any(axis=1)))


@lru_cache(maxsize=16)
def bends(at: Places, layer: int) -> NDArray[np.float64]:
    """Places along each edge into a layer: (x or y, edge, place)."""
    counts = at.columns[layer - 1].count, at.columns[layer].count
    curves = [at.edge(layer, source, target)
              for source in range(counts[0]) for target in range(counts[1])]
    return np.array([[curve.at(share) for share in ALONG] for curve in curves]).transpose(2, 0, 1)


def overlaps(one: Rect, other: Rect) -> bool:
    return (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def inside(rect: Rect, at: Places) -> bool:
    return rect[0] >= 0 and rect[1] >= 0 and rect[2] <= at.width and rect[3] <= at.height


def edge_tags(lab: Lab, stage: Stage, at: Places) -> Iterator[list[str]]:
    """What the edges into the lit layer carry."""
    chosen = tuple((stage.layer, *pair) for pair in edges(lab.spec.layers, stage, lab.selected))
    characters, found = tag_places(at, chosen)
    for (_, source, target), place in zip(chosen, found, strict=True):
        if place:
            value = edge_value(explained(lab), stage, source, target)
            yield tag("tag", place, value, fitted(value, characters))


def neuron_tags(lab: Lab, stage: Stage, at: Places) -> Iterable[list[str]]:
    """Within each unit of the layer its sum or its delta; where they are small, within the one
    that is looked at, if there."""
    side = at.columns[stage.layer].side
    characters = int((side - AROUND - 2) / DIGIT) - 2
    if characters < 3:
        return
    only = focus(stage, lab.selected)
    count = at.columns[stage.layer].count
    letter = "δ" if stage.kind == "backward" else "z"
    for index in range(count) if count <= MOST else (only,):
        x, y = at.unit(stage.layer, index)
        value = neuron_value(explained(lab), stage, index)
        text = f"{letter} {fitted(value, min(characters, 7))}"
        yield tag("tag of-neuron", (x, y), value, text)


def width_of(text: str) -> float:
    return DIGIT * len(text) + AROUND


def tag(kind: str, at: tuple[float, float], value: float, text: str) -> list[str]:
    width, sign = width_of(text), "negative" if value < 0 else "positive"
    return [f"{kind} {sign}",
            f"translate({at[0]:.1f} {at[1]:.1f})", f"{-width / 2:g}", f"{width:g}", full(value),
            text]


def running(lab: Lab) -> dict[str, str]:
    """The classes of the edges into the lit layer; those without a number are faint."""
    stage = stage_of(lab)
    if stage is None or not stage.on_edges:
        return {}
    layers = lab.spec.layers
    numbered = edges(layers, stage, lab.selected)
    return {f"weight:{stage.layer}.{source}.{target}":
            f"signal {stage.kind}" + ("" if (source, target) in numbered else " faint")
            for target in range(layers[stage.layer]) for source in range(layers[stage.layer - 1])}
