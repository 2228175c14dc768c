"""The signals in the network: which parts are lit, and the numbers on edges and beside neurons."""

from collections.abc import Iterator

from ui.lab import Lab
from ui.numbers import fitted, full
from ui.signals import MOST, Stage, edge_value, edges, explained, focus, neuron_value, stage_of
from ui.tree import SLOT, Element, element
from ui.views.network_scale import Scale

NOTHING = ["tag off", "", "0", "0", "", ""]  # the values of a tag without a number
LETTER = 8  # the width of a digit on a phone
ON_EDGE, BESIDE = 6, 7  # the most characters of a number: 0.1235, −0.1235


def has_signals(lab: Lab) -> bool:
    return "signals" in lab.layout.bench


def tags() -> Element:
    """Places for the numbers: on the edges, then beside the neurons."""
    return element("g", {"class": "tags", "aria-hidden": "true"},
                   *(element("g", {"class": SLOT, "transform": SLOT},
                             element("rect", {"x": SLOT, "y": -10, "width": SLOT, "height": 18,
                                              "rx": 4}),
                             element("text", {"y": 4, "data-number": SLOT}, SLOT))
                     for _ in range(2 * MOST)))


def tag_values(lab: Lab, scale: Scale) -> list[str]:
    stage = stage_of(lab)
    if stage is None or not stage.on_edges:
        return NOTHING * (2 * MOST)
    found = [*edge_tags(lab, stage, scale)]
    beside = [*neuron_tags(lab, stage, scale)]
    return [text for group in (found, beside)
            for tag in [*group, *[NOTHING] * (MOST - len(group))] for text in tag]


def edge_tags(lab: Lab, stage: Stage, scale: Scale) -> Iterator[list[str]]:
    pairs = edges(scale.layers, stage, lab.selected)
    single = len({target for _, target in pairs}) == 1
    sources, last = scale.layers[stage.layer - 1], stage.layer == len(scale.layers) - 1
    for source, target in pairs:
        # Edges that meet are far apart near their sources; those of two sources are all as far
        # apart a third of the way; those of more cross, and get numbers in turn.
        share = (0.45 if single and last else 0.42 if single else
                 1 / (1 + sources) if sources <= 2 else 0.36 + 0.28 * source / (sources - 1))
        (x, y), (to_x, to_y) = scale.place(stage.layer - 1, source), scale.place(stage.layer,
                                                                                 target)
        value = edge_value(explained(lab), stage, source, target)
        text = fitted(value, ON_EDGE)
        beyond = x + scale.radius + 5 + width_of(text) / 2  # the neuron that it comes from
        at = max(x + (to_x - x) * share, beyond), y + (to_y - y) * share
        yield tag("tag", at, value, text)


def neuron_tags(lab: Lab, stage: Stage, scale: Scale) -> Iterator[list[str]]:
    """All neurons of the layer; where they are many, the one that is looked at."""
    width = scale.layers[stage.layer]
    only, last = focus(stage, lab.selected), stage.layer == len(scale.layers) - 1
    letter = "δ" if stage.kind == "backward" else "z"
    for index in range(width) if scale.roomy else (only,):
        x, y = scale.place(stage.layer, index)
        value = neuron_value(explained(lab), stage, index)
        # Away from the bias of the neuron above; the output has nothing above, but its name beside.
        text = f"{letter} {fitted(value, BESIDE)}"
        right = scale.radius - width_of(text) / 2 if last else scale.radius + 20
        at = x + right, y - scale.radius * (1.5 if last else 0.75)
        yield tag("tag of-neuron", at, value, text)


def width_of(text: str) -> int:
    return LETTER * len(text) + 4


def tag(kind: str, at: tuple[float, float], value: float, text: str) -> list[str]:
    width, sign = width_of(text), "negative" if value < 0 else "positive"
    return [f"{kind} {sign}",
            f"translate({at[0]:.1f} {at[1]:.1f})", f"{-width / 2:g}", str(width), full(value), text]


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
