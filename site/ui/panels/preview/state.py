"""Preview: a table that is about to become the data, what it was taken for, and every guess to be
answered otherwise. The data stay as they are until it is used.
"""

import time
from dataclasses import dataclass, field

from engine.tables import ABOVE, Reading, SavedStateError, Table, TableError
from engine.tables.steps import Steps
from ui.lab import Lab
from ui.lab.refusal import Refusal, Remedy
from ui.words.numbers import exact

AS_STATE = Remedy("Load it as a state", "table-as-state")


@dataclass
class Preview:
    """`name` is what the table is called, `encoding` that of a file; `reading` is there when it is
    read, `refused` where it cannot be; `steps` are what is left to do, `done` how much of it was.
    `changes` counts what happened, for a view to know."""

    name: str
    encoding: str
    table: Table | None
    refused: Refusal | None = None
    answers: dict[str, str] = field(default_factory=dict)
    reading: Reading | None = None
    steps: Steps[Reading] | None = None
    done: tuple[int, int] = (0, 0)
    changes: int = 0

    def go(self, seconds: float) -> None:
        """Read on for so long, at least a step."""
        deadline = time.perf_counter() + seconds
        while self.steps is not None:
            try:
                self.done = next(self.steps)
            except StopIteration as end:
                self.steps, self.reading = None, end.value
            except TableError as error:
                cures = (AS_STATE,) * isinstance(error, SavedStateError)
                self.steps = None
                self.refused = Refusal(f"This cannot be read as a table: {error}.", cures)
            if time.perf_counter() >= deadline:
                return


@dataclass
class OwnTable:
    """The `text` in the field, the one `before` it was replaced, and how often it was `filled`; the
    name and the bytes of a `file` to be opened; and the `preview` of what is being read."""

    text: str = ""
    before: str | None = None
    filled: int = 0
    file: tuple[str, bytes] | None = None
    preview: Preview | None = None


def preview_of(lab: Lab) -> Preview | None:
    return lab.of(OwnTable).preview


def takes_tables(lab: Lab) -> bool:
    """Whether the lab has the place where a table becomes its data."""
    return "own-table" in lab.layout.views


def choice_of(reading: Reading, name: str) -> str:
    """What is chosen now, be it a guess or an answer."""
    classes, roles = reading.classes, reading.roles
    return {
        "separator": reading.grid.separator, "header": "yes" if reading.parts.header else "no",
        "decimal": reading.decimal, "x1": str(roles.x1), "x2": str(roles.x2),
        "label": str(roles.label), "target": reading.target, "one": classes.one,
        "zero": classes.zero, "at": exact(reading.at) if reading.target == ABOVE else "",
        "scale": "yes" if reading.answers.get("scale") == "yes" else "no",
        "sample": "yes" if reading.answers.get("sample") == "yes" else "no",
    }[name]
