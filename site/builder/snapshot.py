"""Python's memory with numpy, the engine and the UI imported, so that a page need not import them.

Pyodide makes it under Node. What a page restores is less than that: only the blocks of memory
that differ from those of a Pyodide which has been loaded and not yet started, since the page has
such a one before it restores. The image, all numbers little-endian and every piece a multiple of
four bytes:

    identity (32 bytes: SHA-256 of the rest) | head (Pyodide's own, of its snapshots)
    | shared libraries | runs (offset, length) | the bytes of the runs

The plan that the page has names the identity and the size of each piece. A page whose memory,
where it is not in a run, is not the one that the image was made from, has another Pyodide or a
browser that lays out memory differently: `untouched` tells.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from builder import node
from builder.console import console
from builder.errors import BuildError
from builder.kept import kept
from builder.lesson import Lesson
from builder.precompiled import CODE, NUMPY, STDLIB, content, labs_of, stored
from builder.runtime import Runtime

SNAPSHOT = "snapshot.bin"
MOST_MEMORY = 64 * 2**20  # bytes
BLOCK = 256  # bytes that are either in the image or not: small enough to skip what is zero
SITE_PACKAGES = "/lib/python3.14/site-packages/"
# What Pyodide would take from the browser's language and from Node. It is in the memory before
# Python starts, so it has to be the same wherever a snapshot is made or restored.
ENVIRONMENT = {"env": {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}, "_sysExecutable": "python"}


@dataclass(frozen=True)
class Image:
    """The bytes of `snapshot.bin`, and what the loader must know of them."""

    content: bytes
    plan: dict[str, Any]


def snapshot(
    runtime: Runtime, core: Path, archives: dict[str, bytes], lessons: list[Lesson]
) -> Image:
    """The image of the memory that has these archives imported."""
    inputs = [json.dumps(ENVIRONMENT).encode(), node.scripts(), labs_of(lessons),
              *(file.sha256.encode() for file in runtime.files), *archives.values()]
    made = kept("memory", inputs, lambda: node.in_folder(
        lambda work: make(runtime, core, archives, labs_of(lessons), work)))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        found = image(archive.read("snapshot"), archive.read("fresh"), libraries(archives[NUMPY]))
        return Image(found.content, found.plan | {"kernels": json.loads(archive.read("kernels"))})


def libraries(numpy: bytes) -> dict[str, bytes]:
    """numpy's shared libraries by the path that they have in Python, in one fixed order."""
    with zipfile.ZipFile(io.BytesIO(numpy)) as archive:
        return {SITE_PACKAGES + name: archive.read(name)
                for name in sorted(archive.namelist()) if name.endswith(".so")}


def make(
    runtime: Runtime, core: Path, archives: dict[str, bytes], labs: bytes, work: Path
) -> bytes:
    """Run Pyodide; the snapshot and the memory before it, in an archive."""
    console.print("  making the snapshot")
    (work / "labs.json").write_bytes(labs)
    for name in (STDLIB, CODE):
        (work / name).write_bytes(archives[name])
    with zipfile.ZipFile(io.BytesIO(archives[NUMPY])) as archive:
        archive.extractall(work / "numpy")
    (work / "made").mkdir()
    options = {"lock": runtime.package_lock(), "libraries": list(libraries(archives[NUMPY])),
               "environment": ENVIRONMENT}
    node.run("snapshot.mjs", str(core.resolve()), json.dumps(options), str(work))
    return stored(sorted(content(work / "made").items()))


def image(taken: bytes, fresh: bytes, shared: dict[str, bytes]) -> Image:
    """The image of a snapshot that Pyodide has `taken`, for memory that begins as `fresh`."""
    length = int.from_bytes(taken[4:8], "little")  # of Pyodide's own head
    head, memory = taken[:length], taken[length:]
    if len(memory) > MOST_MEMORY:
        raise BuildError(
            f"Python's memory has grown from {len(fresh):,} to {len(memory):,} bytes while the "
            "engine was imported: too much for a phone. Import less in the engine and the UI.")
    # restore.js grows the memory first; what is new in it is zero.
    fresh = fresh.ljust(len(memory), b"\0")
    starts, ends = runs(np.frombuffer(memory, np.uint8), np.frombuffer(fresh, np.uint8))
    table = np.column_stack([starts, ends - starts]).astype("<u4").tobytes()
    changed = b"".join(memory[a:b] for a, b in zip(starts, ends, strict=True))
    padded = [data + bytes(-len(data) % 4) for data in shared.values()]
    rest = b"".join([head, *padded, table, changed])
    identity = hashlib.sha256(rest).digest()
    console.print(f"  snapshot: {len(memory) / 1e6:.1f} MB of memory, "
                  f"{len(changed) / 1e6:.1f} MB of it changed in {len(starts)} places")
    return Image(identity + rest, {
        "environment": ENVIRONMENT, "identity": identity.hex(), "head": length,
        "libraries": [{"path": path, "size": len(data)} for path, data in shared.items()],
        "memory": len(memory), "runs": len(table), "changed": len(changed),
        "untouched": untouched(memory, starts, ends),
    })


def runs(memory: np.ndarray, fresh: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where runs of blocks that differ begin and end."""
    differs = (memory != fresh).reshape(-1, BLOCK).any(axis=1)
    edges = np.flatnonzero(np.diff(differs.astype(np.int8), prepend=0, append=0)) * BLOCK
    return edges[::2], edges[1::2]


def untouched(memory: bytes, starts: np.ndarray, ends: np.ndarray) -> int:
    """The sum of all 32-bit words that are in no run, modulo 2**32: restore.js forms the same."""
    words = np.frombuffer(memory, "<u4").copy()
    for start, end in zip(starts // 4, ends // 4, strict=True):
        words[start:end] = 0
    return int(words.sum(dtype=np.uint64) & 0xFFFFFFFF)
