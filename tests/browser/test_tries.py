"""What is tried of a run that gets no further, in the browser: while it plays at full speed, with
rows that open their runs."""

import pytest
from playwright.sync_api import expect

# How many milliseconds the callback of each frame took.
TIMES = """(() => {
  const ask = window.requestAnimationFrame.bind(window);
  window.took = [];
  window.requestAnimationFrame = (then) => ask((now) => {
    const before = performance.now();
    then(now);
    window.took.push(performance.now() - before);
  });
})()"""


def test_a_stuck_run_at_full_speed_shows_what_helps_and_a_row_opens_its_run(fresh, url, measured):
    page = fresh(TIMES)
    page.go(f"{url}xor/embed.html#layers=2-1&data=xor&batch=all&lr=0.5")
    page.wait_ready()
    page.slider("Speed").press("End")
    expect(page.slider("Speed")).to_have_attribute("aria-valuetext", "full speed")
    page.frame.evaluate("window.took.length = 0")
    page.press("Play")
    tries = page.lab.locator("details.tries:not([hidden])")
    summary = tries.locator("summary")
    expect(summary).to_contain_text("What helps: a hidden layer of 4 tanh units", timeout=30_000)
    took = sorted(page.frame.evaluate("window.took"))
    measured("A frame of a run that plays and tries took, in the middle and at most",
             f"{took[len(took) // 2]:.0f} ms, {took[-1]:.0f} ms")
    expect(page.button("Pause")).to_be_visible()  # it has played all the while
    page.press("Pause")
    page.settle()
    epoch, said = page.number("epoch"), summary.inner_text()
    summary.click()
    rows = tries.locator("tbody tr")
    helps = rows.filter(has_text="a hidden layer of 4 tanh units")
    number = float(helps.locator("[data-number]").get_attribute("data-number") or "nan")
    epochs = int((helps.locator("td").nth(1).text_content() or "").replace(",", ""))
    helps.get_by_role("button").click()
    page.wait_epoch(epochs)
    assert page.number("loss") == pytest.approx(number, rel=1e-12)
    page.press("Undo")
    page.wait_epoch(int(epoch))
    expect(summary).to_have_text(said)  # as it was, and still open
    expect(rows.first).to_be_visible()
    assert page.errors == []
