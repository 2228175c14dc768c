"""The loss, epoch by epoch, over the whole history, and where in it the run stands."""

import numpy as np

from ui.lab import Lab
from ui.numbers import shown
from ui.tree import SLOT, Element, element

WIDTH, HEIGHT = 640, 290
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 34
COLUMNS = 240  # more history than this is drawn as each column's lowest and highest loss
SHORTEST = 100  # epochs on the axis of a run that has only begun


def structure(lab: Lab) -> Element:
    """Axes with three marks each, the curve, and the point where the run stands."""
    x0, x1, y0, y1 = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, TOP
    marks = []
    for share in (0.0, 0.5, 1.0):
        x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
        anchor = "end" if share == 1.0 else "middle"
        marks += [
            element("line", {"x1": x0, "x2": x1, "y1": y, "y2": y, "class": "grid"}),
            element("text", {"x": x0 - 8, "y": y + 4, "class": "tick", "text-anchor": "end"}, SLOT),
            element("text", {"x": x, "y": y0 + 18, "class": "tick", "text-anchor": anchor}, SLOT),
        ]
    middle = (x0 + x1) / 2
    return element(
        "svg",
        {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": SLOT},
        *marks,
        element("text", {"x": middle, "y": HEIGHT - 3, "class": "axis", "text-anchor": "middle"},
                "epoch"),
        element("text", {"x": x0 + 6, "y": y1 + 12, "class": "axis"}, "loss"),
        element("path", {"class": "curve", "d": SLOT}),
        element("circle", {"class": "now", "r": 4.5, "cx": SLOT, "cy": SLOT}),
    )


def values(lab: Lab) -> list[str]:
    """The slots' values for the run's history so far."""
    epochs, losses = lab.run.history.epoch, lab.run.history.loss
    drawn = np.isfinite(losses)
    epochs, losses = epochs[drawn], losses[drawn]
    here, now = lab.run.epoch, lab.run.loss
    width = nice(max(SHORTEST, int(epochs[-1]) if len(epochs) else 0, here))
    height = nice(float(losses.max()) if len(losses) else 1.0)
    ticks = [text for share in (0.0, 0.5, 1.0)
             for text in (f"{height * share:g}", f"{width * share:,.0f}")]
    x, y = across(np.array([here]), width), down(np.array([now]), height)
    label = f"Loss by epoch. At epoch {here} the loss is {shown(now)}."
    return [label, *ticks, path(epochs, losses, width, height), f"{x[0]:.1f}", f"{y[0]:.1f}"]


def across(epochs: np.ndarray, width: float) -> np.ndarray:
    """The x of epochs on an axis that ends at `width`."""
    return LEFT + epochs / width * (WIDTH - RIGHT - LEFT)


def down(losses: np.ndarray, height: float) -> np.ndarray:
    """The y of losses on an axis that ends at `height`; what is above it stays at the top."""
    share = np.clip(np.nan_to_num(losses, nan=height) / height, 0.0, 1.0)
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def nice(value: float) -> float:
    """The next number of the form 1, 1.5, 2, 3, 5, 8 times a power of ten: the end of an axis."""
    if not 0 < value < np.inf:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1, 1.5, 2, 3, 5, 8, 10) if step * power >= value))


def path(epochs: np.ndarray, losses: np.ndarray, width: float, height: float) -> str:
    """The curve as SVG path data."""
    if len(epochs) > 2 * COLUMNS:
        epochs, losses = columns(epochs, losses)
    x, y = across(epochs, width).tolist(), down(losses, height).tolist()
    return "M" + "L".join([f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True)]) if x else "M0 0"


def columns(epochs: np.ndarray, losses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The history thinned to COLUMNS columns, each with its lowest and its highest loss."""
    starts = np.linspace(0, len(epochs), COLUMNS, endpoint=False).astype(int)
    lowest = np.minimum.reduceat(losses, starts)
    highest = np.maximum.reduceat(losses, starts)
    thinned = np.stack([highest, lowest], axis=1).ravel()
    # The curve ends where the history ends, not at the extremes of its last column.
    return (np.append(np.repeat(epochs[starts], 2), epochs[-1]), np.append(thinned, losses[-1]))


