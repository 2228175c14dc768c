"""What can be asked of the exercises."""

from collections.abc import Callable

from ui.lab import Lab, Message


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
}
