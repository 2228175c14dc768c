"""Progress: what this browser has done of a lesson's exercises, as a card says it.

    progress('{"xor": ["watch", "again"]}', recall)     # "1 of 2 done"
"""

import json
from collections.abc import Callable

from ui.panels.tasks.exercises import Exercises, Task


def progress(tasks_by_lab: str, recall: Callable[[str], str | None]) -> str:
    """`tasks_by_lab` is the builder's: the ids of the exercises of each lab. What `recall` finds of
    a lab may be anything: only its own exercises count, each once."""
    count = done = 0
    for lab, ids in json.loads(tasks_by_lab).items():
        exercises = Exercises(tuple(Task(id, "", "", "") for id in ids))
        exercises.restore(recall(lab) or "[]")
        count += len(ids)
        done += len(exercises.done)
    if not done:
        return f"{count} exercises"
    return "✓ all done" if done == count else f"{done} of {count} done"
