"""What a lab asks of the browser, after an action: Python cannot do it by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Copy:
    """Put a text on the clipboard, then say `done`. One that begins with "#" is a fragment: the
    page's address goes before it."""

    text: str
    done: str


@dataclass(frozen=True)
class Save:
    """Save a text as a file of this name and media type."""

    name: str
    type: str
    text: str


@dataclass(frozen=True)
class Picture:
    """Save the SVG of this number in a view, as `.svg` or as `.png`."""

    name: str
    view: str
    number: int
    title: str

    @property
    def is_png(self) -> bool:
        return self.name.endswith(".png")


@dataclass(frozen=True)
class Offered:
    """A text that the browser would not take, for a person to copy by hand."""

    title: str
    text: str


Request = Copy | Save | Picture
