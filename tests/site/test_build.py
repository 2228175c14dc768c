"""The build as a whole: `dist/` complete, reproducible, and never broken."""

import base64
import gzip
import json
import os
import random
import re
import zipfile
from pathlib import Path

import pytest
from builder import site
from builder.bundle import PART, write_bundle
from builder.errors import BuildError
from builder.paths import DIST, RUNTIME_LOCK, SITE
from builder.runtime import Runtime
from builder.takeaway import write_zip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built from the runtime that `dist/` has."""
    assert (DIST / "runtime").is_dir(), "dist/ is missing: run python3 build.py build"
    dist = tmp_path_factory.mktemp("build") / "dist"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSNET_RUNTIME", str(DIST / "runtime"))
        site.build(dist)
    return dist


def test_the_site_has_every_published_path(built: Path) -> None:
    for path in ("index.html", "xor/index.html", "xor/embed.html", "glassnet.zip", "assets/boot.js",
                 "runtime/pyodide.js", "licenses/index.html"):
        assert (built / path).is_file()


def test_a_second_build_is_the_same_byte_for_byte(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLASSNET_RUNTIME", str(built / "runtime"))
    again = tmp_path / "again"
    site.build(again)
    files = sorted(path.relative_to(built) for path in built.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    for path in files:
        assert (built / path).read_bytes() == (again / path).read_bytes(), path


@pytest.fixture(scope="module")
def extracted(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What extracting the zip makes."""
    folder = tmp_path_factory.mktemp("zip")
    with zipfile.ZipFile(built / "glassnet.zip") as archive:
        archive.extractall(folder)
    return folder / "glassnet"


def test_the_zip_has_what_a_folder_needs_and_nothing_for_servers_alone(
    built: Path, extracted: Path
) -> None:
    zipped = {path.relative_to(extracted) for path in extracted.rglob("*") if path.is_file()}
    files = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    served = {Path("glassnet.zip"), Path("worker.js")} | {
        path.relative_to(built) for path in (built / "runtime").iterdir()
        if path.is_file() and path.name != "pyodide.js"}
    stock = {path.relative_to(built) for path in (built / "runtime" / "bundle").iterdir()
             if path.name.startswith(("python_stdlib.zip.", "numpy-"))}
    assert stock
    assert zipped == files - served - stock
    assert (built / "glassnet.zip").stat().st_size <= 18e6


def test_a_page_of_the_zip_finds_every_file_that_it_may_ask_for(extracted: Path) -> None:
    for page in extracted.rglob("*.html"):
        html = page.read_text()
        assert "glassnet.zip" not in html or page.parent.name != "glassnet"
        plan = re.search(r'id="glassnet-runtime">(.*?)</script>', html)
        if plan:
            files = json.loads(plan[1])
            assert files["forms"] == ["bundle"]
            assert list(files["tiers"]) == ["snapshot", "pyc"]
            folder = page.parent / files["base"]
            assert (folder / "pyodide.js").is_file()
            for name, file in files["files"].items():
                for index, size in enumerate(file["parts"]):
                    part = folder / "bundle" / f"{name}.{index}.js"
                    assert part.stat().st_size == size


def test_any_system_extracts_the_zip(built: Path) -> None:
    with zipfile.ZipFile(built / "glassnet.zip") as archive:
        for member in archive.infolist():
            assert len(member.filename) <= 120  # Windows has 260 for a whole path
            assert re.fullmatch(r"[A-Za-z0-9._/-]+", member.filename)
            assert not member.flag_bits & 8  # its sizes are in front, not behind the content
        folded = [name.lower() for name in archive.namelist()]
    assert len(folded) == len(set(folded))


def test_the_home_page_offers_the_zip_with_its_size(built: Path) -> None:
    size = (built / "glassnet.zip").stat().st_size / 1e6
    text = re.sub(r"<[^>]+>", "", (built / "index.html").read_text())
    assert f"A zip of {size:.0f} MB" in text


