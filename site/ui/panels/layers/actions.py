"""What can be asked of a network's layers, at any time, also while it trains.

What was learned stays where neurons stay (`engine.reshaping`), and what plays goes on playing.
Several changes with no training between them are one: they are made from the same run, and
undone together.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from engine import Run, Spec
from engine.ops import ACTIVATIONS
from engine.reshaping import Shape, kept, reshaped
from engine.spec import DEFAULT
from ui.lab import Lab
from ui.lab.scales import bounded, whole
from ui.panels.layers.state import FEWEST, HIDDEN, MOST, WIDEST, Layers, Reshaped
from ui.words.titles import titled

NEW = 4  # neurons of a layer that comes without others to be like


def reshape(lab: Lab, shape: Shape, message: str) -> None:
    """Go on in another shape. `shape.origins` count the layers of the lab's run."""
    before = lab.of(Layers).reshaped
    again = before is not None and before.run is lab.run and before.untouched
    source = before.source if again and before else lab.run
    if again and before:
        shape = replace(shape, origins=tuple(
            None if origin is None else before.shape.origins[origin] for origin in shape.origins))
    run = Run(reshaped(source, shape, lab.drawn_by))
    lab.go_on(run, f"{message} {what_stays(source, run, shape)}", undoable=not again)
    lab.of(Layers).reshaped = Reshaped(run, source, shape)


def what_stays(source: Run, run: Run, shape: Shape) -> str:
    """What the new network has of the old one, once there is something to keep."""
    if not source.update and not source.events and source.spec.given is None:
        return f"The network is {'-'.join(map(str, shape.layers))}."
    stay, size = kept(source.network, run.network, shape.origins), run.network.size
    anew = " Epochs count from 0 again; Undo brings the earlier run back." if source.update else ""
    if stay == size:
        return f"All {size} parameters are as they were.{anew}"
    return f"{stay} of {size} parameters stay as they were, the others are new.{anew}"


def present(spec: Spec) -> Shape:
    return Shape(spec.layers, spec.activations, tuple(range(len(spec.layers))))


def hidden_layer(lab: Lab, text: str) -> int:
    """The hidden layer of that number. Raises ValueError where there is none."""
    layer = int(text)
    if not 1 <= layer <= len(lab.spec.layers) - 2:
        raise ValueError(f"there is no hidden layer {layer}")
    return layer


def with_one_more(shape: Shape) -> Shape:
    """A layer before the output, like the one before it."""
    width = shape.layers[-2] if len(shape.layers) > FEWEST else NEW
    activation = shape.activations[-1] if shape.activations else DEFAULT.activations[0]
    *ahead, output = shape.origins
    return Shape((*shape.layers[:-1], width, 1), (*shape.activations, activation),
                 (*ahead, None, output))


def with_one_less(shape: Shape) -> Shape:
    """Without the last hidden layer."""
    return Shape((*shape.layers[:-2], 1), shape.activations[:-1],
                 (*shape.origins[:-2], shape.origins[-1]))


def set_layers(lab: Lab, count: int) -> None:
    shape = present(lab.spec)
    while len(shape.layers) < min(count, MOST):
        shape = with_one_more(shape)
    while len(shape.layers) > max(count, FEWEST):
        shape = with_one_less(shape)
    if shape != present(lab.spec):
        change = "added" if count > len(lab.spec.layers) else "removed"
        reshape(lab, shape, f"Layer {change}.")


def set_neurons(lab: Lab, layer: int, count: int) -> None:
    hidden_layer(lab, str(layer))
    layers, count = list(lab.spec.layers), min(max(count, 1), WIDEST)
    if count != layers[layer]:
        layers[layer] = count
        shape = replace(present(lab.spec), layers=tuple(layers))
        neurons = "1 neuron" if count == 1 else f"{count} neurons"
        reshape(lab, shape, f"Hidden layer {layer} has {neurons}.")


def add_neurons(lab: Lab, layer: str, by: int) -> None:
    number = hidden_layer(lab, layer)
    set_neurons(lab, number, lab.spec.layers[number] + by)


def set_layer_activation(lab: Lab, layer: int, name: str) -> None:
    names = list(lab.spec.activations)
    names[hidden_layer(lab, str(layer)) - 1] = name
    shape = replace(present(lab.spec), activations=tuple(names))
    reshape(lab, shape, f"Activation of hidden layer {layer}: {titled(ACTIVATIONS, name)}.")


def set_output_kept(lab: Lab, name: str) -> None:
    shape = present(lab.spec)
    run = Run(reshaped(lab.run, shape, lab.drawn_by).replace(output=name))
    lab.go_on(run, f"Output: {titled(ACTIVATIONS, name)}. {what_stays(lab.run, run, shape)}")


def of_each_layer() -> Iterator[tuple[str, Callable[[Lab, str], None]]]:
    for layer in HIDDEN:
        yield f"neurons-{layer}", partial(slide_neurons, layer)
        yield f"activation-{layer}", partial(choose_activation, layer)


def slide_neurons(layer: int, lab: Lab, value: str) -> None:
    set_neurons(lab, layer, round(bounded(value, 1, WIDEST)))


def choose_activation(layer: int, lab: Lab, name: str) -> None:
    set_layer_activation(lab, layer, name)


LAYER_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "layers": lambda lab, value: set_layers(lab, whole(value, MOST)),
    "add-layer": lambda lab, _: set_layers(lab, len(lab.spec.layers) + 1),
    "remove-layer": lambda lab, _: set_layers(lab, len(lab.spec.layers) - 1),
    "more-neurons": lambda lab, layer: add_neurons(lab, layer, 1),
    "fewer-neurons": lambda lab, layer: add_neurons(lab, layer, -1),
    "output-kept": set_output_kept,
    **dict(of_each_layer()),
}
