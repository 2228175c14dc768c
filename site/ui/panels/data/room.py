"""Room for more points than a lab takes: older ones give way, at the press of a button.

    lab.of(Edits).refused = refusal(lab, "The data stay as they are", error)
    make_room(lab, "oldest")

One refusal stands at a time, and what found no room is remembered with it.
"""

from engine import EngineError
from engine.data import MAX_POINTS
from engine.tables.sampling import sample
from ui.lab import Lab
from ui.lab.own_points import UNDO, NoRoomError, begin, training_rows
from ui.lab.refusal import Refusal, Remedy
from ui.panels.data.state import Edits

KEPT = 250  # points of a sample, which leaves as many places again


def refusal(lab: Lab, what: str, error: EngineError) -> Refusal:
    """What did not happen, and why; with the ways to make room where that was missing."""
    forget(lab)
    added = error.added if isinstance(error, NoRoomError) else ()
    lab.of(Edits).no_room = added
    return Refusal(f"{what}: {error}.", remedies(len(added)))


def forget(lab: Lab) -> None:
    """Put away the last refusal, wherever it is shown."""
    edits = lab.of(Edits)
    edits.refused, edits.typed_error, edits.no_room = None, None, ()


def remedies(count: int) -> tuple[Remedy, ...]:
    if not count:
        return ()
    them = "it" if count == 1 else "them"
    return (Remedy(f"Add {them}, and remove the {many(count, 'oldest point')}", "make-room",
                   "oldest"),
            Remedy(f"Add {them} to a sample of {KEPT} of the points", "make-room", "sample"))


def many(count: int, what: str) -> str:
    """So many of what: a single one without its number."""
    return what if count == 1 else f"{count} {what}s"


def make_room(lab: Lab, how: str) -> None:
    """Add what found no room; the last one is then the selected one."""
    added = lab.of(Edits).no_room
    if not added:
        return
    rows = training_rows(lab)
    if how == "sample":
        labels = [label for *_, label in rows]
        chosen = sample(labels, min(KEPT, len(rows)), lab.spec.data_seed)
        kept, where = [rows[row] for row in chosen], f"to a sample of {len(chosen)} of the others"
    else:
        gone = max(len(rows) + len(added) - MAX_POINTS, 0)
        kept, where = rows[gone:], f"in place of the {many(gone, 'oldest point')}"
    count = len(kept) + len(added)
    begin(lab, [*kept, *added],
          f"Added {len(added)} {where}: {count} points. {UNDO}")
    lab.sample = count - 1
    forget(lab)
