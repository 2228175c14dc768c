"""A computation graph: values on the nodes, and gradients that come back one node at a time.

The leaves are fields. Each step back says what the chain rule multiplies, in symbols and numbers.
"""

from engine.expression import shown as short
from engine.ops import ACTIVATIONS
from ui.concepts.graph.state import BACKWARD, CONSUMER, LEAVES, Graph
from ui.concepts.of_lab import now
from ui.draw.controls import Choice
from ui.draw.tree import Attributes, Element, Raw, element
from ui.lab import Lab
from ui.words.numbers import full, shown

WIDTH, HEIGHT = 400, 432
NODE, ROW = 128, 50  # a node's size
PLACES = {"w": (72, 34), "x": (222, 34), "m": (146, 126), "b": (328, 126), "z": (220, 218),
          "a": (146, 310), "y": (328, 310), "L": (220, 402)}
FORMULAS = {"m": "m = w × x", "z": "z = m + b", "a": "a = f(z)", "L": "L = (a − y)²"}


def of(lab: Lab) -> Graph:
    return now(lab, Graph)


ACTIVATION = Choice("graph-activation", "Activation f",
                    lambda _: {name: op.title for name, op in ACTIVATIONS.items()},
                    lambda lab: of(lab).activation)


def structure(lab: Lab) -> Element:
    """The graph, the fields, the buttons, and the step that was made last."""
    graph = of(lab)
    return element("div", {"class": "concept"}, fields(graph), ACTIVATION.element(lab),
                   picture(graph), buttons(graph), explanation(graph))


def picture(graph: Graph) -> Element:
    """The nodes from the leaves at the top to the loss at the bottom."""
    reached = ", ".join(f"∂L/∂{name} = {shown(graph.gradient[name])}" for name in graph.arrived)
    said = ", ".join(f"{name} = {shown(value)}" for name, value in graph.value.items())
    return element(
        "svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "class": "graph",
                "aria-label": f"Computation graph. Values: {said}. "
                              f"Gradients so far: {reached or 'none'}."},
        *(edge(graph, start, end) for start, end in CONSUMER.items()),
        *(node(graph, name) for name in PLACES))


def edge(graph: Graph, start: str, end: str) -> Element:
    """From a node to its consumer; with the local derivative once the gradient has come back."""
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    back = start in graph.arrived
    classes = "edge" + " back" * back + " latest" * (graph.arrived[-1:] == (start,))
    drawn = [element("line", {"class": classes, "x1": x1, "y1": y1, "x2": x2, "y2": y2})]
    if back:
        number = graph.local[end, start]
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        side = 1 if x1 >= x2 else -1
        drawn.append(element(
            "text", {"class": "local", "x": x + 8 * side, "y": y + 5, "data-number": full(number),
                     "text-anchor": "start" if side > 0 else "end"}, f"× {short(number)}"))
    return element("g", {}, *drawn)


def node(graph: Graph, name: str) -> Element:
    """A box with the node's formula and value, and below them its gradient once it is there."""
    x, y = PLACES[name]
    left, top = x - NODE / 2, y - ROW / 2
    arrived = name in graph.arrived
    latest = graph.arrived[-1:] == (name,)
    kind = "leaf" if name in LEAVES else "inner"
    value, gradient = graph.value[name], graph.gradient.get(name, 0.0)
    label = FORMULAS.get(name, name)
    text = short(value) if name in LEAVES else shown(value)
    above = y - 5 if arrived or name == "y" else y + 5
    texts = [element("text", {"x": x, "y": above, "text-anchor": "middle"},
                     element("tspan", {"class": "formula"}, f"{label} = "),
                     element("tspan", {"data-number": full(value)}, text))]
    if arrived:
        texts.append(element(
            "text", {"x": x, "y": y + 15, "text-anchor": "middle", "class": "gradient"},
            element("tspan", {}, f"∂L/∂{name} = "),
            element("tspan", {"data-number": full(gradient)}, shown(gradient))))
    elif name == "y":
        texts.append(element("text", {"x": x, "y": y + 15, "text-anchor": "middle",
                                      "class": "axis"}, "given"))
    box: Attributes = {"x": left, "y": top, "width": NODE, "height": ROW, "rx": 8}
    return element("g", {"class": f"node {kind}{' latest' * latest}"},
                   element("rect", box), *texts)


def fields(graph: Graph) -> Element:
    """The leaves, to be edited."""
    return element("div", {"class": "leaves", "role": "group", "aria-label": "Leaves"}, *(
        element("label", {}, f"{name} = ", element("input", {
            "type": "text", "inputmode": "decimal", "size": "5", "autocomplete": "off",
            "data-action": "graph-edit", "data-of": name, "data-key": f"leaf {name}",
            "value": f"{graph.value[name]:g}", "aria-label": f"{name}",
        })) for name in ("w", "x", "b", "y")))


def buttons(graph: Graph) -> Element:
    ends = {"graph-back": graph.step == 0, "graph-step": graph.step == len(BACKWARD),
            "graph-all": graph.step == len(BACKWARD)}
    titles = {"graph-back": "Back", "graph-step": "Step", "graph-all": "All the way"}
    return element("p", {"class": "buttons-here"}, *(
        element("button", {"type": "button", "class": "small", "data-action": action,
                           "data-key": action, "aria-disabled": "true" if end else "false"},
                titles[action]) for action, end in ends.items()))


def explanation(graph: Graph) -> Element:
    """The step that was made last."""
    box: Attributes = {"class": "step-back", "role": "status"}
    if not graph.step:
        return element("div", box, element(
            "p", {"class": "what"}, "Forward: every node has its value. Press Step to go back "
                                    "from the loss, one node at a time."))
    quantity = graph.explained(graph.arrived[-1])
    lines = [element("div", {"class": "form"}, Raw(line)) for line in quantity.mathml_lines()]
    return element("div", box, element("p", {"class": "what"},
                                       f"Step {graph.step} of {len(BACKWARD)}. {quantity.title}"),
                   element("div", {"class": "quantity"}, *lines))


def key(lab: Lab) -> object:
    return of(lab)


def values(lab: Lab) -> list[str]:
    return ACTIVATION.values(lab)
