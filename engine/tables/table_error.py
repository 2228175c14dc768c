"""What a text is refused for as a whole, before there is a table to be shown."""

from engine.errors import DataError


class TableError(DataError):
    """A text or file that is no table; the message says what it is, and what to do."""


class SavedStateError(TableError):
    """A text that is the saved state of a lab, whole or in part."""
