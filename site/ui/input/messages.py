"""What a page and its host may say to each other (`postMessage`), and nothing else.

A host says {glassnet: 1, type: "play" | "pause" | "step" | "back" | "reset"}, or sets what a link
could (`ui.input.host_settings`); anything outside this contract does nothing. The page answers with
the messages that `state` makes.
"""

from collections.abc import Iterable

from ui.lab import Lab

FROM_HOST = frozenset({"play", "pause", "step", "back", "reset", "set"})


def action(version: object, kind: object) -> str | None:
    """What is asked for by a message's `glassnet` and `type`; None if it is none of ours."""
    known = version == 1 and not isinstance(version, bool) and isinstance(kind, str)
    return kind if known and kind in FROM_HOST else None


def state(lab: Lab) -> dict[str, object]:
    """What a host may know of a lab after it changed."""
    return {
        "glassnet": 1,
        "type": "state",
        "lab": lab.id,
        "playing": lab.moving,
        "epoch": lab.run.epoch,
        "loss": float(lab.run.loss),
    }


def refused(lab: Lab) -> dict[str, object]:
    """What of its settings a host is told that could not be used, in the words of the lab."""
    return {"glassnet": 1, "type": "refused", "lab": lab.id, "errors": list(lab.mistakes)}


def progress(lab: Lab, page: Iterable[Lab]) -> dict[str, object]:
    """What a host may know of the exercises, when one more is done in `lab`: how many are in all
    labs and figures of the page."""
    exercises = [each.exercises for each in page]
    done, all_of_them = (sum(map(len, sets)) for sets in (
        [each.done for each in exercises], [each.tasks for each in exercises]))
    kind = "complete" if done == all_of_them else "progress"
    return {"glassnet": 1, "type": kind, "lab": lab.id, "done": done, "of": all_of_them}
