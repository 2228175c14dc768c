"""Refusal: what cannot be done, why, and what can be done about it at the press of a button.

    Refusal("income is 2,000,000 in a row; inputs are within ±1,000,000",
            (Remedy("Standardise the inputs", "table-answer", "scale yes"),))
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Remedy:
    """A button that does what helps: its title, and what is asked of the lab."""

    title: str
    action: str
    value: str = ""


@dataclass(frozen=True)
class Refusal:
    """What was seen, the cause as far as it is known, and the cure in words; the remedies are for
    cures that are one step, and name only what this lab has."""

    text: str
    remedies: tuple[Remedy, ...] = ()
