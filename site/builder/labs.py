"""Labs and figures as their author writes them: `lab` and `figure` blocks of a lesson."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ui.concepts.of_lab import CONCEPTS
from ui.exports.pictures import PICTURED
from ui.figures import VIEWS
from ui.lab.layout import DEFAULT_LAYOUT, TABS, Layout, figure_layout
from ui.lab.scales import LogScale
from ui.panels.settings.table import CONTROLS
from ui.panels.tasks.exercises import Task

from builder.blocks import ID, Fence
from builder.errors import BuildError
from engine import Spec, SpecErrors
from engine.spec_keys import LESSON

LONGEST = 100_000  # epochs after which Play may stop


@dataclass(frozen=True)
class LabBlock:
    """A lab of a lesson: the `data-lab` of the page, its accessible title, its Spec, what it has
    of views and controls, its tasks."""

    id: str
    title: str
    spec: Spec
    layout: Layout = DEFAULT_LAYOUT
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class FigureBlock:
    """A view by itself in the text, with a Spec of its own that it is a view of.

    A picture can be saved. A concept of PyTorch has its code beside it, and its questions. A line
    says what came of saving or copying.
    """

    id: str
    title: str
    view: str
    spec: Spec
    tasks: tuple[Task, ...] = ()

    @property
    def layout(self) -> Layout:
        is_picture = self.view in PICTURED
        return figure_layout(
            self.view, *["save-picture"] * is_picture,
            *["said", "offered"] * (is_picture or self.is_concept),
            *[f"{self.view}-code"] * self.is_concept, *["questions"] * bool(self.tasks))

    @property
    def is_concept(self) -> bool:
        return self.view in CONCEPTS


# What a lab block may list of each kind, beside the keys of its Spec.
LISTS: dict[str, Collection[str]] = {
    "bench": VIEWS, "tabs": TABS, "controls": CONTROLS, "more": CONTROLS,
    "network": VIEWS,
}
RATES = "rates must be two positive numbers, the lowest and the highest learning rate"


def read_lab(fence: Fence) -> LabBlock:
    """A `lab` block: `id` and `title`, what it shows, and the keys of a Spec. Raises BuildError."""
    table = fence.toml("lab")
    id, title = table.pop("id", None), table.pop("title", None)
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise fence.mistake("id", "a lab needs an id of small letters and digits; found "
                                  f"{id!r}")
    if not isinstance(title, str):
        raise fence.mistake("title", "a lab needs a title, which a screen reader says; found "
                                     f"{title!r}")
    layout = read_layout(fence, table)
    try:
        return LabBlock(id, title, Spec.from_toml(table, limits=LESSON), layout)
    except SpecErrors as error:
        lines = [str(fence.mistake(key_of(each), each)) for each in error.errors]
        raise BuildError("\n".join(lines)) from error


def read_layout(fence: Fence, table: dict[str, Any]) -> Layout:
    """Takes the keys of a layout out of the lab's table; those that are missing are as usual."""
    fields: dict[str, Any] = {}
    for key in LISTS.keys() & table.keys():
        names = table.pop(key)
        if not isinstance(names, list):
            raise fence.mistake(key, f"{key} is {names!r}; it must be a list of names")
        unknown = [name for name in names if name not in LISTS[key]]
        if unknown:
            raise fence.mistake(key, f"{key} knows no {unknown[0]!r}; it may have "
                                     f"{', '.join(LISTS[key])}")
        fields[key] = tuple(names)
    if "rates" in table:
        fields["rates"] = read_rates(fence, table.pop("rates"))
    if "epochs" in table:
        fields["epochs"] = table.pop("epochs")
        if not isinstance(fields["epochs"], int) or not 1 <= fields["epochs"] <= LONGEST:
            raise fence.mistake("epochs", f"epochs is {fields['epochs']!r}; it must be a whole "
                                          f"number from 1 to {LONGEST}, where Play stops")
    return Layout(**fields)


def read_rates(fence: Fence, rates: object) -> LogScale:
    """The range of the learning rate, as fine as a slider can be set by a pointer."""
    match rates:
        case [float() | int() as lowest, float() | int() as highest] if 0 < lowest < highest:
            return LogScale(float(lowest), float(highest), steps=1000, digits=3)
    raise fence.mistake("rates", f"{RATES}; found {rates!r}")


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
