"""The listing: the instructions that train the lab's network, beside the formulas they come from.

Pointing at a formula lights the instructions, and a neuron's lights the neuron too.
"""

from engine import Spec
from engine.explanation.update import update_rule
from engine.expression import Expression, Number, Symbol
from engine.kernel.listing import Part, listing
from engine.kernel.plan import Plan
from engine.ops import ACTIVATIONS, CONFIDENCE_PENALTY, LOSSES
from engine.optimizers import OPTIMIZERS
from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.words.names import neuron_name

TEXTS = {
    "pass begin": "Clear the sums; how many rows there are, and a row’s share of the mean.",
    "pass row": "The row’s inputs and its target y, from memory.",
    "pass measure": "The row’s loss and whether it is right, if the caller asks for them.",
    "pass next": "The next row, while there is one.",
    "pass gradient": "Write ∂L/∂w and ∂L/∂b to memory.",
    "pass measured": "Write the mean loss and the accuracy, if asked for.",
    "update begin": "What is the same for all parameters, such as the learning rate η.",
    "update finite": "Whether every parameter is a finite number: 0 · w is 0 then.",
}
OF_WEIGHTS = ". Biases are without λ."


def key(lab: Lab) -> object:
    return Plan.of(lab.spec, lab.run.data), lab.spec.features


def structure(lab: Lab) -> Element:
    """A list of parts: a formula, and its instructions."""
    parts = listing(Plan.of(lab.spec, lab.run.data))
    count = sum(len(part.lines) for part in parts)
    return element(
        "section", {"class": "listing"},
        element("p", {"class": "explained"},
                f"The {count:,} instructions of an update of this network: a batch’s way forward "
                "and back, and the optimizer. Another layer, activation or batch size is another "
                "listing. Point at a formula, or move the focus to it."),
        element("ol", {}, *(row(lab, part) for part in parts)),
    )


def row(lab: Lab, part: Part) -> Element:
    reference = reference_of(part)
    code = "\n".join(part.lines)
    formula = formula_of(lab, part)
    return element(
        "li", {},
        element("span", {"class": "formula", "data-ref": reference, "tabindex": "0"}, formula),
        element("pre", {"data-ref": reference, "tabindex": "0", "role": "group",
                        "aria-label": f"Instructions: {formula}"}, element("code", {}, code)),
    )


def reference_of(part: Part) -> str:
    """A neuron's way forward is lit with the neuron; the others by themselves."""
    about = part.about.split()
    if about[0] == "forward" and about[2] != "each":
        return f"neuron:{about[1]}.{about[2]}"
    return f"code:{part.function}.{'.'.join(about)}"


def formula_of(lab: Lab, part: Part) -> str:
    spec = lab.spec
    about, *numbers = part.about.split()
    if about == "forward":
        layer = int(numbers[0])
        neuron = "each" if numbers[1] == "each" else neuron_name(spec, layer, int(numbers[1]))
        op = ACTIVATIONS[(*spec.activations, spec.output)[layer - 1]].title
        below = " + ".join(f"w · {neuron_name(spec, layer - 1, i)}"
                           for i in range(spec.layers[layer - 1]))
        return f"{neuron} = {op}({below} + b)"
    if about == "delta":
        delta = loss_slope(spec)
        if spec.batch != 1:
            delta = delta / Number(1.0, Symbol("rows"))
        return f"δ of ŷ = ∂L/∂z, by {LOSSES[spec.loss].title.lower()}: {delta.text()}"
    if about == "backward":
        return f"Into layer {numbers[0]}: ∂L/∂w += δ · input, ∂L/∂b += δ; back: Σ δ · w"
    if about == "through":
        op = ACTIVATIONS[spec.activations[int(numbers[0]) - 1]].title
        return f"δ of layer {numbers[0]} = that sum · the slope of {op}"
    if about == "optimizer":
        return (f"{OPTIMIZERS[spec.optimizer].title}, for two parameters at a time: "
                f"{'; '.join(update_rule(lab.run))}{OF_WEIGHTS if spec.l1 or spec.l2 else ''}")
    return TEXTS[f"{part.function} {about}"]


def loss_slope(spec: Spec) -> Expression:
    """The derivative of a row's loss by the output's z."""
    z, p, y = (Number(0.5, Symbol(letter)) for letter in ("z", "ŷ", "y"))
    loss, slope = LOSSES[spec.loss], ACTIVATIONS[spec.output].gradient_formula(z, p)
    own = loss.row_gradient(p, y)
    if not loss.on_logits and slope.text() != "1":
        own = own * slope
    if not spec.penalty:
        return own
    strength = Number(spec.penalty, Symbol("penalty"))
    return own + strength * CONFIDENCE_PENALTY.gradient_formula(p) * slope


def values(lab: Lab) -> list[str]:
    return []
