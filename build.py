#!/usr/bin/env python3
"""Glassnet's command line: `python3 build.py serve`, and nothing else to install first.

This file runs on any Python 3.11+ with the standard library alone. It makes `.venv` beside
itself, installs there what is locked for the command at hand, each file by its hash, and hands
over to `site/builder` inside it. The commands: serve, build, test, bench, lint, lock, clean.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
# Groups of pyproject.toml that a command needs beside the project's own dependencies.
GROUPS = {"test": ["test"], "bench": ["test"], "lint": ["lint", "test"], "lock": ["lock"]}


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (for older Pythons)
        version = ".".join(map(str, sys.version_info[:3]))
        return fail(f"Python {version} runs this; Glassnet needs 3.11 or later.")
    if arguments[:1] == ["clean"]:
        return clean()
    groups = list(GROUPS.get(arguments[0] if arguments else "", []))
    if "--parity" in arguments:
        groups.append("parity")
    try:
        python = ready_venv(groups)
    except subprocess.CalledProcessError as error:
        return fail(f"{' '.join(map(str, error.cmd))}\nended with code {error.returncode}. Is a "
                    "package index within reach? (On Debian, venv needs the package python3-venv.)")
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    command = [str(python), "-m", "builder", *arguments]
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    except KeyboardInterrupt:
        return 130


def ready_venv(groups: list[str]) -> Path:
    """The Python of `.venv`, with the project's dependencies and those of `groups` in it."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        say("Making .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    # One stamp per group: `test` after `serve` adds to the same environment.
    for group in ["", *groups]:
        what, options = wanted(group)
        stamp = VENV / f"installed-{group or 'build'}"
        digest = hashlib.sha256(what.encode()).hexdigest()
        if not stamp.exists() or stamp.read_text() != digest:
            say(f"Installing what {group or 'the build'} needs")
            pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *options], check=True)
            stamp.write_text(digest)
    return python


def wanted(group: str) -> tuple[str, list[str]]:
    """What to install for a group ("" is the build itself), and how pip is told so: by a lock file,
    and nothing that has not the hash there. PyTorch has no lock: see site/builder/locking.py."""
    import tomllib  # here, so that an older Python gets as far as the message in main

    lock = ROOT / "site" / "builder" / "requirements" / f"{group or 'build'}.txt"
    if lock.exists():
        return lock.read_text(encoding="utf-8"), ["--require-hashes", "-r", str(lock)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = project["dependency-groups"][group]
    return "\n".join(pinned), pinned


def clean() -> int:
    """Remove what the build wrote: `dist/`, `.venv/` and the tools' caches."""
    import shutil

    caches = (".venv", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
    for name in caches:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def say(text: str) -> None:
    print(f"glassnet: {text}", flush=True)


def fail(text: str) -> int:
    print(f"glassnet: {text}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
