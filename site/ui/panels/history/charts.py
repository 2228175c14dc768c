"""Loss and accuracy over the epochs as areas, each with the line of PyTorch that it belongs to.

A pinned run's curves are drawn beside them, dashed, for comparison.
"""

import numpy as np

from ui.draw.chart import (
    WIDE,
    Array,
    across,
    curve,
    down,
    epoch_at,
    last_epoch,
    nice,
)
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.lab.motion import PHASES
from ui.words.numbers import full, percent, shown

# A chart here is small: what `chart` makes is squeezed into it.
WIDTH, HEIGHT = 300, 128
X0, X1, Y0, Y1 = 44, WIDTH - 8, HEIGHT - 24, 8
ACROSS, DOWN = (X1 - X0) / (WIDE.end - WIDE.left), (Y0 - Y1) / (WIDE.foot - WIDE.top)
MEANING = {
    "Loss": ("loss.backward()", "its gradients"),
    "Accuracy": ("optimizer.step()", "what comes of it"),
}


def structure(lab: Lab) -> Element:
    return element("div", {"class": "charts"}, *(area(name, lab) for name in MEANING))


def area(name: str, lab: Lab) -> Element:
    """A title with the number of now, the line of code, and the chart."""
    line, meaning = MEANING[name]
    title = element("p", {"class": "chart-title"}, element("strong", {}, name), " ",
                    element("span", {"data-number": SLOT}, SLOT))
    annotation = element("p", {"class": "chart-title"}, element("code", {"class": SLOT}, line),
                         " ", element("span", {"class": "note"}, meaning))
    squeezed = (f"translate({X0 - WIDE.left * ACROSS:.2f} {Y1 - WIDE.top * DOWN:.2f}) "
                f"scale({0.1 * ACROSS:.5f} {0.1 * DOWN:.5f})")
    drawn = [element("path", {"class": style, "d": SLOT, "transform": squeezed})
             for style in ("curve pinned", f"area {name.lower()}", "curve")]
    point = element("circle", {"class": "now", "r": 4.5, "cx": SLOT, "cy": SLOT})
    there = element("line", {"class": "there", "x1": SLOT, "x2": SLOT, "y1": Y0, "y2": Y1})
    surface = element("rect", {"x": X0, "y": 0, "width": X1 - X0, "height": HEIGHT, "class": "hit",
                               "data-share": "epoch-share"})
    svg = element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": SLOT},
                  *axes(), *drawn, point, there, surface)
    return element("div", {"class": "chart"}, title, annotation, svg)


def axes() -> list[Element]:
    """A line at the lowest and at the highest value, and four texts."""
    texts = [(X0 - 6, Y1 + 8, "end"), (X0 - 6, Y0 + 1, "end"), (X0, HEIGHT - 7, "middle"),
             (X1, HEIGHT - 7, "end")]
    lines = [element("line", {"x1": X0, "x2": X1, "y1": y, "y2": y, "class": "grid"})
             for y in (Y0, Y1)]
    return [*lines, *(element("text", {"x": x, "y": y, "class": "tick", "text-anchor": anchor},
                              SLOT) for x, y, anchor in texts)]


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """The slots' values for the histories so far."""
    runs = [lab.run] if lab.pinned is None else [lab.run, lab.pinned]
    last = last_epoch(lab)
    losses = np.concatenate([run.history.loss for run in runs])
    losses = losses[np.isfinite(losses)]
    high = nice(float(losses.max()) if len(losses) else 1.0)
    loss, accuracy = lab.run.loss, lab.run.accuracy
    rate = ["", "none"] if accuracy is None else [full(accuracy), percent(accuracy)]
    return [
        *(full(loss), shown(loss), lit(lab, "Loss"),
          f"Loss by epoch; at epoch {lab.run.epoch} it is {shown(loss)}."),
        *scale(f"{high:g}", last),
        *paths(lab, [run.history.loss for run in runs], last, high),
        *place(lab.run.epoch, loss, last, high), *pointed(lab, last),
        *(*rate, lit(lab, "Accuracy"),
          f"Accuracy by epoch; at epoch {lab.run.epoch} it is {rate[1]}."),
        *scale("100 %", last),
        *paths(lab, [run.history.accuracy for run in runs], last, 1.0),
        *place(lab.run.epoch, accuracy, last, 1.0), *pointed(lab, last),
    ]


def lit(lab: Lab, name: str) -> str:
    running = lab.phase is not None and PHASES[lab.phase] == MEANING[name][0]
    return "running" if running else ""


def scale(high: str, last: float) -> list[str]:
    return [high, "0", "0", f"epoch {last:,.0f}"]


def paths(lab: Lab, series: list[Array], last: float, high: float) -> list[str]:
    """The pinned run's curve, the area under this one's, and this one's."""
    line = curve(lab.run.history.epoch, series[0], last, 0.0, high)
    pinned = "M0 0"
    if lab.pinned is not None:
        pinned = curve(lab.pinned.history.epoch, series[1], last, 0.0, high)
    return [pinned, closed(line), line]


def closed(line: str) -> str:
    """The area between a curve and the axis: down at its last epoch, and back to its first."""
    if line.count(" ") < 3:  # a single point
        return line
    first, last = line[1:].split(" ", 1)[0], line.rsplit(" ", 2)[-2]
    base = 10 * WIDE.foot
    return f"{line} {last} {base} {first} {base}Z"


def place(epoch: int, value: float | None, last: float, high: float) -> list[str]:
    """Where an epoch and a value are; at the upper edge if there is no value."""
    x = across(np.array([epoch]), last)[0]
    y = down(np.array([np.nan if value is None else value]), 0.0, high)[0]
    return [f"{X0 + (x - WIDE.left) * ACROSS:.1f}", f"{Y1 + (y - WIDE.top) * DOWN:.1f}"]


def pointed(lab: Lab, last: float) -> list[str]:
    """The line at the epoch that is pointed at in any chart; else it is out of sight."""
    epoch = lab.pointed_at("epoch")
    return ["-9" if epoch is None else place(int(epoch), None, last, 1.0)[0]] * 2


def point(lab: Lab, across: float, _: float) -> tuple[str, ...]:
    """What is at a place of a chart: an epoch."""
    return (f"epoch:{epoch_at(lab, across)}",)
