"""`glassnet.zip`: the site for a folder, where a page may not fetch.

So of the runtime's two forms it has the bundle alone, and of the tiers those that have no more in
them than the lessons use; its pages ask for nothing else, even if somebody serves the folder.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from builder.archive import add
from builder.offline import WORKER

TOP = "glassnet"  # the one folder that extracting it makes
TIERS = ("snapshot", "pyc")
BEFORE, AFTER = b'id="glassnet-runtime">', b"</script>"  # a page's plan stands between these


def write_zip(site: Path, target: Path, plan: dict[str, Any]) -> None:
    """The zip of a `site` whose home page is the one that is to be in it, and whose pages have
    this plan of the runtime."""
    reduced = for_folder(plan)
    parts = {f"{name}.{index}.js" for name, file in reduced["files"].items()
             for index in range(len(file["parts"]))}
    with ZipFile(target, "w") as archive:
        for path in taken(site, parts):
            content = path.read_bytes()
            if path.suffix == ".html" and BEFORE in content:
                content = replanned(content, reduced)
            add(archive, f"{TOP}/{path.relative_to(site).as_posix()}", content)


def for_folder(plan: dict[str, Any]) -> dict[str, Any]:
    """What of a plan is other in a folder: the forms, the tiers, the files of these."""
    tiers = {tier: plan["tiers"][tier] for tier in TIERS}
    needed = {name for names in tiers.values() for name in names}
    files = {name: file for name, file in plan["files"].items() if name in needed}
    return {"forms": ["bundle"], "tiers": tiers, "files": files}


def replanned(page: bytes, reduced: dict[str, Any]) -> bytes:
    """A page with this in its plan."""
    head, rest = page.split(BEFORE)
    plan, tail = rest.split(AFTER, 1)
    return head + BEFORE + plan_text(json.loads(plan) | reduced).encode() + AFTER + tail


def plan_text(plan: dict[str, Any]) -> str:
    """JSON that no content can end early: `<` cannot stand in it."""
    return json.dumps(plan, separators=(",", ":")).replace("<", "\\u003c")


def taken(site: Path, parts: set[str]) -> Iterator[Path]:
    """The files that a folder needs, in order; of the runtime, its loader and these `parts`."""
    runtime = site / "runtime"
    for path in sorted(site.rglob("*")):
        served = path == site / WORKER or (path.parent == runtime and path.name != "pyodide.js")
        unused = path.parent == runtime / "bundle" and path.name not in parts
        if path.is_file() and not served and not unused:
            yield path
