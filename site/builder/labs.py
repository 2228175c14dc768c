"""Labs and figures as their author writes them: `lab` and `figure` blocks of a lesson."""

import re
from dataclasses import dataclass

from ui.exercises import Task
from ui.figures import VIEWS

from builder.blocks import ID, Fence
from builder.errors import BuildError
from engine import Spec, SpecErrors

MAX_WIDTH = 8  # hidden neurons in a layer that a figure can show


@dataclass(frozen=True)
class LabBlock:
    """A lab of a lesson: the `data-lab` of the page, its accessible title, its Spec, its tasks."""

    id: str
    title: str
    spec: Spec
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class FigureBlock:
    """A view by itself in the text, with a Spec of its own that it is a view of."""

    id: str
    title: str
    view: str
    spec: Spec


def read_lab(fence: Fence) -> LabBlock:
    """A `lab` block: `id` and `title`, and the keys of a Spec. Raises BuildError."""
    table = fence.toml("lab")
    id, title = table.pop("id", None), table.pop("title", None)
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise fence.mistake("id", "a lab needs an id of small letters and digits; found "
                                  f"{id!r}")
    if not isinstance(title, str):
        raise fence.mistake("title", "a lab needs a title, which a screen reader says; found "
                                     f"{title!r}")
    try:
        return LabBlock(id, title, Spec.from_toml(table, max_width=MAX_WIDTH))
    except SpecErrors as error:
        lines = [str(fence.mistake(key_of(each), each)) for each in error.errors]
        raise BuildError("\n".join(lines)) from error


def key_of(message: str) -> str:
    """The key that a message of a Spec begins with."""
    found = re.match(r"[\w-]*", message.lstrip("'\""))
    return found[0] if found else ""


def read_figure(fence: Fence) -> FigureBlock:
    """A `figure` block: `id`, `title`, and the `view`. Raises BuildError."""
    table = fence.table("figure", {"id": str, "title": str, "view": str}, {})
    if table["view"] not in VIEWS:
        raise fence.mistake("view", f"the view is {table['view']!r}; it must be one of "
                                    f"{', '.join(VIEWS)}")
    return FigureBlock(**table, spec=Spec(layers=(2, 1), activations=(), data="xor"))
