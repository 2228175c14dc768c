"""Signals: one sample's way through the network and back, a layer at a time.

    for stage in stages((2, 4, 1)):
        values = signals(explain(run, 2), stage, edges(layers, stage, "neuron:1.0"))

Forward, an edge carries the product of its weight and what comes from its source, and a neuron gets
their sum z. Backward a neuron has its delta, and an edge the gradient of its weight. All of it is
the engine's own explanation, for the weights of now.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import explain
from engine.explanation import Explanation

if TYPE_CHECKING:
    from ui.lab import Lab

MOST = 8  # edges whose numbers are shown at once

TITLES = {
    "input": "The inputs of the sample are put in.",
    "forward": "Forward into {}: edges carry weight × activation, a neuron adds them and its "
               "bias: z. In the circle is its activation.",
    "loss": "The output is compared with the label: the loss.",
    "backward": "Backward through {}: δ says how the loss changes with a neuron’s z; an edge has "
                "δ × activation, the gradient of its weight.",
}

Edge = tuple[int, int]  # source, target


@dataclass(frozen=True)
class Stage:
    """A moment of the way: `kind` is input, forward, loss or backward, `layer` what is lit."""

    kind: str
    layer: int

    @property
    def on_edges(self) -> bool:
        return self.kind in ("forward", "backward")


@dataclass
class Signals:
    """Which of `stages` is shown; None while there are no signals."""

    at: int | None = None


def stages(layers: tuple[int, ...]) -> tuple[Stage, ...]:
    """All moments in their order."""
    last = len(layers) - 1
    ahead = [Stage("forward", layer) for layer in range(1, last + 1)]
    back = [Stage("backward", layer) for layer in range(last, 0, -1)]
    return (Stage("input", 0), *ahead, Stage("loss", last), *back)


def title(stage: Stage, layers: tuple[int, ...]) -> str:
    output = stage.layer == len(layers) - 1
    return TITLES[stage.kind].format("the output" if output else f"hidden layer {stage.layer}")


def stage_of(lab: "Lab") -> Stage | None:
    """The moment that is shown; none while the lab trains, or where there are no numbers."""
    at = lab.of(Signals).at
    if at is None or lab.moving or lab.run.diverged:
        return None
    known = stages(lab.spec.layers)
    return known[min(at, len(known) - 1)]


def explained(lab: "Lab") -> Explanation:
    """The explanation of the selected sample, made once for each state."""
    return lab.cached(explained, (lab.state, lab.sample), lambda: explain(lab.run, lab.sample))


def focus(stage: Stage, selected: str) -> int:
    """The neuron of the lit layer that is looked at: that of the selected part, else the first."""
    layer, *rest = map(int, selected.partition(":")[2].split("."))
    return rest[-1] if layer == stage.layer else 0


def edges(layers: tuple[int, ...], stage: Stage, selected: str) -> list[Edge]:
    """The edges whose numbers are shown: all into the layer, or those into one neuron of it."""
    if not stage.on_edges:
        return []
    sources, targets = range(layers[stage.layer - 1]), range(layers[stage.layer])
    if len(sources) * len(targets) > MOST:
        at = focus(stage, selected)
        targets = range(at, at + 1)
    return [(source, target) for target in targets for source in sources]


def edge_value(explanation: Explanation, stage: Stage, source: int, target: int) -> float:
    """What an edge into the lit layer carries."""
    if stage.kind == "backward":
        return explanation[f"weight_gradient:{stage.layer}.{source}.{target}"].value
    total = explanation[f"pre_activation:{stage.layer}.{target}"].expression
    return float(total.parts[source].value)  # type: ignore[attr-defined]  # of a Sum


def neuron_value(explanation: Explanation, stage: Stage, index: int) -> float:
    """What a neuron of the lit layer has: forward its sum z, backward its delta."""
    kind = "delta" if stage.kind == "backward" else "pre_activation"
    return explanation[f"{kind}:{stage.layer}.{index}"].value
