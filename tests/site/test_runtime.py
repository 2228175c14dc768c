"""The runtime: pinned, found in order, verified; and what is said if it is not to be had."""

import hashlib
from pathlib import Path

import pytest
from builder import sources
from builder.errors import BuildError
from builder.runtime import Runtime, RuntimeFile, copy_verified

CONTENT = b"content of a file"


def pinned(name: str, content: bytes = CONTENT, source: str = "npm") -> RuntimeFile:
    return RuntimeFile(name, len(content), hashlib.sha256(content).hexdigest(), source)


@pytest.fixture
def runtime() -> Runtime:
    files = (pinned("core.js"), pinned("numpy.whl", b"wheel", source="pypi"))
    return Runtime("314.0.3", "2.4.3", {"python": "3.14.0"}, files)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home without a cache, and no network: every source says so at once."""
    monkeypatch.delenv("GLASSNET_RUNTIME", raising=False)
    monkeypatch.setattr(sources, "cache_folder", lambda: tmp_path / "cache")

    def refuse(url: str, *_: object) -> None:
        raise OSError(f"no route to {url}")

    monkeypatch.setattr(sources, "download", refuse)
    for name in ("from_npm", "from_pypi"):
        monkeypatch.setattr(sources, name, lambda *a: {
            file.name: "said: no network" for part in a if isinstance(part, list) for file in part})
    return tmp_path


def test_the_lock_file_pins_every_file_by_size_and_hash() -> None:
    runtime = Runtime.load()
    assert (runtime.pyodide, runtime.numpy) == ("314.0.3", "2.4.3")
    assert {file.name for file in runtime.files} > {
        "pyodide.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"}
    assert all(len(file.sha256) == 64 and file.size > 0 for file in runtime.files)
    assert runtime.package_lock()["packages"]["numpy"]["sha256"] == runtime.wheel.sha256


def test_the_cache_is_used_before_anything_else(runtime: Runtime, home: Path) -> None:
    cache = home / "cache" / "runtime"
    cache.mkdir(parents=True)
    (cache / "core.js").write_bytes(CONTENT)
    (cache / "numpy.whl").write_bytes(b"wheel")
    runtime.gather(home / "out")
    assert (home / "out" / "core.js").read_bytes() == CONTENT


def test_a_download_is_kept_in_the_cache(
    runtime: Runtime, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(url: str, target: Path, advance: object) -> None:
        target.write_bytes(CONTENT if url.endswith("core.js") else b"wheel")

    monkeypatch.setattr(sources, "download", download)
    (home / "out").mkdir()
    runtime.gather(home / "out")
    assert (home / "cache" / "runtime" / "core.js").read_bytes() == CONTENT


def test_without_any_source_the_error_names_each_file_what_was_tried_and_what_to_do(
    runtime: Runtime, home: Path
) -> None:
    (home / "out").mkdir()
    with pytest.raises(BuildError) as caught:
        runtime.gather(home / "out")
    message = str(caught.value)
    for expected in ("core.js", "numpy.whl", "is not there", "the CDN said: no route to https://",
                     "the npm registry said: no network", "the PyPI registry", "GLASSNET_RUNTIME"):
        assert expected in message


@pytest.mark.parametrize(("content", "defect"), [
    (CONTENT[:-1], "has 16 bytes instead of 17"),
    (CONTENT[:-1] + b"X", "has the SHA-256"),
])
def test_a_file_that_is_not_the_pinned_one_is_told_and_not_used(
    runtime: Runtime, home: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, defect: str
) -> None:
    folder = home / "files"
    folder.mkdir()
    (folder / "core.js").write_bytes(content)
    (folder / "numpy.whl").write_bytes(b"wheel")
    monkeypatch.setenv("GLASSNET_RUNTIME", str(folder))
    with pytest.raises(BuildError, match=rf"core\.js: the folder .*{defect}"):
        runtime.gather(home / "out")
    assert not (home / "out" / "core.js").exists()


def test_a_half_download_from_the_cdn_is_not_left_behind(
    runtime: Runtime, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(url: str, target: Path, advance: object) -> None:
        target.write_bytes(CONTENT[:5])

    monkeypatch.setattr(sources, "download", half)
    (home / "out").mkdir()
    with pytest.raises(BuildError, match="the CDN sent a file that has 5 bytes instead of 17"):
        runtime.gather(home / "out")
    assert list((home / "out").iterdir()) == []


def test_a_folder_named_by_the_environment_is_the_only_source(
    runtime: Runtime, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSNET_RUNTIME", str(home / "nowhere"))
    with pytest.raises(BuildError, match=r"GLASSNET_RUNTIME is '.*nowhere', which is not a folder"):
        runtime.gather(home / "out")
    folder = home / "files"
    folder.mkdir()
    (folder / "core.js").write_bytes(CONTENT)
    (folder / "numpy.whl").write_bytes(b"wheel")
    monkeypatch.setenv("GLASSNET_RUNTIME", str(folder))
    assert len(list(sources.sources(runtime))) == 1
    runtime.gather(home / "out")
    assert (home / "out" / "numpy.whl").read_bytes() == b"wheel"


def test_an_interrupted_copy_never_stands_under_the_files_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(CONTENT)

    def interrupted(source: Path, target: Path) -> None:
        target.write_bytes(b"con")
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.runtime.shutil.copyfile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy_verified(pinned("a"), tmp_path / "a", tmp_path / "b")
    assert not (tmp_path / "b").exists()
