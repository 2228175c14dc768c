"""The loss, epoch by epoch, over the whole history, and where in it the run stands.

A pinned run's loss is drawn beside it, dashed, for comparison.
"""

import numpy as np

from ui.draw.chart import (
    Frame,
    across,
    chart,
    curve,
    down,
    epoch_at,
    last_epoch,
    nice,
    ticks,
)
from ui.draw.chart import lines as chart_lines
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import full, shown


def frame_of(lab: Lab) -> Frame:
    return Frame(*lab.curve_box, grip=22)


def structure(lab: Lab) -> Element:
    """The curve of the pinned run, that of this one, and the point where it stands; in words what
    is pointed at; below the curve the way that the run has gone, and a thumb to drag."""
    frame = frame_of(lab)
    said = element("text", {"class": "axis", "x": frame.end, "y": frame.top + 12,
                            "text-anchor": "end"},
                   element("tspan", {}, SLOT), element("tspan", {"data-number": SLOT}, SLOT))
    foot = frame.foot
    return chart(
        "loss",
        element("path", {"class": "curve pinned", "d": SLOT, "transform": "scale(0.1)"}),
        element("path", {"class": "curve", "d": SLOT, "transform": "scale(0.1)"}),
        element("circle", {"class": "now", "r": 4, "cx": SLOT, "cy": SLOT}),
        said,
        element("path", {"class": "track", "d": f"M{frame.left} {foot}H{frame.end}"}),
        element("path", {"class": "gone", "d": SLOT}),
        element("circle", {"class": "thumb", "r": 6, "cx": SLOT, "cy": foot}),
        frame=frame,
    )


def key(lab: Lab) -> object:
    return lab.curve_box


def values(lab: Lab) -> list[str]:
    """The slots' values for the run's history so far."""
    frame = frame_of(lab)
    runs = [lab.run] if lab.pinned is None else [lab.run, lab.pinned]
    here, now = lab.run.epoch, lab.run.loss
    last = last_epoch(lab)
    losses = np.concatenate([run.history.loss for run in runs])
    losses = losses[np.isfinite(losses)]
    high = nice(float(losses.max()) if len(losses) else 1.0)
    label = f"Loss by epoch. At epoch {here} the loss is {shown(now)}."
    paths = [curve(run.history.epoch, run.history.loss, last, 0.0, high, frame) for run in runs]
    pinned = paths[1] if lab.pinned else "M0 0"
    x, y = across(np.array([here]), last, frame), down(np.array([now]), 0.0, high, frame)
    known = across(np.array([lab.run.history.last_epoch]), last, frame)
    return [label, *ticks(0.0, high, last), pinned, paths[0], f"{x[0]:.1f}", f"{y[0]:.1f}",
            *said(lab), f"M{frame.left} {frame.foot}H{known[0]:.1f}", f"{x[0]:.1f}",
            *chart_lines(lab, frame)]


def said(lab: Lab) -> list[str]:
    """The loss at the epoch that is pointed at."""
    epoch = lab.pointed_at("epoch")
    rows = np.flatnonzero([] if epoch is None else lab.run.history.epoch == epoch)
    if epoch is None or not len(rows):
        return ["", "", ""]
    loss = float(lab.run.history.loss[rows[0]])
    return [f"epoch {epoch:,}: ", full(loss), shown(loss)]


def point(lab: Lab, across: float, _: float) -> tuple[str, ...]:
    """What is at a place of the chart: an epoch."""
    return (f"epoch:{epoch_at(lab, across)}",)
