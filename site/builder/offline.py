"""The service worker's list: which files it may keep for a visit without a network.

At once it keeps the home page, the lessons and other pages of the first level, and what they look
like; Python's files only when a page has used them.
"""

import hashlib
import json
from pathlib import Path

from builder.paths import SITE
from builder.written import write_text

WORKER = "worker.js"


def write_worker(site: Path) -> None:
    """The worker of this very build of the `site`."""
    pages = [site / "index.html", *site.glob("*/index.html")]
    light = names(site, [*pages, *(site / "assets").iterdir()])
    runtime = names(site, [path for path in (site / "runtime").iterdir() if path.is_file()])
    files = {name: hashlib.sha256((site / name).read_bytes()).hexdigest()
             for name in [*light, *runtime]}
    build = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    listed = json.dumps({"build": build, "light": light, "files": files}, indent=1)
    code = (SITE / "static" / WORKER).read_text(encoding="utf-8")
    write_text(site / WORKER, code.replace("GLASSNET_BUILD", listed, 1))


def names(site: Path, paths: list[Path]) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in paths)
