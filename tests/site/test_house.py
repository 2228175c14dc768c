"""The rules of the house that a reader relies on: who may import what, and where JavaScript is."""

import ast
import sys
from pathlib import Path

from builder.paths import ROOT, SITE


def imports(path: Path) -> set[str]:
    """The top-level packages that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_engine_imports_nothing_but_the_standard_library_and_numpy() -> None:
    allowed = set(sys.stdlib_module_names) | {"numpy", "engine"}
    for path in (ROOT / "engine").rglob("*.py"):
        assert imports(path) <= allowed, path


def test_one_module_of_the_ui_knows_the_browser() -> None:
    knowing = [path.name for path in (SITE / "ui").rglob("*.py")
               if imports(path) & {"js", "pyodide", "pyodide_js"}]
    assert knowing == ["bridge.py"]


def test_the_ui_needs_nothing_that_the_page_does_not_have() -> None:
    ours = {"numpy", "engine", "ui", "js", "pyodide", "pyodide_js"}
    allowed = set(sys.stdlib_module_names) | ours
    for path in (SITE / "ui").rglob("*.py"):
        assert imports(path) <= allowed, path


def test_no_folder_of_the_site_or_the_tests_is_a_package_named_site() -> None:
    assert not (SITE / "__init__.py").exists()
    assert not list((ROOT / "tests").rglob("__init__.py"))
