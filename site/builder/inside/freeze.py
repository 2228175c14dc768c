"""Runs inside Pyodide, under Node, at build, before its memory is taken: imports all there is.

That is every module of the archives, since a page that restores the memory has no files. Nothing
is rehearsed here: it would leave the memory in pieces, and no page starts faster by it.
What chance has put into the memory is replaced when a page restores it: `ui/page/waking.py`.
"""

import gc
import importlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

STDLIB, CODE = "/lib/python314.zip", "/glassnet.zip"
SITE_PACKAGES = Path("/lib/python3.14/site-packages")


def main() -> None:
    sys.path.append(CODE)
    sys.path_importer_cache.clear()  # numpy's files have come, and the clock stands still
    for name in modules():
        importlib.import_module(name)
    emit_kernels()
    from ui.page.waking import forget_files

    forget_files()  # a page has others
    sys.path.remove("")  # Pyodide puts it there again when a page starts
    gc.collect()


def modules() -> Iterator[str]:
    """The names of all modules that have been precompiled."""
    paths = [str(path.relative_to(SITE_PACKAGES)) for path in sorted(SITE_PACKAGES.rglob("*.pyc"))]
    for archive in (STDLIB, CODE):
        with zipfile.ZipFile(archive) as opened:
            paths += opened.namelist()
    for path in paths:
        if path.endswith(".pyc"):
            yield path.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")


def emit_kernels() -> None:
    """The engine remembers them, so that a page has only to load those of its labs. Where in memory
    that of a Spec is goes into a file, for the page to compile it before Python is there to ask."""
    from engine import Run, Spec
    from engine.kernel.epochs import module_of
    from engine.kernel.plan import Plan

    places = {}
    for _, text, *_ in json.loads(Path("/labs.json").read_text(encoding="utf-8")):
        spec = Spec.parse(text)
        code = module_of(Plan.of(spec, Run(spec).data))
        places[text] = id(code) + bytes.__basicsize__ - 1, len(code)  # the 1 is a 0 at its end
    Path("/kernels.json").write_text(json.dumps(places), encoding="utf-8")


main()
