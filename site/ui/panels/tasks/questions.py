"""The questions of a figure, all in sight, each with what is said of the answer that was chosen."""

from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.panels.tasks.view import key, opened, values

__all__ = ["key", "structure", "values"]


def structure(lab: Lab) -> Element:
    cards = []
    for task in lab.exercises.tasks.values():
        done = " ✓ done" if task.id in lab.exercises.done else ""
        title = element("h3", {}, task.title, element("span", {"class": "right"}, done))
        cards.append(element("section", {"class": "task", "data-task": task.id}, title,
                             *opened(lab, task)))
    return element("div", {"class": "questions"}, *cards)
