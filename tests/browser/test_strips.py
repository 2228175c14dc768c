"""What a lesson is about, in a row below the picture: it says so at first sight, and works."""

from playwright.sync_api import expect


def test_the_five_steps_are_run_from_the_row_below_the_picture(fresh, url):
    page = fresh()
    page.go(f"{url}pipeline/index.html")
    page.wait_ready()
    strip = page.lab.locator('[data-view="steps"]')
    box = strip.bounding_box()
    assert box["y"] + box["height"] <= 800
    for name in ("1 Define the model", "2 Prepare data", "3 Set loss and optimizer"):
        strip.get_by_role("button", name=name).click()
    expect(strip.locator(".done .tick")).to_have_text(["✓"] * 3)
    weight = page.part("weight", "1.0.0").get_attribute("aria-label")
    for line in ("optimizer.zero_grad()", "output = model(X)", "loss = criterion(output, y)",
                 "loss.backward()", "optimizer.step()"):
        assert page.part("weight", "1.0.0").get_attribute("aria-label") == weight
        strip.get_by_role("button", name=f"Next line {line}").click()
        page.settle()
    assert page.part("weight", "1.0.0").get_attribute("aria-label") != weight
    expect(strip.locator(".latest")).to_have_text("✓ The training loop")
    assert page.number("epoch") == 1
    assert page.errors == page.console == []


def test_a_race_in_the_row_below_the_picture_has_the_numbers_of_its_tab(fresh, url):
    page = fresh()
    page.go(f"{url}fast/index.html")
    page.wait_ready()
    strip = page.lab.locator('[data-view="racers"]')
    box = strip.bounding_box()
    assert box["y"] + box["height"] <= 800
    strip.get_by_role("button", name="Race").click()
    expect(strip.get_by_role("button", name="Cancel the race")).to_be_visible()
    expect(strip.get_by_role("button", name="Race", exact=True)).to_be_visible(timeout=60_000)
    page.settle()
    speeds = [float(each.get_attribute("data-number"))
              for each in strip.locator("[data-number]").all()]
    assert len(speeds) == 3
    assert speeds[2] > speeds[0]
    in_the_tab = page.lab.locator('[data-view="contest"] tbody tr td:nth-child(3)')
    assert [float(each.get_attribute("data-number")) for each in in_the_tab.all()] == speeds
    assert page.errors == page.console == []
