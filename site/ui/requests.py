"""What a lab asks of the browser, after an action: Python cannot do it by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Copy:
    """Put a text on the clipboard, then say `done`. One that begins with "#" is a fragment: the
    page's address goes before it."""

    text: str
    done: str


Request = Copy
