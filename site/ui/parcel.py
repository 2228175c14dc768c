"""What a lab hands to the person: a text for the clipboard, or a file to save."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parcel:
    """A text; with a `name` it is a file of that name and type, else it is for the clipboard."""

    title: str  # what it is, in a message
    text: str
    name: str = ""
    type: str = "text/plain"
