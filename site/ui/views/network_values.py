"""The numbers, sizes and colours of the network's parts: a slot each, in every frame.

A network of six layers of eight has two thousand slots, so what does not change is kept.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ui.lab import Lab
from ui.numbers import brief, fitted, full, shown
from ui.signals import stage_of
from ui.views.names import neuron_name, weight_name
from ui.views.network_scale import SMALLEST, Scale, scale
from ui.views.network_signals import has_signals, running, tag_values

# A line's width grows with its weight's magnitude up to FULL_WEIGHT, so none covers a neuron.
LONGEST, SHORT = 7, 6  # characters of a number where there is little room: −0.1235, −0.124
THINNEST, THICKEST, FULL_WEIGHT = 0.6, 9.0, 4.0


def network_values(lab: Lab) -> list[str]:
    if not has_signals(lab):
        return [*edge_values(lab), *neuron_values(lab)]
    whole = "signalling" if stage_of(lab) else ""
    return [whole, *edge_values(lab), *neuron_values(lab), *tag_values(lab, scale(lab))]


def part_values(lab: Lab, reference: str, name: str, value: float) -> tuple[str, str, str]:
    """Whether a part can be tabbed to and is selected, and its label. While the lab trains, the
    selected part alone has its number in its label: nobody can hear all of them change."""
    if reference == lab.selected:
        return "0", "true", f"{name}: {shown(value)}"
    return "-1", "false", name if lab.moving else f"{name}: {shown(value)}"


def edge_names(lab: Lab) -> list[list[tuple[str, str]]]:
    """For each layer the reference and the name of each weight into it, row by row; made once."""
    layers = lab.spec.layers
    key = layers, lab.spec.features
    if lab.view.get("edge-names", (None,))[0] != key:
        lab.view["edge-names"] = key, [
            [(f"weight:{layer}.{source}.{target}",
              f"Weight {weight_name(lab.spec, layer, source, target)}")
             for target in range(layers[layer]) for source in range(layers[layer - 1])]
            for layer in range(1, len(layers))]
    names: list[list[tuple[str, str]]] = lab.view["edge-names"][1]
    return names


def edge_values(lab: Lab) -> list[str]:
    signals, runs = has_signals(lab), running(lab)
    texts: list[str] = []
    for names, layer in zip(edge_names(lab), lab.run.weights, strict=True):
        weights = layer.ravel()
        for (reference, name), weight, width in zip(
            names, weights.tolist(), thickness(weights).tolist(), strict=True
        ):
            texts += part_values(lab, reference, name, weight)
            signal = runs.get(reference, "signal")
            carries = " carries" if reference in runs and "faint" not in signal else ""
            texts += (line_class(weight) + carries, f"{width:.2f}")
            texts += [signal] if signals else []
    return texts


def line_class(weight: float) -> str:
    return "weight negative" if weight < 0 else "weight positive"


def thickness(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The widths of weights' lines; of a weight that is no number any more it is thin."""
    shares = np.where(np.isfinite(weights), np.minimum(np.abs(weights) / FULL_WEIGHT, 1.0), 0.0)
    return THINNEST + (THICKEST - THINNEST) * shares


def neuron_values(lab: Lab) -> list[str]:
    dead, size, stage = lab.dead_units(), scale(lab), stage_of(lab)
    biases = [[], *(layer.tolist() for layer in lab.run.biases)]
    texts: list[str] = []
    for layer, activation in enumerate(lab.activations()):
        lit = ["halo-lit" if stage and stage.layer == layer else "halo-off"]
        for index, value in enumerate(activation.tolist()):
            texts += unit_values(lab, size, layer, index, value, (layer, index) in dead)
            texts += lit if has_signals(lab) else []
            if layer:
                texts += bias_values(lab, size, layer, index, biases[layer][index])
    return texts


def unit_values(
    lab: Lab, size: Scale, layer: int, index: int, value: float, is_dead: bool
) -> Iterable[str]:
    name = f"{'Dead neuron' if is_dead else 'Neuron'} {neuron_name(lab.spec, layer, index)}"
    opacity = min(abs(value), 1.0)
    radius = radius_of(size, opacity)
    style = "value" if size.roomy else "value small"
    mark = "dead" if size.roomy else "✕"
    return (
        *part_values(lab, f"neuron:{layer}.{index}", name, value),
        radius, radius,
        fill_class(value),
        f"{opacity:.3f}",
        f"{style} on-dark" if opacity > 0.55 else style,
        full(value), fitted(value, LONGEST) if size.roomy else brief(value),
        *([mark if is_dead else ""] if 0 < layer < len(size.layers) - 1 else []),
    )


def radius_of(size: Scale, share: float) -> str:
    """The radius of a neuron that is on by this share."""
    return f"{size.radius * (SMALLEST + (1 - SMALLEST) * share):.1f}"


def fill_class(value: float) -> str:
    return "fill negative" if value < 0 else "fill positive"


def bias_values(lab: Lab, size: Scale, layer: int, index: int, value: float) -> Iterable[str]:
    name = f"Bias of {neuron_name(lab.spec, layer, index)}"
    text = fitted(value, LONGEST if size.wide else SHORT) if has_signals(lab) else shown(value)
    number = (full(value), text) if size.roomy else (
        "bias-mark negative" if value < 0 else "bias-mark positive",)
    return *part_values(lab, f"bias:{layer}.{index}", name, value), *number
