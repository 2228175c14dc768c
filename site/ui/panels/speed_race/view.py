"""The race: a row for each racer, with its progress, its epochs per second and its loss."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.speed_race.state import COMPARED, SECONDS
from ui.words.numbers import both

NAMES = {"python": "A Python loop", "numpy": "numpy", "wasm": "The WebAssembly written for it"}
UNKNOWN = ["", "–"]
EXPLAINED = (
    f"Each trains the lab’s network from its start for {SECONDS:g} second. All take the same "
    f"samples in the same order, so after {COMPARED} epochs their losses have to be the same, "
    "up to rounding."
)
PAID = ("Written by Python, in milliseconds", "Compiled by the browser, in milliseconds",
        "Size of the module, in bytes")


def structure(lab: Lab) -> Element:
    """A button, if there is none below the picture, a table, and what the module cost."""
    head = ("Who", "Progress", "Epochs per second", "Times the Python loop",
            f"Loss after {COMPARED} epochs")
    number = element("td", {"data-number": SLOT}, SLOT)
    rows = [
        element("tr", {}, element("th", {"scope": "row"}, name),
                element("td", {}, element("progress", {"max": "1", "value": SLOT,
                                                       "aria-label": name})),
                number, number, number)
        for name in NAMES.values()
    ]
    around = {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": "The race"}
    table = element("table", {}, element("caption", {}, "The race"),
                    element("thead", {}, element("tr", {}, *(
                        element("th", {"scope": "col"}, title) for title in head))),
                    element("tbody", {}, *rows))
    paid = [element("div", {}, element("dt", {}, title),
                    element("dd", {"data-number": SLOT}, SLOT)) for title in PAID]
    return element(
        "section", {"class": "contest"},
        element("p", {"class": "explained"}, EXPLAINED),
        *([] if in_the_strip(lab) else [
            element("button", {"type": "button", "data-action": "contest", "value": SLOT}, SLOT)]),
        element("div", around, table),
        element("p", {}, SLOT),
        element("dl", {"class": "paid"}, *paid),
    )


def values(lab: Lab) -> list[str]:
    race = lab.race
    texts = [] if in_the_strip(lab) else button_values(lab)
    racers = {racer.name: racer for racer in race.racers} if race else {}
    python = racers["python"].per_second if racers else None
    for name in NAMES:
        if name not in racers:
            texts += ["0", *UNKNOWN * 3]
            continue
        racer = racers[name]
        speed = racer.per_second
        texts.append(f"{racer.share:.2f}")
        texts += both([speed]) if speed else UNKNOWN
        texts += both([speed / python]) if speed and python else UNKNOWN
        texts += both([racer.loss]) if racer.loss is not None else UNKNOWN
    texts.append(verdict(lab))
    if race and race.size:
        paid = [1000 * race.written, 1000 * race.compiled]
        return texts + both(paid) + [str(race.size), f"{race.size:,}"]
    return texts + UNKNOWN * 3


def button_values(lab: Lab) -> list[str]:
    """What the button asks for, and its name."""
    running = lab.race and lab.race.running
    return ["cancel", "Cancel the race"] if running else ["start", "Race"]


def in_the_strip(lab: Lab) -> bool:
    return "racers" in lab.layout.bench


def verdict(lab: Lab) -> str:
    race = lab.race
    if race is None:
        return "No race yet."
    if race.running:
        return "The race is on."
    if race.stopped:
        return "Cancelled."
    if diverged := [NAMES[racer.name] for racer in race.racers if racer.diverged]:
        return (f"Over. Diverged, with numbers that are no longer finite: {', '.join(diverged)}. "
                "A smaller learning rate may help.")
    if len(race.racers) < len(NAMES):
        return "Over. There is no WebAssembly here: this page trains by numpy."
    losses = [racer.loss for racer in race.racers if racer.loss is not None]
    return f"Over. The losses differ by {max(losses) - min(losses):.0e} at most."
