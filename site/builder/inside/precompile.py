"""Runs inside Pyodide, under Node, at build: what the lessons import, compiled by that Python.

`/work` is a folder of the builder: `wheel/` has numpy unpacked, `code/` the packages `engine` and
`ui`, and `labs.json` the labs of the lessons. The result is `/work/made/<archive>/`: a `.pyc` for
each module that was imported, under the name that the module has in that archive.
"""

import _frozen_importlib_external as importlib_files
import importlib
import json
import pkgutil
import shutil
import sys
import zipfile
from dataclasses import dataclass
from importlib.util import source_hash
from pathlib import Path
from types import ModuleType

WORK = Path("/work")
# Modules whose code is nothing but documentation for help(), 400 kB of it.
DOCUMENTATION = {"numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars"}


@dataclass(frozen=True)
class Archive:
    """Where its modules are here, and where they will be in a page: code knows its own path, and
    a traceback shows it."""

    name: str
    here: str
    there: str
    optimize: int  # as for compile(); 2 leaves out what a page has no use for: docstrings, asserts


ARCHIVES = (
    Archive("stdlib", "/lib/python314.zip/", "/lib/python314.zip/", 2),
    Archive("numpy", "/work/wheel/", "/lib/python3.14/site-packages/", 2),
    Archive("code", "/work/code/", "/glassnet.zip/", 0),
)


def main() -> None:
    sys.path += [str(WORK / "wheel"), str(WORK / "code")]
    import_all()
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        path = (spec.origin or "") if spec else ""
        for archive in ARCHIVES:
            if path.startswith(archive.here):
                write(module, path, archive)


def import_all() -> None:
    """Import every module of the engine and the UI, and all that the labs ask for in use."""
    for package in ("engine", "ui"):
        folder = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(folder, f"{package}."):
            importlib.import_module(found.name)
    from ui.rehearsal import rehearse
    from ui.waking import unpack

    for lab in json.loads((WORK / "labs.json").read_text(encoding="utf-8")):
        rehearse(*lab)
    with zipfile.ZipFile("/some.zip", "w") as archive:
        archive.writestr("some.txt", "")
    unpack("/some.zip", "/home")  # as the tier `pyc` does with numpy


def write(module: ModuleType, path: str, archive: Archive) -> None:
    """The compiled form of a module, or its shared library as it is."""
    name = path.removeprefix(archive.here)
    target = WORK / "made" / archive.name / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.endswith(".so"):
        shutil.copyfile(path, target)
        return
    source = module.__spec__.loader.get_data(path)  # type: ignore[union-attr]
    shown = b"" if module.__name__ in DOCUMENTATION else source
    code = compile(shown, archive.there + name, "exec", dont_inherit=True,
                   optimize=archive.optimize)
    # Unchecked: the archive is never written to, so there is nothing to compare with.
    data = importlib_files._code_to_hash_pyc(  # type: ignore[attr-defined]
        code, source_hash(source), False)
    target.with_suffix(".pyc").write_bytes(data)


main()