def test_the_licences_of_what_runs_are_in_the_site(built: Path) -> None:
    for name, words in (("Pyodide-MPL-2.0.txt", "Mozilla Public License"),
                        ("CPython-PSF.txt", "PYTHON SOFTWARE FOUNDATION LICENSE"),
                        ("numpy.txt", "NumPy Developers")):
        assert words in (built / "licenses" / name).read_text()
        assert f'href="{name}"' in (built / "licenses" / "index.html").read_text()


def test_every_file_that_a_page_names_is_there(built: Path) -> None:
    for page in built.rglob("*.html"):
        html = page.read_text()
        for link in re.findall(r'(?:href|src)="([^"#]+)"', html):
            if not link.startswith(("http:", "https:", "mailto:", "data:image/png;", "…")):
                path = page.parent / link.partition("?")[0]
                assert path.is_file(), f"{page} names {link}"
        plan = re.search(r'id="glassnet-runtime">(.*?)</script>', html)
        if plan:
            files = json.loads(plan[1])
            folder = page.parent / files["base"]
            assert set(files["files"]) == {name for tier in files["tiers"].values()
                                           for name in tier}
            for name, file in files["files"].items():
                assert (folder / name).stat().st_size == file["size"]
                for index, size in enumerate(file["parts"]):
                    part = folder / "bundle" / f"{name}.{index}.js"
                    assert part.stat().st_size == size


def test_pages_have_a_strict_policy_no_inline_script_and_no_foreign_address(built: Path) -> None:
    for page in built.rglob("*.html"):
        html = page.read_text()
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
        assert policy
        assert "default-src 'none'" in policy[1]
        assert "unsafe-inline" not in policy[1]
        assert "'unsafe-eval'" not in policy[1]
        assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", html)
        assert not re.search(r"\son\w+=|\sstyle=|<style", html)
        # A link in a text may lead away; what the page fetches by itself may not.
        assert not re.search(r'src="(https?:)?//|<link[^>]*href="(https?:)?//', html)


def test_a_build_that_fails_leaves_the_old_site_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "index.html").write_text("the old one")
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("GLASSNET_RUNTIME", str(tmp_path / "empty"))
    with pytest.raises(BuildError, match=r"pyodide\.asm\.wasm"):
        site.build(dist)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["dist", "empty"]
    assert (dist / "index.html").read_text() == "the old one"


def test_the_bundle_holds_the_files_in_parts(tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    # Not compressible, so that it needs more than one part.
    content = random.Random(1).randbytes(PART + 1000)
    large.write_bytes(content)
    sizes = write_bundle([large], tmp_path / "bundle", suffix=".pack")["large.bin"]
    assert len(sizes) == 2
    texts = [re.fullmatch(rf'glassnetPart\("large.bin",{index},"[0-9a-f]+","(.*)"\);\n',
                          (tmp_path / "bundle" / f"large.bin.{index}.js").read_text())[1]
             for index in range(2)]
    assert gzip.decompress(b"".join(base64.b64decode(text) for text in texts)) == content


def test_a_zip_depends_on_content_alone(tmp_path: Path) -> None:
    site_folder = tmp_path / "site"
    site_folder.mkdir()
    for name in ("b", "a"):
        (site_folder / name).write_text(name)
    plan = {"tiers": {"snapshot": [], "pyc": []}, "files": {}}
    write_zip(site_folder, tmp_path / "one.zip", plan)
    os.utime(site_folder / "a", (1, 1))
    write_zip(site_folder, tmp_path / "two.zip", plan)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_lessons_with_the_same_slug_are_refused(tmp_path: Path) -> None:
    text = (SITE / "lessons" / "01-xor.md").read_text()
    for name in ("01-xor.md", "02-xor.md"):
        (tmp_path / name).write_text(text)
    with pytest.raises(BuildError, match="two lessons have the slug 'xor'"):
        site.read_lessons(tmp_path)


def test_the_runtime_of_the_site_is_the_pinned_one(built: Path) -> None:
    for file in Runtime.load(RUNTIME_LOCK).files:
        assert file.defect(built / "runtime" / file.name) is None
