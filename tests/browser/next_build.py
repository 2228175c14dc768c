"""Another build of the site, as a deploy brings it: every file that Python comes from is another,
and so are the scripts; what they do is the same."""

import gzip
import io
import json
import re
import zipfile
from pathlib import Path

from builder.bundle import write_bundle
from builder.packing import build_of
from builder.tiers import PACKED

from tests.browser.damage import copy_of, replace

PLAN = re.compile(r'(id="glassnet-runtime">)(.*?)(</script>)', re.DOTALL)


def plan_of(page: Path) -> dict:
    found = PLAN.search(page.read_text("utf-8-sig"))
    assert found
    return json.loads(found[2])


def next_build(site: Path, target: Path) -> Path:
    copy = copy_of(site, target)
    runtime = copy / "runtime"
    made, identity = {}, ""
    for path in sorted(runtime.glob(f"*{PACKED}")):
        content = gzip.decompress(path.read_bytes())
        if path.name.startswith("snapshot"):
            content = bytes(255 - byte for byte in content[:32]) + content[32:]
            identity = content[:32].hex()
        else:
            content = with_a_file_more(content)
        replace(path, gzip.compress(content, 1))
        made[path.name] = path
    for name in made:
        for part in (runtime / "bundle").glob(f"{name}.*.js"):
            part.unlink()
    aside = target.with_name(f"{target.name}-bundle")
    parts = write_bundle(list(made.values()), aside, PACKED)
    for part in aside.iterdir():
        replace(runtime / "bundle" / part.name, part.read_bytes())
    old = plan_of(copy / "xor" / "index.html")["assets"]
    new = old[::-1]
    for page in copy.rglob("*.html"):
        replace(page, PLAN.sub(lambda found: found[1] + planned(
            json.loads(found[2]), made, parts, identity) + found[3],
            page.read_text("utf-8-sig")).replace(old, new).encode("utf-8-sig"))
    for name in ("boot.js", "patch.js"):
        script = copy / "assets" / name
        assert old in script.read_text("utf-8-sig")
        replace(script, script.read_text("utf-8-sig").replace(old, new).encode("utf-8-sig"))
    return copy


def with_a_file_more(archive: bytes) -> bytes:
    content = io.BytesIO(archive)
    with zipfile.ZipFile(content, "a") as opened:
        opened.writestr("next_build.txt", "of another build")
    return content.getvalue()


def planned(plan: dict, made: dict[str, Path], parts: dict[str, list[int]], identity: str) -> str:
    for name, path in made.items():
        if name in plan["files"]:
            plan["files"][name] = {"size": path.stat().st_size, "parts": parts[name],
                                   "build": build_of(path.read_bytes())}
    plan["snapshot"]["identity"] = identity
    return json.dumps(plan).replace("<", "\\u003c")
