"""An independent reader: presentation MathML, as a page shows it, back to a number.

It knows nothing of the engine's trees. It takes the numbers from `data-number`, and operators,
fractions, powers and parentheses from the markup, with the usual rules of precedence; so a formula
that it reads to the right number would be read so by a person.
"""

import math
from xml.etree import ElementTree

SIGNS = {"−": "-", "×": "*", "·": "*", "\N{FUNCTION APPLICATION}": "", "⋯": "..."}


class Base:
    """e, so that e**x is exp(x)."""

    def __pow__(self, x):
        return math.exp(x) if x < 709 else math.inf


NAMES = {
    "e": Base(), "sqrt": math.sqrt, "ln": math.log, "tanh": math.tanh, "erf": math.erf,
    "sin": math.sin, "max": max, "abs": abs, "sign": lambda x: float((x > 0) - (x < 0)),
    "Φ": lambda x: math.erfc(-x / math.sqrt(2)) / 2,
    "φ": lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi),
}  # fmt: skip


def value_of(mathml: str) -> float:
    """The number that the formula `mathml`, with the numbers in their place, amounts to."""
    return eval(python_of(ElementTree.fromstring(mathml)), NAMES | {"__builtins__": {}})


def numbers_of(mathml: str) -> list[tuple[float, str]]:
    """(data-number, shown text) of every number."""
    return [
        (float(node.attrib["data-number"]), node.text or "")
        for node in ElementTree.fromstring(mathml).iter()
        if "data-number" in node.attrib
    ]


def python_of(node: ElementTree.Element) -> str:
    children = [python_of(child) for child in node]
    match node.tag:
        case "math" | "mrow":
            return "".join(children)
        case "mn":
            return node.attrib["data-number"]
        case "mi":
            return node.text or ""
        case "mo" if node.text == "|":
            return "abs(" if node.attrib["form"] == "prefix" else ")"
        case "mo":
            return SIGNS.get(node.text or "", node.text or "")
        case "mfrac":
            return f"(({children[0]})/({children[1]}))"
        case "msup":
            return f"{children[0]}**({children[1]})"
        case "msqrt":
            return f"sqrt({''.join(children)})"
        case "mtable":  # the brace before it was opened as "{"
            (then, condition), (otherwise, _) = ([python_of(cell) for cell in row] for row in node)
            return f"(({then}) if ({condition}) else ({otherwise})),}}.pop()"
        case "mtr" | "mtd":
            return "".join(children)
        case "mtext":
            return ""
    raise ValueError(f"MathML element {node.tag} is not one the reader knows")
