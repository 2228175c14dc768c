"""Other forms of a table than lines of cells, brought into that form: JSON, matrices in brackets.

    as_lines("[1 2 0; 3 4 1]")          Lines("1 2 0\\n3 4 1", "a matrix in brackets")
    as_lines('[{"x": 1}, {"x": 2}]')    Lines("x\\n1\\n2", "JSON")
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, NamedTuple

from engine.tables.table_error import SavedStateError, TableError

DEEPEST = 6  # brackets in brackets
ASSIGNED = re.compile(
    r"^\s*(?:[A-Za-z_][\w.]*\s*=\s*)?(?:(?:np\.|numpy\.|torch\.)?(?:array|asarray|tensor|matrix)\s*"
    r"\(\s*)?(?=[\[(])")
DISPLAYED = re.compile(r"^\s*(?:[A-Za-z_]\w*|ans)\s*=\s*$", re.MULTILINE)
A_STATE = "this is the saved state of a lab"
STATE = re.compile(r'\s*\{\s*"glassnet"\s*:')
FACTOR = re.compile(r"^\s*(1\.0+e[+-]\d+)\s*\*\s*$", re.MULTILINE)


class Lines(NamedTuple):
    """A table as lines of cells; `form` is what it was, "" for just that; `separator` is known
    where the form says it."""

    text: str
    form: str = ""
    separator: str = ""


def as_lines(text: str) -> Lines:
    """Raises TableError for what looks like a table and would be read as other numbers."""
    factor = FACTOR.search(text)
    if factor:
        raise TableError(
            f"the line “{factor[1]} *” multiplies all the numbers below it, of which the display "
            "shows a few digits. In Matlab, type `format long g` and copy again, or save the matrix"
            " by writematrix")
    start = text.lstrip()[:1]
    if STATE.match(text):  # also one that was cut
        raise SavedStateError(A_STATE)
    if start in ("[", "{"):
        found = _json(text)
        if found is not None:
            return found
    matrix = _matrix(text)
    if matrix is not None:
        return matrix
    return Lines(DISPLAYED.sub("", text) if DISPLAYED.match(text) else text)


def _json(text: str) -> Lines | None:
    """The rows of JSON: of lists, of objects, of an object of columns; also an object a line."""
    if _depth(text) > DEEPEST:
        raise TableError(f"its brackets are nested more than {DEEPEST} deep; a table's are not")
    table = _parsed(text)
    if table is None:
        rows = [_parsed(line) for line in text.splitlines() if line.strip()]
        table = rows if len(rows) > 1 and all(isinstance(row, dict | list) for row in rows) else []
    if isinstance(table, dict) and "glassnet" in table:
        raise SavedStateError(A_STATE)
    if isinstance(table, dict):
        table = _of_columns(table)
    if not isinstance(table, list) or not table:
        return None
    if all(isinstance(row, dict) for row in table):
        names = list(dict.fromkeys(name for row in table for name in row))
        table = [names, *([row.get(name) for name in names] for row in table)]
    if not all(isinstance(row, list) for row in table):
        return None
    return Lines(_written(table), "JSON", ",")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str)
    except ValueError:
        return None


def _of_columns(table: dict[str, Any]) -> Any:
    """The rows of {"x": [1, 2], "y": [0, 1]}, or of {"x": {"0": 1}}, or what is below "data"."""
    if isinstance(table.get("data"), list) and isinstance(table.get("columns"), list):
        return [table["columns"], *table["data"]]
    columns = [list(each.values()) if isinstance(each, dict) else each for each in table.values()]
    if columns and all(isinstance(each, list) for each in columns):
        longest = max(map(len, columns))
        return [list(table), *([each[row] if row < len(each) else None for each in columns]
                               for row in range(longest))]
    return next((each for each in table.values() if isinstance(each, list)), None)


def _written(rows: list[list[Any]]) -> str:
    """The rows as CSV. What is nested has no place in a cell, and stays its text."""
    out = io.StringIO()
    for row in rows:
        csv.writer(out, lineterminator="\n").writerow(
            ["" if cell is None else cell if isinstance(cell, str) else json.dumps(cell)
             for cell in row])
    return out.getvalue()


def _depth(text: str) -> int:
    deepest = now = 0
    for character in text:
        if character in "[{":
            now += 1
            deepest = max(deepest, now)
        elif character in "]}":
            now -= 1
    return deepest


def _matrix(text: str) -> Lines | None:
    """The rows of [1 2; 3 4], [[1, 2], [3, 4]], [[1. 2.] [3. 4.]], array([[1, 2]]), {(1, 2)}."""
    found = ASSIGNED.match(text)
    if not found:
        return None
    inner = re.sub(r"\.\.\.[^\n]*\n", " ", text[found.end():])  # a row goes on in the next line
    inner = inner.strip().rstrip(";")
    if "(" in found[0]:
        inner = re.sub(r"\s*(?:,\s*dtype=[^)]*)?\)$", "", inner)
    if not inner.endswith(("]", ")")):
        return None
    if re.search(r"[\[(]\s*[\[(]", inner):
        rows = re.findall(r"[\[(]([^\[\]()]*)[\])]", inner)
        rows = [" ".join(row.split()) for row in rows]
    else:
        rows = [row.strip(" \t[]") for row in re.split(r"[;\n]", inner)]
    rows = [row.strip().strip(",") for row in rows if row.strip(" ,")]
    separator = "," if rows and all("," in row for row in rows) else " "
    return Lines("\n".join(rows), "a matrix in brackets", separator) if len(rows) > 1 else None
