"""The lock files: for the project and each of its groups what to install, with the hash of every
file that an index may give for it, on any platform and Python from 3.11 on.

    python3 build.py lock       after a change of a version in pyproject.toml

PyTorch has none. It is an oracle of the tests alone, and comes in two builds (PyPI's, and PyTorch's
own for processors) whose files are not the same; a site that is published has nothing of it.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from builder.console import console
from builder.errors import BuildError
from builder.paths import ROOT

FOLDER = ROOT / "site" / "builder" / "requirements"
UNLOCKED = {"parity"}


def groups() -> list[str]:
    """"" is the project itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return ["", *(name for name in project["dependency-groups"] if name not in UNLOCKED)]


def lock_file(group: str) -> Path:
    return FOLDER / f"{group or 'build'}.txt"


def write_locks() -> None:
    """Resolve all together, so that no two groups ask for two versions of a package."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        together = Path(folder) / "all.txt"
        compile_to(together, ["pyproject.toml", *chosen(groups())], [])
        for group in groups():
            console.print(f"Locking {group or 'build'}")
            source = chosen([group]) if group else ["pyproject.toml"]
            compile_to(lock_file(group), source, ["--constraint", str(together)])


def chosen(names: list[str]) -> list[str]:
    return [word for name in names if name for word in ("--group", name)]


def compile_to(path: Path, source: list[str], options: list[str]) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal",
               "--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate",
               *source, *options, "--output-file", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"the lock could not be written: {done.stderr.strip()[-600:]}")
