"""What can be asked of the exercises, and of the line that is drawn by hand."""

from collections.abc import Callable

from ui.lab import Lab, Message
from ui.lab.scales import bounded
from ui.panels.line import view as line


def hint(lab: Lab, id: str) -> None:
    """Show one hint more of an exercise."""
    lab.message = Message(lab.exercises.hint(id))


def answer(lab: Lab, value: str) -> None:
    """Answer a question: "id 2" is its third choice."""
    id, _, choice = value.partition(" ")
    lab.message = Message(lab.exercises.answer(id, int(choice)))


EXERCISE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "task": lambda lab, value: lab.exercises.unfold(value),
    "hint": hint,
    "answer": answer,
    "line-angle": lambda lab, value: line.turn(lab, bounded(value, 0, 360)),
    "line-shift": lambda lab, value: line.shift(lab, bounded(value, -100, 100)),
    "line-to": line.drag,
}
