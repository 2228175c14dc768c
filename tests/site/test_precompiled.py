"""The precompiled archives: all that the lessons import, and nothing that differs by the build."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from builder import kept as kept_module
from builder.kept import GENERATIONS, kept
from builder.paths import DIST, SITE
from builder.precompiled import CODE, NUMPY, STDLIB, labs_of, precompiled
from builder.runtime import Runtime
from builder.site import read_lessons


@pytest.fixture(scope="module")
def archives() -> dict[str, bytes]:
    return precompiled(Runtime.load(), DIST / "runtime", read_lessons(SITE / "lessons"))


def modules(archive: zipfile.ZipFile, endings: tuple[str, ...]) -> set[str]:
    """The modules in an archive, by the endings of their files."""
    paths = (Path(name) for name in archive.namelist() if name.endswith(endings))
    return {".".join(path.with_name(path.name.split(".")[0]).parts).removesuffix(".__init__")
            for path in paths}


def test_every_module_that_a_lesson_needs_is_in_the_archives(archives: dict[str, bytes]) -> None:
    labs = labs_of(read_lessons(SITE / "lessons")).decode()
    done = subprocess.run([sys.executable, Path(__file__).with_name("used_modules.py")],
                          input=labs, capture_output=True, text=True, check=True)
    used = set(done.stdout.split())
    assert {"numpy", "engine.run", "ui.lab"} <= used
    runtime = DIST / "runtime"
    in_stock: set[str] = set()
    for name in ("python_stdlib.zip", Runtime.load().wheel.name):
        with zipfile.ZipFile(runtime / name) as archive:
            in_stock |= modules(archive, (".py", ".so"))
    brought: set[str] = set()
    for name in (STDLIB, NUMPY):
        with zipfile.ZipFile(io.BytesIO(archives[name])) as archive:
            brought |= modules(archive, (".pyc", ".so"))
    assert brought <= in_stock
    assert used & in_stock - brought == set()


def test_the_engine_and_the_ui_are_there_as_sources_too(archives: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archives[CODE])) as archive:
        assert modules(archive, (".py",)) == modules(archive, (".pyc",))
        assert "ui.bridge" in modules(archive, (".py",))


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
