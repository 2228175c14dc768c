"""Exercises as their author writes them: `task` and `question` blocks of a lesson.

A `task` has a goal (see `ui.panels.tasks.goals`) and a `solution`: what to do in a fresh lab to
reach it, which the tests carry out. A `question` has choices with what is to be said of each, and
the number of the right one, counted from 1. Both have an `answer`, for the teachers' page.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ui.actions import ACTIONS, act
from ui.lab import Lab
from ui.panels.tasks.exercises import Choice, Task
from ui.panels.tasks.goals import Goal, GoalError
from ui.panels.tasks.view import LEVELS

from builder.blocks import Fence

KEYS: dict[str, type] = {"id": str, "title": str, "level": str, "text": str, "answer": str}
OF_TASKS: dict[str, type] = {"goal": str, "solution": list}
OF_QUESTIONS: dict[str, type] = {"choices": list, "feedback": list, "right": int}


@dataclass(frozen=True)
class TaskBlock:
    """An exercise: what the page has of it, and what only its author and teachers know."""

    task: Task
    answer: str
    solution: tuple[str, ...]

    @property
    def settings(self) -> str:
        """The texts whose numbers its prose may name: a question sets a case of its own."""
        task = self.task
        return " ".join([task.goal, *self.solution, *(
            [task.text, *(choice.text for choice in task.choices)] if task.choices else [])])

    def with_texts(self, read: Callable[[str, str], str]) -> "TaskBlock":
        """The same with each of its texts as `read(key, text)` gives it."""
        task = self.task
        return TaskBlock(replace(
            task, title=read("title", task.title), text=read("text", task.text),
            hints=tuple(read("hints", hint) for hint in task.hints),
            choices=tuple(Choice(read("choices", choice.text), read("feedback", choice.feedback))
                          for choice in task.choices)), read("answer", self.answer), self.solution)


def read_task(fence: Fence) -> TaskBlock:
    """A `task` block. Raises BuildError."""
    table = fence.table("task", KEYS | OF_TASKS, {"hints": list})
    check_level(fence, table["level"])
    hints = texts(fence, "hints", table.get("hints", []))
    solution = checked_steps(fence, "solution", table["solution"])
    try:
        Goal.parse(table["goal"])
    except GoalError as error:
        raise fence.mistake("goal", str(error)) from error
    task = Task(table["id"], table["title"], table["level"], table["text"], hints, table["goal"])
    return TaskBlock(task, table["answer"], solution)


def read_question(fence: Fence) -> TaskBlock:
    """A `question` block. Raises BuildError."""
    table = fence.table("question", KEYS | OF_QUESTIONS, {"hints": list})
    check_level(fence, table["level"])
    choices, feedback = (texts(fence, key, table[key]) for key in ("choices", "feedback"))
    if len(choices) < 2 or len(feedback) != len(choices):
        raise fence.mistake("feedback", f"{len(choices)} choices and {len(feedback)} feedbacks; "
                                        "a question has two choices or more, and a feedback each")
    if not 1 <= table["right"] <= len(choices):
        raise fence.mistake("right", f"right is {table['right']}; it must be the number of a "
                                     f"choice, 1 to {len(choices)}")
    right = table["right"] - 1
    task = Task(table["id"], table["title"], table["level"], table["text"],
                texts(fence, "hints", table.get("hints", [])),
                choices=tuple(map(Choice, choices, feedback)), right=right)
    return TaskBlock(task, table["answer"], (f"answer {task.id} {right}",))


def check_level(fence: Fence, level: str) -> None:
    if level not in LEVELS:
        raise fence.mistake("level", f"the level is {level!r}; it must be one of "
                                     f"{', '.join(LEVELS)}")


def checked_steps(fence: Fence, key: str, steps: Sequence[object]) -> tuple[str, ...]:
    """What a hand does in a lab, as `perform` takes it. Raises BuildError for anything else."""
    known = texts(fence, key, steps)
    for step in known:
        verb, _, value = step.partition(" ")
        if verb not in ACTIONS and not (verb == "train" and value.isdecimal()):
            raise fence.mistake(key, f"the step {step!r} is no action of a lab; write “train N”, "
                                     "or one of ui.actions.ACTIONS")
    return known


def texts(fence: Fence, key: str, values: Sequence[object]) -> tuple[str, ...]:
    for value in values:
        if not isinstance(value, str):
            raise fence.mistake(key, f"{key} has {value!r}; all of it must be texts")
    return tuple(map(str, values))


def perform(lab: Lab, steps: Sequence[str]) -> None:
    """Do what a solution says: actions of the lab, and `train N` for N epochs of Play."""
    for step in steps:
        verb, _, value = step.partition(" ")
        if verb == "train":
            lab.run.train(int(value))
            lab.look()
        else:
            act(lab, verb, value)
            while lab.race and lab.race.running:
                lab.train(0.0, math.inf)
