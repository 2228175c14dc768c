"""The build: `dist/`, from lessons, templates, the engine, the UI and the runtime.

`build(dist)` writes everything into a folder beside `dist` and moves it there at the end, so
that a build that fails leaves the previous one as it was.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from builder.archive import zip_folder
from builder.assets import code_archive, write_assets, write_licenses
from builder.bundle import write_bundle
from builder.console import console
from builder.errors import BuildError
from builder.lesson import Lesson
from builder.pages import Pages
from builder.paths import DIST, SITE
from builder.runtime import Runtime

CODE = "code.zip"  # below runtime/: the Python of engine and ui


def build(dist: Path = DIST, lessons: Path = SITE / "lessons") -> None:
    """Write the whole site to `dist`. Raises BuildError; `dist` is then what it was."""
    with tempfile.TemporaryDirectory(prefix=f"{dist.name}-", dir=dist.parent) as aside:
        made = Path(aside) / "site"
        write_site(made, read_lessons(lessons))
        previous = Path(aside) / "previous"
        if dist.exists():
            dist.replace(previous)
        made.replace(dist)
    console.print(f"Built {dist} ({megabytes(dist)} MB)")


def read_lessons(folder: Path) -> list[Lesson]:
    """All lessons, in the order of their files' names."""
    lessons = [Lesson.read(path) for path in sorted(folder.glob("*.md"))]
    if not lessons:
        raise BuildError(f"{folder} has no lesson; a lesson is a file such as 01-xor.md")
    slugs = [lesson.slug for lesson in lessons]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise BuildError(f"{folder}: two lessons have the slug {slug!r}; name one differently")
    return lessons


def write_site(site: Path, lessons: list[Lesson]) -> None:
    """The site in a new folder, its own zip included."""
    site.mkdir()
    runtime = Runtime.load()
    console.print("Runtime")
    runtime.gather(site / "runtime")
    plan = write_runtime(runtime, site / "runtime")
    console.print("Pages")
    write_assets(site / "assets")
    write_licenses(site / "runtime" / runtime.wheel.name, site / "licenses")
    pages = Pages(lessons, runtime, plan)
    pages.write(site)
    # The home page inside the zip cannot offer the zip that it is in.
    pages.write_home(site, download_bytes=None)
    archive = site.with_suffix(".zip")
    console.print("Zip")
    zip_folder(site, archive, "glassnet")
    pages.write_home(site, download_bytes=archive.stat().st_size)
    shutil.move(archive, site / "glassnet.zip")


def write_runtime(runtime: Runtime, folder: Path) -> dict[str, Any]:
    """Both forms of the runtime, and the plan by which the loader finds them."""
    (folder / CODE).write_bytes(code_archive())
    # pyodide.js is a classic script already: every page loads it by its path.
    names = [file.name for file in runtime.files if file.name != "pyodide.js"] + [CODE]
    plain = [{"name": name, "size": (folder / name).stat().st_size} for name in names]
    bundle = write_bundle([folder / name for name in names], folder / "bundle")
    return {"plain": {"files": plain}, "bundle": {"files": bundle}, "code": CODE,
            "lock": runtime.package_lock()}


def megabytes(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 1e6:.1f}"
