"""The training pipeline in a real browser: each step is executed, and says what it did."""

from playwright.sync_api import expect


def test_the_five_steps_are_executed_and_the_loop_line_by_line(fresh, url):
    page = fresh()
    page.go(f"{url}pipeline/index.html")
    page.wait_ready()
    panel = page.lab.locator('[data-view="pipeline"]')
    runs = panel.get_by_role("button", name="Run", exact=True)
    for at in range(3):
        runs.nth(at).click()
        page.settle()
        expect(panel.locator(".done", has_text="run")).to_have_count(at + 1)
    weight = page.part("weight", "1.0.0").get_attribute("aria-label")
    for line in ("optimizer.zero_grad()", "output = model(X)", "loss = criterion(output, y)",
                 "loss.backward()"):
        panel.get_by_role("button", name=f"Next line: {line}").click()
        page.settle()
    expect(panel.locator("table code").first).to_have_text("fc1.weight.grad")
    assert page.part("weight", "1.0.0").get_attribute("aria-label") == weight
    panel.get_by_role("button", name="Next line: optimizer.step()").click()
    page.wait_epoch(1)
    expect(panel.locator("table code").first).to_have_text("fc1.weight")
    assert page.part("weight", "1.0.0").get_attribute("aria-label") != weight
    runs.last.click()  # evaluate
    page.settle()
    expect(panel.locator(".done", has_text="run")).to_have_count(5)
    shown = panel.locator("tr", has_text="losses[-1]").locator("[data-number]").last
    assert float(shown.get_attribute("data-number") or "nan") == page.number("loss")
    assert page.errors == page.console == []
