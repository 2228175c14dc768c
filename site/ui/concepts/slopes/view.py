"""An activation and its derivative side by side, and the derivative through depth.

The point is moved by the slider, or by a pointer in either plot. Below, a chain of single units:
the gradient that arrives at each, as a bar and as a number.
"""

import numpy as np

from engine.expression import shown as short
from engine.ops import ACTIVATIONS
from ui.concepts.of_lab import now
from ui.concepts.slopes.state import DEEPEST, LARGEST_WEIGHT, REACH, Slope, curves
from ui.draw.controls import Choice, Slider
from ui.draw.plot import Plot, reach
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import both, shown

STEPS = 20  # of a slider to 1
BAR = 200  # width of the longest


def of(lab: Lab) -> Slope:
    return now(lab, Slope)


ACTIVATION = Choice("slopes-activation", "Activation",
                    lambda _: {name: op.title for name, op in ACTIVATIONS.items()},
                    lambda lab: of(lab).activation)
POINT = Slider("slopes-z", "z", steps=lambda _: round(REACH * STEPS),
               lowest=round(-REACH * STEPS), position=lambda lab: round(of(lab).z * STEPS),
               text=lambda lab: short(of(lab).z))
DEPTH = Slider("slopes-depth", "Depth", steps=lambda _: DEEPEST, lowest=1,
               position=lambda lab: of(lab).depth,
               text=lambda lab: f"{of(lab).depth} layer{'s' * (of(lab).depth > 1)}")
WEIGHT = Slider("slopes-weight", "Weight w", steps=lambda _: round(LARGEST_WEIGHT * 10), lowest=1,
                position=lambda lab: round(of(lab).weight * 10),
                text=lambda lab: f"{of(lab).weight:g}")


def plots(activation: str) -> tuple[Plot, Plot]:
    """The one of f, and the one of f'."""
    a, slope = curves(activation, np.linspace(-REACH, REACH, 401))
    x = (-REACH, REACH)
    low = -axis_end(-float(a.min())) if a.min() < 0 else 0.0
    return (Plot("slopes-f", "f(z)", "z", x, (low, axis_end(float(a.max()))), "slopes-to"),
            Plot("slopes-d", "f′(z)", "z", x, reach(slope, REACH), "slopes-to"))


def axis_end(value: float) -> float:
    """A little beyond the largest value of f, from 1 to what the axis of z has."""
    return min(max(1.0, round(1.2 * value, 1)), REACH)


def structure(lab: Lab) -> Element:
    """Both plots, their sliders, and the chain."""
    name = of(lab).activation
    z = np.linspace(-REACH, REACH, 401)
    drawn = [plot.element(element("path", {"class": "curve", "d": plot.path(z, ys)}),
                          *[element("path", {"class": "tangent", "d": SLOT})] * (at == 0))
             for at, (plot, ys) in enumerate(zip(plots(name), curves(name, z), strict=True))]
    reads = [element("span", {}, element("span", {"class": "formula"}, text),
                     element("span", {"data-number": SLOT}, SLOT))
             for text in ("f(z) = ", "slope f′(z) = ")]
    return element("div", {"class": "concept"}, ACTIVATION.element(lab),
                   element("div", {"class": "pair"}, *drawn), POINT.element(lab),
                   element("p", {"class": "reads"}, *reads), chain(lab))


def chain(lab: Lab) -> Element:
    """A row for each layer of the deepest chain; those beyond the depth are not seen."""
    titles = ("layer", "z = w a", "f′(z)", "∂a/∂z at the end", "")
    head = [element("th", {"scope": "col"}, title) if title else element("td", {})
            for title in titles]
    rows = []
    for layer in range(1, DEEPEST + 1):
        numbers = [element("td", {"data-number": SLOT}, SLOT) for _ in range(3)]
        bar = element("svg", {"viewBox": f"0 0 {BAR} 14", "class": "bar", "aria-hidden": "true"},
                      element("rect", {"class": SLOT, "x": 0, "y": 2, "height": 10,
                                       "width": SLOT}))
        rows.append(element("tr", {"class": SLOT}, element("th", {"scope": "row"}, str(layer)),
                            *numbers, element("td", {"class": "bar-cell"}, bar)))
    table = element("table", {"class": "chain"}, element("caption", {}, SLOT),
                    element("thead", {}, element("tr", {}, *head)), element("tbody", {}, *rows))
    return element("div", {"class": "depth"}, DEPTH.element(lab), WEIGHT.element(lab), table)


def key(lab: Lab) -> object:
    return of(lab).activation


def values(lab: Lab) -> list[str]:
    slope = of(lab)
    f, derivative = plots(slope.activation)
    title = ACTIVATIONS[slope.activation].title
    at = f"at z = {short(slope.z)}"
    first, *point = f.point(slope.z, slope.a, f"{title} {at} is {shown(slope.a)}")
    ends = np.array([slope.z - 1.5, slope.z + 1.5])
    tangent = f.path(ends, slope.a + slope.slope * (ends - slope.z))
    return [*ACTIVATION.values(lab), first, tangent, *point,
            *derivative.point(slope.z, slope.slope,
                              f"Its derivative {at} is {shown(slope.slope)}"),
            *POINT.values(lab), *both((slope.a, slope.slope)),
            *DEPTH.values(lab), *WEIGHT.values(lab), *chain_values(slope)]


def chain_values(slope: Slope) -> list[str]:
    """The caption, and each row: its class, its numbers, its bar."""
    links = slope.chain
    largest = max(1.0, *(abs(link.gradient) for link in links))
    texts = [f"A chain of {slope.depth} units with one weight each, from the input "
             f"{short(slope.z)}: what the last activation changes with each sum"]
    for link in links:
        texts += ["", *both((link.z, link.slope, link.gradient)),
                  "negative" if link.gradient < 0 else "positive",
                  f"{abs(link.gradient) / largest * BAR:.2f}"]
    rest = ["absent", *[""] * 6, "positive", "0"]
    return [*texts, *rest * (DEEPEST - len(links))]
