"""The runtime as classic scripts, for pages that may not fetch: file:// and opaque origins.

Each file is gzipped, written as base64, and cut into parts of about a megabyte, each a script
that calls `glassnetPart(file, part, build, text)`; so a damaged part is noticed, one of another
build too, and progress can be shown part by part.
"""

import base64
from pathlib import Path

from builder.packing import build_of, packed

PART = 3 << 18  # bytes of a part; a multiple of three, so that base64 parts join without padding


def write_bundle(files: list[Path], into: Path, suffix: str) -> dict[str, list[int]]:
    """Write the scripts for `files` into the folder `into`: `<file>.<part>.js`.

    Returns the sizes of each file's scripts. Files whose name ends in `suffix` are gzip already.
    """
    into.mkdir(parents=True)
    sizes: dict[str, list[int]] = {}
    for path in files:
        content = path.read_bytes()
        build = build_of(content)
        data = content if path.name.endswith(suffix) else packed(content)
        sizes[path.name] = []
        for index, start in enumerate(range(0, len(data), PART)):
            text = base64.b64encode(data[start : start + PART]).decode()
            script = into / f"{path.name}.{index}.js"
            script.write_text(f'glassnetPart("{path.name}",{index},"{build}","{text}");\n',
                              encoding="ascii")
            sizes[path.name].append(script.stat().st_size)
    return sizes
