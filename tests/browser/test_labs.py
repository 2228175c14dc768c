"""Several labs in one page: they share one Python, and take turns when it comes."""

from playwright.sync_api import expect

# A second lab, before Python is there.
SECOND = """
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  const copy = document.querySelector("[data-lab]").cloneNode(true);
  copy.dataset.lab = "second";
  document.querySelector("article").append(copy);
});
"""
# How many turns a page's own tasks get from the first thing that Python does to the page until it
# is ready.
TURNS = """
window.turns = { now: 0 };
(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    turns.now += 1;
    const { engine, python } = document.documentElement.dataset;
    if (engine && turns.begun === undefined) turns.begun = turns.now;
    if (python === "ready") turns.ready = turns.now;
    else port2.postMessage(null);
  };
  port2.postMessage(null);
})();
"""


def test_two_labs_share_one_python_and_have_each_their_own_run(url, fresh):
    page = fresh(SECOND)
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    assert len([asked for asked in page.requests if asked.endswith("pyodide.asm.wasm")]) == 1
    first, second = (page.frame.locator(f"[data-lab={name}]") for name in ("xor", "second"))
    second.get_by_role("button", name="Step", exact=True).click()
    epoch = second.locator("[data-value=epoch]")
    expect(epoch).to_have_attribute("data-number", "1")
    expect(first.locator("[data-value=epoch]")).to_have_attribute("data-number", "0")
    first.get_by_role("button", name="Play", exact=True).click()
    expect(first.locator("[data-value=epoch]")).not_to_have_attribute("data-number", "0")
    expect(epoch).to_have_attribute("data-number", "1")
    assert page.errors == page.console == []


def test_between_two_labs_that_python_takes_over_the_page_has_its_turn(url, fresh):
    """So it scrolls and follows links meanwhile: nothing long is one task."""
    page = fresh(SECOND, TURNS)
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.until("the last turn", lambda: page.frame.evaluate("turns.ready !== undefined"))
    roots = page.frame.locator("[data-lab], [data-figure]").count()
    assert roots > 2
    assert page.frame.evaluate("turns.ready - turns.begun") >= roots
