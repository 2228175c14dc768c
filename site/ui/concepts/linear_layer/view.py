"""A linear layer as one writes a matrix product by hand: x to the left, Wᵀ above, z where a row
and a column cross. Every number is a field; a cell of z is chosen and summed up step by step.
"""

from engine.expression import shown
from ui.concepts.linear_layer.state import MOST_INPUTS, MOST_OUTPUTS, MOST_SAMPLES, LinearLayer
from ui.concepts.of_lab import now
from ui.draw.controls import Choice, Slider
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.words.numbers import full

SMALL = "₀₁₂₃₄₅₆₇₈₉"


def of(lab: Lab) -> LinearLayer:
    return now(lab, LinearLayer)


def sizes(most: int) -> dict[str, str]:
    return {str(size): str(size) for size in range(1, most + 1)}


CHOICES = (
    Choice("linear-samples", "Samples", lambda _: sizes(MOST_SAMPLES),
           lambda lab: str(of(lab).samples)),
    Choice("linear-inputs", "Inputs", lambda _: sizes(MOST_INPUTS),
           lambda lab: str(of(lab).inputs)),
    Choice("linear-outputs", "Outputs", lambda _: sizes(MOST_OUTPUTS),
           lambda lab: str(of(lab).outputs)),
)
CELL = Slider("linear-cell", "Cell of z",
              steps=lambda lab: of(lab).samples * of(lab).outputs - 1,
              position=lambda lab: of(lab).row * of(lab).outputs + of(lab).column,
              text=lambda lab: name_of(of(lab)))


def structure(lab: Lab) -> Element:
    """The sizes, the product, and the sum of the chosen cell."""
    layer = of(lab)
    choices = element("div", {"class": "choices"}, *(each.element(lab) for each in CHOICES))
    return element("div", {"class": "concept"}, choices, crossing(layer), CELL.element(lab),
                   sum_of_terms(layer))


def crossing(layer: LinearLayer) -> Element:
    """The grid: Wᵀ and b above the columns of z, x before its rows."""
    inputs, outputs = range(layer.inputs), range(layer.outputs)
    empty: Attributes = {"class": "corner", "colspan": layer.inputs}
    rows = []
    for at in inputs:
        corner = [element("th", {**empty, "rowspan": layer.inputs}, "z = x Wᵀ + b")] * (at == 0)
        name = [element("th", {"rowspan": layer.inputs, "class": "letter"}, "Wᵀ")] * (at == 0)
        rows.append(element("tr", {}, *corner, *name, *(
            field("weights", output, at, f"W, row {output + 1}, column {at + 1}")
            for output in outputs)))
    rows.append(element("tr", {"class": "bias"}, element("th", empty, ""),
                        element("th", {"class": "letter"}, "b"),
                        *(field("bias", 0, output, f"b, {output + 1}") for output in outputs)))
    for sample in range(layer.samples):
        own = [field("x", sample, at, f"x, row {sample + 1}, column {at + 1}") for at in inputs]
        rows.append(element("tr", {}, *own, element("th", {"class": "letter"}, "→"), *(
            result(layer, sample, output) for output in outputs)))
    return element("table", {"class": "crossing", "role": "presentation"},
                   element("tbody", {}, *rows))


def field(name: str, row: int, column: int, title: str) -> Element:
    attributes: Attributes = {
        "type": "text", "inputmode": "decimal", "data-action": "linear-edit",
        "data-of": f"{name} {row} {column}", "size": "4", "autocomplete": "off",
        "aria-label": title, "value": SLOT,
    }
    return element("td", {"class": SLOT}, element("input", attributes))


def result(layer: LinearLayer, row: int, column: int) -> Element:
    button: Attributes = {
        "type": "button", "data-action": "linear-cell", "value": str(row * layer.outputs + column),
        "tabindex": "-1", "aria-pressed": SLOT, "aria-label": SLOT, "data-number": SLOT,
    }
    return element("td", {"class": SLOT}, element("button", button, SLOT))


def sum_of_terms(layer: LinearLayer) -> Element:
    """A row for each product and for the bias, with the sum so far."""
    head = [element("th", {"scope": "col"}, title)
            for title in ("row × column", "product", "sum so far")]
    rows = []
    for at in range(layer.steps):
        last = at == layer.inputs
        cells = [element("td", {}, SLOT),
                 element("td", {} if last else {"data-number": SLOT}, "" if last else SLOT),
                 element("td", {"data-number": SLOT}, SLOT)]
        rows.append(element("tr", {"class": SLOT}, *cells))
    table = element("table", {"class": "terms"},
                    element("caption", {}, SLOT),
                    element("thead", {}, element("tr", {}, *head)),
                    element("tbody", {}, *rows))
    buttons = [element("button", {"type": "button", "class": "small", "data-action": action,
                                  "data-key": action, "aria-disabled": SLOT}, title)
               for action, title in (("linear-back", "Back"), ("linear-step", "Step"))]
    return element("div", {"class": "by-hand"}, table,
                   element("p", {"class": "buttons-here"}, *buttons))


def key(lab: Lab) -> object:
    layer = of(lab)
    return layer.samples, layer.inputs, layer.outputs


def values(lab: Lab) -> list[str]:
    layer = of(lab)
    texts = [choice.values(lab)[0] for choice in CHOICES]
    current = layer.done - 1  # the term that was added last
    for at in range(layer.inputs):
        for output in range(layer.outputs):
            marked = marks(output == layer.column, at == current)
            texts += [marked, plain(layer.weights[output, at])]
    for output in range(layer.outputs):
        texts += [marks(output == layer.column, current == layer.inputs),
                  plain(layer.bias[output])]
    z = layer.z
    for sample in range(layer.samples):
        for at in range(layer.inputs):
            texts += [marks(sample == layer.row, at == current), plain(layer.x[sample, at])]
        for output in range(layer.outputs):
            chosen = (sample, output) == (layer.row, layer.column)
            number = float(z[sample, output])
            name = f"z, row {sample + 1}, column {output + 1}: {shown(number)}"
            texts += ["chosen" if chosen else "", "true" if chosen else "false", name,
                      full(number), shown(number)]
    return [*texts, *CELL.values(lab), *term_values(layer)]


def term_values(layer: LinearLayer) -> list[str]:
    """The caption, the rows, and which buttons can act."""
    texts = [f"{name_of(layer)}: row {layer.row + 1} of x, times column {layer.column + 1} of Wᵀ"]
    for at, term in enumerate(layer.terms):
        factors = f"{shown(term.x)} × {bracketed(term.weight)}"
        texts += ["" if at < layer.done else "later", factors, full(term.product),
                  shown(term.product), full(term.total), shown(term.total)]
    bias, last = float(layer.bias[layer.column]), float(layer.z[layer.row, layer.column])
    texts += ["" if layer.done == layer.steps else "later", f"plus the bias {shown(bias)}",
              full(last), shown(last)]
    return [*texts, "false" if layer.done else "true",
            "true" if layer.done == layer.steps else "false"]


def marks(in_line: bool, current: bool) -> str:
    return ("line now-added" if current else "line") if in_line else ""


def name_of(layer: LinearLayer) -> str:
    return f"z{SMALL[layer.row + 1]}{SMALL[layer.column + 1]}"


def bracketed(value: float) -> str:
    return f"({shown(value)})" if value < 0 else shown(value)


def plain(value: float) -> str:
    """As it can be typed: a field's text has an ordinary minus sign."""
    return f"{value:g}"
