"""Reading: what a table was taken for, all guesses of which can be answered otherwise.

    table = Table("1.200;3,5;yes\\n800;2,5;no\\n")
    reading = table.read({})                     every choice is a guess
    reading = table.read({"decimal": ","})       one is the learner's
    reading.questions, reading.problems          what to ask, what is in the way
    reading.rows                                 ((1200.0, 3.5, 1.0), (800.0, 2.5, 0.0))
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.data.own import MAX_POINTS, Row, Scales
from engine.tables.column import NUMBERS, Column, columns_of
from engine.tables.grid import Grid, Line
from engine.tables.header import Parts, parts_of
from engine.tables.labels import Classes, key_of
from engine.tables.questions import Problem, Question, problems_of, questions_of
from engine.tables.roles import NOBODY, Roles, roles_of
from engine.tables.sampling import sample
from engine.tables.scaling import scales_of, too_large
from engine.tables.steps import ROWS, Steps, done
from engine.tables.tokens import is_date, is_summary

Answers = Mapping[str, str]
CLASSES, ABOVE, VALUE = "classes", "above", "value"
MOST_NAMED = 5  # lines of one reason that are named


@dataclass
class LeftOut:
    """Lines that are not used, for one reason; `example` is a cell or a line that says why."""

    reason: str
    example: str = ""
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.count += 1
        if len(self.lines) < MOST_NAMED:
            self.lines.append(line)


@dataclass(frozen=True)
class Reading:
    """A table as it is read. `rows` are used, `lines` their numbers; `all_rows` are there where
    `rows` are a sample of them. `target` says what the label is: classes, class 1 from `at` on, or
    a value. `scales` are means and standard deviations, where the inputs are standardised; with
    `values` the label may be a value."""

    grid: Grid
    parts: Parts
    columns: tuple[Column, ...]
    roles: Roles
    target: str
    at: float
    classes: Classes
    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    all_rows: int
    left_out: tuple[LeftOut, ...]
    scales: Scales | None
    answers: Answers
    values: bool
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def unscaled(self) -> bool:
        """Whether the inputs are so large that they had better be standardised, and can be."""
        return self.scales is None and too_large(self.rows) and scales_of(self.rows) is not None

    def name(self, role: str) -> str:
        """The name of the column of a role, "" where there is none."""
        place = getattr(self.roles, role)
        return "" if place == NOBODY else self.columns[place].name

    @property
    def decimal(self) -> str:
        """The decimal sign of the inputs that have one, or of all."""
        for place in (self.roles.x1, self.roles.x2):
            if place != NOBODY and self.columns[place].decimal == ",":
                return ","
        return "."

    @property
    def usable(self) -> bool:
        return not self.questions and not self.problems


class Table:
    """A text, to be read in one way after another. `values` says whether the lab can learn a
    number in place of a class, `seed` draws the sample of too many rows."""

    def __init__(self, text: str, values: bool = False, seed: int = 1) -> None:
        self.text, self.values, self.seed = text, values, seed
        self._grids: tuple[str, Grid] | None = None

    def _grid(self, separator: str) -> Steps[Grid]:
        """The cells, which are kept: most answers change nothing of them."""
        if self._grids is None or self._grids[0] != separator:
            self._grids = separator, (yield from Grid.steps(self.text, separator))
        return self._grids[1]

    def read(self, answers: Answers) -> Reading:
        """Raises TableError if there is no table at all."""
        return done(self.steps(answers))

    def steps(self, answers: Answers) -> Steps[Reading]:
        """`read`, in steps."""
        grid = yield from self._grid(answers.get("separator", ""))
        header = {"yes": True, "no": False}.get(answers.get("header", ""))
        parts = parts_of(grid, header)
        columns = columns_of([line.cells for line in parts.body], parts.names, grid.separator,
                             answers.get("decimal", ""))
        chosen = {name: int(answers[name]) for name in ("x1", "x2", "label")
                  if answers.get(name, "").isdigit() and int(answers[name]) < len(columns)}
        roles = roles_of(columns, chosen, answers.get("target") == VALUE)
        target, at, classes = self._label(parts, columns, roles, answers)
        found = Rows(columns, roles, target, at, classes, grid.width)
        for place, line in enumerate(parts.body):
            if place % ROWS == 0:
                yield place, len(parts.body)
            found.take(line)
        rows, lines = found.rows, found.lines
        if len(rows) > MAX_POINTS and answers.get("sample") == "yes":
            kept = sample([row[2] for row in rows], MAX_POINTS, self.seed)
            rows, lines = [rows[place] for place in kept], [lines[place] for place in kept]
        scales = scales_of(rows) if answers.get("scale") == "yes" else None
        reading = Reading(grid, parts, columns, roles, target, at, classes, tuple(rows),
                          tuple(lines), len(found.rows), _before(grid, parts, found), scales,
                          answers, self.values)
        return _judged(reading)

    def _label(
        self, parts: Parts, columns: tuple[Column, ...], roles: Roles, answers: Answers
    ) -> tuple[str, float, Classes]:
        """What the label is: a class by its cell, a class from a number on, or a value."""
        if roles.label == NOBODY:
            return CLASSES, math.nan, Classes.of(columns[0], [], "", "")
        column = columns[roles.label]
        cells = [line.cells[roles.label] for line in parts.body
                 if roles.label < len(line.cells) and not column.missing(line.cells[roles.label])
                 and not _sums_up(line, roles)]
        classes = Classes.of(column, cells, answers.get("one", ""), answers.get("zero", ""))
        target = answers.get("target", "")
        possible = (ABOVE, VALUE) if self.values else (ABOVE,)
        if column.kind != NUMBERS or target not in possible:
            return CLASSES, math.nan, classes
        return target, self._at(column, classes, answers.get("at", "")), classes

    def _at(self, column: Column, classes: Classes, text: str) -> float:
        """From which number on the class is 1: the one that was typed, or the middle one."""
        typed = column.number(text)
        values = sorted(value for key, count in classes.counts.items()
                        for value in [_as_number(key)] * count if math.isfinite(value))
        middle = values[len(values) // 2] if values else math.nan
        return middle if math.isnan(typed) else typed


def _as_number(key: str) -> float:
    try:
        return float(key)
    except ValueError:
        return math.nan


class Rows:
    """The rows of a table, and those that cannot be used, by the reason."""

    def __init__(
        self, columns: tuple[Column, ...], roles: Roles, target: str, at: float, classes: Classes,
        width: int,
    ) -> None:
        self._columns, self._roles, self._width = columns, roles, width
        self._target, self._at, self._classes = target, at, classes
        self.rows: list[Row] = []
        self.lines: list[int] = []
        self.left_out: dict[str, LeftOut] = {}
        self._keys: dict[str, str] = {}

    def take(self, line: Line) -> None:
        roles = self._roles
        if NOBODY in (roles.x1, roles.x2, roles.label):
            return
        if _sums_up(line, roles):
            self._leave(line, "a summary of rows, not a row", line.cells[0])
        elif len(line.cells) <= max(roles.x1, roles.x2, roles.label):
            self._leave(line, "fewer cells than the others", " ".join(line.cells))
        elif any(line.cells[self._width:]):
            self._leave(line, "more cells than the others", " ".join(line.cells))
        else:
            self._read(line)

    def _read(self, line: Line) -> None:
        x1, x2 = (self._number(line, place) for place in (self._roles.x1, self._roles.x2))
        if x1 is None or x2 is None:
            return
        y = self._target_of(line)
        if y is not None:
            self.rows.append((x1, x2, y))
            self.lines.append(line.number)

    def _number(self, line: Line, place: int) -> float | None:
        column, cell = self._columns[place], line.cells[place]
        value = column.number(cell)
        if math.isfinite(value):
            return value
        if column.missing(cell):
            self._leave(line, f"{column.name} is missing", cell)
        elif is_date(cell):
            self._leave(line, f"{column.name} is a date", cell)
        else:
            self._leave(line, f"{column.name} is no number that can be read", cell)
        return None

    def _target_of(self, line: Line) -> float | None:
        place = self._roles.label
        column, cell = self._columns[place], line.cells[place]
        if column.missing(cell):
            self._leave(line, f"{column.name} is missing", cell)
            return None
        if self._target == CLASSES:
            y = self._classes.target(self._key(column, cell))
            if y is None:
                self._leave(line, f"{column.name} is neither of the two classes", cell)
            return y
        value = self._number(line, place)
        if value is None or self._target == VALUE:
            return value
        return float(value >= self._at)

    def _key(self, column: Column, cell: str) -> str:
        if cell not in self._keys:
            self._keys[cell] = key_of(column, cell)
        return self._keys[cell]

    def _leave(self, line: Line, reason: str, example: str) -> None:
        found = self.left_out.setdefault(reason, LeftOut(reason, example[:40]))
        found.add(line.number)


def _sums_up(line: Line, roles: Roles) -> bool:
    """Whether it begins by saying that it sums up others, in a column that is not used."""
    place, first = next((each for each in enumerate(line.cells) if each[1]), (NOBODY, ""))
    return place not in (roles.x1, roles.x2, roles.label) and is_summary(first)


def _before(grid: Grid, parts: Parts, found: Rows) -> tuple[LeftOut, ...]:
    """All lines that are left out: those that are no rows first."""
    reasons: dict[str, LeftOut] = {}
    for line, why in [*((line, "a comment") for line in grid.comments), *parts.left_out]:
        reasons.setdefault(why, LeftOut(why, " ".join(line.cells)[:40])).add(line.number)
    return (*reasons.values(), *found.left_out.values())


def _judged(reading: Reading) -> Reading:
    """The reading with what is to be asked of it, and what is in the way of using it."""
    return replace(reading, questions=tuple(questions_of(reading)),
                   problems=tuple(problems_of(reading)))
