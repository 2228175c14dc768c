"""The precompiled archives: all that the lessons import, and nothing that differs by the build."""

import ast
import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from builder import kept as kept_module
from builder.kept import GENERATIONS, kept
from builder.paths import DIST, ROOT, SITE
from builder.precompiled import CODE, NUMPY, STDLIB, precompiled
from builder.runtime import Runtime
from builder.site import read_lessons
from ui.panels.tasks.exercises import tasks_to_json

from engine.tables.decoding import CODECS

WITHOUT = {"bz2", "lzma"}  # CPython's zipfile imports them; it does without where they are not


@pytest.fixture(scope="module")
def archives() -> dict[str, bytes]:
    return precompiled(Runtime.load(), DIST / "runtime", read_lessons(SITE / "lessons"))


def modules(archive: zipfile.ZipFile, endings: tuple[str, ...]) -> set[str]:
    """The modules in an archive, by the endings of their files."""
    paths = (Path(name) for name in archive.namelist() if name.endswith(endings))
    return {".".join(path.with_name(path.name.split(".")[0]).parts).removesuffix(".__init__")
            for path in paths}


@pytest.fixture(scope="module")
def in_stock() -> set[str]:
    """The modules of the whole standard library and of numpy."""
    found: set[str] = set()
    for name in ("python_stdlib.zip", Runtime.load().wheel.name):
        with zipfile.ZipFile(DIST / "runtime" / name) as archive:
            found |= modules(archive, (".py", ".so"))
    return found


@pytest.fixture(scope="module")
def brought(archives: dict[str, bytes]) -> set[str]:
    """Those of them that the archives have."""
    found: set[str] = set()
    for name in (STDLIB, NUMPY):
        with zipfile.ZipFile(io.BytesIO(archives[name])) as archive:
            found |= modules(archive, (".pyc", ".so"))
    return found


def test_every_module_that_the_code_names_is_in_the_archives(
    in_stock: set[str], brought: set[str]
) -> None:
    """Read from the sources, imports inside functions too: the build found them by running."""
    named = set[str]().union(*(named_in(path) for package in (ROOT / "engine", SITE / "ui")
                               for path in package.rglob("*.py")))
    assert {"numpy", "decimal", "zipfile"} <= named
    assert brought <= in_stock
    assert unfrozen(named & in_stock - brought) == set()


def test_every_encoding_that_a_table_may_have_is_in_the_archives(brought: set[str]) -> None:
    wanted = {f"encodings.{codec.replace('-', '_')}" for codec in CODECS}
    assert wanted <= brought


def named_in(path: Path) -> set[str]:
    """What a module's import statements may name: modules, and also what is taken from them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_module_that_the_solutions_of_the_lessons_use_is_in_the_archives(
    in_stock: set[str], brought: set[str]
) -> None:
    """What the authors' solutions import, in a Python of its own: not what the build rehearsed."""
    labs = [(block.id, str(block.spec), block.layout.to_json(), tasks_to_json(block.tasks),
             [task.solution for task in lesson.tasks if task.task in block.tasks])
            for lesson in read_lessons(SITE / "lessons") for block in lesson.labs]
    done = subprocess.run([sys.executable, Path(__file__).with_name("used_modules.py")],
                          input=json.dumps(labs), capture_output=True, text=True, check=True)
    used = set(done.stdout.split())
    assert {"numpy", "engine.run", "ui.lab"} <= used
    assert unfrozen(used & in_stock - brought) <= WITHOUT


def unfrozen(names: set[str]) -> set[str]:
    """Those that Python does not have within itself."""
    specs = {name: importlib.util.find_spec(name) for name in names}
    return {name for name, spec in specs.items() if spec is None or spec.origin != "frozen"}


def test_the_engine_and_the_ui_are_there_as_sources_too(archives: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archives[CODE])) as archive:
        assert modules(archive, (".py",)) == modules(archive, (".pyc",))
        assert "ui.page.bridge" in modules(archive, (".py",))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_module, "cache_folder", lambda: tmp_path)
    return tmp_path / "made"


def test_what_has_been_made_of_the_same_inputs_is_not_made_again(cache: Path) -> None:
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"content")
        return made[-1]

    for inputs in ([b"a", b"b"], [b"a", b"b"], [b"ab"]):
        assert kept("thing", inputs, make) == b"content"
    assert len(made) == 2


def test_the_oldest_of_a_kind_make_room(cache: Path) -> None:
    kept("other", [b""], lambda: b"other")
    for number in range(GENERATIONS + 3):
        kept("thing", [bytes([number])], lambda: b"thing")
    assert len(list(cache.glob("thing-*"))) == GENERATIONS
    assert len(list(cache.glob("other-*"))) == 1
