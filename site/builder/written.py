"""Text files that every browser reads right, whatever encoding a server says that they have."""

from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """UTF-8 behind a byte order mark: browsers believe it before a `charset=ISO-8859-1`."""
    path.write_text(text, encoding="utf-8-sig")
