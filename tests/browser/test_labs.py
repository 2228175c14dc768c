"""Several labs in one page share one Python."""

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
