"""Copies of the site with something wrong in them."""

import os
import shutil
from pathlib import Path


def copy_of(site: Path, target: Path) -> Path:
    """A copy that shares its unchanged files with `site`; change it by `replace` only."""
    return shutil.copytree(site, target, copy_function=link)


def link(origin: str, target: str) -> None:
    try:
        os.link(origin, target)
    except OSError:  # another file system
        shutil.copyfile(origin, target)


def replace(path: Path, content: bytes | None) -> None:
    """Give a file another content, or none at all, and leave the original alone."""
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)


def flipped(content: bytes) -> bytes:
    """Still base64 in the middle, but of other bytes."""
    middle = len(content) // 2
    return content[:middle] + content[middle : middle + 64].swapcase() + content[middle + 64 :]


def halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


def lost(content: bytes) -> None:
    """Not there any more."""
