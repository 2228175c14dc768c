"""The runtime that the page runs on: Pyodide and numpy, pinned by hash, found and verified.

`Runtime.load()` reads the committed lock file; `runtime.gather(folder)` puts every file of it,
verified, into `folder`, from the first of `sources()` that has it.
"""

import hashlib
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuildError
from builder.paths import RUNTIME_LOCK


@dataclass(frozen=True)
class RuntimeFile:
    """One file of the runtime: its name, its size in bytes, its SHA-256, its registry."""

    name: str
    size: int
    sha256: str
    source: str

    def defect(self, path: Path) -> str | None:
        """What is wrong with the file at `path`, or None if it is the one that is pinned."""
        if not path.is_file():
            return "is not there"
        if path.stat().st_size != self.size:
            return f"has {path.stat().st_size:,} bytes instead of {self.size:,}"
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != self.sha256:
            return f"has the SHA-256 {found} instead of {self.sha256}"
        return None


@dataclass(frozen=True)
class Runtime:
    """The lock file: versions, the files, and the `info` that Pyodide's package loader wants."""

    pyodide: str
    numpy: str
    info: dict[str, str]
    files: tuple[RuntimeFile, ...]

    @classmethod
    def load(cls, path: Path = RUNTIME_LOCK) -> "Runtime":
        lock = tomllib.loads(path.read_text(encoding="utf-8"))
        files = tuple(RuntimeFile(**entry) for entry in lock["file"])
        return cls(lock["pyodide"], lock["numpy"], lock["info"], files)

    @property
    def wheel(self) -> RuntimeFile:
        return next(file for file in self.files if file.name.endswith(".whl"))

    def package_lock(self) -> dict[str, object]:
        """The part of Pyodide's `pyodide-lock.json` that the page needs: numpy alone."""
        numpy = {
            "name": "numpy",
            "version": self.numpy,
            "file_name": self.wheel.name,
            "install_dir": "site",
            "sha256": self.wheel.sha256,
            "package_type": "package",
            "imports": ["numpy"],
            "depends": [],
            "unvendored_tests": False,
        }
        return {"info": self.info, "packages": {"numpy": numpy}}

    def gather(self, into: Path) -> None:
        """Every file of the runtime, verified, copied into the folder `into`.

        Raises BuildError that names each missing file and what each source said of it.
        """
        from builder.sources import sources

        missing = list(self.files)
        tried: list[str] = []
        for source in sources(self):
            if not missing:
                break
            problems = source.fetch(missing, into)
            for file in missing:
                reason = problems.get(file.name) or file.defect(into / file.name)
                if reason:
                    tried.append(f"  {file.name}: {source.name} {reason}")
            missing = [file for file in missing if file.name in problems
                       or file.defect(into / file.name)]
        if missing:
            names = ", ".join(file.name for file in missing)
            raise BuildError(
                f"The runtime is not complete: {names} could not be had.\n"
                "What was tried:\n" + "\n".join(tried) + "\n"
                "Go online and run the same command again; or put the files into a folder on a "
                "machine that is online and set GLASSNET_RUNTIME to that folder."
            )


def copy_verified(file: RuntimeFile, origin: Path, target: Path) -> str | None:
    """Copy `origin` to `target` if it is the pinned file; what is wrong with it otherwise.

    Written aside and then moved, so that an interrupted copy never stands under the name.
    """
    defect = file.defect(origin)
    if defect:
        return defect
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(target.name + ".part")
    shutil.copyfile(origin, aside)
    aside.replace(target)
    return None
