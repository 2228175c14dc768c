"""Numbers as people type them: with a point or a comma, and with either minus sign."""

from __future__ import annotations

import math
import re

LONGEST = 40  # characters; a float64 in full has 24 at most
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def typed_number(text: str) -> float:
    """The number in `text`; NaN where there is none. Too large a one is infinite."""
    written = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if len(written) > LONGEST or not NUMBER.fullmatch(written):
        return math.nan
    return float(written)
