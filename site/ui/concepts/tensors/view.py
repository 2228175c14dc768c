"""Broadcasting: two shapes to choose, the tensors repeated to one shape, and the result.

A number that is only repeated is dashed. One cell of the result is looked at: by a click, or by
the slider; where it comes from is marked in a and b.
"""

import numpy as np
from numpy.typing import NDArray

from engine.expression import shown
from ui.concepts.of_lab import now
from ui.concepts.tensors.state import LARGEST, MOST_DIMENSIONS, Pair, Shape
from ui.draw.controls import Choice, Slider
from ui.draw.tree import SLOT, Content, Element, element
from ui.lab import Lab
from ui.words.numbers import MINUS, full

Array = NDArray[np.float64]

SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": "÷"}
SIZES = {"0": "none", **{str(size): str(size) for size in range(1, LARGEST + 1)}}


def of(lab: Lab) -> Pair:
    return now(lab, Pair)


OPERATION = Choice("tensors-sign", "Operation", lambda _: SIGNS, lambda lab: of(lab).sign)
CELL = Slider("tensors-cell", "Cell of c", steps=lambda lab: of(lab).result.size - 1,
              position=lambda lab: of(lab).cell, text=lambda lab: index("c", cell_of(of(lab))))


def structure(lab: Lab) -> Element:
    """The shapes, dimension by dimension; the tensors; the cell that is looked at."""
    pair = of(lab)
    parts: list[Content] = [shapes(pair), OPERATION.element(lab)]
    if pair.error:
        parts += [element("p", {"class": "refused", "role": "status"},
                          "These shapes do not broadcast: in each dimension, sizes must be equal, "
                          "or one of them 1 or missing."),
                  element("div", {"class": "tensors"},
                          *(grid(name, value, shape) for name, value, shape in
                            zip("ab", pair.values, (pair.a, pair.b), strict=True)))]
        return element("div", {"class": "concept"}, *parts)
    a, b = (np.broadcast_to(value, pair.shape) for value in pair.values)
    sign = element("span", {"class": "sign-between"}, SIGNS[pair.sign])
    equal = element("span", {"class": "sign-between"}, "=")
    numbers = [element("span", {"data-number": SLOT}, SLOT) for _ in range(3)]
    sentence = element("p", {"class": "sentence"}, element("span", {}, SLOT), numbers[0],
                       f" {SIGNS[pair.sign]} ", numbers[1], " = ", numbers[2])
    return element("div", {"class": "concept"}, *parts,
                   element("div", {"class": "tensors"}, grid("a", a, pair.a), sign,
                           grid("b", b, pair.b), equal, grid("c", pair.result, pair.shape)),
                   CELL.element(lab), sentence)


def shapes(pair: Pair) -> Element:
    """A table: the sizes of a and b to choose, and what becomes of each dimension. The last
    dimensions are below each other, as broadcasting aligns them."""
    dimensions = range(-MOST_DIMENSIONS, 0)
    head = [element("th", {"scope": "col"}, f"dim {dimension}".replace("-", MINUS))
            for dimension in dimensions]
    rows = []
    for name, shape in (("a", pair.a), ("b", pair.b)):
        cells = [element("td", {}, size_choice(name, dimension, shape)) for dimension in dimensions]
        rows.append(element("tr", {}, element("th", {"scope": "row"}, f"{name}.shape"), *cells))
    columns = {column.dimension: column for column in pair.columns}
    known = [columns.get(dimension) for dimension in dimensions]
    results = [element("td", {"class": "wrong" if column and column.result is None else ""},
                       "" if column is None else str(column.result or "✗")) for column in known]
    verdicts = [element("td", {"class": "verdict"}, "" if column is None else column.verdict)
                for column in known]
    rows += [element("tr", {}, element("th", {"scope": "row"}, "c.shape"), *results),
             element("tr", {}, element("th", {"scope": "row"}, "why"), *verdicts)]
    return element("table", {"class": "shapes"},
                   element("caption", {"class": "unseen"}, "The shapes, dimension by dimension"),
                   element("thead", {}, element("tr", {}, element("td", {}), *head)),
                   element("tbody", {}, *rows))


