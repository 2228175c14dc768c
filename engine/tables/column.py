"""Columns of a table: what each has in it, and the decimal sign of its numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.tables.header import NO_NAME
from engine.tables.numerals import DECIMALS, Written, written
from engine.tables.tokens import is_date, is_missing

LOOKED_AT = 2000  # cells of a column, to find out what it is
NUMBERS, DATES, TEXT, EMPTY, INDEX = "numbers", "dates", "text", "empty", "row numbers"
ROW_NAMES = "row names"
INDEX_NAMES = frozenset((
    NO_NAME, "unnamed: 0", "index", "idx", "id", "nr", "nr.", "no", "no.", "#", "row", "rows",
    "obs", "rownames", "row names", "rowid", "row_id", "num", "lfd. nr.", "lfd.nr.", "lfdnr",
    "n°", "nº", "s.no", "s.no.", "sl. no.", "sr. no.", "sr.no.", "serial", "record",
))
MINUS = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")
PLAIN = {".": re.compile(r"-?[0-9]+(?:\.[0-9]+)?"), ",": re.compile(r"-?[0-9]+(?:,[0-9]+)?")}
DATE_NAMES = ("date", "datum", "time", "zeit", "timestamp", "year", "jahr", "année", "fecha")


@dataclass(frozen=True)
class Column:
    """A column: its name, what it has, the decimal sign and the unit of its numbers.

    `sure` says whether the sign follows from the cells: not so of 1.200 alone, which then is the
    `example`. `distinct` are the
    different cells that are not missing, of those that were looked at, with how often each is
    there.
    """

    name: str
    kind: str
    decimal: str
    sure: bool
    example: str
    unit: str
    distinct: Counter[str]

    def missing(self, cell: str) -> bool:
        """Whether a cell has no value. Where there are plus signs, a minus sign is one."""
        return is_missing(cell) and not (cell in MINUS and "+" in self.distinct)

    def number(self, cell: str) -> float:
        """The number of a cell; NaN if it is none, a date, or has another unit than most."""
        if not self.unit and PLAIN[self.decimal].fullmatch(cell):
            return float(cell.replace(",", "."))
        found = None if is_date(cell) else written(cell)
        if found is None or found.unit != self.unit:
            return math.nan
        return found.value(self.decimal)


def columns_of(
    rows: Sequence[Sequence[str]], names: Sequence[str], separator: str, decimal: str = ""
) -> tuple[Column, ...]:
    """The columns of rows of one width. `decimal` is the sign where somebody has said it."""
    looked = rows[:LOOKED_AT]
    distinct = [_distinct([row[place] for row in looked if place < len(row)])
                for place in range(len(names))]
    numbers = [{cell: number for cell in each if not is_date(cell) and (number := written(cell))}
               for each in distinct]
    units = [_unit(each, found) for each, found in zip(distinct, numbers, strict=True)]
    own = [_signs(found) for found in numbers]
    common = frozenset.intersection(*(signs for signs in own if signs), frozenset(".,"))
    made = []
    for place, (name, found) in enumerate(zip(names, numbers, strict=True)):
        kind = _kind(name, distinct[place], found, units[place])
        made.append(Column(name, kind, *_decimal(own[place], common, distinct[place], found,
                                                 separator, decimal),
                           units[place], distinct[place]))
    return tuple(_index(column, [row[place] for row in looked if place < len(row)], place, names)
                 for place, column in enumerate(made))


def _decimal(
    own: frozenset[str], common: frozenset[str], cells: Counter[str], found: dict[str, Written],
    separator: str, said: str,
) -> tuple[str, bool, str]:
    """The decimal sign of a column, whether it is sure, and if not a number that is another with
    the other sign. `own` are the signs that its numbers may have, `common` those that all of the
    table may, `said` is somebody's answer."""
    if found and not own:
        votes = {sign: sum(cells[cell] for cell, number in found.items() if sign in number.signs)
                 for sign in DECIMALS}
        return said or max(DECIMALS, key=lambda sign: votes[sign]), bool(said), next(iter(found))
    for signs in (own, frozenset(said), common):
        if len(signs) == 1:
            return next(iter(signs)), True, ""
    ambiguous = [cell for cell, number in found.items() if number.ambiguous]
    # Between commas, a number with a point and without quotes is one of an English table.
    sure = not ambiguous or (separator == "," and not any("," in cell for cell in ambiguous))
    return ".", sure, "" if sure else ambiguous[0]


def _distinct(cells: list[str]) -> Counter[str]:
    """The cells that are not missing."""
    signed = "+" in cells
    return Counter(cell for cell in cells if not is_missing(cell) or (signed and cell in MINUS))


def _signs(found: dict[str, Written]) -> frozenset[str]:
    """The decimal signs that all numbers of a column may have; none where they differ."""
    return frozenset.intersection(frozenset(".,"), *(number.signs for number in found.values()))


def _unit(cells: Counter[str], found: dict[str, Written]) -> str:
    """What stands around most of the numbers."""
    units: Counter[str] = Counter()
    for cell, number in found.items():
        units[number.unit] += cells[cell]
    return units.most_common(1)[0][0] if units else ""


def _kind(name: str, cells: Counter[str], found: dict[str, Written], unit: str) -> str:
    total = sum(cells.values())
    if not total:
        return EMPTY
    dates = sum(count for cell, count in cells.items() if is_date(cell))
    numbers = sum(cells[cell] for cell, number in found.items() if number.unit == unit)
    if 2 * dates > total:
        return DATES
    if 2 * numbers < total or (unit and len(found) > 1 and 2 * numbers == total):
        return TEXT
    plain = name.casefold()
    whole = all(cell.isdigit() and len(cell) in (4, 8) for cell in found)
    return DATES if whole and any(word in plain for word in DATE_NAMES) else NUMBERS


def _index(column: Column, cells: list[str], place: int, names: Sequence[str]) -> Column:
    """The column, marked as one of row numbers if it is: by its name, or by counting on."""
    cells = [cell for cell in cells if not is_missing(cell)]
    if column.kind == TEXT and column.name == NO_NAME and place == 0 and (
            len(set(cells)) == len(cells)):
        return replace(column, kind=ROW_NAMES)
    whole = all(cell.isascii() and cell.isdigit() for cell in cells)
    if column.kind != NUMBERS or not whole or len(set(cells)) < len(cells) or len(cells) < 2:
        return column
    values = [int(cell[:20]) for cell in cells]
    counts = values == list(range(values[0], values[0] + len(values))) and values[0] in (0, 1)
    name = column.name.casefold()
    named = name in INDEX_NAMES or name.endswith((" id", "_id", "-id"))
    bare = name == f"column {place + 1}"
    if named or (counts and bare and place == 0 and len(names) > 3 and len(values) > 2):
        return replace(column, kind=INDEX)
    return column
