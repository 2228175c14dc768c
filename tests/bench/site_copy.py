"""What the browser opens: a copy of `dist/` with the benchmark's own pages beside it."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.paths import ROOT
from builder.runtime import Runtime

from tests.browser.servers import serving
from tests.npm_package import npm_file

HERE = ROOT / "tests" / "bench"
LIBRARIES = {"convnetjs": "convnetjs.lib.js", "brain.js": "brain.lib.js"}


@dataclass(frozen=True)
class SiteCopy:
    """The folder, and where it is served."""

    folder: Path
    url: str

    @property
    def bench(self) -> str:
        """Where the benchmark's own pages are."""
        return f"{self.url}bench/"


@contextmanager
def site_copy(dist: Path) -> Iterator[SiteCopy]:
    """A copy that a build in the meantime does not change; gone at the end."""
    with TemporaryDirectory(prefix="glassnet-bench-") as aside:
        folder = Path(aside) / "site"
        shutil.copytree(dist, folder)
        # Another page that needs all that the lesson needs, as long as there is one lesson.
        shutil.copytree(folder / "xor", folder / "second")
        # The stock page asks Pyodide for its lock file by the usual name.
        lock = json.dumps(Runtime.load().package_lock())
        (folder / "runtime" / "pyodide-lock.json").write_text(lock, encoding="utf-8")
        bench = folder / "bench"
        bench.mkdir()
        for kind in ("*.html", "*.js"):
            for path in HERE.glob(kind):
                shutil.copyfile(path, bench / path.name)
        for package, name in LIBRARIES.items():
            shutil.copyfile(npm_file(package), bench / name)
        with serving(folder) as url:
            yield SiteCopy(folder, url)
