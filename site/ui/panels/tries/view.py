"""What was tried on copies of a run that gets no further, and what helped: a line, and behind it a
table, each row of which opens its run."""

from typing import TYPE_CHECKING

from ui.draw.tree import Attributes, Content, Element, element
from ui.lab import Lab
from ui.words.numbers import full, shown

if TYPE_CHECKING:
    from engine.tries import Result, Tries

SLOW = True


def structure(lab: Lab) -> Element:
    """A fold with the table. What it says in the end is read out once. The fold is there, out of
    sight, while nothing is tried: so it stays open from one run to the next."""
    tries = lab.trying.of(lab)
    said = element("p", {"class": "unseen", "role": "status"},
                   headline(tries) if tries and tries.finished else "")
    fold: Attributes = {"class": "tries", "data-key": "tries"}
    if tries is None:
        return element("div", {}, said, element("details", {**fold, "hidden": ""}))
    return element("div", {}, said, element(
        "details", fold, element("summary", {}, headline(tries)),
        element("p", {}, *conclusion(tries), *cancel(tries)), table(tries)))


def headline(tries: "Tries") -> str:
    """The one line that is always seen."""
    made = f"{len(tries.results)} of {tries.total}"
    if not tries.finished:
        return f"Trying changes on copies of this run: {made}"
    whole = len(tries.results) == tries.total
    tried = f"Tried {tries.total if whole else made} changes on copies of this run"
    if not tries.results:
        return f"{tried}: the cause is open"
    if not tries.helping:
        return f"{tried}: none helps, the cause is open"
    best = tries.helping[0].change.words
    others = len(tries.helping) - 1
    more = f", and {others} more" if others else ""
    return f"{tried}. What helps: {best}{more}"


def cancel(tries: "Tries") -> list[Content]:
    if tries.finished:
        return []
    press: Attributes = {"type": "button", "class": "small", "data-action": "cancel-tries",
                         "data-key": "cancel-tries"}
    return [" ", element("button", press, "Cancel")]


def conclusion(tries: "Tries") -> list[Content]:
    return [part if isinstance(part, str) else number("span", part) for part in tries.parts]


def number(tag: str, value: float) -> Element:
    return element(tag, {"data-number": full(value)}, shown(value))


def table(tries: "Tries") -> Element:
    titles = ("With", "From", "Epochs", "Data loss", "Result")
    head = element("tr", {}, *(element("th", {"scope": "col"}, title) for title in titles))
    rows = [row(tries, at, result) for at, result in enumerate(tries.results)]
    caption = element("caption", {}, "One thing changed at a time. A name opens that run; Undo "
                                     "brings this one back.")
    around = {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": "What was tried"}
    return element("div", around, element("table", {}, caption, element("thead", {}, head),
                                          element("tbody", {}, *rows)))


def row(tries: "Tries", at: int, result: "Result") -> Element:
    open_it: Attributes = {"type": "button", "class": "small", "data-action": "open-try",
                           "value": str(at), "data-key": f"open-try {at}"}
    loss = element("td", {}, "–") if result.diverged else number("td", result.loss)
    within = "within " if result.diverged else ""  # it stopped before
    return element(
        "tr", {"class": "helps"} if result.helps else {},
        element("th", {"scope": "row"}, element("button", open_it, result.change.words)),
        element("td", {}, tries.origin(result)), element("td", {}, f"{within}{result.trained:,}"),
        loss, element("td", {}, verdict(result)))


def verdict(result: "Result") -> str:
    if result.diverged:
        return "✗ diverges"
    return "✓ helps" if result.helps else "– no better"


def key(lab: Lab) -> object:
    tries = lab.trying.of(lab)
    return tries and (id(tries), len(tries.results), tries.finished)


def values(lab: Lab) -> list[str]:
    return []
