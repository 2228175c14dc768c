"""Motion that explains: it goes the way of what it explains, it ends, and nobody has to have it."""

from playwright.sync_api import expect

# What of the page is in motion by itself: the names of the animations, and of the properties that
# are on their way.
MOVING = """() => document.getAnimations().map(
  (each) => each.playState === "running" && (each.animationName || each.transitionProperty))
  .filter(Boolean)"""
# What has begun to move, up to now.
BEGUN = """
window.begun = [];
for (const type of ["animationstart", "transitionrun"]) {
  addEventListener(type, (event) => window.begun.push(event.animationName || event.propertyName),
    true);
}
"""
# When each layer's edges are lit first, in the pass that begins when Python is there.
WATCH = """
document.addEventListener("DOMContentLoaded", () => {
  window.lit = {};
  const look = () => {
    if (document.documentElement.dataset.python === "ready") {
      for (const edge of document.querySelectorAll("[data-weight$='.0.0']")) {
        const opacity = Number(getComputedStyle(edge.querySelector(".weight")).opacity);
        const layer = edge.dataset.weight[0];
        const seen = window.lit[layer] ||= [];
        seen.push(opacity);
      }
    }
    requestAnimationFrame(look);
  };
  look();
});
"""


def test_a_lab_that_starts_lights_up_layer_by_layer_and_then_rests(fresh, url):
    page = fresh(WATCH)
    page.go(f"{url}network/index.html")
    page.wait_ready()
    page.until("the pass is over", lambda: page.frame.evaluate(MOVING) == [], 10)
    page.probe("frames(3)")
    lit = page.frame.evaluate("window.lit")
    assert sorted(lit) == ["1", "2", "3"]
    first_lit = [next(at for at, opacity in enumerate(lit[layer])
                      if min(lit[layer][: at + 1]) < 0.5 < opacity) for layer in sorted(lit)]
    assert first_lit == sorted(set(first_lit))
    assert all(seen[-1] == seen[-2] >= 0.3 for seen in lit.values())
    assert page.shifts == []


def test_a_layer_comes_with_a_motion_and_one_that_goes_does_not(fresh, url):
    page = fresh(BEGUN)
    page.go(f"{url}network/index.html")
    page.wait_ready()
    came = page.lab.locator(".part.came[data-neuron]")
    expect(came).to_have_count(0)
    page.press("Add layer")
    expect(came).to_have_count(4)
    assert {"unveil", "draw"} <= set(page.frame.evaluate("window.begun"))
    page.press("Step")  # nothing waits for a motion
    page.wait_epoch(1)
    page.press("Remove layer")
    expect(came).to_have_count(0)


def test_a_tab_that_opens_comes_into_its_place_and_moves_nothing_else(lesson):
    lesson.lab.get_by_role("tab", name="Parameters").click()
    panel = lesson.lab.get_by_role("tabpanel", name="Parameters")
    expect(panel).to_be_visible()
    lesson.until("it is in its place", lambda: panel.evaluate(
        "(panel) => getComputedStyle(panel).opacity === '1' && panel.getAnimations().length === 0"))


def test_with_reduced_motion_nothing_moves_by_itself(fresh, url):
    page = fresh(BEGUN, reduced_motion="reduce")
    page.go(f"{url}network/index.html")
    page.wait_ready()
    page.press("Add layer")
    page.lab.get_by_role("tab", name="Computation").click()
    page.probe("frames(10)")
    assert page.frame.evaluate("window.begun") == []
