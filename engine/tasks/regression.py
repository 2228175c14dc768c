"""Regression: one output, a number to be met as nearly as possible."""

from engine.tasks.task import Task


class Regression(Task):
    name = "regression"
    targets = "numbers"
    classes = False
