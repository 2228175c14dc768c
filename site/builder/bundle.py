"""The runtime as classic scripts, for pages that may not fetch: file:// and opaque origins.

Each file is gzipped, written as base64, and cut into parts of about a megabyte, each a script
that calls `glassnetPart(file, part, text)`; so a damaged part is noticed, and progress can be
shown part by part.
"""

import base64
import gzip
from pathlib import Path
from typing import TypedDict

PART = 3 << 18  # bytes of a part; a multiple of three, so that base64 parts join without padding


class Part(TypedDict):
    """One script: its path below `runtime/`, its size, and of which file it is which part."""

    name: str
    size: int
    of: str
    part: int


def write_bundle(files: list[Path], into: Path) -> list[Part]:
    """Write the scripts for `files` into the folder `into` and list them."""
    into.mkdir(parents=True)
    parts: list[Part] = []
    for path in files:
        packed = gzip.compress(path.read_bytes(), 9, mtime=0)
        for index, start in enumerate(range(0, len(packed), PART)):
            text = base64.b64encode(packed[start : start + PART]).decode()
            script = into / f"{path.name}.{index}.js"
            script.write_text(f'glassnetPart("{path.name}",{index},"{text}");\n', encoding="ascii")
            parts.append({"name": f"{into.name}/{script.name}", "size": script.stat().st_size,
                          "of": path.name, "part": index})
    return parts
