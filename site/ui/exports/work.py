"""Work: what a learner has made of a lab, as a text that a browser can keep, and to go on from.

    text = written(lab, tab="3f2a", address="#lr=0.5")
    head = read_head(text)          # None for anything that is no such text
    go_on(lab, text)                # raises StateError, and leaves everything as it was

The text has two lines: where the learner was, which changes in each epoch, and how the run began,
as in a file that is saved (`ui.exports.state_json`). It is input: another version or another site
may have written it.
"""

import json
import time
from dataclasses import dataclass, fields
from typing import Any

from ui.exports import bounded_json, link
from ui.exports.link_keys import in_words
from ui.exports.state_json import StateError, began, state_from_json
from ui.lab import Lab
from ui.lab.scales import SPEEDS

VERSION = 1
LONGEST_HEAD = 10_000  # characters


@dataclass(frozen=True)
class Head:
    """`tab` is the browser's, `address` the fragment of the page, `when` in seconds, `panel` the
    lab's tab, `own` whether the learner made its updates, `beyond` what there was that no text
    holds."""

    work: int
    tab: str
    address: str
    when: float
    update: int
    panel: str
    speed: int
    sample: int
    selected: str
    own: bool
    beyond: str


def written(lab: Lab, tab: str, address: str) -> str:
    head = Head(VERSION, tab, address, time.time(), lab.bound_for, lab.tab, lab.speed, lab.sample,
                lab.selected, lab.origins.is_own(lab.run), beyond(lab))
    return f"{json.dumps(vars(head))}\n{beginning(lab)}"


def beginning(lab: Lab) -> str:
    """How the run began and what was done to it: the same text until something is done to it."""
    return lab.cached(beginning, (lab.run, lab.run.state[0]),
                      lambda: json.dumps(began(lab) | {"update": 0}))


def beyond(lab: Lab) -> str:
    """What begins anew in the page that takes the work over."""
    there = {"Undo": lab.can_undo, "the pinned run": lab.pinned is not None,
             "the list of your runs": len(lab.exercises.log.entries) > 1}
    return " and ".join(what for what, is_there in there.items() if is_there)


def read_head(text: str) -> Head | None:
    """Where the learner was, if the text says so, in this version or another."""
    try:
        table: Any = bounded_json.loads(text.partition("\n")[0], LONGEST_HEAD, deepest=1)
        head = Head(**table)
    except (ValueError, TypeError):
        return None
    right = all(type(getattr(head, each.name)) is each.type for each in fields(Head))
    return head if right and head.update >= 0 else None


def go_on(lab: Lab, text: str, undoable: bool = True) -> str:
    """Put the run of a text into the lab, on its way to where it was; what that is, in words.
    Raises StateError."""
    head = read_head(text)
    if head is None or head.work != VERSION:
        raise StateError("it was kept by another version of this page")
    state = state_from_json(text.partition("\n")[2])
    run = state.at(head.update).run()
    lab.go_on(run, "As you left it.", undoable)
    lab.stop()
    if head.panel in lab.layout.tabs:
        lab.tab = head.panel
    if 0 <= head.speed < len(SPEEDS):
        lab.set_speed(head.speed)
    if 0 <= head.sample < len(run.data.train.points):
        lab.sample = head.sample
    if head.selected in lab.parts():
        lab.selected = head.selected
    epoch, updates = divmod(head.update, run.updates_per_epoch)
    lab.replay(epoch, updates, "As you left it. ", head.own)
    return summary(lab, head)


def summary(lab: Lab, head: Head) -> str:
    """Where the work is, and what is its own in it."""
    epoch = f"epoch {head.update // lab.run.updates_per_epoch:,}"
    own = [what for what in link.beyond(lab) if what != "updates"]
    return f"{epoch}, with {in_words(own)}" if own else epoch
