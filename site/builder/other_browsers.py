"""Firefox and WebKit, in which the site is tried beside Chromium: what is installed, else Debian's
packages."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from builder.debian import apt_get
from builder.errors import BuildError

FIREFOX = ("firefox-esr", "firefox")
MAC = Path("/Applications/Firefox.app/Contents/MacOS/firefox")
# WebKit's own small browser, which is in no PATH.
MINI_BROWSER = "*/webkit*gtk-*/MiniBrowser"


@dataclass(frozen=True)
class WebKit:
    """What it takes to drive WebKit: a browser, its driver, and a screen, which it insists on."""

    browser: str
    driver: str
    screen: str


def firefox() -> str:
    """The path of Firefox; installs it where there is none. Raises BuildError if it cannot."""
    if not installed_firefox():
        apt_get("firefox-esr")
    found = installed_firefox()
    if not found:
        raise BuildError("There is no Firefox, and it could not be installed: install Firefox.")
    return found


def installed_firefox() -> str | None:
    """The path of a Firefox on this machine."""
    on_path = (path for path in map(shutil.which, FIREFOX) if path)
    return next(on_path, str(MAC) if MAC.is_file() else None)


def webkit() -> WebKit:
    """WebKitGTK; installs it where there is none. Raises BuildError if it cannot."""
    if not installed_webkit():
        apt_get("webkit2gtk-driver", "xvfb", "xauth")
    found = installed_webkit()
    if not found:
        raise BuildError("There is no WebKit, and it could not be installed: on Debian and Ubuntu, "
                         "install the packages webkit2gtk-driver, xvfb and xauth.")
    return found


def installed_webkit() -> WebKit | None:
    """The WebKitGTK of this machine."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    browsers = sorted(Path("/usr/lib").glob(MINI_BROWSER)) if driver and screen else []
    return WebKit(str(browsers[-1]), str(driver), str(screen)) if browsers else None
