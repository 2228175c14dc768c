"""What can be asked of a lab's kept work, and of the note about it."""

from collections.abc import Callable

from ui.exports import work
from ui.lab import Lab
from ui.lab.requests import Save


def close(lab: Lab, _: str) -> None:
    lab.note = None


def begin_anew(lab: Lab, _: str) -> None:
    lab.start(lab.first, "The lab’s own start. Undo brings your work back.")
    lab.note = None


def go_on(lab: Lab, _: str) -> None:
    """Go on with the work that is offered; the run so far can be had back."""
    text = lab.view.get("earlier-work", "")
    lab.note = None
    if text:
        work.go_on(lab, text)


def save(lab: Lab, _: str) -> None:
    """What could not be loaded, as it is: another version may load it."""
    text = lab.view.get("earlier-work", "")
    if text:
        lab.requests.append(Save(f"{lab.id}-kept.txt", "text/plain", text))


WORK_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "note-close": close,
    "own-start": begin_anew,
    "earlier-work": go_on,
    "earlier-work-save": save,
}
