"""Firefox and WebKit: the lab boots, trains and goes back as in Chromium, and counts as it does,
to the bit. Where such a browser cannot be had, its tests are skipped; not in CI."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from builder.errors import BuildError

from tests.browser.conftest import AWKWARD
from tests.browser.firefox import Firefox, FirefoxWindow, firefox_running
from tests.browser.opened import Opened
from tests.browser.servers import serving, write_host
from tests.browser.webkit import WebKit, WebKitWindow, webkit_running
from tests.browser.window import watched

BROWSERS = {"Firefox": firefox_running, "WebKit": webkit_running}
PAGES = ("xor/index.html", "xor/embed.html")
EPOCHS = 50
# All that the lab shows after so many epochs, one by one.
STEP = """async (epochs) => {
  const control = (action) => probe.lab().querySelector(`[data-action="${action}"]`);
  control("reset").click();
  for (let epoch = 0; epoch < epochs; epoch++) control("step").click();
  const shown = () => probe.lab().querySelector("[data-value=epoch]").dataset.number;
  while (shown() !== String(epochs)) await probe.frames(1);
  await probe.settle();
  return probe.numbers();
}"""


@dataclass(frozen=True)
class Place:
    """Where the lab is opened, as what the loader has to find, and where it may ask."""

    url: str
    boot: str
    own: tuple[str, ...]
    framed: bool = False


@pytest.fixture(scope="module")
def places(site, tmp_path_factory) -> Iterator[dict[str, Place]]:
    """By name. What is served and what is in the folder have `watched` pages."""
    copy = shutil.copytree(site, tmp_path_factory.mktemp("watched") / "dist")
    folder = tmp_path_factory.mktemp("other zip") / AWKWARD
    with zipfile.ZipFile(site / "glassnet.zip") as archive:
        archive.extractall(folder)
    for each in (copy, folder / "glassnet"):
        watched(each, PAGES)
    course = tmp_path_factory.mktemp("course")
    with serving(copy) as url, serving(course) as host:
        write_host(course, f"{url}xor/embed.html")
        file = (folder / "glassnet" / "xor" / "index.html").as_uri()
        yield {
            "http": Place(f"{url}xor/index.html", "snapshot-http", (url,)),
            "file": Place(file, "snapshot-bundle", (folder.as_uri(),)),
            "sandbox": Place(f"{host}host.html", "snapshot-bundle", (url, host), framed=True),
        }


@pytest.fixture(scope="module")
def in_chromium(browser, places) -> list[str]:
    """The numbers that the lab shows there after EPOCHS."""
    page = Opened(browser.new_context().new_page())
    page.go(places["http"].url)
    page.wait_ready()
    numbers = page.frame.evaluate(STEP, EPOCHS)
    page.page.context.close()
    return numbers


@pytest.fixture(scope="module", params=BROWSERS)
def other(request) -> Iterator[Firefox | WebKit]:
    with ExitStack() as stack:
        try:
            yield stack.enter_context(BROWSERS[request.param]())
        except BuildError as error:
            if "CI" in os.environ:
                raise
            pytest.skip(str(error))


@pytest.fixture(scope="module", params=["http", "file", "sandbox"])
def place(request, places) -> Place:
    return places[request.param]


@pytest.fixture(scope="module")
def window(other, place) -> Iterator[FirefoxWindow | WebKitWindow]:
    """The lab in one place, ready; shared, and each test leaves it as it likes."""
    opened = other.window()
    opened.go(place.url, place.framed)
    opened.wait_ready()
    yield opened
    opened.close()


def test_python_arrives_in_the_first_tier_and_trains_by_webassembly(window, place, measured):
    assert window.data("boot") == place.boot
    assert window.data("engine") == "wasm"
    ready = window.evaluate(
        "() => performance.getEntriesByName('python-ready').map((mark) => mark.startTime)")
    assert len(ready) == 1
    measured(f"python-ready, {type(window).__name__}, {place.boot}", f"{ready[0]:.0f} ms")


def test_play_lowers_the_loss_and_reset_brings_the_start_back(window):
    window.reset()
    first, loss = window.numbers(), float(window.number("loss"))
    window.press("toggle")
    window.until("the loss falls", """(loss) => Number(probe.lab()
        .querySelector("[data-value=loss]").dataset.number) < 0.9 * loss""", loss)
    window.press("toggle")
    window.reset()
    assert window.numbers() == first


def test_a_step_and_back_is_exact(window):
    window.reset()
    window.press("step")
    window.wait_epoch(1)
    one = window.numbers()
    window.press("step")
    window.wait_epoch(2)
    assert window.numbers() != one
    window.press("back")
    window.wait_epoch(1)
    assert window.numbers() == one


def test_the_same_run_has_the_numbers_of_chromium_to_the_bit(window, in_chromium):
    assert len(in_chromium) > 20
    assert window.evaluate(STEP, EPOCHS) == in_chromium


def test_nothing_is_asked_elsewhere_and_nothing_is_said(window, place):
    """Of files nobody tells who asks for them; but all else is against the page's policy, and a
    violation is said."""
    inside = ("data:", "blob:", *place.own)
    asked = window.asked()
    assert len(asked) > 3 or place.url.startswith("file:")
    assert [url for url in asked if not url.startswith(inside)] == []
    assert window.said() == []
