"""What can be asked of a lab's kept work, of the note about it, and of the box to copy from."""

from collections.abc import Callable

from ui.exports import work
from ui.lab import Lab
from ui.lab.requests import Save
from ui.panels.notices.state import Notices


def close(lab: Lab, _: str) -> None:
    lab.note = None


def begin_anew(lab: Lab, _: str) -> None:
    lab.start(lab.first, "The lab’s own start. Undo brings your work back.")
    lab.note = None


def go_on(lab: Lab, _: str) -> None:
    """Go on with the work that is offered; the run so far can be had back."""
    text = lab.of(Notices).earlier_work
    lab.note = None
    if text:
        work.go_on(lab, text)


def save(lab: Lab, _: str) -> None:
    """What could not be loaded, as it is: another version may load it."""
    text = lab.of(Notices).earlier_work
    if text:
        lab.requests.append(Save(f"{lab.id}-kept.txt", "text/plain", text))


def close_offered(lab: Lab, _: str) -> None:
    """Put away the box to copy from."""
    lab.of(Notices).offered = None


WORK_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "note-close": close,
    "own-start": begin_anew,
    "earlier-work": go_on,
    "earlier-work-save": save,
    "offered-close": close_offered,
}
