"""What the lessons import, precompiled: three archives instead of the stock library and wheel.

Pyodide itself compiles it, under Node, so the magic number is right; and it is Pyodide that says
which modules that are, after it has imported the engine and the UI and used every lab. A page
that asks for more gets the stock files (`glassnet.library()`).

The archives are stored, not compressed: `packed` compresses them as a whole, which is smaller.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from ui.panels.tasks.exercises import tasks_to_json

from builder import node
from builder.archive import add
from builder.errors import BuildError
from builder.kept import kept
from builder.labs import FigureBlock, LabBlock
from builder.lesson import Lesson
from builder.paths import ROOT, RUNTIME_LOCK, SITE
from builder.runtime import Runtime

STDLIB, NUMPY, CODE = "stdlib.zip", "numpy.zip", "code.zip"
ARCHIVES = (STDLIB, NUMPY, CODE)


def precompiled(runtime: Runtime, core: Path, lessons: list[Lesson]) -> dict[str, bytes]:
    """The archives by name. `core` is the folder with the files of the runtime."""
    labs = labs_of(lessons)
    inputs = [RUNTIME_LOCK.read_bytes(), node.scripts(), sources(), labs]
    together = kept("precompiled", inputs,
                    lambda: node.in_folder(lambda work: make(runtime, core, labs, work)))
    with zipfile.ZipFile(io.BytesIO(together)) as archive:
        return {name: archive.read(name) for name in ARCHIVES}


def labs_of(lessons: list[Lesson]) -> bytes:
    """What `rehearse` is to be called with: each lab and figure, and the tasks of a lab."""
    blocks = [block for lesson in lessons for block in lesson.blocks]
    return json.dumps([
        (block.id, str(block.spec), block.layout.to_json(), tasks_to_json(block.tasks))
        for block in blocks if isinstance(block, LabBlock | FigureBlock)
    ]).encode()


def sources() -> bytes:
    """The packages `engine` and `ui`, as an archive."""
    return stored((path.relative_to(package.parent).as_posix(), path.read_bytes())
                  for package in (ROOT / "engine", SITE / "ui")
                  for path in sorted(package.rglob("*.py")))


def make(runtime: Runtime, core: Path, labs: bytes, work: Path) -> bytes:
    """Run Pyodide in the empty folder `work`; the archives, in an archive."""
    (work / "labs.json").write_bytes(labs)
    with zipfile.ZipFile(core / runtime.wheel.name) as wheel:
        wheel.extractall(work / "wheel")
    with zipfile.ZipFile(io.BytesIO(sources())) as code:
        code.extractall(work / "code")
    node.run("precompile.mjs", str(core.resolve()), json.dumps(runtime.package_lock()), str(work))
    made = work / "made"
    archives = {STDLIB: content(made / "stdlib"), NUMPY: content(made / "numpy"),
                # The sources beside their .pyc, so that a traceback shows the line.
                CODE: content(made / "code") | content(work / "code", "*.py")}
    empty = [name for name, members in archives.items() if not members]
    if empty:
        raise BuildError(f"precompile.py found no modules for {empty[0]}: are the folders that "
                         "its PLACES names still those of this Pyodide?")
    return stored((name, stored(sorted(members.items()))) for name, members in archives.items())


def content(folder: Path, pattern: str = "*") -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob(pattern) if path.is_file()}


def stored(members: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these names and contents, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            add(archive, name, data, zipfile.ZIP_STORED)
    return buffer.getvalue()
