"""The numerals of a lesson's prose: each is measured, a setting, or stated as it is.

    the loss is {0.80 = start.loss}    measured: the build computes it, and stops if it differs
    {82 % = start.accuracy}            a share as a percentage
    {two = start.dead}                 a number as a word, from “no” to “ten”
    at a rate of 0.1                   a setting: the lab or the exercise's goal has that number
    (MIT Press, {1969})                stated: the author's own word, in braces to say so

0 and 1, which name classes, need no braces, nor does what is code, a link's address, the number
of an item in a list, a shape such as 2-4-1, or a part of a word such as float64. Anything else
stops the build: a figure that nobody has measured cannot be told from one that is wrong.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from builder.errors import BuildError

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
TOKEN = re.compile(
    r"""(?P<skip> ^```.*?^```$ | `[^`]*`
              | \]\([^)\s]*\) | <\w+:[^>\s]*> | ^[ ]*\d+\.[ ] | [^\W\d_]\w* )
    | \{(?P<braces>[^{}\n]*)\}
    | (?P<stray>[{}])
    | (?P<shape>\d+(?:-\d+){2,})
    | (?P<numeral>\d+(?:[.,]\d+)*)""", re.VERBOSE | re.MULTILINE | re.DOTALL)
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NAMES = frozenset({"0", "1"})
CONTEXT = 24  # characters on both sides of what is stated, to know it by


@dataclass(frozen=True)
class Figure:
    """What is shown, the expression that it must be the value of, and where it stands."""

    shown: str
    expression: str
    where: str  # file:line

    def agrees(self, value: float) -> bool:
        """Whether what is shown is this value, rounded to as many digits."""
        return written(value, self.shown) == self.shown


@dataclass
class Prose:
    """Collects a lesson's figures, and what is stated, while its texts are read."""

    figures: list[Figure] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)

    def read(self, text: str, given: frozenset[str], where: Callable[[int], str]) -> str:
        """The text as it is shown. `given` are the settings that it may name, `where(offset)` is
        the file and line. Raises BuildError for a numeral that is none of what it may be."""

        def take(found: re.Match[str]) -> str:
            if found["skip"]:
                return found[0]
            at = where(found.start())
            if found["braces"] is not None:
                return self._braces(found, at)
            if found["stray"]:
                raise BuildError(f"{at}: a single {found[0]!r}; braces hold a figure, such as "
                                 "{0.80 = start.loss}")
            if found["numeral"] and canonical(found[0]) not in NAMES | given:
                raise BuildError(f"{at}: {found[0]} is neither measured nor a setting; write "
                                 f"{{{found[0]} = what it is}}, or {{{found[0]}}} if it is no "
                                 "figure but stated")
            self._state(found)
            return found[0]

        return TOKEN.sub(take, text)

    def _braces(self, found: re.Match[str], at: str) -> str:
        shown, equals, expression = (part.strip() for part in found["braces"].partition("="))
        if not shown or (equals and not expression):
            raise BuildError(f"{at}: {found[0]!r} is no figure; write {{0.80 = start.loss}}")
        if not equals:
            self._state(found)
            return shown
        if shown.lower() not in WORDS and not re.fullmatch(rf"[−-]?{NUMERAL.pattern}( ?%)?", shown):
            raise BuildError(f"{at}: {shown!r} is no number; before the = stands what is shown")
        self.figures.append(Figure(shown, expression, at))
        return shown

    def _state(self, found: re.Match[str]) -> None:
        text = found.string
        around = text[max(0, found.start() - CONTEXT) : found.end() + CONTEXT]
        self.stated.append(" ".join(around.split()))


def canonical(numeral: str) -> str:
    """The same for 0.10 and 0.1, and for 1,000 and 1000. What is no number stays as it is."""
    if numeral.count(".") > 1:
        return numeral
    plain = re.sub(r",(?=\d{3}(?!\d))", "", numeral).replace(",", ".")
    return f"{Decimal(plain).normalize():f}" if plain.count(".") < 2 else numeral


def numerals_of(text: str) -> frozenset[str]:
    """All numerals of a block or a goal, to be named in prose; a share as a percentage too."""
    found = {canonical(each) for each in NUMERAL.findall(text)}
    shares = {canonical(str(100 * Decimal(each))) for each in found if each.startswith("0.")}
    return frozenset(found | shares)


def written(value: float, like: str) -> str:
    """The value as this figure writes one: a word, a percentage, so many decimals, a true minus."""
    if like.lower() in WORDS:
        word = WORDS[round(value)] if value in range(len(WORDS)) else f"{value:g}"
        return word.capitalize() if like[0].isupper() else word
    number, sign, _ = like.partition("%")
    _, _, decimals = number.strip().partition(".")
    text = f"{100 * value if sign else value:{',' if ',' in like else ''}.{len(decimals)}f}"
    if not float(text.replace(",", "")):
        text = text.lstrip("-")
    minus = text.replace("-", "-" if like.startswith("-") else "−")
    return minus + like[len(number.rstrip()):]
