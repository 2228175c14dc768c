"""How a number is shown: four significant digits, a real minus sign, never a jump in width.

    shown(-0.123456)      # "−0.1235"
    fitted(-0.00123456, 7)  # "−0.0012"
    plain(-0.25)          # "−0.25", as it was given
    full(-0.123456)       # "-0.123456", the float64 itself, for `data-number`
"""

import math
from collections.abc import Iterable

MINUS = "\u2212"


def shown(value: float, digits: int = 4) -> str:
    """The number as a reader sees it, rounded to so many significant digits, four at most.

    Between 0.0001 and 99,999 in plain decimals, beyond that as a power of ten: 1.235e−7.
    """
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else f"{MINUS if value < 0 else ''}\u221e"
    if value == 0:
        return "0.000"
    text = f"{value:.{digits - 1}e}"
    mark = text.index("e")
    power = int(text[mark + 1 :])
    if -4 <= power <= 3:  # the same digits, as both round at the same place
        text = f"{value:.{max(digits - 1 - power, 0)}f}"
    elif power == 4:
        text = f"{float(text):.0f}"
    else:
        text = f"{text[:mark]}e{power}"
    return text.replace("-", MINUS)


def fitted(value: float, longest: int) -> str:
    """The number as elsewhere, or with as many digits as fit, at least one: −0.00012 in five
    characters is −1e−4, not zero."""
    texts = [shown(value, digits) for digits in (4, 3, 2, 1)]
    if 0 < abs(value) < 1:
        texts.append(f"{value:.0e}".replace("e-0", "e-").replace("-", MINUS))
    return next((text for text in texts if len(text) <= longest), brief(value))


def brief(value: float) -> str:
    """The number with two decimals, fewer if it is large, where there is no room for more."""
    if not math.isfinite(value):
        return shown(value)[:1] + "…" if math.isnan(value) else shown(value)
    decimals = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    text = f"{value:.{decimals}f}" if abs(value) < 99999.5 else f"{value:.0e}"
    return text.replace("-", MINUS)


def plain(value: float) -> str:
    """A number that was given or typed, as short as that: −0.25."""
    return f"{value + 0.0:g}".replace("-", MINUS)  # no sign before a zero


def exact(value: float) -> str:
    """A number with all the digits that a table may have given it: −123456.75."""
    return f"{value + 0.0:.15g}".replace("-", MINUS)


def full(value: float) -> str:
    """The float64 in full: reading it back gives the same bits."""
    return repr(float(value))


def both(values: Iterable[float]) -> list[str]:
    """For each number its full and its shown form: the two slots of every number on a page."""
    return [text for value in values for text in (full(value), shown(value))]


def percent(value: float) -> str:
    """A share as a percentage without decimals: 75 %."""
    return f"{100 * value:.0f} %"
