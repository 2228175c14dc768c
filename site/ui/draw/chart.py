"""What charts over epochs share: axes, scales, and curves thinned with their extremes kept."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab

Array = NDArray[np.float64]



@dataclass(frozen=True)
class Frame:
    """A chart's size, and what is around its axes, for their texts."""

    width: int
    height: int
    left: int = 46
    right: int = 10
    top: int = 8
    bottom: int = 22
    grip: int = 0  # below the axis, where a pointer drags too

    @property
    def end(self) -> int:
        """Where the axis of epochs ends."""
        return self.width - self.right

    @property
    def foot(self) -> int:
        """Where the axis of values begins."""
        return self.height - self.bottom


WIDE = Frame(640, 250, left=62, right=16, top=14, bottom=34)
# More history than this is drawn as each column's lowest and highest value; many curves have fewer.
COLUMNS, ALL_COLUMNS = 120, 1000
NARROW = 400  # of a chart that has no room for the names of its axes
SHORTEST = 100  # epochs on the axis of a run that has only begun


def chart(quantity: str, *drawn: Element, frame: Frame = WIDE) -> Element:
    """Axes with three marks each, whose texts are slots, and what is drawn over them; above all
    a line at the epoch that is pointed at in any chart, and another where the run stands.

    Its first slot is the accessible description. Who clicks or drags goes to the epoch there.
    """
    x0, x1, y0, y1 = frame.left, frame.end, frame.foot, frame.top
    marks = []
    for share in (0.0, 0.5, 1.0):
        x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
        anchor = "end" if share == 1.0 else "middle"
        marks += [
            element("line", {"x1": x0, "x2": x1, "y1": y, "y2": y, "class": "grid"}),
            element("text", {"x": x0 - 8, "y": y + 4, "class": "tick", "text-anchor": "end"}, SLOT),
            element("text", {"x": x, "y": y0 + 18, "class": "tick", "text-anchor": anchor}, SLOT),
        ]
    surface: Attributes = {
        "x": x0,
        "y": y1,
        "width": x1 - x0,
        "height": y0 - y1 + frame.grip,
        "class": "hit",
        "data-share": "epoch-share",
        "data-steer": "epoch-share",
    }
    named = [] if frame.width < NARROW else [
        element("text", {"x": x0 + 0.75 * (x1 - x0), "y": y0 + 18, "class": "axis",
                         "text-anchor": "middle"}, "epoch"),
        element("text", {"x": x0 + 6, "y": y1 + 12, "class": "axis"}, quantity)]
    return element(
        "svg",
        {"viewBox": f"0 0 {frame.width} {frame.height}", "role": "img", "aria-label": SLOT,
         "class": "chart"},
        *marks,
        *named,
        *drawn,
        *(element("line", {"class": kind, "x1": SLOT, "x2": SLOT, "y1": y0, "y2": y1})
          for kind in ("here", "there")),
        element("rect", surface),
    )


def ticks(low: float, high: float, last: float) -> list[str]:
    """The texts of the marks that `chart` makes."""
    return [
        text
        for share in (0.0, 0.5, 1.0)
        for text in (tick(low + (high - low) * share), f"{last * share:,.0f}")
    ]


def tick(value: float) -> str:
    """A number at an axis, six characters at most."""
    text = f"{value:.3g}" if value == 0 or 1e-3 <= abs(value) < 1e5 else f"{value:.1e}"
    return text.replace("e+0", "e").replace("e-0", "e-").replace("-", "−")


def last_epoch(lab: Lab) -> float:
    """Where the axis of epochs ends, the same in all charts: it has the pinned run's too."""
    known = [run.history.last_epoch for run in (lab.run, lab.pinned) if run]
    return nice(max(SHORTEST, lab.run.epoch, *known))


def epoch_at(lab: Lab, across: float) -> int:
    """The recorded epoch that is nearest to a share of the axis."""
    epochs = lab.run.history.epoch
    return int(epochs[np.argmin(np.abs(epochs - across * last_epoch(lab)))])


def lines(lab: Lab, frame: Frame = WIDE) -> list[str]:
    """The slots' values for the two lines of a chart; one that there is not is out of sight."""
    there = lab.pointed_at("epoch")
    last = last_epoch(lab)
    return [text for epoch in (lab.run.epoch, there) for text in [
        "-9" if epoch is None else f"{across(np.array(epoch), last, frame):.1f}"] * 2]


def nice(value: float) -> float:
    """The next number of the form 1, 1.5, 2, 3, 5, 8 times a power of ten: the end of an axis."""
    if not 0 < value < np.inf:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1, 1.5, 2, 3, 5, 8, 10) if step * power >= value))


def across(epochs: NDArray, last: float, frame: Frame = WIDE) -> Array:
    """The x of epochs on an axis that ends at `last`."""
    return frame.left + epochs / last * (frame.end - frame.left)


def down(values: Array, low: float, high: float, frame: Frame = WIDE) -> Array:
    """The y of values on an axis from `low` to `high`; what is beyond it stays at its edge."""
    share = (np.fmin(values, high) - low) / (high - low)  # NaN is no less than `high`
    return frame.foot - np.maximum(share, 0.0) * (frame.foot - frame.top)


def curve(epochs: NDArray, values: Array, last: float, low: float, high: float,
          frame: Frame = WIDE) -> str:
    """A curve as SVG path data, in tenths; values that are not finite are left out."""
    return curves(epochs, values[:, np.newaxis], last, low, high, frame)[0]


def curves(epochs: NDArray, table: Array, last: float, low: float, high: float,
           frame: Frame = WIDE) -> list[str]:
    """The curves of a table's columns (rows, curves), without the rows that are not finite."""
    finite = np.isfinite(table)
    if not finite.all():
        rows = finite.all(axis=1)
        epochs, table = epochs[rows], table[rows]
    count = min(COLUMNS, ALL_COLUMNS // table.shape[1])
    if len(epochs) > 2 * count:
        epochs, table = columns(epochs, table, count)
    if not len(epochs):
        return ["M0 0"] * table.shape[1]
    texts = [""] * (2 * len(epochs))
    texts[::2] = map(str, tenths(across(epochs, last, frame)))
    paths = []
    for column in down(table, low, high, frame).T:
        texts[1::2] = map(str, tenths(column))
        paths.append("M" + " ".join(texts))
    return paths


def polylines(lines: Array) -> str:
    """Lines (n, points, 2) as path data, in tenths. What is drawn with them is scaled back by its
    transform."""
    one = "M" + "L".join(["%d %d"] * lines.shape[1])
    return one * len(lines) % tuple(tenths(lines.ravel()))


def tenths(numbers: Array) -> list[int]:
    """Rounded, as whole numbers: they are written four times as fast as decimals."""
    found: list[int] = np.rint(numbers * 10).astype(int).tolist()
    return found


def columns(epochs: NDArray, table: Array, count: int) -> tuple[NDArray, Array]:
    """The history (rows, curves) thinned to so many columns, each with its lowest and its highest
    value."""
    starts = np.linspace(0, len(epochs), count, endpoint=False).astype(int)
    thinned = np.empty((2 * count + 1, table.shape[1]))
    np.maximum.reduceat(table, starts, out=thinned[:-1:2])
    np.minimum.reduceat(table, starts, out=thinned[1::2])
    thinned[-1] = table[-1]  # it ends where the history ends, not at the last column's extremes
    return np.append(np.repeat(epochs[starts], 2), epochs[-1]), thinned
