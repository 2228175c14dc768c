"""What Python must forget when its memory is restored from a snapshot, or its files change."""

import random
import sys
import zipfile
import zipimport
from pathlib import Path


def reseed() -> None:
    """Chance anew: else every page that restores a snapshot would draw the same numbers.

    (`engine.random` is not meant to differ: it draws from a Spec's seeds alone.)
    """
    random.seed()
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random:
        numpy_random.seed()


def forget_files() -> None:
    """Look again at every archive and folder of `sys.path` when the next module is imported.

    importlib.invalidate_caches() would do, but imports modules that no page has otherwise.
    """
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]


def unpack(archive: str, folder: str) -> None:
    """Put the content of an archive into a folder of `sys.path`; the archive is gone then."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    Path(archive).unlink()
    forget_files()
