"""The README is true: its Python runs, its files exist, its figures are the lock file's."""

import re
import subprocess
import sys

from builder.paths import ROOT
from builder.runtime import Runtime

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs() -> None:
    for code in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True,
                              text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_what_the_readme_names_is_there() -> None:
    for path in [*re.findall(r"`([\w./-]+\.(?:toml|yml|py))`", TEXT), ".github/screenshot.png"]:
        assert (ROOT / path).is_file(), path
    tree = re.search(r"```\n(engine/.*?)```", TEXT, re.DOTALL)
    assert tree
    for line in tree[1].splitlines():
        assert (ROOT / line.split()[0]).is_dir()


def test_the_readme_says_what_is_pinned() -> None:
    runtime = Runtime.load()
    assert f"Pyodide {runtime.pyodide} and numpy {runtime.numpy}" in TEXT
    assert f"{sum(file.size for file in runtime.files) / 1e6:.0f} MB" in TEXT
