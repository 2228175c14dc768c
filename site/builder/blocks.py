"""What the fenced blocks of a lesson have in common: TOML with known keys, and mistakes told by
file and line.

    block = Fence(path, first, text)
    table = block.table("task", {"id": str, "title": str}, optional={"hints": list})
    raise block.mistake("title", "a task needs a title")
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import BuildError

ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Fence:
    """A fenced block: the lesson's file, the line on which the block's text begins, the text."""

    path: Path
    first: int
    text: str

    def toml(self, kind: str) -> dict[str, Any]:
        """The block as TOML. Raises BuildError where it is none."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise self.mistake("", f"the {kind} is not TOML: {error}") from error

    def table(
        self, kind: str, keys: Mapping[str, type], optional: Mapping[str, type]
    ) -> dict[str, Any]:
        """The TOML of a block that has all of `keys`, perhaps some of `optional`, and no others."""
        table, known = self.toml(kind), {**keys, **optional}
        for key, value in table.items():
            if key not in known:
                raise self.mistake(key, f"a {kind} knows no {key!r}; it has {', '.join(known)}")
            if not isinstance(value, known[key]):
                raise self.mistake(key, f"{key} is {value!r}; it must be a {known[key].__name__}")
        for key in keys:
            if key not in table:
                raise self.mistake("", f"the {kind} needs {key}, a {keys[key].__name__}")
        if not ID.fullmatch(table["id"]):
            raise self.mistake("id", f"a {kind} needs an id of small letters and digits; found "
                                     f"{table['id']!r}")
        return table

    def mistake(self, key: str, message: str) -> BuildError:
        """An error at the line of `key`, or at the first line if the block has no such key."""
        return BuildError(f"{self.path}:{self.line(key)}: {message}")

    def line(self, key: str) -> int:
        for number, line in enumerate(self.text.splitlines()):
            if key and re.match(rf"{re.escape(key)}\s*=", line):
                return self.first + number
        return self.first
