"""The runtime as a page finds it: three tiers, the first that works is used; each in two forms.

- `snapshot`: Python's memory after all imports, restored (`snapshot.py`);
- `pyc`: the precompiled archives, imported (`precompiled.py`);
- `stock`: Pyodide and numpy as they come.

The plan says which files a tier needs, and of each its size, whether it is packed, its build (which
is in its address too: a browser may remember another build's), and the sizes of its parts in the
bundle. A packed file is gzip by another name: a server that knows `.gz` may
declare it as an encoding, and the browser would unpack it before the loader does.
"""

import gzip
from pathlib import Path
from typing import Any

from builder.bundle import write_bundle
from builder.console import console
from builder.lesson import Lesson
from builder.packing import build_of, packed
from builder.precompiled import CODE, NUMPY, STDLIB, precompiled
from builder.runtime import Runtime
from builder.snapshot import SNAPSHOT, snapshot

CORE = ["pyodide.asm.wasm", "pyodide.asm.mjs"]
PACKED = ".pack"
FORMS = ["http", "bundle"]  # in which a page may ask for a file, the quicker one first


def write_runtime(runtime: Runtime, folder: Path, lessons: list[Lesson]) -> dict[str, Any]:
    """Both forms of all tiers, beside the runtime's own files in `folder`; returns the plan."""
    archives = precompiled(runtime, folder, lessons)
    image = snapshot(runtime, folder, archives, lessons)
    for name, content in {**archives, SNAPSHOT: image.content}.items():
        (folder / (name + PACKED)).write_bytes(packed(content))
    tiers = {
        "snapshot": [*CORE, SNAPSHOT + PACKED],
        "pyc": [*CORE, STDLIB + PACKED, NUMPY + PACKED, CODE + PACKED],
        "stock": [*CORE, "python_stdlib.zip", runtime.wheel.name, CODE + PACKED],
    }
    names = sorted({name for needed in tiers.values() for name in needed})
    parts = write_bundle([folder / name for name in names], folder / "bundle", PACKED)
    for tier, needed in tiers.items():
        plain = sum(packed_size(folder / name) for name in needed)
        bundle = sum(sum(parts[name]) for name in needed)
        console.print(f"  {tier}: {plain / 1e6:.2f} MB gzipped, bundle {bundle / 1e6:.2f} MB")
    return {
        "forms": FORMS,
        "tiers": tiers,
        "files": {name: {"size": (folder / name).stat().st_size, "parts": parts[name],
                         "build": build_of((folder / name).read_bytes())}
                  for name in names},
        "loader": build_of((folder / "pyodide.js").read_bytes()),
        "lock": runtime.package_lock(),
        "snapshot": image.plan,
    }


def packed_size(path: Path) -> int:
    """What a file weighs on the wire, if the server compresses what is not packed."""
    content = path.read_bytes()
    return len(content) if path.name.endswith(PACKED) else len(gzip.compress(content, 9))
