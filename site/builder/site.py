"""The build: `dist/`, from lessons, templates, the engine, the UI and the runtime.

`build(dist)` writes everything into a folder beside `dist` and moves it there at the end, so
that a build that fails leaves the previous one as it was.
"""

import shutil
import tempfile
from pathlib import Path

from builder.assets import write_assets, write_licenses
from builder.console import console
from builder.errors import BuildError
from builder.lesson import Lesson
from builder.offline import write_worker
from builder.pages import Pages
from builder.paths import DIST, SITE
from builder.runtime import Runtime
from builder.takeaway import write_zip
from builder.tiers import write_runtime


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
    console.print("Figures of the lessons")
    for lesson in lessons:
        lesson.check()
    runtime = Runtime.load()
    console.print("Runtime")
    runtime.gather(site / "runtime")
    plan = write_runtime(runtime, site / "runtime", lessons)
    console.print("Pages")
    write_assets(site / "assets")
    write_licenses(site / "runtime" / runtime.wheel.name, site / "licenses")
    pages = Pages(lessons, runtime, plan)
    pages.write(site)
    # The home page inside the zip cannot offer the zip that it is in.
    pages.write_home(site, download_bytes=None)
    archive = site.with_suffix(".zip")
    console.print("Zip")
    write_zip(site, archive, plan)
    pages.write_home(site, download_bytes=archive.stat().st_size)
    write_worker(site)
    shutil.move(archive, site / "glassnet.zip")


def megabytes(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.rglob('*') if path.is_file()) / 1e6:.1f}"
