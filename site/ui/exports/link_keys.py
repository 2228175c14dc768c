"""The keys of a link: what each may say, and what is wrong with what it says.

    READERS["epoch"]("many", lab)     # "must be a whole number from 0 to ..."
    in_words(["points"])              # "own points"
"""

from collections.abc import Callable, Iterable

from engine.meant import meant
from engine.spec_keys import BY_KEY, MAX_EPOCHS
from ui.lab import Lab
from ui.lab.scales import SPEEDS
from ui.panels.settings.table import CONTROLS
from ui.words.quoting import quoted

SPEED_NAMES = ("slow", *(f"{speed:g}" for speed in SPEEDS[1:-1]), "max")  # by position
ENGINES = ("wasm", "numpy")
THEMES = ("light", "dark")
WHOLE = "keys"  # of a link that was copied: it has all of them, with this check sum
LEFT_OUT = "without"  # what a link that was copied could not hold
LEAVES_OUT = {
    "points": "own points",
    "weights": "the weights that the run began with",
    "edits": "weights set by hand",
    "changes": "settings changed in mid-run",
    "updates": "the updates since the last epoch",
}
WRITTEN = (*BY_KEY, "epoch", "tab", "speed")
BUTTONS = ("play", "step", "back", "reset", "new-weights", "undo", "pin", "copy-link")
HIDEABLE = (*CONTROLS, *BUTTONS, "sample", "tabs")


def in_words(left_out: Iterable[str]) -> str:
    return " and ".join(LEAVES_OUT[what] for what in left_out)


def one_of(names: Callable[[Lab], Iterable[str]]) -> Callable[[str, Lab], str]:
    """A reader's check: what is wrong with a text, or ""."""
    def check(text: str, lab: Lab) -> str:
        if text in names(lab):
            return ""
        return f"must be one of {', '.join(names(lab))}{did_you_mean(text, names(lab))}"

    return check


def did_you_mean(text: str, names: Iterable[str]) -> str:
    likely = meant(text, names)
    return f"; did you mean {likely}?" if likely else ""


def check_left_out(text: str, _: Lab) -> str:
    """Always something to say."""
    known = [what for what in text.split(",") if what in LEAVES_OUT]
    if not known:
        return f"must be some of {', '.join(LEAVES_OUT)}"
    return (f"a link cannot hold {in_words(known)}. This is not the run that it was copied from")


def check_epoch(text: str, _: Lab) -> str:
    right = text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= MAX_EPOCHS
    return "" if right else f"must be a whole number from 0 to {MAX_EPOCHS:,}"


def check_hidden(text: str, _: Lab) -> str:
    wrong = [name for name in text.split(",") if text and name not in HIDEABLE]
    if not wrong:
        return ""
    return (f"{quoted(wrong[0])} is no control; they are {', '.join(HIDEABLE)}"
            f"{did_you_mean(wrong[0], HIDEABLE)}")


# The keys of a link that are not a Spec's: each says what is wrong with a text, or "".
READERS: dict[str, Callable[[str, Lab], str]] = {
    "epoch": check_epoch,
    "tab": one_of(lambda lab: lab.layout.tabs),
    "speed": one_of(lambda _: SPEED_NAMES),
    "hide": check_hidden,
    "theme": one_of(lambda _: THEMES),
    "engine": one_of(lambda _: ENGINES),
    LEFT_OUT: check_left_out,
}
KNOWN = (*BY_KEY, *READERS, WHOLE)
