"""The cells of a text, line by line: the standard library's `csv` reads them, here is decided how.

    grid = Grid.of("x1;x2;y\\n0,5;1;0\\n1;0;1\\n")
    grid.separator, grid.width, grid.lines[1].cells      ";", 3, ("0,5", "1", "0")
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from engine.tables.forms import as_lines
from engine.tables.numerals import written
from engine.tables.steps import ROWS, Steps, done
from engine.tables.table_error import TableError
from engine.tables.tokens import is_missing

SEPARATORS = {"\t": "tab", ";": "semicolon ;", "|": "bar |", ",": "comma ,", " ": "spaces"}
MOST_CHARACTERS = 10_000_000
MOST_COLUMNS = 500
MOST_LINES = 200_000
LONGEST_CELL = 1000  # characters
TRIED = 100  # lines, to find the separator by
NAMED = re.compile(r'\s*"?sep=(.)"?[\s;,]*', re.IGNORECASE)
RULE = re.compile(r":?-{3,}:?|[-+=]{3,}|`{3,}\w*")
RULE_OF_BARS = re.compile(r":?-+:?|[-+=]{3,}|`{3,}\w*")


Rows = list[tuple[int, tuple[str, ...]]]  # line numbers and cells


class Line(NamedTuple):
    """The cells of a line, whose number counts from 1 as an editor does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The lines that have cells; `width` is how many most have. `comments` are left out, `rules`
    drawn between rows too. `form` says what the text was, if not lines of cells."""

    separator: str
    lines: tuple[Line, ...]
    width: int
    comments: tuple[Line, ...]
    form: str

    @classmethod
    def of(cls, text: str, separator: str = "") -> Grid:
        """The cells of a text, parted at the separator that it seems to have, or at this one.

        Raises TableError if there is nothing, or too much, to read.
        """
        return done(cls.steps(text, separator))

    @classmethod
    def steps(cls, text: str, separator: str = "") -> Steps[Grid]:
        """`of`, in steps."""
        if len(text) > MOST_CHARACTERS:
            raise TableError(f"the table has {len(text):,} characters; at most "
                             f"{MOST_CHARACTERS:,} are read. Keep three columns of it, or fewer "
                             "rows")
        form = as_lines(text.lstrip("\ufeff"))
        lines = list(io.StringIO(form.text, newline=""))
        skipped = 0
        named = NAMED.fullmatch(lines[0]) if lines else None
        if named:
            lines, skipped = lines[1:], 1
        lines = _unwrapped(lines)
        known = separator or form.separator or (named[1] if named else "")
        chosen = known if known in SEPARATORS else _separator(lines)
        found = yield from _rows(lines, chosen)
        rows = [Line(number + skipped, cells) for number, cells in found
                if not _is_rule(cells, chosen)]
        return cls._of_rows(_without_edges(rows) if chosen == "|" else rows, chosen, form.form)

    @classmethod
    def _of_rows(cls, rows: list[Line], separator: str, form: str) -> Grid:
        if not rows:
            raise TableError("there is no line with anything in it")
        if len(rows) > MOST_LINES:
            raise TableError(f"the table has {len(rows):,} rows; at most {MOST_LINES:,} are read")
        comments = _comments(rows)
        marked = {row.number for row in comments}
        kept = [row for row in rows if row.number not in marked] if comments else rows
        if not kept:
            raise TableError("all its lines are comments: they begin with # or %")
        width = Counter(len(row.cells) for row in kept).most_common(1)[0][0]
        if width > MOST_COLUMNS:
            raise TableError(f"the table has {width:,} columns; at most {MOST_COLUMNS} are read. "
                             "Two inputs and a label are all that is learned from")
        return cls(separator, tuple(kept), width, tuple(comments), form)


def _is_rule(cells: Sequence[str], separator: str) -> bool:
    """Whether a line is drawn, between rows."""
    if not any(cell and cell[0] in ":-+=`" for cell in cells):
        return False
    rule = RULE_OF_BARS if separator == "|" else RULE
    return all(rule.fullmatch(cell) for cell in cells if cell)


def _rows(lines: list[str], separator: str) -> Steps[Rows]:
    """Line numbers and cells. A quote that is never closed would take all that follows for one
    cell: then quotes are characters like others."""
    try:
        rows = yield from _parsed(lines, separator, csv.QUOTE_MINIMAL)
        odd = sum(line.count('"') for line in lines) % 2
        if not odd or not any("\n" in cell for _, cells in rows for cell in cells):
            return rows
    except csv.Error:  # a cell of more than 131,072 characters
        pass
    try:
        return (yield from _parsed(lines, separator, csv.QUOTE_NONE))
    except csv.Error as error:
        raise TableError(f"a cell is too long to be one: {error}") from None


def _parsed(lines: list[str], separator: str, quoting: Literal[0, 3]) -> Steps[Rows]:
    """In a table parted by spaces, any number of them and tabs is one."""
    spaced = separator == " "
    source = ((f"{line.strip()}\n".replace("\t", " ") for line in lines) if spaced else lines)
    reader = csv.reader(source, delimiter=separator, quoting=quoting, skipinitialspace=True)
    rows: Rows = []
    before = 0
    for cells in reader:
        if reader.line_num % ROWS == 0:
            yield reader.line_num, len(lines)
        if any(cells):
            unquoted = [cell.strip('" ') for cell in cells] if quoting else cells
            rows.append((before + 1, tuple(map(_clean, unquoted))))
        before = reader.line_num
    return rows


def _comments(rows: list[Line]) -> list[Line]:
    """The lines that begin with # or %; none if they are rows with numbers, as colours are."""
    marked = [row for row in rows if row.cells[0].startswith(("#", "%"))
              and not is_missing(row.cells[0])]
    others = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    like_rows = [row for row in marked if len(row.cells) == others > 1
                 and row.cells[0] not in "#%" and any(map(written, row.cells[1:]))]
    if 2 * len(like_rows) > len(marked):
        return []
    first = rows[0]  # “#” may be the name of a column of numbers
    names = first.cells[0] == "#" and len(first.cells) == others and len(marked) == 1
    return [row for row in marked if not (names and row is first)]


