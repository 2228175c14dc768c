"""What can be asked of single weights and biases: to be another number, by typing or by a key.

The parameter is the selected one; of a neuron it is the bias. The run before the change stays as it
was, so Undo brings it back, its recorded future too. Several changes of one parameter with no
training between them are undone together.
"""

from collections.abc import Callable

from engine import Run
from engine.typed import typed_number
from ui.lab import Lab, Message
from ui.lab.scales import bounded
from ui.panels.parameter.state import Parameter, parameter, value_of
from ui.words.names import parameter_name
from ui.words.numbers import shown

LARGEST = 1000  # magnitude of a number that can be typed
STEP = 0.1  # of an arrow key


def set_value(run: Run, reference: str, value: float) -> None:
    kind, _, place = reference.partition(":")
    layer, *rest = map(int, place.split("."))
    if kind == "bias":
        run.set_bias(layer, rest[0], value)
    else:
        run.set_weight(layer, rest[0], rest[1], value)


def change(lab: Lab, reference: str, value: float) -> None:
    """Go on with another value of a parameter."""
    if lab.of(Parameter).changed == (reference, lab.state):
        set_value(lab.run, reference, value)
    else:
        run = lab.run.copy()
        set_value(run, reference, value)
        lab.go_on(run, "")
    lab.of(Parameter).changed = reference, lab.state
    name = parameter_name(lab.spec, reference)
    lab.message = Message(f"{name} is {shown(value)}; Undo brings the earlier one back. Loss",
                          lab.run.loss)


def number(text: str) -> float:
    """A typed number. Raises ValueError, which says what would be right."""
    value = typed_number(text)
    if not abs(value) <= LARGEST:
        raise ValueError(f"type a number from −{LARGEST:,} to {LARGEST:,}, such as −0.5")
    return value


def type_value(lab: Lab, text: str) -> None:
    """What cannot be used stays in the field to be mended, until it is left."""
    value = number(text)
    lab.of(Parameter).typed = None
    if reference := parameter(lab):
        change(lab, reference, value)


def nudge(lab: Lab, steps: str) -> None:
    """A few steps up or down, from a number that is then a round one."""
    lab.of(Parameter).typed = None
    if reference := parameter(lab):
        value = value_of(lab.run, reference) + STEP * bounded(steps, -100, 100)
        change(lab, reference, min(max(round(value, 6), -LARGEST), LARGEST))


def hold(lab: Lab, text: str) -> None:
    """What is in the field stays there, while the parameter changes, for who is typing."""
    lab.of(Parameter).typed = parameter(lab), text


def leave(lab: Lab, _: str) -> None:
    lab.of(Parameter).typed = None


WEIGHT_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "value": type_value,
    "value-typing": hold,
    "value-left": leave,
    "nudge": nudge,
}
