"""What a page has in place of numpy's library of linear algebra, which no lesson needs: at 0.35 MB
it would be a twenty-fifth of all that is fetched.

The build compiles this file once more, as `numpy.linalg._umath_linalg`. Who calls what is not
there, such as numpy.linalg.inv, is told how to fetch the whole library.
"""

import importlib
import sys

from ui.page.library import refuse
from ui.page.waking import forget_files

NAME = "numpy.linalg._umath_linalg"


def __getattr__(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(f"module {NAME!r} has no attribute {name!r}")
    refuse(NAME)


def arrived() -> None:
    """numpy's own is there: it takes this one's place."""
    forget_files()
    del sys.modules[NAME]
    vars(sys.modules["numpy.linalg._linalg"])["_umath_linalg"] = importlib.import_module(NAME)
