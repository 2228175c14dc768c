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
# The pass is held at its begin, for a test to look at any moment of it.
HOLD = """
addEventListener("animationstart", ({ animationName, target }) => {
  if (animationName !== "pass") return;
  [window.passing] = target.getAnimations();
  window.passing.pause();
}, true);
"""
AT = """(share) => {
  window.passing.currentTime = share * window.passing.effect.getComputedTiming().endTime;
  return ["1.0.0", "2.0.0", "3.0.0"].map((place) => Number(getComputedStyle(
    document.querySelector(`[data-weight="${place}"] .weight`)).opacity));
}"""


def test_a_lab_that_starts_lights_up_layer_by_layer_and_then_rests(fresh, url):
    page = fresh(HOLD)
    page.go(f"{url}network/index.html")
    page.wait_ready()
    page.until("the pass begins", lambda: page.frame.evaluate("Boolean(window.passing)"))
    first, second, third = (page.frame.evaluate(AT, reached / 5) for reached in (1.8, 2.8, 3.8))
    assert first[0] > first[1] == first[2]
    assert second[0] >= second[1] > second[2]
    assert third[2] > second[2]
    page.frame.evaluate("window.passing.finish()")
    page.until("nothing moves", lambda: page.frame.evaluate(MOVING) == [])


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


def test_with_reduced_motion_nothing_moves_by_itself(fresh, url):
    page = fresh(BEGUN, reduced_motion="reduce")
    page.go(f"{url}network/index.html")
    page.wait_ready()
    page.press("Add layer")
    page.lab.get_by_role("tab", name="Computation").click()
    page.probe("frames(10)")
    assert page.frame.evaluate("window.begun") == []
