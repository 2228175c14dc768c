"""The parameter that can be changed, and what was done to it last."""

from dataclasses import dataclass

from engine import Run
from ui.lab import Lab


@dataclass
class Parameter:
    """`changed` is the parameter that was changed last and the state of the run then; `typed` what
    is in the field of which parameter, while somebody types."""

    changed: tuple[str, tuple[int, int, str]] | None = None
    typed: tuple[str | None, str] | None = None


def parameter(lab: Lab) -> str | None:
    """The reference of the parameter that can be changed; None for an input, which has none."""
    kind, _, place = lab.selected.partition(":")
    if kind != "neuron":
        return lab.selected
    return None if place.startswith("0.") else f"bias:{place}"


def value_of(run: Run, reference: str) -> float:
    kind, _, place = reference.partition(":")
    layer, *rest = map(int, place.split("."))
    if kind == "bias":
        return float(run.biases[layer - 1][rest[0]])
    source, target = rest
    return float(run.weights[layer - 1][target, source])
