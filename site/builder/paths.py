"""Where things are: the checkout's own folders and the user's cache."""

from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
DIST = ROOT / "dist"
RUNTIME_LOCK = SITE / "builder" / "runtime.lock.toml"


def cache_folder() -> Path:
    """The user's cache directory for Glassnet (made by whoever writes to it)."""
    return Path(platformdirs.user_cache_dir("glassnet", appauthor=False))
