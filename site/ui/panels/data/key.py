"""The key of the picture: what its marks and curves mean, in a few words."""

from ui.draw.legend import sign
from ui.draw.plane import numbers
from ui.draw.tree import Attributes, Element, element
from ui.lab import Lab

STEADY = True


def structure(lab: Lab) -> Element:
    one, zero = ("class 1", "class 0") if numbers(lab) is None else ("0 or more", "below 0")
    flipped = [entry(sign("flipped by noise"), "label flipped")] * bool(
        lab.run.data.train.flipped.any())
    return element("ul", {"class": "marks"}, entry(sign("class 1"), one),
                   entry(sign("class 0"), zero), *flipped,
                   entry(line("positive"), "positive weight"),
                   entry(line("negative"), "negative"))


def entry(mark: Element, text: str) -> Element:
    return element("li", {}, mark, text)


def line(kind: str) -> Element:
    dashes: Attributes = {"stroke-dasharray": "7 4"} if kind == "negative" else {}
    return element("svg", {"viewBox": "0 0 28 12", "aria-hidden": "true", "class": "sign wide"},
                   element("path", {"d": "M0 6H28", "class": f"weight {kind}",
                                    "stroke-width": 4, **dashes}))


def key(lab: Lab) -> object:
    return numbers(lab) is None, bool(lab.run.data.train.flipped.any())


def values(_: Lab) -> list[str]:
    return []
