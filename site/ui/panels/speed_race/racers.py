"""The race in a row: who races, how far each is, and how fast each was."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.speed_race.view import NAMES, UNKNOWN, button_values
from ui.words.numbers import both

SHORT = {"python": "Python loop", "numpy": "numpy", "wasm": "WebAssembly"}


def structure(lab: Lab) -> Element:
    """A button, and for each racer its progress and its epochs per second."""
    racers = [element("li", {}, element("span", {"class": "who"}, SHORT[name]),
                      element("progress", {"max": "1", "value": SLOT, "aria-label": SHORT[name]}),
                      element("strong", {"data-number": SLOT}, SLOT))
              for name in NAMES]
    race = element("button", {"type": "button", "class": "small", "data-action": "contest",
                              "data-key": "race", "value": SLOT}, SLOT)
    return element("div", {"class": "strip racers", "role": "group", "aria-label": "Who is first"},
                   race, element("ul", {}, *racers),
                   element("span", {"class": "note"}, "epochs per second"))


def values(lab: Lab) -> list[str]:
    race = lab.race
    racers = {racer.name: racer for racer in race.racers} if race else {}
    texts = button_values(lab)
    for name in NAMES:
        racer = racers.get(name)
        if racer is None:
            texts += ["0", *UNKNOWN]
            continue
        speed = racer.per_second
        texts += [f"{racer.share:.2f}", *(both([speed]) if speed else UNKNOWN)]
    return texts
