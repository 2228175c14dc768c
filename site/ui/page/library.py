"""The modules of the standard library and of numpy that no lesson needs: a page has them not.

Who imports one is told how to fetch them all; an import itself cannot wait for the network.
"""

import sys
from typing import NoReturn

from ui.page.waking import forget_files


class Absent:
    """A finder that is asked last, when nobody has found a module."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname.partition(".")[0] in sys.stdlib_module_names | {"numpy"}:
            refuse(fullname)


def refuse(name: str) -> NoReturn:
    raise ModuleNotFoundError(
        f"No module named {name!r} in this page, as no lesson needs it. To fetch the whole "
        "library: `from js import glassnet; await glassnet.library()`", name=name)


ABSENT = Absent()


def announce() -> None:
    """From now on, say so."""
    sys.meta_path.append(ABSENT)


def arrived() -> None:
    """The whole library is there."""
    sys.meta_path.remove(ABSENT)
    forget_files()
