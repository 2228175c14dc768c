"""The rules of the house that a reader relies on: who may import what, and where JavaScript is."""

import ast
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

from builder.paths import ROOT, SITE
from ui.figures import VIEWS

UI = SITE / "ui"
# Each needs only those before it. `tables` are the files that join the others.
ROOMS = ("words", "lab", "draw", "exports", "panels", "concepts", "tables", "input", "page")
TABLES = {"actions", "figures", "rehearsal"}
# A room's module that needs a later room, and what it needs there: states, and a table.
AHEAD = {
    ("ui.lab.lab", "ui.panels.tasks.earned"),
    ("ui.lab.lab", "ui.panels.tasks.exercises"),
    ("ui.lab.lab", "ui.panels.tries.state"),
    ("ui.lab.motion", "ui.panels.speed_race.state"),
    ("ui.lab.motion", "ui.panels.tasks.earned"),
    ("ui.lab.motion", "ui.panels.tasks.exercises"),
    ("ui.lab.motion", "ui.panels.tries.state"),
    ("ui.draw.plane", "ui.panels.boundary.state"),
    ("ui.exports.link_keys", "ui.panels.settings.table"),
    ("ui.panels.link.actions", "ui.input.host_settings"),
    ("ui.rehearsal", "ui.input.messages"),
}
CHANGES = {"add", "append", "clear", "pop", "remove", "setdefault", "update"}  # what they are of


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
    knowing = [path.relative_to(UI).as_posix() for path in UI.rglob("*.py")
               if imports(path) & {"js", "pyodide", "pyodide_js"}]
    assert knowing == ["page/bridge.py"]


def test_the_ui_needs_nothing_that_the_page_does_not_have() -> None:
    ours = {"numpy", "engine", "ui", "js", "pyodide", "pyodide_js"}
    allowed = set(sys.stdlib_module_names) | ours
    for path in UI.rglob("*.py"):
        assert imports(path) <= allowed, path


def test_no_folder_of_the_site_or_the_tests_is_a_package_named_site() -> None:
    assert not (SITE / "__init__.py").exists()
    assert not list((ROOT / "tests").rglob("__init__.py"))


def module(path: Path) -> str:
    """The name that a file of the UI is imported by."""
    return ".".join(path.relative_to(SITE).with_suffix("").parts).removesuffix(".__init__")


def all_of_the_ui(path: Path) -> Iterator[str]:
    """The modules of the UI that a module imports, inside functions too."""
    return of_the_ui(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def of_the_ui(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "ui":
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                there = SITE / name.replace(".", "/")
                found = there.is_dir() or there.with_suffix(".py").exists()
                yield name if found else str(node.module)


def room(name: str) -> str:
    """The room of a module of the UI."""
    first = name.split(".")[1]
    return "tables" if first in TABLES else first


def test_the_ui_has_its_rooms_and_only_what_joins_them_lies_flat() -> None:
    folders = {path.parent.relative_to(UI).parts[0] for path in UI.rglob("*.py")
               if path.parent != UI}
    assert folders | {"tables"} == set(ROOMS)
    assert {path.stem for path in UI.glob("*.py")} == TABLES | {"__init__"}


def test_panels_and_concepts_are_folders() -> None:
    assert {path.stem for path in (UI / "panels").glob("*.py")} == {"__init__"}
    for folder in [*(UI / "panels").iterdir(), *(UI / "concepts").iterdir()]:
        if list(folder.glob("*.py")):
            assert not {path for path in folder.glob("*.py") if path.stem == folder.name}
            assert (folder / "__init__.py").exists()


def test_a_room_needs_only_those_before_it() -> None:
    ahead = {(module(path), other) for path in UI.rglob("*.py") if path != UI / "__init__.py"
             for other in all_of_the_ui(path)
             if ROOMS.index(room(other)) > ROOMS.index(room(module(path)))}
    assert ahead == AHEAD


def test_a_state_knows_no_view_and_nobody_draws_by_hand_in_the_lab() -> None:
    for path in [*UI.rglob("state.py"), *(UI / "lab").glob("*.py")]:
        for other in all_of_the_ui(path):
            assert not other.endswith(".view"), path
            assert room(other) != "draw", path


def test_a_view_and_a_state_need_no_actions() -> None:
    """view -> state <- actions. An actions module is one with a table of them."""
    rooms = [*(UI / "panels").rglob("*.py"), *(UI / "concepts").rglob("*.py")]
    acting = {module(path) for path in rooms
              if "_ACTIONS: dict" in path.read_text(encoding="utf-8")}
    wrong = {(module(path), other) for path in rooms if module(path) not in acting
             for other in all_of_the_ui(path) if other in acting}
    assert not wrong


def test_no_module_of_the_ui_needs_itself_on_the_way() -> None:
    """So that each can be the first that is imported. A package is there before its modules, for
    those outside of it; what only the type checker or a function imports may come round."""
    needs = {module(path): set(outermost(path)) for path in UI.rglob("*.py")}
    TopologicalSorter(needs).prepare()  # a CycleError says who


def outermost(path: Path) -> Iterator[str]:
    here = module(path)
    for other in of_the_ui(ast.parse(path.read_text(encoding="utf-8")).body):
        yield other
        package = other.rpartition(".")[0]
        if not here.startswith(package):
            yield package


def test_a_view_changes_nothing_of_a_lab() -> None:
    """It may ask for what is kept (`lab.cached`); what is remembered is for actions to change."""
    views = {Path(str(view.__file__)) for view in VIEWS.values() if isinstance(view, ModuleType)}
    for path in [*views, *(UI / "draw").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for target in changed_by(node):
                names = ast.unparse(target).split(".")
                assert "lab" not in names, path
                assert names[0] == "self" or not isinstance(target, ast.Attribute), path


def changed_by(node: ast.AST) -> list[ast.expr]:
    """What a statement puts something into, but names of its own, or takes something away from."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign | ast.Delete):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        targets = [node.func.value] * (node.func.attr in CHANGES)
    return [each for each in targets if not isinstance(each, ast.Name)]
