"""Runs inside Pyodide, under Node, at build, before its memory is taken: imports all there is.

What chance has put into the memory is replaced when a page restores it: `ui/waking.py`.
"""

import gc
import importlib
import json
import linecache
import pkgutil
import sys
from pathlib import Path

CODE = "/glassnet.zip"


def main() -> None:
    sys.path.append(CODE)
    sys.path_importer_cache.clear()  # numpy's files have come, and the clock stands still
    for package in ("engine", "ui"):
        folder = importlib.import_module(package).__path__
        for found in pkgutil.walk_packages(folder, f"{package}."):
            importlib.import_module(found.name)
    from ui.rehearsal import rehearse
    from ui.waking import forget_files

    for lab in json.loads(Path("/labs.json").read_text(encoding="utf-8")):
        rehearse(*lab)
    forget_files()  # a page has others
    linecache.clearcache()
    sys.path.remove("")  # Pyodide puts it there again when a page starts
    gc.collect()


main()

