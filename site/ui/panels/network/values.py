"""The numbers, widths and colours of the network's parts: a slot each, in every frame.

A network of six layers of eight has two thousand slots, so what does not change is kept.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from engine.ops import ACTIVATIONS
from ui.lab import Lab
from ui.panels.network.places import DIGIT, LETTER, SHORTEST, Column, Places
from ui.panels.network.tags import has_signals, running, tag_values
from ui.panels.signals.state import stage_of
from ui.words.names import neuron_name, weight_name
from ui.words.numbers import fitted, full, shown
from ui.words.titles import titled

# A curve's width grows with its weight's magnitude up to FULL_WEIGHT, so none covers a unit.
THINNEST, FULL_WEIGHT = 0.8, 4.4
TENTHS = [f"{tenth / 10:.1f}" for tenth in range(200)]
DASHES = [f"{0.112 * tenth + 2.9:.1f} {0.076 * tenth + 1.4:.1f}" for tenth in range(200)]


def network_values(lab: Lab, at: Places, crowd: int) -> list[str]:
    classes = ["signalling" * (stage_of(lab) is not None), "crowded" * (at.edges > crowd)]
    return [" ".join(filter(None, classes)), *edge_values(lab, at), *neuron_values(lab, at),
            *foot_values(lab, at), *tag_values(lab, at)]


def part_values(lab: Lab, reference: str, name: str, value: float) -> tuple[str, str, str]:
    """Whether a part can be tabbed to and is selected, and its label. While the lab trains, the
    selected part alone has its number in its label: nobody can hear all of them change."""
    if reference == lab.selected:
        return "0", "true", f"{name}: {shown(value)}"
    return "-1", "false", name if lab.moving else f"{name}: {shown(value)}"


def edge_names(lab: Lab) -> list[list[tuple[str, str, int, int]]]:
    """For each layer the reference and the name of each weight into it, and its ends, row by row;
    made once."""
    layers = lab.spec.layers
    return lab.cached(edge_names, (layers, lab.spec.features), lambda: [
        [(f"weight:{layer}.{source}.{target}",
          f"Weight {weight_name(lab.spec, layer, source, target)}", source, target)
         for target in range(layers[layer]) for source in range(layers[layer - 1])]
        for layer in range(1, len(layers))])


def edge_values(lab: Lab, at: Places) -> list[str]:
    signals, runs = has_signals(lab), running(lab)
    texts: list[str] = []
    for layer, (names, matrix) in enumerate(zip(edge_names(lab), lab.run.weights, strict=True), 1):
        weights = matrix.ravel()
        tenths = np.rint(10 * thickness(weights, at.thickest)).astype(int).tolist()
        into, out_of = selected_unit(lab, layer), selected_unit(lab, layer - 1)
        for (reference, name, source, target), weight, tenth in zip(
            names, weights.tolist(), tenths, strict=True
        ):
            texts += part_values(lab, reference, name, weight)
            signal = runs.get(reference, "signal")
            glows = target == into or source == out_of or reference == lab.selected
            texts += ("hit glow", TENTHS[min(tenth + 50, 199)]) if glows else ("hit", "16")
            negative = weight < 0
            carries = " carries" if reference in runs and "faint" not in signal else ""
            texts += (f"{'weight negative' if negative else 'weight positive'}"
                      f"{' near' if glows else ''}{carries}",
                      TENTHS[tenth], DASHES[tenth] if negative else "none")
            if signals:
                texts.append(signal)
    return texts


def selected_unit(lab: Lab, layer: int) -> int | None:
    """Which unit of a layer is selected, if one is."""
    kind, _, place = lab.selected.partition(":")
    its_layer, *index = place.split(".")
    return int(index[0]) if kind == "neuron" and int(its_layer) == layer else None


def thickness(weights: NDArray[np.float64], thickest: float) -> NDArray[np.float64]:
    """The widths of weights' curves; of a weight that is no number any more it is thin."""
    shares = np.where(np.isfinite(weights), np.minimum(np.abs(weights) / FULL_WEIGHT, 1.0), 0.0)
    return THINNEST + (thickest - THINNEST) * shares


def neuron_values(lab: Lab, at: Places) -> list[str]:
    dead, stage = lab.dead_units(), stage_of(lab)
    biases = [[], *(layer.tolist() for layer in lab.run.biases)]
    texts: list[str] = []
    for layer, activation in enumerate(lab.activations()):
        column = at.columns[layer]
        hidden = 0 < layer < len(at.columns) - 1
        lit = ["halo-lit" if stage and stage.layer == layer else "halo-off"]
        for index, value in enumerate(activation.tolist()):
            is_dead = (layer, index) in dead
            texts += unit_values(lab, column, layer, index, value, is_dead)
            if hidden:
                texts.append("" if not is_dead else "dead" if column.side >= 34 else "✕")
            texts += lit if has_signals(lab) else []
            if layer:
                texts += bias_values(lab, column, layer, index, biases[layer][index])
    return texts


def unit_values(
    lab: Lab, column: Column, layer: int, index: int, value: float, is_dead: bool
) -> Iterable[str]:
    name = f"{'Dead neuron' if is_dead else 'Neuron'} {neuron_name(lab.spec, layer, index)}"
    number = (full(value), fitted(value, column.value)) if column.letters and column.value else ()
    return (*part_values(lab, f"neuron:{layer}.{index}", name, value), *number)


def bias_values(lab: Lab, column: Column, layer: int, index: int, value: float) -> Iterable[str]:
    name = f"Bias of {neuron_name(lab.spec, layer, index)}"
    number = (full(value), fitted(value, column.bias)) if column.letters and column.bias else (
        "bias-mark negative" if value < 0 else "bias-mark positive",)
    return *part_values(lab, f"bias:{layer}.{index}", name, value), *number


def foot_values(lab: Lab, at: Places) -> Iterator[str]:
    """The label of the selected unit below its column; else the activation of the layer."""
    for layer, column in enumerate(at.columns):
        if not column.foot:
            continue
        index = selected_unit(lab, layer)
        if index is None:
            hidden = 0 < layer < len(at.columns) - 1
            name = titled(ACTIVATIONS, lab.spec.activations[layer - 1]) if hidden else ""
            yield from (name, "", "")
        else:
            value = float(lab.activations()[layer][index])
            name = neuron_name(lab.spec, layer, index)
            most = int((2 * foot_room(at, layer) - LETTER * len(name) - 6) / DIGIT)
            yield from ((f"{name} ", full(value), fitted(value, most)) if most >= SHORTEST else
                        (name, "", ""))


def foot_room(at: Places, layer: int) -> float:
    """How far from its column's middle the text at the foot may reach."""
    x = at.columns[layer].x
    near = [abs(other.x - x) / 2 for other in at.columns if other is not at.columns[layer]]
    return min(*near, x, at.width - x) if near else x
