"""What can be asked of a lab's data by the pointer or by keys in the picture.

A place of the picture comes as "0.31 0.62": shares from its left and its upper edge. What a
pointer or an arrow key does depends on the mode.
"""

import math
from collections.abc import Callable

import numpy as np

from engine import EngineError
from ui.draw.plane import INNER, SIZE, Range, bounds, place, point_at
from ui.lab import Lab, Message, own_points
from ui.lab.own_points import digits
from ui.panels.data import room
from ui.panels.data.state import CLASSES, Edits, Table, mode_of, modes, number
from ui.panels.data.table import page_of
from ui.words.numbers import plain

BRISTLE = 0.04  # of the plane's width: between two points of a stroke
LONGEST_STROKE = 50  # points
REACH = 18  # how far from a point, in units of the picture, a finger still means it


def adds(lab: Lab) -> bool:
    return mode_of(lab) in (*CLASSES, "value")


def new_target(lab: Lab) -> float:
    """What a point that is added has for a target. Raises DataError where no number was typed."""
    mode = mode_of(lab)
    return CLASSES[mode] if mode in CLASSES else number(lab, "value")


def set_mode(lab: Lab, mode: str) -> None:
    """What a click in the picture does from now on."""
    if mode in modes(lab):
        let_go(lab)
        lab.of(Edits).mode = mode


def select_sample(lab: Lab, index: int) -> None:
    """Select a sample, and turn the table to the page that has it."""
    let_go(lab)
    lab.sample = index
    lab.of(Table).page = page_of(lab)


def edit(lab: Lab, change: Callable[[], None]) -> None:
    """Make a change of the data, or say why it cannot be made; the picture's note says it too."""
    try:
        change()
    except EngineError as error:
        let_go(lab)
        refusal = room.refusal(lab, "The data stay as they are", error)
        lab.of(Edits).refused = refusal
        lab.message = Message(refusal.text)
    else:
        select_sample(lab, lab.sample)


def let_go(lab: Lab) -> None:
    """Forget a point that was picked up, and what the last change was refused for."""
    edits = lab.of(Edits)
    edits.picked, edits.drag, edits.stroke, edits.refused = False, None, (), None


def point(lab: Lab, where: str) -> tuple[float, float]:
    """The point x1, x2 at a place of the picture: within the plane, and rounded."""
    across, down = (float(share) for share in where.split())
    area = bounds(lab)
    x1, x2 = (round(min(max(value, low), high), digits(low, high))
              for value, (low, high) in zip(point_at(across, down, area), area, strict=True))
    return x1, x2


def sample_at(lab: Lab, where: str) -> int | None:
    """The sample that a place of the picture means: the nearest one within reach."""
    across, down = (float(share) for share in where.split())
    points = lab.run.data.train.points
    x, y = place(points[:, 0], points[:, 1], bounds(lab))
    distances = np.hypot(x - across * SIZE, y - down * SIZE)
    nearest = int(np.argmin(distances))
    return nearest if distances[nearest] <= REACH else None


def click(lab: Lab, where: str) -> None:
    """A click in the picture, in the mode that is set."""
    mode, x1_x2, found = mode_of(lab), point(lab, where), sample_at(lab, where)
    if adds(lab):
        edit(lab, lambda: own_points.add(lab, *x1_x2, new_target(lab)))
    elif mode == "move" and lab.of(Edits).picked:
        edit(lab, lambda: own_points.move(lab, lab.sample, *x1_x2))
    elif mode == "remove" and found is not None:
        edit(lab, lambda: own_points.remove(lab, found))
    elif found is not None:
        select_sample(lab, found)
        lab.of(Edits).picked = mode == "move"


def grab(lab: Lab, where: str) -> None:
    """A drag begins: at a point that can be moved, or with a first point of a stroke."""
    mode = mode_of(lab)
    found = sample_at(lab, where) if mode == "move" else None
    if found is not None:
        select_sample(lab, found)
        lab.of(Edits).drag = lab.point
    elif adds(lab):
        lab.of(Edits).stroke = (point(lab, where),)


def drag(lab: Lab, where: str) -> None:
    """Where the point would come; the run goes on with the data as they are."""
    edits = lab.of(Edits)
    stroke = edits.stroke
    if edits.drag:
        edits.drag = point(lab, where)
    elif stroke:
        (x1, x2), (to_x1, to_x2), area = stroke[-1], point(lab, where), bounds(lab)
        apart = math.dist(place(x1, x2, area), place(to_x1, to_x2, area)) / INNER
        if apart >= BRISTLE and len(stroke) < LONGEST_STROKE:
            edits.stroke = (*stroke, point(lab, where))


def drop(lab: Lab, _: str) -> None:
    """What was dragged or painted becomes part of the data."""
    edits = lab.of(Edits)
    stroke, edits.stroke = edits.stroke, ()
    if stroke:
        edit(lab, lambda: own_points.paint(lab, stroke, new_target(lab)))
    elif edits.drag:
        x1, x2 = edits.drag
        edit(lab, lambda: own_points.move(lab, lab.sample, x1, x2))


def arrow(lab: Lab, by: str) -> None:
    """In the mode "move" the selected point goes by so many steps; else to another sample."""
    right, up = (int(steps) for steps in by.split())
    if mode_of(lab) == "move":
        x1, x2 = (nudged(*each) for each in zip(lab.point, (right, up), bounds(lab), strict=True))
        edit(lab, lambda: own_points.move(lab, lab.sample, x1, x2))
    else:
        step = 1 if right - up > 0 else -1
        select_sample(lab, (lab.sample + step) % len(lab.run.data.train))
        x1, x2 = lab.point
        lab.message = Message(
            f"Sample {lab.sample}: x₁ {plain(x1)}, x₂ {plain(x2)}, label {plain(lab.target)}.")


def nudged(old: float, steps: int, axis: Range) -> float:
    """A coordinate, so many steps on. The data have four decimals; two more than a step has keep
    them."""
    (low, high), places = axis, digits(*axis)
    return round(min(max(old + steps * 10.0**-places, low), high), places + 2)


def delete(lab: Lab, _: str) -> None:
    edit(lab, lambda: own_points.remove(lab, lab.sample))


POINT_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "mode": set_mode,
    "plane": click,
    "grab": grab,
    "drag": drag,
    "drop": drop,
    "let-go": lambda lab, _: let_go(lab),
    "arrow": arrow,
    "delete-point": delete,
    "make-room": lambda lab, how: edit(lab, lambda: room.make_room(lab, how)),
}
