"""The learner's own runs side by side, and what they say together: the table of an experiment.

A setting has a column where the runs differ in it. Below, the runs that differ in nothing but
their start are counted together.
"""

from collections.abc import Sequence

from engine.median import median
from engine.spec_keys import KEYS
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.runs.comparisons import groups
from ui.panels.runs.log import Entry
from ui.words.names import neuron_name
from ui.words.numbers import full, percent, shown

SLOW = True
TITLES = {
    "learning_rate": "Learning rate", "samples": "Samples", "noise": "Noise",
    "penalty": "Penalty", "activations": "Activation", "data_seed": "Data (seed)",
    "layers": "Layers", "loss": "Loss function", "optimizer": "Optimizer",
}
WRITE = {key.field: key.write for key in KEYS}
ENDED = {
    "converged": "converged", "stuck": "plateau", "diverged": "diverged", "falling": "loss falls",
    "rising": "loss rises", "flat": "loss hardly changes", "unsteady": "loss goes up and down",
    "new": "new",
}


def structure(lab: Lab) -> Element:
    """A row for each run, and one for each group of runs that differ in their start alone."""
    entries = lab.exercises.log.entries
    if not entries:
        text = "Every run that you train is listed here, to be compared with the others."
        return element("section", {"class": "runs"}, element("h3", {}, "Your runs"),
                       element("p", {}, text))
    columns = [TITLES[field] for field in varied(entries)]
    single = table("Each run", ["Run", "Start (seed)", *columns, "Epochs", "Loss",
                                "Below 0.05 at epoch", "Right", "Diagnosis",
                                "Strongest path"],
                   [[False] * (2 + len(columns)) + [True] * 4 + [False] * 2 for _ in entries])
    together = table("Runs that differ in their start alone",
                     [*columns, "Starts", "Below 0.05", "at epoch (median)",
                      "Right (median)", "Strongest paths"],
                     [[False] * len(columns) + [True] * 5 for _ in by_setting(entries)])
    note = element("p", {"class": "explained"},
                   "Right: the share of samples that are right by their labels before the noise. "
                   "A run whose rate or weights were changed on the way says so, and is not in the "
                   "second table.")
    return element("section", {"class": "runs"}, element("h3", {}, "Your runs"), single, together,
                   note)


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[bool]]) -> Element:
    """A table of slots; each row says which of its cells are computed numbers."""
    titles = [element("th", {"scope": "col"}, title) for title in head]
    body = [element("tr", {}, *(element("td", {"data-number": SLOT} if number else {}, SLOT)
                                for number in row)) for row in rows]
    # A wide table scrolls by itself, so the keyboard has to be able to reach it.
    around = {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": caption}
    return element("div", around, element(
        "table", {}, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, *titles)), element("tbody", {}, *body)))


def varied(entries: Sequence[Entry]) -> list[str]:
    """The fields of the Spec in which the runs differ, their start apart."""
    return [field for field in TITLES
            if len({getattr(entry.spec, field) for entry in entries}) > 1]


def by_setting(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The unchanged runs, those together that differ in their seed alone."""
    return groups(entries, 0, "seed")


def key(lab: Lab) -> object:
    entries = lab.exercises.log.entries
    return len(entries), tuple(varied(entries)), len(by_setting(entries))


def values(lab: Lab) -> list[str]:
    """The cells, row by row; a computed number in full and as shown."""
    entries = lab.exercises.log.entries
    fields = varied(entries)
    texts = []
    for entry in entries:
        texts += [str(entry.number), str(entry.spec.seed), *settings(entry, fields)]
        texts += [*count(entry.epochs), full(entry.loss), shown(entry.loss), *count(entry.low),
                  *share(entry.right)]
        texts += [ended(entry), path(entry)]
    for group in by_setting(entries):
        starts = {entry.spec.seed: entry for entry in group}.values()
        low = [entry.low for entry in starts if entry.low is not None]
        right = [entry.right for entry in starts if entry.right is not None]
        texts += [*settings(group[0], fields), *count(len(starts)), *count(len(low)),
                  *count(median(low) if low else None), *share(median(right) if right else None),
                  *count(len({entry.path for entry in starts}))]
    return texts


def settings(entry: Entry, fields: Sequence[str]) -> list[str]:
    return [WRITE[field](getattr(entry.spec, field)) for field in fields]


def count(number: float | None) -> list[str]:
    """A number of things, or none of it."""
    return ["", "–"] if number is None else [full(number), f"{number:,g}"]


def share(number: float | None) -> list[str]:
    return ["", "–"] if number is None else [full(number), percent(number)]


def ended(entry: Entry) -> str:
    dead = f", {entry.dead} dead" if entry.dead else ""
    return ENDED[entry.ended] + dead + (" (changed on the way)" if entry.changed else "")


def path(entry: Entry) -> str:
    return " → ".join(neuron_name(entry.spec, *place) for place in enumerate(entry.path))
