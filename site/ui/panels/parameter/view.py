"""The selected weight or bias in a field, to be changed in place; of a neuron it is the bias."""

from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.panels.parameter.state import Parameter, parameter, value_of
from ui.words.names import parameter_name
from ui.words.numbers import full


def structure(lab: Lab) -> Element:
    """A labelled field; an input has none."""
    if parameter(lab) is None:
        return element("p", {"class": "note"}, "An input has no weights: it is the sample’s own "
                       "number. Choose another sample to change it.")
    field: Attributes = {
        "class": "parameter-value",
        "type": "text", "inputmode": "decimal", "size": "8", "autocomplete": "off",
        "data-action": "value", "data-typing": "value-typing",
        "data-left": "value-left", "data-nudge": "nudge",
        "data-key": f"{lab.id}-value", "aria-label": SLOT, "data-number": SLOT, "value": SLOT,
    }
    return element("div", {"class": "parameter"}, element("span", {"aria-hidden": "true"}, SLOT),
                   element("input", field),
                   element("span", {"class": "note"},
                           "Enter sets it; ↑ ↓ change it by 0.1."))


def key(lab: Lab) -> object:
    return parameter(lab) is None


def values(lab: Lab) -> list[str]:
    reference = parameter(lab)
    if reference is None:
        return []
    value = value_of(lab.run, reference)
    name = parameter_name(lab.spec, reference)
    held, text = lab.of(Parameter).typed or (None, "")
    return [name, f"Value of {name}", full(value), text if held == reference else written(value)]


def written(value: float) -> str:
    """A number as the field has it when nobody types."""
    return f"{value:.4g}"
