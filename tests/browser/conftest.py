"""Fixtures: the built site in real Chromium, over http, from a folder, and in a sandboxed iframe.

The tests use a private copy of `dist/`, so that a build in the meantime changes nothing for them.
Pages that have Python in them are shared by the tests of a file (`opened`, `lab`), as each costs
seconds to boot.
"""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builder.browser import arguments, chromium
from builder.paths import DIST
from playwright.sync_api import Browser, BrowserContext, Route, expect, sync_playwright

from tests.browser.opened import Opened, Situation
from tests.browser.servers import Fault, serving, write_host

DESKTOP = {"width": 1280, "height": 800}
# A path as people have them: spaces, letters beyond ASCII, and the sign that begins a fragment.
AWKWARD = "Übung #1 (neu) ß & 数"
MEASURED = "measured"

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A copy of `dist/`, or of the site that GLASSNET_DIST names."""
    dist = Path(os.environ.get("GLASSNET_DIST", DIST))
    if not (dist / "xor" / "index.html").is_file():
        pytest.fail(f"{dist} is not built. Run: python3 build.py test (or: build)", pytrace=False)
    return shutil.copytree(dist, tmp_path_factory.mktemp("site") / "dist")


@pytest.fixture(scope="session")
def extracted(site, tmp_path_factory) -> Path:
    """The folder that extracting `glassnet.zip` makes, at an awkward path."""
    folder = tmp_path_factory.mktemp("zip") / AWKWARD
    with zipfile.ZipFile(site / "glassnet.zip") as archive:
        archive.extractall(folder)
    return folder / "glassnet"


@pytest.fixture(scope="session")
def url(site) -> Iterator[str]:
    """Where the site is served."""
    with serving(site) as base:
        yield base


@pytest.fixture
def faults() -> dict[str, Fault]:
    """By the name of a file; may change while the server runs."""
    return {}


@pytest.fixture
def faulty_url(site, faults) -> Iterator[str]:
    """Where the site is served with those faults."""
    with serving(site, faults) as base:
        yield base


@pytest.fixture(scope="session")
def host(url, tmp_path_factory) -> Iterator[str]:
    """The URL of a page of another server that has the lab in a sandboxed iframe."""
    folder = tmp_path_factory.mktemp("host")
    write_host(folder, f"{url}xor/embed.html")
    with serving(folder) as base:
        yield f"{base}host.html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def booted(browser, url, host, extracted) -> Iterator[Callable[[str], Opened]]:
    """booted(name): the lab in that situation, on a laptop, in light colours.

    It is booted when a file asks for it first, then shared by its tests: files are in no order.
    """
    folder = extracted.as_uri()
    situations = [
        Situation("http", f"{url}xor/index.html", "snapshot-http", (url,)),
        Situation("file", f"{folder}/xor/index.html", "snapshot-bundle", (folder,)),
        Situation("sandbox", host, "snapshot-bundle", (url, host), framed=True),
    ]
    shared: dict[str, Opened] = {}

    def boot(name: str) -> Opened:
        if name not in shared:
            situation = next(each for each in situations if each.name == name)
            page = Opened(browser.new_context(viewport=DESKTOP).new_page(), situation)
            page.go(situation.url, situation.framed)
            page.wait_ready()
            shared[name] = page
        shared[name].page.set_viewport_size(DESKTOP)
        shared[name].page.emulate_media(color_scheme="light")
        return shared[name]

    yield boot
    for page in shared.values():
        page.page.context.close()


@pytest.fixture(params=["http", "file", "sandbox"])
def opened(booted, request) -> Opened:
    """The lab in each of the three situations, as the test before left it."""
    return booted(request.param)


@pytest.fixture
def lab(opened) -> Iterator[Opened]:
    """The lab in each of the three situations, as if nobody had touched it."""
    yield from untouched(opened)


@pytest.fixture
def lesson(booted) -> Iterator[Opened]:
    """The lesson over http, as if nobody had touched it: for what no situation changes."""
    yield from untouched(booted("http"))


@pytest.fixture
def embedded(booted) -> Iterator[Opened]:
    """The lab in a sandboxed iframe, as if nobody had touched it."""
    yield from untouched(booted("sandbox"))


def untouched(page: Opened) -> Iterator[Opened]:
    """Each test of a shared page ends with a look at what it has said."""
    page.restore()
    page.errors.clear()
    yield page
    assert page.errors == page.console == []


@pytest.fixture
def fresh(browser) -> Iterator[Callable[..., Opened]]:
    """fresh(*scripts, **options): a page of its own; scripts run in it before all others."""
    contexts: list[BrowserContext] = []

    def open_page(*scripts: str, **options) -> Opened:
        context = browser.new_context(**{"viewport": DESKTOP} | options)
        contexts.append(context)
        page = Opened(context.new_page())
        for script in scripts:
            page.page.add_init_script(script)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def held(fresh, url) -> tuple[Opened, list[Route]]:
    """The lesson in mid-boot, for as long as a test wants: its Python arrives only when the test
    lets it, by `arrivals[-1].continue_()`."""
    arrivals: list[Route] = []
    page = fresh()
    page.page.route("**/snapshot.bin.pack*", lambda route: arrivals.append(route))
    page.go(f"{url}xor/index.html")
    page.until("Python is asked for", lambda: bool(arrivals))
    return page, arrivals


@pytest.fixture
def measured(request) -> Callable[[str, str], None]:
    """measured(name, value): for the summary; no test depends on it."""
    return lambda name, value: request.node.user_properties.append((MEASURED, (name, value)))


def pytest_terminal_summary(terminalreporter) -> None:
    table: dict[str, list[str]] = {}
    for report in terminalreporter.getreports(""):  # of setups and teardowns that passed
        for kind, said in report.user_properties:
            if kind == MEASURED and report.when == "teardown":
                table.setdefault(said[0], []).append(said[1])
    if table:
        terminalreporter.section("measured in the browser")
    for name, values in sorted(table.items()):
        terminalreporter.write_line(f"{name}: {', '.join(values)}")
