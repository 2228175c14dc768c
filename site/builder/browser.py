"""The Chromium that tests and benchmarks drive: one that is installed, else it is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from builder.console import console
from builder.debian import apt_get
from builder.errors import BuildError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# Nothing of the browser's own may cross the network: the tests watch what a page asks for.
ARGUMENTS = ("--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run", "--disable-quic")


def chromium() -> str:
    """The path of a Chromium; installs one where there is none. Raises BuildError if it cannot."""
    found = installed()
    if found:
        return found
    apt_get("chromium")
    found = installed()
    if found:
        return found
    console.print("Installing Playwright's Chromium")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    found = installed()
    if not found:
        raise BuildError("The tests need Chromium, and it could not be installed: install Chromium "
                         "or Chrome, or set GLASSNET_CHROMIUM to its path.")
    return found


def installed() -> str | None:
    """The path of a Chromium on this machine, Playwright's own included."""
    chosen = os.environ.get("GLASSNET_CHROMIUM")
    if chosen:
        if not Path(chosen).is_file():
            raise BuildError(f"GLASSNET_CHROMIUM is {chosen!r}, which is not a file")
        return chosen
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    if MAC.is_file():
        return str(MAC)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


def arguments() -> list[str]:
    """The command line of that browser; root has no sandbox to use."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, *(["--no-sandbox"] if root else [])]
