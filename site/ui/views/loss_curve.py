"""The loss, epoch by epoch, over the whole history, and where in it the run stands.

A pinned run's loss is drawn beside it, dashed, for comparison.
"""

import numpy as np

from ui.lab import Lab
from ui.numbers import shown
from ui.tree import SLOT, Element, element
from ui.views.chart import across, chart, curve, down, last_epoch, nice, ticks


def structure(lab: Lab) -> Element:
    """The curve of the pinned run, that of this one, and the point where it stands."""
    return chart(
        "loss",
        element("path", {"class": "curve pinned", "d": SLOT, "transform": "scale(0.1)"}),
        element("path", {"class": "curve", "d": SLOT, "transform": "scale(0.1)"}),
        element("circle", {"class": "now", "r": 4.5, "cx": SLOT, "cy": SLOT}),
    )


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """The slots' values for the run's history so far."""
    runs = [lab.run] if lab.pinned is None else [lab.run, lab.pinned]
    here, now = lab.run.epoch, lab.run.loss
    last = last_epoch(here, *(run.history.last_epoch for run in runs))
    losses = np.concatenate([run.history.loss for run in runs])
    losses = losses[np.isfinite(losses)]
    high = nice(float(losses.max()) if len(losses) else 1.0)
    label = f"Loss by epoch. At epoch {here} the loss is {shown(now)}."
    paths = [curve(run.history.epoch, run.history.loss, last, 0.0, high) for run in runs]
    pinned = paths[1] if lab.pinned else "M0 0"
    x, y = across(np.array([here]), last), down(np.array([now]), 0.0, high)
    return [label, *ticks(0.0, high, last), pinned, paths[0], f"{x[0]:.1f}", f"{y[0]:.1f}"]
