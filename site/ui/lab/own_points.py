"""The learner's own data: the training set with a point added, moved or removed, or other rows.

    add(lab, 0.25, 0.5, 1.0); move(lab, 17, 0.3, 0.6); remove(lab, 17)
    begin(lab, rows, "What is said then.")
    original(lab)                     # the data that were drawn, before any change

Each begins the run anew from the same weights, and Undo brings the earlier run back. What the
engine refuses raises DataError or SpecErrors and leaves everything as it was.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.data import DATA_SETS, MAX_POINTS, given_points
from engine.data.own import AS_THEY_ARE, Row
from engine.errors import DataError
from ui.lab import Lab
from ui.words.numbers import plain

UNDO = "The run begins anew; Undo brings the earlier one back."


class NoRoomError(DataError):
    """More points than a lab takes; `added` are the rows that found no room."""

    def __init__(self, present: int, added: tuple[Row, ...]) -> None:
        all_of_them = present + len(added)
        super().__init__(f"{present} points and {len(added)} more are {all_of_them}; a lab takes "
                         f"at most {MAX_POINTS}")
        self.added = added


@dataclass
class LastMove:
    """Which point was moved last, and the state of the run that began with it there."""

    index: int = -1
    state: tuple[int, int, str] | None = None


def training_rows(lab: Lab) -> list[Row]:
    """The training set as rows (x1, x2, label), not standardised; noise has become part of the
    labels."""
    train = lab.run.data.train
    table = zip(given_points(lab.spec, train).tolist(), train.targets[:, 0].tolist(), strict=True)
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


def given(lab: Lab, x1: float, x2: float) -> tuple[float, float]:
    """A point of the plane as its row has it: before it is standardised."""
    (mean1, deviation1), (mean2, deviation2) = lab.spec.scales or AS_THEY_ARE
    return mean1 + deviation1 * x1, mean2 + deviation2 * x2


def add(lab: Lab, x1: float, x2: float, label: float) -> None:
    """One more point, which is then the selected one."""
    rows = with_more(lab, ((*given(lab, x1, x2), label),))
    begin(lab, rows, f"Added {at(x1, x2)} of {called(lab, label)}: {len(rows)} points. {UNDO}")
    lab.sample = len(rows) - 1


def paint(lab: Lab, points: Iterable[tuple[float, float]], label: float) -> None:
    """A stroke of points of one class or value; the last one is then the selected one."""
    painted = tuple((*given(lab, x1, x2), label) for x1, x2 in points)
    rows = with_more(lab, painted)
    begin(lab, rows, f"Painted {len(painted)} of {called(lab, label)}: {len(rows)} points. {UNDO}")
    lab.sample = len(rows) - 1


def with_more(lab: Lab, added: tuple[Row, ...]) -> list[Row]:
    """The training set and these rows. Raises NoRoomError where they are too many."""
    rows = training_rows(lab)
    if len(rows) + len(added) > MAX_POINTS:
        raise NoRoomError(len(rows), added)
    return [*rows, *added]


def remove(lab: Lab, index: int) -> None:
    """One point less; the one after it is then the selected one."""
    rows = training_rows(lab)
    *_, label = rows.pop(index)
    gone = f"{at(*lab.run.data.train.points[index].tolist())} of {called(lab, label)}"
    begin(lab, rows, f"Removed {gone}: {len(rows)} points. {UNDO}")
    lab.sample = min(index, len(rows) - 1)


def move(lab: Lab, index: int, x1: float, x2: float) -> None:
    """A point at another place. Several moves of one point in a row are undone together."""
    rows = training_rows(lab)
    if lab.run.data.train.points[index].tolist() == [x1, x2]:
        return
    rows[index] = (*given(lab, x1, x2), rows[index][2])
    last = lab.of(LastMove)
    if (last.index, last.state) == (index, lab.state):
        lab.undo()
    begin(lab, rows, f"Moved point {index} to {at(x1, x2)}. {UNDO}")
    lab.sample = index
    last.index, last.state = index, lab.state


def begin(lab: Lab, rows: list[Row], message: str, **changes: Any) -> None:
    """A new run on these rows, all of them for training, with these changes of its Spec."""
    test = len(lab.run.data.test)
    if test:
        message += f" The {test} test points are left out: own points are all for training."
    if isinstance(lab.spec.batch, int) and lab.spec.batch > len(rows):  # a lab need not show it
        message += f" The batch size is now all {len(rows)}: there are fewer than {lab.spec.batch}."
        changes["batch"] = "all"
    lab.start(lab.spec.replace(data="own", points=tuple(rows), split=0.0, **changes), message)


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
    """The training set as a table that reads back to the bit."""
    return rows_as_csv(training_rows(lab))


def rows_as_csv(rows: Iterable[Row]) -> str:
    lines = [",".join(repr(value).removesuffix(".0") for value in row) for row in rows]
    return "\n".join(["x1,x2,label", *lines])


def digits(low: float, high: float) -> int:
    """To how many decimals a pointer or a key places a point: about a hundredth of the plane."""
    return 2 - round(math.log10(high - low))
