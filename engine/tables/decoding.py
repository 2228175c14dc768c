"""The text of a file's bytes: which encoding they are in follows from them.

    decoded(b"\\xff\\xfe1\\x00")      Decoded("1", "UTF-16")
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from engine.tables.table_error import TableError

BY_MARK = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# All that Python is asked for here: a page has to bring them along.
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
AS_CSV = ("In a spreadsheet, copy the cells and paste them into the field; or save the sheet as "
          "CSV and open that")
NO_TABLES = (
    (b"PK\x03\x04", f"a workbook (.xlsx, .ods) or another archive, not text. {AS_CSV}"),
    (b"\xd0\xcf\x11\xe0", f"an old Excel workbook (.xls), not text. {AS_CSV}"),
    (b"%PDF-", "a PDF, not text. Copy the table's cells and paste them into the field"),
    (b"\x1f\x8b", "compressed (gzip), not text. Unpack it first"),
    (b"\x93NUMPY", "an array of numpy (.npy), not text. Save it by numpy.savetxt"),
    (b"MATLAB 5.0", "a MAT-file of Matlab, not text. Save it by writematrix"),
    (b"\x89PNG", "a picture, not text. Copy the table's cells and paste them into the field"),
    (b"\xff\xd8\xff", "a picture, not text. Copy the table's cells and paste them into the field"),
    (b"PAR1", "a Parquet file, not text. Save the data frame by to_csv"),
    (b"SQLite format 3", "a database of SQLite, not text. Export the table as CSV"),
)


class Decoded(NamedTuple):
    """A text, and the name of the encoding that it was in."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded:
    """The text of these bytes. Raises TableError for a file that has no text."""
    for start, what in NO_TABLES:
        if data.startswith(start):
            raise TableError(f"the file is {what}")
    for mark, codec, name in BY_MARK:
        if data.startswith(mark):
            return Decoded(data.decode(codec, "replace"), name)
    wide = _utf16(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), "UTF-16")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252", "replace"), "Windows-1252")


def _utf16(data: bytes) -> str | None:
    """Whether every other byte of it is mostly 0, as in UTF-16 without a mark."""
    head = data[:2000]
    if len(head) < 4:
        return None
    even, odd = (head[first::2].count(0) / (len(head) // 2) for first in (0, 1))
    if odd > 0.7 and even < 0.2:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.2 else None
