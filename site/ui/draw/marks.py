"""The mark of a sample: a disc for class 1, a square for class 0, so that colour is never alone.

A sample whose target is a number has its colour on the scale, and the shape of its sign.
"""

from ui.draw.colours import TABLE
from ui.draw.tree import Attributes, Element, element


def mark(
    index: int, x: float, y: float, target: float, flipped: bool, kind: str = "",
    numbers: tuple[float, float] | None = None,
) -> Element:
    """The mark of sample `index`; `kind` is that of one that cannot be selected ("test",
    "on-card"), `numbers` the scale of targets that are numbers."""
    middle = 0.5 if numbers is None else sum(numbers) / 2
    positive = target >= middle
    shared: Attributes = {"class": " ".join(filter(None, (
        "mark", "number" if numbers else "one" if positive else "zero", kind)))}
    if not kind:
        shared = {**shared, "data-action": "sample", "data-value": str(index),
                  "data-ref": f"sample:{index}"}
    if numbers:
        shared = {**shared, "fill": colour(target, *numbers)}
    if positive:
        shape = element("circle", {**shared, "cx": x, "cy": y, "r": 5})
    else:
        shape = element("rect", {**shared, "x": x - 4.5, "y": y - 4.5, "width": 9, "height": 9})
    if not flipped:
        return shape
    return element("g", {}, *(element("circle", {"cx": x, "cy": y, "r": 8.5, "class": name})
                              for name in ("halo", "flipped")), shape)


def colour(value: float, low: float, high: float) -> str:
    """A place of the scale from red to blue, as CSS writes it."""
    at = round(min(max((value - low) / (high - low), 0.0), 1.0) * (len(TABLE) - 1))
    red, green, blue = TABLE[at, :3].tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"
