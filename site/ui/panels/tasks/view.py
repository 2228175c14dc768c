"""The exercises by level: one is unfolded, with its hints, and those that are done say so."""

from ui.draw.tree import Attributes, Content, Element, element
from ui.lab import Lab
from ui.panels.tasks.exercises import Task

LEVELS = ("beginner", "intermediate", "advanced")


def structure(lab: Lab) -> Element:
    """How many are done, and a heading for each that unfolds it."""
    exercises = lab.exercises
    parts: list[Content] = []
    if not exercises.tasks:
        return element("p", {}, "This lab has no exercises; your runs are listed all the same.")
    for level in LEVELS:
        tasks = [task for task in exercises.tasks.values() if task.level == level]
        if tasks:
            parts.append(element("h3", {}, level.capitalize()))
            parts += [card(lab, task) for task in tasks]
    count = f"{len(exercises.done)} of {len(exercises.tasks)} exercises done."
    return element("div", {"class": "tasks"}, element("p", {}, count), *parts)


def card(lab: Lab, task: Task) -> Element:
    """A task's heading and, where it is unfolded, all that it says."""
    exercises = lab.exercises
    is_open, done = exercises.open == task.id, task.id in exercises.done
    attributes: Attributes = {
        "type": "button", "class": "fold", "data-action": "task", "value": task.id,
        "data-key": f"task {task.id}", "aria-expanded": "true" if is_open else "false",
    }
    mark = element("span", {"class": "right"}, " ✓ done") if done else ""
    heading = element("h4", {}, element("button", attributes, task.title, mark))
    inside = opened(lab, task) if is_open else []
    return element("section", {"class": "task", "data-task": task.id}, heading, *inside)


def opened(lab: Lab, task: Task) -> list[Element]:
    shown = lab.exercises.hints[task.id]
    why_not = lab.exercises.why_not(lab, task.id)
    parts = [element("p", {}, task.text), *choices(lab, task)]
    parts += [element("p", {"class": "hint"}, why_not)] if why_not else []
    parts += [element("p", {"class": "hint"}, f"Hint {number}. {hint}")
              for number, hint in enumerate(task.hints[:shown], 1)]
    if task.hints:  # the button stays, or who pressed it last would lose the focus
        more = shown < len(task.hints)
        attributes: Attributes = {"type": "button", "class": "small", "data-action": "hint",
                                  "value": task.id, "data-key": f"hint {task.id}",
                                  "aria-disabled": "false" if more else "true"}
        text = f"Hint {shown + 1} of {len(task.hints)}" if more else "These are all hints"
        parts.append(element("p", {}, element("button", attributes, text)))
    return parts


def choices(lab: Lab, task: Task) -> list[Element]:
    """A question's answers as buttons, and what is to be said of the chosen one."""
    chosen = lab.exercises.answers.get(task.id)
    parts = []
    for index, choice in enumerate(task.choices):
        attributes: Attributes = {
            "type": "button", "class": "answer", "data-action": "answer",
            "value": f"{task.id} {index}", "data-key": f"answer {task.id} {index}",
            "aria-pressed": "true" if index == chosen else "false",
        }
        parts.append(element("button", attributes, choice.text))
    if chosen is not None:
        parts.append(element("p", {"class": "feedback"}, task.feedback(chosen)))
    return parts


def key(lab: Lab) -> object:
    """Everything: it changes seldom, and then as a whole."""
    exercises = lab.exercises
    return (exercises.open, frozenset(exercises.done), tuple(exercises.hints.values()),
            tuple(exercises.answers.items()), exercises.why_not(lab, exercises.open))


def values(lab: Lab) -> list[str]:
    return []
