"""The tiers of Python's arrival: each works alone, and what fails falls through to the next."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from engine import Run, Spec
from tests.browser.damage import copy_of, replace
from tests.browser.opened import Opened
from tests.browser.servers import FaultyHandler, answer, cut, missing, serving, shortened

SNAPSHOT = "snapshot.bin.pack"
NO_SNAPSHOT = {SNAPSHOT: missing}
NO_PYC = NO_SNAPSHOT | {"stdlib.zip.pack": missing}


def flipped_bit(handler: FaultyHandler) -> None:
    """All of the file, with one bit of it changed."""
    content = bytearray(Path(handler.translate_path(handler.path)).read_bytes())
    content[len(content) // 2] ^= 1
    answer(handler, bytes(content), len(content))


@pytest.fixture
def plan(site) -> dict[str, Any]:
    """What the lesson's page knows of the runtime."""
    html = (site / "xor" / "index.html").read_text()
    return json.loads(html.split('id="glassnet-runtime">')[1].split("</script>")[0])


def use(page: Opened) -> None:
    """Play, Pause, Step, Back, Reset."""
    page.press("Play")
    expect(page.output("epoch")).not_to_have_attribute("data-number", "0")
    page.press("Pause")
    page.press("Reset")
    page.wait_epoch(0)
    first = page.numbers()
    page.press("Step")
    page.wait_epoch(1)
    page.press("Back")
    page.wait_epoch(0)
    assert page.numbers() == first
    assert page.errors == []
    assert page.probe("violations") == []


@pytest.mark.parametrize(
    ("broken", "boot"),
    [({}, "snapshot-http"), (NO_SNAPSHOT, "pyc-http"), (NO_PYC, "stock-http")],
    ids=["snapshot", "pyc", "stock"],
)
def test_every_tier_works(faulty_url, faults, fresh, broken, boot):
    faults |= broken
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_ready()
    assert page.boot == boot
    use(page)


@pytest.mark.parametrize("fault", [shortened, cut, flipped_bit])
def test_a_damaged_snapshot_falls_through_to_pyc(faulty_url, faults, fresh, fault):
    faults[SNAPSHOT] = fault
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_ready()
    assert page.boot == "pyc-http"
    use(page)


@pytest.mark.parametrize(
    ("of", "changed"), [("identity", "0" * 64), ("untouched", 0)], ids=["snapshot", "Pyodide"]
)
def test_a_snapshot_of_another_version_falls_through_to_pyc(
    site, tmp_path, fresh, plan, of, changed
):
    copy = copy_of(site, tmp_path / "site")
    page_file = copy / "xor" / "index.html"
    original = str(plan["snapshot"][of])
    html = page_file.read_text().replace(original, str(changed), 1)
    replace(page_file, html.encode())
    with serving(copy) as base:
        page = fresh()
        page.go(f"{base}xor/index.html")
        page.wait_ready()
        assert page.boot == "pyc-http"
        use(page)


# A browser that has less memory: it gives some, not much at once.
LITTLE_MEMORY = """
const { grow } = WebAssembly.Memory.prototype;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (pages > 120) throw new RangeError("too much");
  return grow.call(this, pages);
};
"""


@pytest.mark.parametrize(
    ("scripts", "boot"), [([], "snapshot-http"), ([LITTLE_MEMORY], "pyc-http")],
    ids=["enough", "little"],
)
def test_a_snapshot_of_a_memory_that_has_grown_is_restored_where_there_is_enough(
    site, tmp_path, fresh, plan, scripts, boot
):
    """Pyodide begins with 30 MiB. What is beyond the memory of this snapshot would be zeros."""
    copy = copy_of(site, tmp_path / "site")
    page_file = copy / "xor" / "index.html"
    size = plan["snapshot"]["memory"]
    html = page_file.read_text().replace(f'"memory":{size}', f'"memory":{size + 2**23}', 1)
    replace(page_file, html.encode())
    with serving(copy) as base:
        page = fresh(*scripts)
        page.go(f"{base}xor/index.html")
        page.wait_ready()
        assert page.boot == boot
        use(page)


def test_a_snapshot_in_a_folder_that_lacks_a_part_falls_through_to_pyc(site, tmp_path, fresh):
    copy = copy_of(site, tmp_path / "site")
    replace(copy / "runtime" / "bundle" / f"{SNAPSHOT}.1.js", None)
    page = fresh()
    page.go((copy / "xor" / "index.html").as_uri())
    page.wait_ready()
    assert page.boot == "pyc-bundle"
    use(page)


def test_a_browser_without_from_base64_restores_the_snapshot_in_a_folder(extracted, fresh):
    page = fresh("delete Uint8Array.fromBase64;")
    page.go((extracted / "xor" / "index.html").as_uri())
    page.wait_ready()
    assert page.boot == "snapshot-bundle"
    use(page)


def python(page: Opened, code: str) -> str:
    """What an expression is in the page's Python, or its error."""
    return page.frame.evaluate(
        """(code) => {
             try { return String(glassnet.python.runPython(code)); }
             catch (error) { return error.message; }
           }""", code)


@pytest.mark.parametrize("broken", [{}, NO_SNAPSHOT], ids=["snapshot", "pyc"])
def test_what_no_lesson_needs_can_be_imported_once_it_is_asked_for(
    faulty_url, faults, fresh, broken
):
    faults |= broken
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_ready()
    chance = "import statistics, numpy.random as r; statistics.mean([1, 2]) + 0 * r.rand()"
    inverse = "import numpy; numpy.linalg.inv([[4.0]])[0][0]"
    for sample in (chance, inverse):
        assert "await glassnet.library()" in python(page, sample)
    page.frame.evaluate("() => Promise.all([glassnet.library(), glassnet.library()])")
    assert python(page, chance) == "1.5"
    assert python(page, inverse) == "0.25"


@pytest.mark.parametrize("broken", [{}, NO_SNAPSHOT], ids=["snapshot", "pyc"])
def test_a_long_run_needs_no_module_that_the_page_has_not(faulty_url, faults, fresh, broken):
    """numpy imports some of its own only when a function is called: np.median, for a diagnosis."""
    faults |= broken
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_ready()
    run = Run(Spec.parse(page.lab.get_attribute("data-spec") or ""))
    run.train(120)
    assert python(page, "from ui.page.bridge import page; run = page.labs[0].lab.run; "
                        "run.train(120); str(run.diagnosis())") == str(run.diagnosis())


def test_a_traceback_shows_the_lines_of_the_engine(url, fresh):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.until("the sources are there", lambda: "def parse" in python(
        page, "import engine.spec, inspect; inspect.getsource(engine.spec.Spec)"))


def test_every_page_that_restores_the_snapshot_draws_other_random_numbers(url, fresh):
    drawn = set()
    for _ in range(2):
        page = fresh()
        page.go(f"{url}xor/index.html")
        page.wait_ready()
        assert page.boot == "snapshot-http"
        drawn.add(python(page, "import random; random.random()"))
    assert len(drawn) == 2


def test_the_kernels_of_a_page_are_compiled_before_python_runs(url, fresh):
    """Python would have to wait for them, in WebKit for most of a second."""
    page = fresh("""
        window.compiled = [];
        WebAssembly.Module = new Proxy(WebAssembly.Module, {
          construct(original, [code]) { compiled.push(code.length); return new original(code); },
        });
        document.addEventListener("glassnet:ready", () => { window.before = [...compiled]; });""")
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    before = page.frame.evaluate("before")
    assert before  # Pyodide's own, of a few bytes
    assert max(before) < 1000
