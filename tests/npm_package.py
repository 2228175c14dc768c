"""npm packages of tests and benchmark: pinned in `npm.lock.toml`, cached, never committed.

    npm_file("axe-core").read_text()
"""

import hashlib
import shutil
import tarfile
import tempfile
import tomllib
from pathlib import Path

from builder.console import console
from builder.errors import BuildError
from builder.npm import pack
from builder.paths import ROOT, cache_folder

LOCK = ROOT / "tests" / "npm.lock.toml"


def npm_file(name: str) -> Path:
    """The one file that we use of a package of the lock, in the user's cache.

    Raises BuildError if npm cannot bring the package, or if it is not the one that is pinned.
    """
    entry = tomllib.loads(LOCK.read_text(encoding="utf-8"))[name]
    package = f"{name}@{entry['version']}"
    cached = cache_folder() / "npm" / f"{package}-{Path(entry['file']).name}"
    if not cached.is_file() or digest(cached) != entry["sha256"]:
        console.print(f"npm pack {package}")
        with tempfile.TemporaryDirectory() as aside:
            try:
                archive = pack(package, Path(aside))
            except BuildError as error:
                raise BuildError(f"{package}: npm {error}") from None
            extract(archive, f"package/{entry['file']}", cached)
    found = digest(cached)
    if found != entry["sha256"]:
        cached.unlink()
        raise BuildError(f"{package}: {entry['file']} has the SHA-256 {found} instead of "
                         f"{entry['sha256']}")
    return cached


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def extract(archive: Path, member: str, target: Path) -> None:
    """Copy a member of a tar archive to `target`, never half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(target.name + ".part")
    with tarfile.open(archive) as opened:
        stream = opened.extractfile(member)
        if stream is None:
            raise BuildError(f"{archive.name} has no file {member}")
        with aside.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
    aside.replace(target)
