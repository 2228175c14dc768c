"""Prints the modules that the engine, the UI and every lab of the lessons import in use.

A program of its own, as the tests around it have imported much else.
"""

import importlib
import json
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    before = set(sys.modules)
    for package in ("engine", "ui"):
        for found in pkgutil.walk_packages([str(folder_of(package))], f"{package}."):
            if found.name != "ui.bridge":  # it needs a browser
                importlib.import_module(found.name)
    from ui.rehearsal import rehearse

    for lab in json.load(sys.stdin):
        rehearse(*lab)
    print("\n".join(sorted(set(sys.modules) - before)))


def folder_of(package: str) -> Path:
    return Path(importlib.import_module(package).__path__[0])


main()
