"""Frames: a lab that trains answers at once, and one that nobody sees does not train."""

from playwright.sync_api import expect
from ui.figures import VIEWS

# From the click as the browser dates it to the change of the button's text, and the animation
# frames in between.
WATCH_BUTTON = """
() => {
  const button = probe.lab().querySelector("[data-action=toggle]");
  const record = { frames: 0 };
  window.answered = record;
  const count = () => { record.frames += 1; if (!record.after) requestAnimationFrame(count); };
  button.addEventListener("click", (event) => {
    record.clicked = event.timeStamp;
    record.frames = 0;
    requestAnimationFrame(count);
  }, { once: true, capture: true });
  new MutationObserver((_, observer) => {
    record.after = performance.now() - record.clicked;
    observer.disconnect();
  }).observe(button, { childList: true, characterData: true, subtree: true });
}
"""


def test_a_click_is_answered_within_a_frame_per_view_at_full_speed(lesson, measured):
    """In frames, not in milliseconds, as those depend on the machine: each frame draws one view
    at least, and one that waits is drawn before those that ask later."""
    lesson.slider("Speed").press("End")
    times = []
    for turn in range(8):
        lesson.frame.evaluate(WATCH_BUTTON)
        lesson.press("Pause" if turn % 2 else "Play")
        expect(lesson.button("Play" if turn % 2 else "Pause")).to_be_visible()
        answered = lesson.frame.evaluate("window.answered")
        assert answered["frames"] <= len(VIEWS)
        if turn % 2:  # it was training
            times.append(answered["after"])
        else:
            before = lesson.number("epoch")
            lesson.until("it trains", lambda before=before: lesson.number("epoch") > before)
    measured("Pause at full speed answered after", ", ".join(f"{t:.0f} ms" for t in sorted(times)))


def test_a_lab_out_of_sight_does_not_train(lesson):
    """At 50 epochs per second a frame trains for five at most. So what was drawn two frames late
    when it went out of sight is not ten epochs further when it is seen again."""
    speed = lesson.slider("Speed")
    speed.press("ArrowRight")
    lesson.press("Play")
    lesson.until("it trains", lambda: lesson.number("epoch") > 10)
    epoch = lesson.frame.evaluate(
        """async () => {
             const epoch = () => Number(probe.lab().querySelector("[data-value=epoch]")
               .dataset.number);
             const seen = (wanted) => new Promise((done) => {
               new IntersectionObserver((entries, observer) => {
                 if (entries.at(-1).isIntersecting !== wanted) return;
                 observer.disconnect();
                 done();
               }).observe(probe.lab());
             });
             document.documentElement.style.setProperty("padding-bottom", "3000px");
             window.scrollTo(0, document.documentElement.scrollHeight);
             await seen(false);
             await probe.frames(2);
             const hidden = epoch();
             await probe.frames(90);
             probe.lab().querySelector("[data-action=toggle]").click();
             window.scrollTo(0, 0);
             await seen(true);
             document.documentElement.style.removeProperty("padding-bottom");
             return hidden;
           }"""
    )
    expect(lesson.button("Play")).to_be_visible()
    lesson.settle()
    assert 0 <= lesson.number("epoch") - epoch <= 10


def test_a_lab_seen_again_goes_on_training(lesson):
    lesson.press("Play")
    lesson.frame.evaluate(
        """async () => {
             window.scrollTo(0, document.documentElement.scrollHeight);
             await probe.frames(5);
             window.scrollTo(0, 0);
             await probe.frames(5);
           }"""
    )
    before = lesson.number("epoch")
    lesson.until("it goes on", lambda: lesson.number("epoch") > before)


def test_the_epochs_per_second_are_no_more_than_asked_for(lesson):
    """The clock is the page's own: a slow machine may do fewer, none may do more."""
    expect(lesson.slider("Speed")).to_have_attribute("aria-valuetext", "20 epochs a second")
    took, epochs = lesson.frame.evaluate(
        """async () => {
             const epoch = () => Number(probe.lab().querySelector("[data-value=epoch]")
               .dataset.number);
             probe.lab().querySelector("[data-action=toggle]").click();
             const started = performance.now();
             await probe.frames(60);
             return [(performance.now() - started) / 1000, epoch()];
           }"""
    )
    assert 0 < epochs <= 20 * took + 2


def test_a_view_that_fails_says_so_and_stops_nothing_else(url, fresh):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.frame.evaluate("glassnet.python.pyimport('ui.panels.units.view').values = null")
    page.press("Play")
    page.until("it trains", lambda: page.number("epoch") > 3)
    page.press("Pause")
    expect(page.button("Play")).to_be_visible()
    assert page.errors
    assert all("not callable" in error for error in page.errors)
