"""What the marks and colours of the picture of the data mean, in words."""

from collections.abc import Iterable

from ui.draw.tree import Element, element

MARKS = {
    "class 1": element("circle", {"class": "mark one", "cx": 12, "cy": 12, "r": 6}),
    "class 0": element("rect", {"class": "mark zero", "x": 6.5, "y": 6.5, "width": 11,
                                "height": 11}),
    "flipped by noise": element("circle", {"class": "ring", "cx": 12, "cy": 12, "r": 8}),
    "selected": element("circle", {"class": "ring thick", "cx": 12, "cy": 12, "r": 9}),
    "answer ŷ = 0.5": element("path", {"class": "ring", "d": "M2 16C9 16 14 8 22 8"}),
}
NUMBERS = {"class 1": "target from 0 up", "class 0": "target below 0",
           "answer ŷ = 0.5": "answer ŷ = 0"}
SHAPES = {"class 1": "disc", "class 0": "square", "flipped by noise": "thin ring",
          "selected": "thick ring", "answer ŷ = 0.5": "line"}


def legend(
    numbers: tuple[float, float] | None = None, marks: Iterable[str] = MARKS
) -> Element:
    """The marks with their names, and the field's scale from red to blue: of classes, or of
    `numbers` from the one to the other."""
    named = [name for name in marks if not (numbers and name == "flipped by noise")]
    items = [element("li", {}, sign(name), f"{SHAPES[name]}: {called(name, numbers)}")
             for name in named]
    low, high = (f"{end:.2g}".replace("-", "−") for end in numbers or (0, 1))
    scale = element("p", {"class": "scale"}, f"answer ŷ = {low}",
                    element("span", {"class": "bar", "aria-hidden": "true"}), f"ŷ = {high}")
    return element("div", {"class": "legend"}, element("ul", {}, *items), scale)


def called(name: str, numbers: tuple[float, float] | None) -> str:
    """What a mark stands for; targets that are numbers have a sign in place of a class."""
    return name if numbers is None else NUMBERS.get(name, name)


def sign(name: str) -> Element:
    return element("svg", {"viewBox": "0 0 24 24", "aria-hidden": "true", "class": "sign"},
                   MARKS[name])
