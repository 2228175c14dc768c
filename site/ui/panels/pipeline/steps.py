"""The training pipeline in a row: its five steps, which of them are done, the next line of code."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.pipeline.state import LOOP, STAGES, TITLES, Pipeline, pipeline
from ui.panels.pipeline.view import code_name

SLOW = True  # as the tab is


def structure(lab: Lab) -> Element:
    """A button for each step, which runs it, and one for the next line of the loop; none where an
    iteration does not take all rows (see the tab)."""
    if lab.spec.batch != "all":
        return element("div", {})
    steps = [element("li", {}, element("button", {
        "type": "button", "class": SLOT, "data-action": "stage", "value": name,
        "data-key": f"step {name}", "title": f"Run: {TITLES[name]}"},
        element("span", {"class": "tick"}, SLOT), f" {TITLES[name]}")) for name in STAGES]
    line = element("button", {"type": "button", "class": "small line-next",
                              "data-action": "line-next", "data-key": "next line",
                              "title": "Execute this line of the training loop"},
                   element("span", {}, "Next line "), element("code", {}, SLOT))
    return element("div", {"class": "strip steps", "role": "group", "aria-label": "The five steps"},
                   element("ol", {}, *steps), line)


def key(lab: Lab) -> object:
    return lab.spec.batch == "all"


def values(lab: Lab) -> list[str]:
    if lab.spec.batch != "all":
        return []
    now = pipeline(lab)
    texts = [text for place, name in enumerate(STAGES) for text in (
        f"small {state(now, name)}".strip(),
        "✓" if now.has_run(name) else str(place + 1))]
    return [*texts, code_name(LOOP[now.line])]


def state(now: Pipeline, name: str) -> str:
    """What was executed last is marked, and what is done."""
    return "done latest" if now.is_latest(name) else "done" if now.has_run(name) else ""
