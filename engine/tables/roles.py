"""Which columns of a table are the two inputs, and which is the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.tables.column import INDEX, NUMBERS, TEXT, Column
from engine.tables.labels import MOST_CLASSES, key_of

NOBODY = -1  # in place of a column
LABEL_NAMES = (
    ("label", "labels", "class", "klasse", "target", "classe", "clase", "species", "category",
     "kategorie", "etikett", "étiquette", "zielvariable", "ziel", "outcome", "y_true",
     "ground_truth", "variety", "diagnosis", "survived", "passed", "bestanden"),
    ("y", "pass", "result", "ergebnis", "group", "gruppe", "type", "typ", "output", "response",
     "state", "status", "answer", "antwort", "spam", "color", "colour", "farbe"),
)
PAIRS = (("x1", "x2"), ("x_1", "x_2"), ("x₁", "x₂"), ("x", "y"), ("x0", "x1"))


@dataclass(frozen=True)
class Roles:
    """The places of the columns, NOBODY where there is none; `unsure` names those of "x1", "x2",
    "label" that could well be others."""

    x1: int
    x2: int
    label: int
    unsure: tuple[str, ...]


def roles_of(columns: Sequence[Column], chosen: Mapping[str, int], value: bool = False) -> Roles:
    """The roles of columns; those that somebody has `chosen` stay. Where a `value` is learned, the
    label need not be of a few classes."""
    taken = set(chosen.values())
    label, sure = chosen.get("label", NOBODY), True
    if label == NOBODY:
        free = [place for place in range(len(columns)) if place not in taken]
        label, sure = _label(columns, free, value)
    rest = [place for place in range(len(columns)) if place not in taken | {label}]
    numeric = _inputs(columns, rest)
    x1 = chosen.get("x1", NOBODY)
    x2 = chosen.get("x2", NOBODY)
    wanted = [name for name in ("x1", "x2") if name not in chosen]
    paired = _paired(columns, numeric) if len(wanted) == 2 else None
    for name, place in zip(wanted, paired or sorted(numeric[:len(wanted)]), strict=False):
        x1, x2 = (place, x2) if name == "x1" else (x1, place)
    unsure = () if sure or "label" in chosen else ("label",)
    likely = [place for place in numeric if columns[place].kind == NUMBERS]
    if paired is None and len(likely) != len(wanted):
        unsure = (*wanted, *unsure) if numeric else unsure
    return Roles(x1, x2, label, tuple(unsure))


def _label(columns: Sequence[Column], free: Sequence[int], value: bool) -> tuple[int, bool]:
    """The label's place, and whether it is sure to be it."""
    few = [place for place in free if 2 <= _classes(columns[place]) <= MOST_CLASSES
           and columns[place].kind in (NUMBERS, TEXT)]
    names_of = {_plain(column.name) for column in columns}
    possible = few or [place for place in free if columns[place].kind == NUMBERS]
    for names in LABEL_NAMES:
        named = [place for place in free if _plain(columns[place].name) in names
                 and columns[place].kind in (NUMBERS, TEXT)
                 and not (_plain(columns[place].name) == "y" and "x" in names_of)]
        if named:
            return named[-1], len(named) == 1
    usual = _of_three(columns, value)
    if usual is not None and usual in free:
        return usual, True
    binary = [place for place in few if _classes(columns[place]) == 2]
    for candidates in (binary, [place for place in few if columns[place].kind == TEXT], few):
        if candidates:
            last = candidates[-1]
            alone = len(candidates) == 1 or (len(columns) == 3 and last == 2)
            return last, alone and (len(few) == 1 or last == len(columns) - 1)
    return (possible[-1], len(columns) == 3) if possible else (NOBODY, True)


def _of_three(columns: Sequence[Column], value: bool) -> int | None:
    """The label of three columns: the one of texts, else the last, if it can be."""
    used = [place for place, column in enumerate(columns) if column.kind in (NUMBERS, TEXT)]
    if len(used) != 3:
        return None
    texts = [place for place in used if columns[place].kind == TEXT]
    if texts:
        return texts[0] if len(texts) == 1 else None
    few = [place for place in used if _classes(columns[place]) == 2
           and sum(columns[place].distinct.values()) > 2]
    return None if few and used[-1] not in few and not value else used[-1]


def _classes(column: Column) -> int:
    """How many classes its cells would be; those that were looked at."""
    if len(column.distinct) > 10 * MOST_CLASSES:
        return len(column.distinct)
    if column.kind == TEXT and sum(column.distinct.values()) > 4 and (
            len(column.distinct) == sum(column.distinct.values())):
        return 10 * MOST_CLASSES  # each row has its own: names, not classes
    return len({key_of(column, cell) for cell in column.distinct})


def _inputs(columns: Sequence[Column], free: Sequence[int]) -> list[int]:
    """The columns of numbers, those with one value only and row numbers last."""
    numeric = [place for place in free if columns[place].kind in (NUMBERS, INDEX)]
    return sorted(numeric, key=lambda place: (columns[place].kind == INDEX,
                                              len(columns[place].distinct) < 2, place))


def _paired(columns: Sequence[Column], numeric: Sequence[int]) -> list[int] | None:
    """The columns that are named as a pair of inputs are."""
    by_name = {_plain(columns[place].name): place for place in reversed(numeric)}
    return next(([by_name[first], by_name[second]] for first, second in PAIRS
                 if first in by_name and second in by_name), None)


def _plain(name: str) -> str:
    return name.casefold().strip(" \"'")
