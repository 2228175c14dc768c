"""Message: what a lab has to say, once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """Something worth announcing; a number of the run stands apart, as all numbers of a page."""

    text: str = ""
    number: float | None = None
