"""The exercises of a lab: which are done, recognised from the runs, and what was unfolded of them.

    exercises = Exercises(tasks_from_json(text))
    exercises.look(lab)                     # after whatever happened
    exercises.done, exercises.log.entries
    exercises.record, exercises.restore(text)   # what may be kept between visits
"""

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ui.exports import bounded_json
from ui.panels.runs.log import RunLog
from ui.panels.tasks.goals import Goal, Situation

if TYPE_CHECKING:
    from ui.lab.motion import LabMotion

LONGEST_RECORD = 10_000  # characters
PAUSE = 0.1  # seconds between two looks at a run that plays


@dataclass(frozen=True)
class Choice:
    """One answer of a question, and what is said to who chooses it."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Task:
    """An exercise: with a `goal`, which a run meets, or as a question with `choices`, of which
    that of index `right` is."""

    id: str
    title: str
    level: str
    text: str
    hints: tuple[str, ...] = ()
    goal: str = ""
    choices: tuple[Choice, ...] = ()
    right: int = 0

    def feedback(self, choice: int) -> str:
        """What is said to who chooses this answer."""
        verdict = "✓ Right." if choice == self.right else "✗ Not quite."
        return f"{verdict} {self.choices[choice].feedback}"


def tasks_to_json(tasks: Iterable[Task]) -> str:
    return json.dumps([asdict(task) for task in tasks], ensure_ascii=False)


def tasks_from_json(text: str) -> tuple[Task, ...]:
    """The tasks that the builder wrote with `tasks_to_json`."""
    return tuple(
        Task(**{**each, "hints": tuple(each["hints"]),
                "choices": tuple(Choice(**choice) for choice in each["choices"])})
        for each in json.loads(text)
    )


class Exercises:
    """`open` is the task that is unfolded, `hints` how many of each task's are, `answers` the
    choice made in each question."""

    def __init__(self, tasks: tuple[Task, ...] = ()) -> None:
        self.tasks = {task.id: task for task in tasks}
        self.log = RunLog()
        self.done: set[str] = set()
        self.open = next(iter(self.tasks), "")
        self.hints = dict.fromkeys(self.tasks, 0)
        self.answers: dict[str, int] = {}
        self._others: set[str] = set()  # done in another version of the lesson, which has them
        self._goals = {task.id: Goal.parse(task.goal) for task in tasks if task.goal}
        self._kinds: tuple[str, ...] = ()  # of the diagnosis, when it was last looked at
        self._looked = 0.0
        self._next: list[str] = []  # the exercises that are looked at before the next pause

    def look(self, lab: "LabMotion") -> list[str]:
        """Write down where the run is, and see what is done now; the titles of what is new. While
        the lab plays, one exercise is looked at in a frame: all of them would not fit."""
        if not lab.moving:
            self._note(lab)
            return self._met(lab, list(self._goals))
        now = time.perf_counter()
        if self._next:
            return self._met(lab, [self._next.pop()])
        if now - self._looked >= PAUSE:
            self._looked = now
            self._note(lab)
            self._next = [id for id in self._goals if id not in self.done]
        return []

    def _note(self, lab: "LabMotion") -> None:
        diagnosis = lab.diagnosis()
        self._kinds = diagnosis.kinds
        self.log.note(lab.run, diagnosis, own=not lab.origins.why_not(lab.run))

    def _met(self, lab: "LabMotion", ids: Iterable[str]) -> list[str]:
        """The titles of those exercises that are done now, and were not."""
        situation = self._situation(lab)
        new = [id for id in ids if id not in self.done and self._goals[id].met(situation)]
        self.done.update(new)
        return [self.tasks[id].title for id in new]

    def _situation(self, lab: "LabMotion") -> Situation:
        return Situation(lab.run, self._kinds, lab.selected, self.log.entries, lab.race, lab.first,
                         frozenset({"features"}.intersection(lab.layout.all_controls)),
                         lab.origins.why_not(lab.run))

    def why_not(self, lab: "LabMotion", id: str) -> str:
        """Why the open run cannot do this exercise, in words; "" if it can, or it is done."""
        goal = self._goals.get(id)
        return goal.why_not(self._situation(lab)) if goal and id not in self.done else ""

    def unfold(self, id: str) -> None:
        """Open a task and close the one that is open; or close it."""
        if id in self.tasks:
            self.open = "" if id == self.open else id

    def hint(self, id: str) -> str:
        """Show one hint more, and give it; "" if there is none."""
        hints = self.tasks[id].hints if id in self.tasks else ()
        if not hints or self.hints[id] == len(hints):
            return ""
        self.hints[id] += 1
        return hints[self.hints[id] - 1]

    def answer(self, id: str, choice: int) -> str:
        """Choose an answer, and give what is to be said of it; the right one is the question
        done."""
        task = self.tasks.get(id)
        if task is None or not 0 <= choice < len(task.choices):
            return ""
        self.answers[id] = choice
        if choice == task.right:
            self.done.add(id)
        return task.feedback(choice)

    @property
    def record(self) -> str:
        """What is done, as a text to keep."""
        return json.dumps(sorted(self.done | self._others))

    def restore(self, record: str) -> None:
        """Take over what was kept; anything else than such a text says nothing."""
        try:
            kept: Any = bounded_json.loads(record, LONGEST_RECORD, deepest=1)
        except ValueError:
            return
        if isinstance(kept, list):
            ids = {id for id in kept if isinstance(id, str)}
            self.done |= ids & self.tasks.keys()
            self._others = ids - self.tasks.keys()
