"""The optional service worker: a visit without a network, a new build, and where it is not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from builder.offline import write_worker

from tests.browser.damage import copy_of, replace
from tests.browser.opened import Opened
from tests.browser.servers import remembered, serving

# The files of the one cache that there is, by its name. Others are not opened: one that is deleted
# at that moment would come back, empty.
KEPT = """async (besides) => {
  const names = await caches.keys();
  if (names.length !== 1 || besides.includes(names[0])) return [names.join(), []];
  const keys = await (await caches.open(names[0])).keys();
  return [names[0], keys.map((key) => key.url.split("/").at(-1))];
}"""
PYTHON = {"pyodide.js", "pyodide.asm.wasm", "pyodide.asm.mjs", "snapshot.bin.pack", "code.zip.pack"}


@pytest.fixture
def copy(site, tmp_path) -> Path:
    return copy_of(site, tmp_path / "site")


@pytest.fixture
def served(copy) -> Iterator[tuple[str, Callable[[], None]]]:
    """Where the copy is served, and what ends the server."""
    with ExitStack() as stack:
        base = stack.enter_context(serving(copy))
        yield base, stack.pop_all().close


def visit(page: Opened, url: str) -> None:
    page.console.clear()
    page.go(url)
    page.wait_ready()
    assert page.boot == "snapshot-http"
    assert page.errors == page.console == []


def wait_kept(page: Opened, old: str = "") -> str:
    """Wait until one cache is left, not the `old` one, and has all of Python; its name."""
    name, files = "", set()

    def complete() -> bool:
        nonlocal name, files
        name, files = page.frame.evaluate(KEPT, [old])
        return set(files) >= PYTHON

    page.until("it is kept", complete)
    return name


def test_a_second_visit_needs_no_network(served, fresh):
    base, end = served
    page = fresh()
    visit(page, f"{base}xor/index.html")
    wait_kept(page)
    end()
    visit(page, f"{base}xor/index.html")
    page.press("Play")
    page.until("it trains", lambda: page.number("epoch") > 3)
    page.press("Reset")
    page.wait_epoch(0)
    assert page.probe("violations") == []
    page.page.goto(base)
    assert page.page.get_by_role("heading", level=1).is_visible()
    page.page.locator(".cards a").last.click()  # a lesson that may not have been visited
    page.wait_state("ready")


def build_anew(copy: Path) -> None:
    """Another build, whose XOR lesson has another heading."""
    html = (copy / "xor" / "index.html").read_bytes()
    replace(copy / "xor" / "index.html", html.replace(b"</h1>", b" anew</h1>", 1))
    worker = (copy / "worker.js").read_bytes()
    replace(copy / "worker.js", worker)  # a file of its own, before it is written to
    write_worker(copy)


def visit_two_builds(page: Opened, copy: Path, base: str) -> None:
    """A lesson of one build and then of the next, until either is kept."""
    visit(page, f"{base}xor/index.html")
    old = wait_kept(page)
    build_anew(copy)
    visit(page, f"{base}xor/index.html")
    wait_kept(page, old)


def test_a_new_build_replaces_the_old_one_and_nothing_is_mixed(copy, served, fresh):
    base, end = served
    page = fresh()
    visit_two_builds(page, copy, base)
    end()
    visit(page, f"{base}xor/index.html")
    assert "anew" in page.page.locator("h1").inner_text()


def test_a_new_build_that_the_browser_finds_while_a_page_is_open_keeps_python_too(
    copy, served, fresh
):
    base, _ = served
    page = fresh()
    visit(page, f"{base}xor/index.html")
    old = wait_kept(page)
    build_anew(copy)
    page.frame.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    wait_kept(page, old)


def test_a_new_build_is_kept_whole_where_the_browser_remembers_files_of_the_old_one(copy, fresh):
    with serving(copy, {"index.html": remembered}) as base:
        page = fresh()
        visit_two_builds(page, copy, base)
        kept = page.frame.evaluate("async (url) => (await caches.match(url)).text()",
                                   f"{base}xor/index.html")
    assert " anew</h1>" in kept


def test_a_file_of_another_build_is_not_kept(copy, served, fresh):
    base, _ = served
    replace(copy / "assets" / "patch.js", (copy / "assets" / "patch.js").read_bytes() + b"\n")
    page = fresh()
    visit(page, f"{base}xor/index.html")
    wait_kept(page)
    _, kept = page.frame.evaluate(KEPT, [])
    assert "style.css" in kept
    assert "patch.js" not in kept


def test_where_a_page_has_no_origin_there_is_no_worker(opened):
    here = opened.situation.name == "http"
    opened.until("the worker is there, or not", lambda: bool(
        opened.page.context.service_workers) == here)
    assert opened.console == opened.errors == []


def test_a_browser_that_refuses_a_worker_has_python_all_the_same(url, fresh):
    page = fresh("""Object.getPrototypeOf(navigator.serviceWorker).register =
                    () => Promise.reject(new DOMException("no", "SecurityError"));""")
    visit(page, f"{url}xor/index.html")
    page.until("it has been refused", lambda: page.frame.evaluate(
        "performance.getEntriesByType('mark').some((m) => m.name.startsWith('no service worker'))"))
    assert page.errors == page.console == []
