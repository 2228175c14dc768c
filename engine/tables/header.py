"""Where a table's rows begin: its title, the names of its columns, their units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.tables.grid import Grid, Line
from engine.tables.numerals import written
from engine.tables.tokens import is_date, is_missing

LOOKED_AT = 200  # rows
NO_NAME = "(no name)"
UNIT = re.compile(r"[\[(].{0,12}[\])]|[^\W\d_]{1,6}[²³]?(?:/[^\W\d_]{1,5}[²³]?)?|[%°‰$€£¥-]|°[CF]|")


@dataclass(frozen=True)
class Parts:
    """`names` of all columns, `header` whether they are the table's own, `named` how many it
    has, `sure` whether that follows from the cells; `body` are the rows, and `left_out` the lines
    before them with why."""

    names: tuple[str, ...]
    header: bool
    named: int
    sure: bool
    body: tuple[Line, ...]
    left_out: tuple[tuple[Line, str], ...]


def parts_of(grid: Grid, header: bool | None = None) -> Parts:
    """The parts of a grid; whether it has a header is what its cells say, or somebody did."""
    lines, width = grid.lines, grid.width
    start = _first_row(lines, width)
    sure = True
    if start == 0:
        names_row, sure = _header_of_numbers(lines, width)
        start = int(names_row)
    if header is not None:
        sure = True
        start = max(start, 1) if header else start
    above = lines[:start]
    place = _names_at(above, width) if header is not False else None
    if header is False and above and len(above[-1].cells) >= width and start == 1:
        start, above = 0, ()  # then it is a row like others
    left = [] if place is None else [
        (line, "above the names of the columns") for line in above[:place]]
    below = above if place is None else above[place + 1:]
    left += [(line, _what(line)) for line in below]
    body = lines[start:]
    commented = _names_in_comments(grid) if place is None and header is not False else None
    if place is not None:
        own, body = _fitted(above[place].cells, body, width)
    elif commented is not None:
        own = list(commented.cells)
    else:
        own = []
    named = sum(name != "" for name in own)
    return Parts(_named(own, max(width, len(own))), bool(own), named, sure, body, tuple(left))


def _first_row(lines: Sequence[Line], width: int) -> int:
    """The first line with about as many numbers as the others."""
    counts = [_numbers(line) for line in lines[:LOOKED_AT]]
    later = sorted(counts[len(counts) // 2:])
    typical = later[len(later) // 2] if later else 0
    if typical == 0:
        return 1 if len(lines) > 1 else 0
    return next((index for index, count in enumerate(counts) if 2 * count >= typical
                 and count > 0 and 2 * len(lines[index].cells) > width), 0)


def _numbers(line: Line) -> int:
    return sum(written(cell) is not None or cell.casefold() in ("na", "nan") or is_date(cell)
               for cell in line.cells)


def _header_of_numbers(lines: Sequence[Line], width: int) -> tuple[bool, bool]:
    """Whether the first line, which has numbers, has the names; and whether that is sure.

    pandas counts columns that have no names; and a column of text has none of its texts above it.
    """
    if len(lines) < 3 or len(lines[0].cells) > width:
        return False, True
    first = [cell for cell in lines[0].cells if cell]
    counted = first == [str(number) for number in range(len(first))] and len(first) >= 3
    if counted and (lines[0].cells[0] == "" or len(lines[0].cells) < width):
        return True, True
    rest = list(zip(*(line.cells for line in lines[1:LOOKED_AT] if len(line.cells) == width),
                    strict=True))
    for cell, column in zip(lines[0].cells, rest, strict=False):
        texts = {each.casefold() for each in column if written(each) is None}
        text = written(cell) is None and not is_missing(cell) and not is_date(cell)
        if text and texts and len(texts) <= 2 < len(column) and cell.casefold() not in texts:
            return True, False
    return False, not counted


def _names_at(above: Sequence[Line], width: int) -> int | None:
    """Which of the lines above the rows has the names: the first that is about full."""
    filled = [sum(cell != "" for cell in line.cells) for line in above]
    if not above or max(filled) == 0:
        return None
    enough = max(max(filled) - 1, 1) if max(filled) > 2 else max(filled)
    return next(index for index, count in enumerate(filled) if count >= enough)


def _names_in_comments(grid: Grid) -> Line | None:
    """The names in the last comment before the rows, as numpy.savetxt writes them."""
    before = [line for line in grid.comments if line.number < grid.lines[0].number]
    if not before:
        return None
    first, *others = before[-1].cells
    cells = (first.lstrip("#% "), *others)
    cells = tuple(others) if not cells[0] and len(others) == grid.width else cells
    texts = all(cell and written(cell) is None for cell in cells)
    return Line(before[-1].number, cells) if len(cells) == grid.width and texts else None


def _fitted(
    names: tuple[str, ...], body: tuple[Line, ...], width: int
) -> tuple[list[str], tuple[Line, ...]]:
    """The names for the rows: R leaves out that of the row names. (A separator at the end of each
    row makes a cell too, but an empty one.)"""
    own = list(names)
    full = [line for line in body if len(line.cells) == width]
    if len(own) == width - 1 and any(line.cells[-1] for line in full):
        own.insert(0, "")
    return own, body


def _what(line: Line) -> str:
    units = all(UNIT.fullmatch(cell) for cell in line.cells)
    return "units, not values" if units else "no numbers, below the names of the columns"


def _named(own: list[str], width: int) -> tuple[str, ...]:
    """A name for each column, no two alike."""
    names: list[str] = []
    for place in range(width):
        name = own[place][:60] if place < len(own) else ""
        name = name or (NO_NAME if own else f"column {place + 1}")
        names.append(name if name not in names else f"{name} (column {place + 1})")
    return tuple(names)
