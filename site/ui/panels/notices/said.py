"""What a figure last said. What a question says stands below the question: here it is for who hears
the page, and not seen a second time."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.notices.status import values as of_status


def structure(lab: Lab) -> Element:
    return element("span", {"class": SLOT}, SLOT)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    tasks = lab.exercises.tasks.values()
    below = {text for task in tasks for text in (
        *task.hints, *map(task.feedback, range(len(task.choices))))}
    return ["unseen" if lab.message.text in below else "", of_status(lab)[0]]
