"""The benchmark: ours and the alternative, side by side in one run. It prints, and asserts nothing.

    python3 build.py bench                      all of it, a quarter of an hour
    python3 build.py bench --quick training     fewer repeats, one part
"""

import argparse
from pathlib import Path

from builder.browser import arguments, chromium
from builder.paths import DIST
from playwright.sync_api import sync_playwright
from rich.console import Console

from tests.bench.boot import boot
from tests.bench.frames import frames
from tests.bench.memory import memory
from tests.bench.paint import paint
from tests.bench.site_copy import site_copy
from tests.bench.training import training

WIDTH = 118
# The part, and how often each thing is measured (memory: for how many minutes): by default, and
# with --quick.
PARTS = {"training": (training, 7, 3), "boot": (boot, 7, 2), "frames": (frames, 3, 1),
         "paint": (paint, 7, 3), "memory": (memory, 10, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them")
    parser.add_argument("--quick", action="store_true", help="repeat less")
    parser.add_argument("--site", type=Path, default=DIST, help="a built site; default: dist/")
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; the parts are {', '.join(PARTS)}")
    console = Console(width=WIDTH, highlight=False)
    with site_copy(options.site) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        console.print(f"Chromium {browser.version}\n")
        for part in options.parts or PARTS:
            measure, repeats, quick = PARTS[part]
            measure(browser, site, quick if options.quick else repeats, console)
        browser.close()


if __name__ == "__main__":
    main()
