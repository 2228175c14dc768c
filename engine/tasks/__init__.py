"""Tasks: what the output of a network means. A file each; only this table names them.

Which outputs and losses a task can have, their rows say; which task a data set is, its row.
"""

from engine.tasks.binary import Binary
from engine.tasks.classes import Classes
from engine.tasks.regression import Regression
from engine.tasks.task import Task

BINARY, CLASSES, REGRESSION = Binary(), Classes(), Regression()
TASKS: dict[str, Task] = {row.name: row for row in (BINARY, CLASSES, REGRESSION)}

__all__ = ["BINARY", "CLASSES", "REGRESSION", "TASKS", "Task"]
