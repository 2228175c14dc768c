"""What takes seconds to make and depends on nothing but its inputs: made once, then kept.

    content = kept("snapshot", [lock, code], make)    # make() only if the inputs are new

It is kept in the user's cache; the oldest of each kind make room.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from builder.console import console
from builder.paths import cache_folder

GENERATIONS = 8  # of each kind: several branches may take turns


def kept(kind: str, inputs: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """What `make` returns for these inputs, from the cache if it has been made before."""
    digest = hashlib.sha256()
    for each in inputs:
        digest.update(hashlib.sha256(each).digest())
    path = cache_folder() / "made" / f"{kind}-{digest.hexdigest()[:32]}"
    if path.is_file():
        return path.read_bytes()
    content = make()
    try:
        keep(path, content)
        forget(path.parent, kind)
    except OSError as error:  # a full or read-only home must not stop a build
        console.print(f"  could not keep {path.name} in {path.parent}: {error}")
    return content


def keep(path: Path, content: bytes) -> None:
    """Written aside and then moved, so that half a file never stands under the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)


def forget(folder: Path, kind: str) -> None:
    found = sorted(folder.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
    for path in found[:-GENERATIONS]:
        path.unlink(missing_ok=True)
