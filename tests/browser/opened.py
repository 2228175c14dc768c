"""A page of the site that is open in a browser: what it asked for, what it said, its lab.

    opened = Opened(context.new_page())
    opened.go(url); opened.wait_ready()
    opened.press("Step"); opened.settle(); opened.number("epoch")
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

BOOT_MS = 60_000
# Markup in a lab that is not its own: an input's. (The stills are there until Python draws.)
FOREIGN = "script, img:not(.still), b, [onerror], [href^='javascript']"
# A point of a part that nothing lies over: the middle of its box, or one of its line, as curves
# leave the middle to others. Relative to the lab.
POINT = """
(part) => {
  part.scrollIntoView({ block: "nearest" });
  const box = part.getBoundingClientRect();
  const points = [new DOMPoint(box.x + box.width / 2, box.y + box.height / 2)];
  const line = part.querySelector("path.hit");
  for (const share of line ? [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9] : []) {
    const point = line.getPointAtLength(share * line.getTotalLength());
    points.push(point.matrixTransform(line.getScreenCTM()));
  }
  const own = points.find(({ x, y }) => part.contains(document.elementFromPoint(x, y)));
  const lab = probe.lab().getBoundingClientRect();
  return own && [own.x - lab.x, own.y - lab.y];
}"""

# The page keeps what was done when it is left; after that, nothing is kept any more.
FORGET = """() => {
  const forget = () => {
    try { localStorage.clear(); sessionStorage.clear(); } catch { /* a sandboxed frame has none */ }
  };
  addEventListener("pagehide", forget);
  document.addEventListener("visibilitychange", forget);
}"""
PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Situation:
    """One of the three ways in which people open the lab."""

    name: str
    url: str
    boot: str  # tier and form of the runtime, which it has to find by itself
    own: tuple[str, ...]  # where its requests may go
    framed: bool = False


class Opened:
    """A page, the frame with the lab in it, and what was seen since the page was opened."""

    def __init__(self, page: Page, situation: Situation | None = None) -> None:
        self.page = page
        self.situation = situation
        self.frame: Frame = page.main_frame
        self.requests: list[str] = []
        self.refused: list[str] = []
        self.console: list[str] = []
        self.errors: list[str] = []
        self.taken_over = ""
        self.shifts: list[dict[str, Any]] = []
        page.add_init_script(PROBE)
        page.on("request", lambda request: self.requests.append(request.url.partition("?b=")[0]))
        page.on("requestfailed", lambda r: self.refused.append(f"{r.url}: {r.failure}"))
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, url: str, framed: bool = False) -> None:
        """Open `url`; `framed` means that the lab is in its one iframe."""
        self.page.goto(url)
        self.frame = self.page.frames[1] if framed else self.page.main_frame

    def wait_state(self, *states: str) -> str:
        """Wait until Python's arrival has one of these outcomes, and say which."""
        wanted = {*states, "ready", "failed", "unsupported"}
        selector = ",".join(f"html[data-python={state}]" for state in wanted)
        self.frame.wait_for_selector(selector, timeout=BOOT_MS, state="attached")
        state = self.frame.locator("html").get_attribute("data-python")
        assert state in states, f"Python is {state}: {self.boot_text}; {self.errors}"
        return state

    def wait_ready(self) -> None:
        self.wait_state("ready")
        self.taken_over = self.probe("markup()")
        self.probe("frames(3)")  # a shift is reported after its frame
        self.shifts = self.probe("shifts")  # up to now: later ones are what a test did

    def probe(self, what: str, argument: object = None) -> Any:
        """Something of probe.js: `shifts`, `numbers()`."""
        return self.frame.evaluate(f"argument => probe.{what}", argument)

    @property
    def boot_text(self) -> str:
        return self.frame.locator("[data-boot-text]").first.text_content() or ""

    @property
    def boot(self) -> str | None:
        """The tier and the form of the runtime that this page runs: snapshot-http."""
        return self.frame.locator("html").get_attribute("data-boot")

    # The lab

    @property
    def lab(self) -> Locator:
        return self.frame.locator("[data-lab]")

    @property
    def foreign(self) -> Locator:
        return self.lab.locator(FOREIGN)

    def button(self, name: str) -> Locator:
        return self.lab.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def slider(self, name: str) -> Locator:
        return self.lab.get_by_role("slider", name=name, exact=True)

    def output(self, key: str) -> Locator:
        return self.lab.locator(f"[data-value={key}]")

    def number(self, key: str) -> float:
        return float(self.output(key).get_attribute("data-number") or "nan")

    def part(self, kind: str, place: str) -> Locator:
        return self.lab.locator(f'[data-{kind}="{place}"]')

    def point_at(self, kind: str, place: str) -> None:
        """Move the pointer to where a part of the network can be hit."""
        point = self.part(kind, place).evaluate(POINT)
        assert point, f"{kind} {place} is covered everywhere"
        lab = self.lab.bounding_box()
        assert lab is not None
        self.page.mouse.move(lab["x"] + point[0], lab["y"] + point[1])

    def click_at(self, kind: str, place: str, times: int = 1) -> None:
        """Click a part of the network where it can be hit."""
        self.point_at(kind, place)
        for count in range(1, times + 1):
            self.page.mouse.down(click_count=count)
            self.page.mouse.up(click_count=count)

    def settle(self) -> None:
        """Wait until all that was asked for is drawn."""
        self.probe("settle()")

    def wait_epoch(self, epoch: int) -> None:
        expect(self.output("epoch")).to_have_attribute("data-number", str(epoch))
        self.settle()

    def numbers(self) -> list[str]:
        """Every `data-number` in sight but the message's, in the order of the page."""
        self.settle()
        return self.probe("numbers()")

    def texts(self) -> list[str]:
        """Every number in sight, but the message's, as it is shown."""
        self.settle()
        return self.probe("texts()")

    def inspect(self, parts: str) -> dict[tuple[str, str], str]:
        """What the inspector says of the parts of a selector: number in full, by part and name."""
        self.settle()
        found = self.probe("inspect(argument)", parts)
        return {(part, name): number for part, name, number in found}

    def quantities(self, kind: str, place: str) -> dict[str, float]:
        """What the inspector says of a part, which is selected for that: number by name."""
        self.part(kind, place).focus()
        self.page.keyboard.press("Enter")
        expect(self.part(kind, place)).to_have_attribute("aria-pressed", "true")
        self.settle()
        rows = self.frame.evaluate(
            """() => [...document.querySelectorAll(".inspector .row:not(.empty)")].map(
               (row) => [row.querySelector("dt").textContent,
                         row.querySelector("dd").dataset.number])"""
        )
        return {name: float(number) for name, number in rows}

    def until(self, what: str, condition: Callable[[], bool], seconds: float = 60) -> None:
        """Wait for something that has no selector."""
        for _ in range(int(seconds * 50)):
            if condition():
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"waited {seconds} s in vain: {what}")

    def forget(self) -> None:
        """Let the page that comes next find no work of this one."""
        self.frame.evaluate(FORGET)

    def restore(self) -> None:
        """The lab as it was when it was opened; opened again if it has gone too far for that."""
        self.frame.evaluate(
            """() => {
                 const set = (action, value, type) => {
                   const control = probe.lab().querySelector(`input[data-action="${action}"]`);
                   control.value = value;
                   control.dispatchEvent(new Event(type, { bubbles: true }));
                 };
                 set("speed", "5", "input");
                 set("rate-value", "0.1", "change");
                 set("sample", "0", "input");
                 const press = (selector) => probe.lab().querySelector(selector)
                   .dispatchEvent(new MouseEvent("click", { bubbles: true }));
                 press('[data-action="tab"][value="network"]');
                 press('[data-part="neuron:1.0"]');
                 press('[data-action="reset"]');
                 document.activeElement.blur();
                 window.scrollTo(0, 0);
               }"""
        )
        if self.texts() != self.probe("first")["texts"] and self.situation:
            self.forget()
            self.go(self.situation.url, self.situation.framed)
            self.wait_ready()
