"""The learner's own data: the training set with a point added, moved or removed, or a pasted table.

    add(lab, 0.25, 0.5, 1.0); move(lab, 17, 0.3, 0.6); remove(lab, 17)
    paste(lab, "x1,x2,label\\n0,0,0\\n0,1,1\\n")
    original(lab)                     # the data that were drawn, before any change

Each begins the run anew from the same weights, and Undo brings the earlier run back. What the
engine refuses raises DataError or SpecErrors and leaves everything as it was.
"""

import math
from collections.abc import Iterable

from engine.data import DATA_SETS, parse_csv
from engine.errors import DataError
from ui.lab import Lab
from ui.numbers import plain

Row = tuple[float, float, float]
UNDO = "The run begins anew; Undo brings the earlier one back."


def training_rows(lab: Lab) -> list[Row]:
    """The training set as rows (x1, x2, label); noise has become part of the labels."""
    train = lab.run.data.train
    table = zip(train.points.tolist(), train.targets[:, 0].tolist(), strict=True)
    return [(x1, x2, label) for (x1, x2), label in table]


def takes_value(lab: Lab) -> bool:
    """Whether a point has a number to be learned, as in a regression; else it has a class."""
    return lab.spec.output == "identity"


def called(lab: Lab, label: float) -> str:
    """What a message calls the label."""
    return f"{'value' if takes_value(lab) else 'class'} {plain(label)}"


def at(x1: float, x2: float) -> str:
    """A point, as a message writes it."""
    return f"({plain(x1)}, {plain(x2)})"


def add(lab: Lab, x1: float, x2: float, label: float) -> None:
    """One more point, which is then the selected one."""
    rows = [*training_rows(lab), (x1, x2, label)]
    begin(lab, rows, f"Added {at(x1, x2)} of {called(lab, label)}: {len(rows)} points. {UNDO}")
    lab.sample = len(rows) - 1


def paint(lab: Lab, points: Iterable[tuple[float, float]], label: float) -> None:
    """A stroke of points of one class or value; the last one is then the selected one."""
    painted = [(x1, x2, label) for x1, x2 in points]
    rows = [*training_rows(lab), *painted]
    begin(lab, rows, f"Painted {len(painted)} of {called(lab, label)}: {len(rows)} points. {UNDO}")
    lab.sample = len(rows) - 1


def remove(lab: Lab, index: int) -> None:
    """One point less; the one after it is then the selected one."""
    rows = training_rows(lab)
    x1, x2, label = rows.pop(index)
    gone = f"{at(x1, x2)} of {called(lab, label)}"
    begin(lab, rows, f"Removed {gone}: {len(rows)} points. {UNDO}")
    lab.sample = min(index, len(rows) - 1)


def move(lab: Lab, index: int, x1: float, x2: float) -> None:
    """A point at another place. Several moves of one point in a row are undone together."""
    rows = training_rows(lab)
    *before, label = rows[index]
    if before == [x1, x2]:
        return
    rows[index] = (x1, x2, label)
    if lab.view.get("moved") == (index, lab.state):
        lab.undo()
    begin(lab, rows, f"Moved point {index} to {at(x1, x2)}. {UNDO}")
    lab.sample = index
    lab.view["moved"] = index, lab.state


def paste(lab: Lab, text: str) -> None:
    """The rows of a table. Raises DataError whose `row` is the line of the text at fault."""
    rows = parse_csv(text)
    try:
        begin(lab, list(rows), f"{len(rows)} points from the table. {UNDO}")
    except DataError as error:
        if error.row is None:
            raise
        filled = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        line = filled[-len(rows):][error.row - 1]  # there may be a header, and blank lines
        what = str(error).partition(": ")[2]
        raise DataError(f"line {line}: {what}", line) from None


def begin(lab: Lab, rows: list[Row], message: str) -> None:
    """A new run on these rows, all of them for training."""
    test = len(lab.run.data.test)
    if test:
        message += f" The {test} test points are left out: own points are all for training."
    lab.start(lab.spec.replace(data="own", points=tuple(rows), split=0.0), message)


def original(lab: Lab) -> None:
    """The drawn data again."""
    if lab.spec.data == "own":
        name, split = lab.drawn
        spec = lab.spec.replace(data=name, points=None, split=split)
        lab.start(spec, f"The original data are back. {UNDO}")


def drawn_set(lab: Lab) -> str:
    """The name of the data set that the points are from, or were before they were changed."""
    return lab.drawn[0]


def is_xor(lab: Lab) -> bool:
    """Whether the data are XOR's, or were before they were changed: only these have its corners."""
    return DATA_SETS[drawn_set(lab)].unit_square


def as_csv(lab: Lab) -> str:
    """The training set as a table that `paste` reads back to the bit."""
    lines = [",".join(repr(value).removesuffix(".0") for value in row)
             for row in training_rows(lab)]
    return "\n".join(["x1,x2,label", *lines])


def digits(low: float, high: float) -> int:
    """To how many decimals a pointer or a key places a point: about a hundredth of the plane."""
    return 2 - round(math.log10(high - low))
