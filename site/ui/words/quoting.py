"""Quoting what a person typed or a file said, so that any text of it can stand on a page."""

SHOWN = 60  # characters of a wrong text


def printable(text: str) -> str:
    """The text with a mark in place of what is no character to show, and would break a page."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def quoted(text: str) -> str:
    """As much of a wrong text as a message should quote."""
    return printable(text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}...")
