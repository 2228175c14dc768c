"""`glassnet.zip`: the site for a folder, where a page may not fetch. So of the runtime's two forms
it has the bundle alone, and its pages ask for no other, even if somebody serves the folder.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from builder.archive import add
from builder.offline import WORKER
from builder.tiers import FORMS

TOP = "glassnet"  # the one folder that extracting it makes
ALL_FORMS, BUNDLE = (f'"forms":{json.dumps(forms, separators=(",", ":"))}'
                     for forms in (FORMS, ["bundle"]))


def write_zip(site: Path, target: Path) -> None:
    """The zip of a `site` whose home page is the one that is to be in it."""
    with ZipFile(target, "w") as archive:
        for path in taken(site):
            content = path.read_bytes()
            if path.suffix == ".html":
                content = content.replace(ALL_FORMS.encode(), BUNDLE.encode())
            add(archive, f"{TOP}/{path.relative_to(site).as_posix()}", content)


def taken(site: Path) -> Iterator[Path]:
    """The files that a folder needs, in order: the service worker and plain files of the runtime
    are for http alone."""
    for path in sorted(site.rglob("*")):
        served = path == site / WORKER or (
            path.parent == site / "runtime" and path.name != "pyodide.js")
        if path.is_file() and not served:
            yield path
