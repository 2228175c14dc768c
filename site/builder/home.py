"""What the home page has beside its words: a network that trains, and a card for each lesson.

    hero(lessons)       # the lab or figure whose run it is, and its Lab
    cards(lessons)
"""

import json
from collections.abc import Sequence
from typing import Any

from ui.lab import Lab
from ui.lab.layout import Layout

from builder.card_pictures import picture
from builder.labs import FigureBlock, LabBlock
from builder.lesson import Lesson
from builder.thumbnail import card_of

# The picture alone, and Play; it stops when there is nothing more to see.
HERO = Layout(bench=("network", "plane", "readouts", "loss", "playing"), tabs=(), controls=(),
              more=(), epochs=400)


def hero(lessons: Sequence[Lesson]) -> tuple[LabBlock | FigureBlock, Lab]:
    """The first lab of the course, or else its first figure: what there is of it in the page's
    plan, and how it is shown here."""
    block = blocks(lessons[0])[0]
    return block, Lab("home", block.spec, layout=HERO)


def cards(lessons: Sequence[Lesson]) -> list[dict[str, Any]]:
    """What the home page says of each lesson; a picture takes a training. `progress` are the
    exercises by lab, as the page's Python reads it."""
    return [
        {"lesson": lesson, "id": card_of(lesson), "picture": picture(lesson),
         "progress": json.dumps(exercises(lesson))}
        for lesson in lessons
    ]


def blocks(lesson: Lesson) -> tuple[LabBlock | FigureBlock, ...]:
    return (*lesson.labs, *lesson.figures)


def exercises(lesson: Lesson) -> dict[str, list[str]]:
    return {block.id: [task.id for task in block.tasks] for block in blocks(lesson) if block.tasks}
