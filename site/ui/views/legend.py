"""What the marks and colours of the picture of the data mean, in words."""

from ui.tree import Element, element

MARKS = {
    "class 1": element("circle", {"class": "mark one", "cx": 12, "cy": 12, "r": 6}),
    "class 0": element("rect", {"class": "mark zero", "x": 6.5, "y": 6.5, "width": 11,
                                "height": 11}),
    "flipped by noise": element("circle", {"class": "ring", "cx": 12, "cy": 12, "r": 8}),
    "selected": element("circle", {"class": "ring thick", "cx": 12, "cy": 12, "r": 9}),
    "answer ŷ = 0.5": element("path", {"class": "ring", "d": "M2 16C9 16 14 8 22 8"}),
}
SHAPES = {"class 1": "disc", "class 0": "square", "flipped by noise": "thin ring",
          "selected": "thick ring", "answer ŷ = 0.5": "line"}


def legend() -> Element:
    """The marks with their names, and the field's scale from red to blue."""
    items = [element("li", {}, sign(name), f"{SHAPES[name]}: {name}") for name in MARKS]
    scale = element("p", {"class": "scale"}, "answer ŷ = 0",
                    element("span", {"class": "bar", "aria-hidden": "true"}), "ŷ = 1")
    return element("div", {"class": "legend"}, element("ul", {}, *items), scale)


def sign(name: str) -> Element:
    return element("svg", {"viewBox": "0 0 24 24", "aria-hidden": "true", "class": "sign"},
                   MARKS[name])
