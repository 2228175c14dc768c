"""What the pointer or the focus is on in the network, with its numbers in full, as the figure has
room for few digits. It stands in the place of the key to the marks."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.inspector.view import neuron
from ui.words.names import parameter_name
from ui.words.numbers import MINUS

DIGITS = 12


def structure(_: Lab) -> Element:
    return element("p", {"class": SLOT, "aria-hidden": "true"}, element("span", {}, SLOT),
                   element("strong", {}, SLOT))


def values(lab: Lab) -> list[str]:
    parts = set(lab.parts()) if lab.pointed else ()
    part = next((each for each in lab.pointed if each in parts), None)
    return ["detail there", *described(lab, part)] if part else ["detail", "", ""]


def described(lab: Lab, part: str) -> tuple[str, str]:
    """The name of a part of the network, and its numbers."""
    kind, _, place = part.partition(":")
    numbers = tuple(map(int, place.split(".")))
    if kind == "neuron":
        title, quantities = neuron(lab, *numbers)
        letters = [(name.split()[-1], number) for name, number in quantities]
        return title, ", ".join(f"{letter} = {digits(number)}" for letter, number in letters)
    index = (lab.run.network.index(*numbers) if kind == "bias"
             else lab.run.network.index(numbers[0], numbers[2], numbers[1]))
    return parameter_name(lab.spec, part), digits(float(lab.run.parameters[index]))


def digits(value: float) -> str:
    return f"{value:.{DIGITS}g}".replace("-", MINUS)
