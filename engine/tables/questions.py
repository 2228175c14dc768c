"""What has to be asked of a reading before it counts, and what is in the way of using it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data import MAX_COORDINATE, MAX_POINTS
from engine.tables.column import EMPTY, NUMBERS
from engine.tables.labels import MOST_CLASSES
from engine.tables.numerals import written
from engine.tables.roles import NOBODY

if TYPE_CHECKING:
    from engine.tables.reading import Reading

ROLES = {"x1": "x₁", "x2": "x₂", "label": "the label"}
OF_A_HISTORY = ("epoch", "loss", "test_loss", "accuracy")


@dataclass(frozen=True)
class Cure:
    """What to answer, and what a button that does it says."""

    title: str
    choice: str
    answer: str


@dataclass(frozen=True)
class Question:
    """What nothing in the table decides: the choice that answers it, the question, and the likely
    answers."""

    choice: str
    text: str
    cures: tuple[Cure, ...]


@dataclass(frozen=True)
class Problem:
    """What was seen, and why it cannot be learned from; the cures that are one step."""

    text: str
    cures: tuple[Cure, ...] = ()


def questions_of(reading: Reading) -> Iterator[Question]:
    """What is uncertain and has not been answered."""
    answers, roles = reading.answers, reading.roles
    if not reading.parts.sure and "header" not in answers:
        first = " ".join(reading.grid.lines[0].cells)[:60]
        yield Question("header", f"Is the first line, “{first}”, names of the columns or values?",
                       (Cure("Names", "header", "yes"), Cure("Values", "header", "no")))
    if "decimal" not in answers:
        yield from _decimal(reading)
    if "label" in roles.unsure and "label" not in answers:
        yield Question("label", "Which column is the label?",
                       (Cure(f"It is {reading.name('label')}", "label", str(roles.label)),))
    inputs = {"x1", "x2"}
    if inputs & set(roles.unsure) and not inputs & answers.keys() and (
            NOBODY not in (roles.x1, roles.x2)):
        yield Question("x1", "Which two columns are the inputs?",
                       (Cure(f"They are {reading.name('x1')} and {reading.name('x2')}", "x1",
                             str(roles.x1)),))
    several = len(reading.classes.shown) > 2 and reading.target == "classes"
    if several and len(reading.classes.shown) <= MOST_CLASSES and "one" not in answers:
        yield Question("one", f"{reading.name('label')} has {len(reading.classes.shown)} classes, "
                       f"{_listed(reading)}; two are learned. Which is class 1, which class 0?",
                       _against(reading))


def _decimal(reading: Reading) -> Iterator[Question]:
    """Whether a column that is used has numbers that are others with another decimal sign."""
    numeric = ["x1", "x2", *(["label"] if reading.target != "classes" else [])]
    for role in numeric:
        place = getattr(reading.roles, role)
        if place == NOBODY or reading.columns[place].sure:
            continue
        cell = reading.columns[place].example
        found = written(cell)
        if found is not None and found.ambiguous:
            point, comma = (f"{found.value(sign):.15g}" for sign in (".", ","))
            text = f"Is “{cell}” {point} or {comma}?"
            cures = (Cure(f"{point}: the point is the decimal sign", "decimal", "."),
                     Cure(f"{comma}: the comma is the decimal sign", "decimal", ","))
        else:
            cures = (Cure("Decimal points", "decimal", "."), Cure("Decimal commas", "decimal", ","))
            text = (f"{reading.columns[place].name} has numbers with a decimal point and with a "
                    "decimal comma. Which is it?")
        yield Question("decimal", text, cures)
        return


def _against(reading: Reading) -> tuple[Cure, ...]:
    """Each of the first classes against all others."""
    shown = list(reading.classes.shown.items())[:4]
    return tuple(Cure(f"{text} is class 1, all others class 0", "one", key) for key, text in shown)


def _listed(reading: Reading) -> str:
    shown = [f"{text} ({reading.classes.counts[key]})"
             for key, text in list(reading.classes.shown.items())[:6]]
    return ", ".join(shown) + (", …" if len(reading.classes.shown) > 6 else "")


def problems_of(reading: Reading) -> Iterator[Problem]:
    """What is in the way, the first cause first."""
    roles = reading.roles
    if reading.parts.names[: len(OF_A_HISTORY)] == OF_A_HISTORY:
        yield Problem("This is the history of a run, an epoch a line, as “Save the history” writes "
                      "it, not data. “Save the data” writes those")
        return
    used = sum(column.kind != EMPTY for column in reading.columns)
    if reading.parts.header and reading.parts.named < used - 1:
        yield Problem(
            f"The line of names has {reading.parts.named}, the rows have {used} cells. If commas "
            "part the cells and are decimal signs too, nobody can tell which is which: save the "
            "table with semicolons or tabs between the cells")
        return
    missing = [name for name in ("x1", "x2", "label") if getattr(roles, name) == NOBODY]
    if missing:
        yield Problem(_too_few(reading))
        return
    if len({roles.x1, roles.x2, roles.label}) < 3:
        yield Problem("One column has two parts. Choose three different columns for x₁, x₂ and "
                      "the label")
        return
    yield from _of_the_label(reading)
    yield from _of_the_rows(reading)


def _too_few(reading: Reading) -> str:
    numeric = [column.name for column in reading.columns if column.kind == NUMBERS]
    count = len(reading.columns)
    if count < 3:
        return (f"Most lines have {count} cell{'s' * (count > 1)}; three are needed: two inputs "
                "and a label. Is the separator between the cells the right one?")
    names = ", ".join(f"“{name}”" for name in numeric[:6]) or "none"
    return ("Two columns of numbers are needed as inputs, and a third column as the label. Columns "
            f"of numbers here: {names}")


def _of_the_label(reading: Reading) -> Iterator[Problem]:
    classes, name = reading.classes, reading.name("label")
    if reading.target != "classes" or not classes.shown:
        return
    if len(classes.shown) > MOST_CLASSES:
        column = reading.columns[reading.roles.label]
        cures = [Cure("Class 1 is the upper half", "target", "above")] * (column.kind == NUMBERS)
        if column.kind == NUMBERS and reading.values:
            cures.append(Cure("Learn the numbers themselves", "target", "value"))
        what = "numbers" if column.kind == NUMBERS else "texts"
        yield Problem(f"{name} has {len(classes.shown)} different {what}; two classes are learned "
                      "here. Choose another column as the label"
                      + (", or part it at a number" if cures else ""), tuple(cures))
    elif len(classes.shown) == 1:
        only = next(iter(classes.shown.values()))
        yield Problem(f"{name} is “{only}” in all rows; rows of two classes are needed")


def _of_the_rows(reading: Reading) -> Iterator[Problem]:
    rows = reading.rows
    if len(rows) < 2:
        yield Problem(f"{len(rows)} rows can be used; at least 2 are needed")
        return
    targets = {row[2] for row in rows}
    if reading.target != "value" and len(targets) == 1 and len(reading.classes.shown) > 1:
        yield Problem(f"All {len(rows)} rows that can be used are of class {targets.pop():g}; both "
                      "classes are needed")
    if len(rows) > MAX_POINTS:
        yield Problem(f"{len(rows):,} rows; at most {MAX_POINTS} can be learned from here",
                      (Cure(f"Take a sample of {MAX_POINTS} of {len(rows):,} rows", "sample",
                            "yes"),))
    if reading.answers.get("scale") == "yes":
        if reading.scales is None:
            same = "x1" if len({row[0] for row in rows}) == 1 else "x2"
            yield Problem(f"{reading.name(same)} is {rows[0][same == 'x2']:g} in all rows, so it "
                          "has no standard deviation to be divided by. Choose another column",
                          (Cure("Do not standardise", "scale", "no"),))
        return
    for place, name in enumerate(("x1", "x2")):
        largest = max((row[place] for row in rows), key=abs)
        if abs(largest) > MAX_COORDINATE:
            yield Problem(f"{reading.name(name)} is {largest:g} in a row; inputs are within "
                          f"±{MAX_COORDINATE:,.0f}",
                          (Cure("Standardise the inputs", "scale", "yes"),))
            return
