"""Numbers as tables write them: which decimal signs a cell may have, and its value with one.

    written("1.234,5").signs           {","}: the point parts thousands
    written("1.200").signs             {".", ","}: 1.2 or 1200
    written("(1 234,50 €)").value(",") -1234.5
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

DECIMALS = (".", ",")
LONGEST = 400  # characters of a number; a decimal that is a float64 in full has at most 770
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008", " ")
                       | dict.fromkeys("\u2212\u2013\ufe63\uff0d", "-")
                       | dict.fromkeys("\u2019\u2018\u02bc", "'"))
CURRENCY = (r"[$€£¥₹₽₺₩₫฿]|US\$|Rs\.?|CHF|Fr\.|EUR|USD|GBP|INR|JPY|SEK|NOK|DKK|PLN|CZK|HUF|BRL|R\$"
            r"|kr\.?|zł|Kč|Ft")
WRITTEN = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-]?) *(?P<before>{CURRENCY})? *(?P<sign2>[+-]?)"
    r"(?P<digits>\d[\d.,' ]*|[.,]\d+)(?P<power>[eE][+-]?\d{1,4})? *"
    r"(?P<after>[^\W\d_][^\W\d_.²³/]{0,7}[²³]?(?:/[^\W\d_]{1,4}[²³]?)?|[%‰°€$£¥₹]|°[CF])?"
    r"(?P<close>\))?(?P<sign3>-?)")
UNGROUPED = {".": re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+"),
             ",": re.compile(r"[0-9]+(?:,[0-9]+)?|,[0-9]+")}
GROUPED = {sign: re.compile(
    rf"[1-9][0-9]{{0,2}}(?:([{other}' ])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:[{sign}][0-9]*)?"
    + (r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?" if sign == "." else ""))
    for sign, other in ((".", ","), (",", "."))}


@dataclass(frozen=True)
class Written:
    """A cell that is a number. `signs` are the decimal signs that it may have, `unit` is what
    stands around the digits: "%", "€", "cm"."""

    digits: str
    power: str
    negative: bool
    unit: str
    signs: frozenset[str]

    @property
    def ambiguous(self) -> bool:
        """Whether it is another number with another decimal sign: 1.200."""
        return len(self.signs) == 2 and self.value(".") != self.value(",")

    def value(self, decimal: str) -> float:
        """The number; NaN if it cannot have this decimal sign. Too large a one is infinite."""
        if decimal not in self.signs:
            return math.nan
        thousands = "," if decimal == "." else "."
        plain = self.digits.replace(thousands, "").replace("'", "").replace(" ", "")
        value = float(plain.replace(",", ".") + self.power)
        return -value if self.negative else value


@lru_cache(maxsize=4096)
def written(cell: str) -> Written | None:
    """The number that a cell is; None for any other text."""
    text = cell.translate(SPACES).strip()
    found = WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    if not found or _other_digits(text):
        return None
    brackets = bool(found["open"]) + bool(found["close"])
    minus = [found[name] for name in ("sign", "sign2", "sign3") if found[name]]
    digits = found["digits"].strip()
    if brackets == 1 or len(minus) + brackets // 2 > 1:
        return None
    signs = frozenset(sign for sign in DECIMALS if UNGROUPED[sign].fullmatch(digits) or (
        not found["power"] and GROUPED[sign].fullmatch(digits)))
    if not signs:
        return None
    negative = brackets == 2 or "-" in minus
    unit = (found["before"] or "") + (found["after"] or "")
    return Written(digits, found["power"] or "", negative, unit, signs)


def _other_digits(text: str) -> bool:
    """Whether it has digits of another script: no table of ours is read by them."""
    return any(character.isdigit() and not character.isascii() and character not in "²³"
               for character in text)
