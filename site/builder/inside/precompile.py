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
from types import CodeType, ModuleType

WORK = Path("/work")
# Modules whose code is nothing but documentation for help(), 400 kB of it.
DOCUMENTATION = {"numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars"}
# Libraries that a page has something small in place of: a module of the UI's.
IN_PLACE = {"numpy.linalg._umath_linalg": "ui/page/lapack.py"}
# Modules that those who import them do without: sockets that a page has not, and compressions.
# Their constants and classes would be a fiftieth of a snapshot.
SPARED = {"ssl", "bz2", "lzma", "compression"}
# An entry in a table of lines is for up to eight units of code.
NO_COLUMNS, MOST_UNITS = 0x80 | 13 << 3, 8


@dataclass(frozen=True)
class Archive:
    """Where its modules are here, and where they will be in a page: code knows its own path, and
    a traceback shows it."""

    name: str
    here: str
    there: str
    sources: bool  # whether the page has them, so that a traceback shows lines


ARCHIVES = (
    Archive("stdlib", "/lib/python314.zip/", "/lib/python314.zip/", False),
    Archive("numpy", "/work/wheel/", "/lib/python3.14/site-packages/", False),
    Archive("code", "/work/code/", "/glassnet.zip/", True),
)


def main() -> None:
    sys.path += [str(WORK / "wheel"), str(WORK / "code")]
    import_all()
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        path = (spec.origin or "") if spec else ""
        for archive in ARCHIVES:
            if path.startswith(archive.here) and module.__name__.split(".")[0] not in SPARED:
                write(module, path, archive)


def import_all() -> None:
    """Import every module of the engine and the UI, and all that the labs ask for in use."""
    for package in ("engine", "ui"):
        folder = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(folder, f"{package}."):
            importlib.import_module(found.name)
    from ui.page.waking import unpack
    from ui.rehearsal import rehearse

    for lab in json.loads((WORK / "labs.json").read_text(encoding="utf-8")):
        rehearse(*lab)
    with zipfile.ZipFile("/some.zip", "w") as archive:
        archive.writestr("some.txt", "")
    unpack("/some.zip", "/home")  # as the tier `pyc` does with numpy


def write(module: ModuleType, path: str, archive: Archive) -> None:
    """The compiled form of a module, or its shared library as it is."""
    other = IN_PLACE.get(module.__name__)
    name = f"{module.__name__.replace('.', '/')}.py" if other else path.removeprefix(archive.here)
    target = WORK / "made" / archive.name / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".so"):
        shutil.copyfile(path, target)
        return
    source = ((WORK / "code" / other).read_bytes() if other
              else module.__spec__.loader.get_data(path))  # type: ignore[union-attr]
    shown = b"" if module.__name__ in DOCUMENTATION else source
    # A page has no use for docstrings and asserts.
    code = compile(shown, archive.there + name, "exec", dont_inherit=True, optimize=2)
    if not archive.sources:
        code = without_lines(code)
    # Unchecked: the archive is never written to, so there is nothing to compare with.
    data = importlib_files._code_to_hash_pyc(  # type: ignore[attr-defined]
        code, source_hash(source), False)
    target.with_suffix(".pyc").write_bytes(data)


def without_lines(code: CodeType) -> CodeType:
    """The same code, in which every place is in the first line of its function."""
    units = len(code.co_code) // 2
    entries = [min(MOST_UNITS, units - start) for start in range(0, units, MOST_UNITS)]
    table = b"".join(bytes([NO_COLUMNS | (covered - 1), 0]) for covered in entries)
    constants = tuple(without_lines(each) if isinstance(each, CodeType) else each
                      for each in code.co_consts)
    return code.replace(co_linetable=table, co_consts=constants)


main()
