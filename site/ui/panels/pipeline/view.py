"""The training pipeline: five steps, each with its code, a button that executes it, and what it
did: the tensors before and after."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from engine import pytorch_lines
from engine.pytorch import Line
from ui.draw.tree import Attributes, Content, Element, element
from ui.lab import Lab
from ui.panels.code.tokens import tokens
from ui.panels.pipeline.state import LOOP, STAGES, TITLES, Pipeline, pipeline
from ui.words.numbers import full, shown

SLOW = True  # while a network trains nothing of it can be followed

ABOUT = {
    "model": ("class", "layer", "activation", "init"),
    "data": ("data", "features"),
    "objective": ("criterion", "penalty", "optimizer"),
    "loop": LOOP,
}
WORDS = {
    "model": "A module has its layers as attributes. PyTorch registers their weights and biases "
             "as parameters: they are what will be learned. Nothing is computed yet.",
    "data": "Two tensors: a row for each sample, a column for each input; and a column of targets.",
    "objective": "The criterion says how wrong an output is, as one number. The optimizer holds "
                 "the parameters, and knows how to move them once their gradients are there.",
    "loop": "Five lines, again and again. Execute them one by one, and see which tensor each "
            "makes or changes.",
    "evaluate": "The same forward pass without a graph for gradients: nothing is learned here.",
}
DID = {
    "model": "The network has its first weights.",
    "data": "The data are in memory.",
    "objective": "No tensor has changed: the optimizer refers to the model’s own parameters.",
    "zero_grad": "The gradients of the step before are gone. (PyTorch would add to them.)",
    "zero_grad first": "There is nothing to clear yet: before the first backward(), the .grad of "
                       "every parameter is None, and so it is after this line.",
    "zero_grad after training": "The gradients that training had left are gone: the .grad of every "
                                "parameter is None.",
    "forward": "model(X) went through the layers; the network shows it for one row.",
    "loss": "One number over all rows.",
    "backward": "Every parameter has a gradient now, .grad; the parameters are as they were.",
    "step": "The optimizer moved every parameter against its gradient: the network has changed.",
    "evaluate": "How good the network is now; no parameter has changed.",
}


def structure(lab: Lab) -> Element:
    """The steps in order; what the last one did is in its own section. The five lines are those of
    an iteration over all rows; where the batches are smaller, it says so instead."""
    if lab.spec.batch != "all":
        return element("div", {"class": "pipeline"},
                       element("p", {"class": "explained"},
                               "The steps shown here take all rows at once, and this network "
                               f"trains on batches of {lab.spec.batch}."),
                       element("div", {"class": "buttons-here"},
                               button("batch", "All rows in one batch", "all")))
    now = pipeline(lab)
    program = pytorch_lines(lab.spec)
    return element("ol", {"class": "pipeline"},
                   *(stage(name, lines_of(name, program), now) for name in STAGES))


def key(lab: Lab) -> object:
    now = pipeline(lab)
    return now.done, now.line, now.last, now.state, lab.spec


def values(_: Lab) -> list[str]:
    return []


def stage(name: str, lines: Iterable[Line], now: Pipeline) -> Element:
    tick = element("span", {"class": "done"}, " ✓ run" if now.has_run(name) else "")
    heading = element("h3", {}, element("span", {}, TITLES[name]), tick)
    run = "Whole iteration" if name == "loop" else "Run"
    buttons = [button("stage", run, name)]
    if name == "loop":
        buttons.insert(0, button("line-next", f"Next line: {code_name(LOOP[now.line])}"))
    code = element("div", {"class": "listing highlight", "role": "group",
                           "aria-label": f"Code: {TITLES[name]}", "tabindex": "0"},
                   *(coded(line, now) for line in lines))
    did = [done_by(now)] if now.is_latest(name) else []
    return element("li", {}, heading, element("p", {"class": "explained"}, WORDS[name]), code,
                   element("div", {"class": "buttons-here"}, *buttons), *did)


def button(action: str, title: str, value: str = "") -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "value": value, "data-key": f"{action} {value}"}, title)


def code_name(line: str) -> str:
    """A line of the loop as the code has it."""
    return {"zero_grad": "optimizer.zero_grad()", "forward": "output = model(X)",
            "loss": "loss = criterion(output, y)", "backward": "loss.backward()",
            "step": "optimizer.step()"}[line]


def lines_of(name: str, program: Iterable[Line]) -> list[Line]:
    """The lines of the whole program that belong to a step, moved to the left edge."""
    if name == "evaluate":
        lines = [line for line in program if line.about == "report" and not
                 line.text.lstrip().startswith(("losses = ", "if ", "print"))]
        return [Line(moved(line.text), line.about) for line in lines]
    lines = [line for line in program if line.about.split(".")[0] in ABOUT[name]]
    left = 4 if name == "loop" else 0
    return [Line(line.text[left:], line.about) for line in lines]


def moved(text: str) -> str:
    """Two lines below `with`, the rest at the left edge."""
    bare = text.lstrip()
    return f"    {bare}" if bare.startswith(("output", "losses")) else bare


def coded(line: Line, now: Pipeline) -> Element:
    """A line with its colours; the one that was executed last says so."""
    pieces: list[Content] = [element("span", {"class": kind}, text) if kind else text
                             for kind, text in tokens(line.text)]
    about: Attributes = {"data-ref": line.about} if line.about else {}
    if line.about == now.last and now.last in LOOP:
        return element("div", {"class": "line changed", **about},
                       element("mark", {}, *pieces, "\n"))
    return element("div", {"class": "line", **about}, *pieces, "\n")


def done_by(now: Pipeline) -> Element:
    """What was executed last, in words, and the tensors that it changed."""
    said = element("p", {"role": "status"}, DID[what(now)])
    if not now.changes:
        return said
    head = element("tr", {}, *(element("th", {"scope": "col"}, title)
                               for title in ("Tensor", "Before", "After")))
    rows = [element("tr", {}, element("th", {"scope": "row"}, element("code", {}, name),
                                      element("span", {"class": "shape"}, shape(now, name))),
                    element("td", {}, tensor(now.before.get(name))),
                    element("td", {}, tensor(now.memory.get(name)))) for name in now.changes]
    return element("div", {}, said, element(
        "div", {"class": "scroll", "tabindex": "0", "role": "group",
                "aria-label": "What has changed"},
        element("table", {"class": "memory"}, element("thead", {}, head),
                element("tbody", {}, *rows))))


def what(now: Pipeline) -> str:
    """What was executed last. The gradients that zero_grad clears are those of the line-by-line
    iteration before; without one they never were, or are not in memory here."""
    if now.last != "zero_grad" or now.changes:
        return now.last
    return "zero_grad after training" if now.trained else "zero_grad first"


def shape(now: Pipeline, name: str) -> str:
    """As PyTorch writes it."""
    array = now.memory.get(name)
    array = now.before.get(name) if array is None else array
    if array is None or name in ("loss", "losses[-1]", "accuracy"):
        return "number"
    return f"({', '.join(map(str, array.shape))}{',' if array.ndim == 1 else ''})"


def tensor(array: NDArray[np.float64] | None) -> Element:
    """Its numbers, a row of the matrix in each line."""
    if array is None:
        return element("span", {"class": "none"}, "None")
    rows = np.atleast_2d(array).tolist()
    return element("span", {"class": "matrix"}, *(
        element("span", {"class": "row"}, *(
            element("span", {"data-number": full(value)}, shown(value)) for value in row))
        for row in rows))