def _clean(cell: str) -> str:
    """A cell without the spaces around it, and without single quotes around it."""
    cell = cell.strip()
    quoted = len(cell) > 1 and cell[0] == cell[-1] and cell[0] in "'\""
    return (cell[1:-1].strip() if quoted else cell)[:LONGEST_CELL]


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines of a table that was saved as a single column: each is one quoted cell."""
    filled = [line.strip() for line in lines if line.strip()]
    if not all(line.startswith('"') and line.endswith('"') for line in filled):
        return lines
    inner = [next(csv.reader([line])) for line in filled[:TRIED]]
    if not all(len(cells) == 1 and any(sign in cells[0] for sign in ",;\t|") for cells in inner):
        return lines
    return [next(csv.reader([line]), [""])[0] if line.strip() else line for line in lines]


def _without_edges(rows: list[Line]) -> list[Line]:
    """The rows without the empty cells that a bar at either end makes."""
    if all(row.cells[0] == "" for row in rows):
        rows = [Line(row.number, row.cells[1:]) for row in rows]
    if all(row.cells and row.cells[-1] == "" for row in rows):
        rows = [Line(row.number, row.cells[:-1]) for row in rows]
    return rows


def _separator(lines: list[str]) -> str:
    """The one that makes the most columns of numbers, in rows of one width; of those that do it
    equally well, the first of SEPARATORS."""
    tried = [line for line in lines if line.strip() and line.lstrip()[0] not in "#%"]
    tried = tried[-TRIED:] if len(tried) > 2 * TRIED else tried[:TRIED]
    return max(SEPARATORS, key=lambda separator: _score(tried, separator))


def _score(lines: list[str], separator: str) -> tuple[int, int, float]:
    rows = [cells for _, cells in done(_rows(lines, separator))
            if not _is_rule(cells, separator)]
    if not rows:
        return 0, 0, 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    same = [cells for cells in rows if len(cells) == width]
    columns = sum(2 * sum(written(cell) is not None or is_missing(cell) for cell in column)
                  > len(column) and any(map(written, column))
                  for column in zip(*same, strict=True))
    share = count / len(rows)
    return int(width > 1 and share >= 0.5), min(columns, 3), share if width > 1 else 0.0