def size_choice(name: str, dimension: int, shape: Shape) -> Element:
    size = str(shape[dimension]) if -dimension <= len(shape) else "0"
    options = [element("option", {"value": value}, title) for value, title in SIZES.items()]
    return element("select", {
        "data-action": "tensors-size", "data-of": f"{name} {dimension}", "value": size,
        "data-key": f"size {name} {dimension}", "autocomplete": "off",
        "aria-label": f"Size of {name} in dimension {dimension}".replace("-", MINUS),
    }, *options)


def grid(name: str, values: Array, own: Shape) -> Element:
    """A tensor as tables of numbers, one behind the other where it has three dimensions; numbers
    that a tensor of shape `own` has only by repetition are dashed."""
    blocks = values.reshape((1,) * (3 - values.ndim) + values.shape)
    tables = []
    for depth, block in enumerate(blocks):
        rows = []
        for at, row in enumerate(block):
            start = (depth * block.shape[0] + at) * block.shape[1]
            cells = [cell(name, start + column, value, values.shape)
                     for column, value in enumerate(row.tolist())]
            rows.append(element("tr", {}, *cells))
        tables.append(element("table", {"class": "tensor"}, element("tbody", {}, *rows)))
    shape = f"({', '.join(map(str, own))}{',' if len(own) == 1 else ''})"
    title = f"{name}  {shape}" + ("" if own == values.shape else " repeated")
    return element("div", {"class": "stack", "role": "group", "aria-label": f"Tensor {title}"},
                   element("p", {"class": "what"}, title), *tables)


def cell(name: str, at: int, value: float, shape: Shape) -> Element:
    number = element("span", {"data-number": full(value)}, shown(value))
    if name == "c":
        return element("td", {"class": SLOT}, element("button", {
            "type": "button", "data-action": "tensors-cell", "value": str(at), "tabindex": "-1",
            "aria-pressed": SLOT, "aria-label": f"{index('c', place(at, shape))}: {shown(value)}",
        }, number))
    return element("td", {"class": SLOT}, number)


def key(lab: Lab) -> object:
    pair = of(lab)
    return pair.a, pair.b, pair.sign


def values(lab: Lab) -> list[str]:
    """Which numbers are repeated, which belong to the cell that is looked at, and its sum."""
    pair = of(lab)
    if pair.error:
        return [OPERATION.values(lab)[0], *("" for each in pair.values for _ in range(each.size))]
    texts = OPERATION.values(lab)
    sources = []
    for tensor, own in zip(pair.values, (pair.a, pair.b), strict=True):
        number = np.broadcast_to(np.arange(tensor.size).reshape(own), pair.shape).ravel()
        first = np.zeros(number.size, dtype=bool)
        first[np.unique(number, return_index=True)[1]] = True
        texts += [class_of(not first[at], at == pair.cell) for at in range(number.size)]
        sources.append(float(tensor[pair.origin(own)]))
    for at in range(pair.result.size):
        texts += [class_of(False, at == pair.cell), "true" if at == pair.cell else "false"]
    result = float(pair.result.ravel()[pair.cell])
    left, right = (index(name, pair.origin(own)) for name, own in
                   (("a", pair.a), ("b", pair.b)))
    said = f"{index('c', cell_of(pair))} = {left} {SIGNS[pair.sign]} {right} = "
    numbers = [text for number in (*sources, result) for text in (full(number), shown(number))]
    return [*texts, *CELL.values(lab), said, *numbers]


def class_of(repeated: bool, chosen: bool) -> str:
    return " ".join(name for name, has in (("copy", repeated), ("chosen", chosen)) if has)


def cell_of(pair: Pair) -> tuple[int, ...]:
    return place(pair.cell, pair.shape)


def place(cell: int, shape: Shape) -> tuple[int, ...]:
    """The indices of a cell that is counted through."""
    return tuple(int(at) for at in np.unravel_index(cell, shape))


def index(name: str, at: tuple[int, ...]) -> str:
    """c[1, 2], as Python counts."""
    return f"{name}[{', '.join(map(str, at))}]" if at else name
