"""A lab's state as the fragment of a URL, and back: what a link can hold of it.

    link = read("#lr=0.5&seed=3&epoch=120&tab=data", lab)
    link.spec, link.epoch, link.tab, link.mistakes
    write(lab)            # every key
    beyond(lab)           # what the link leaves out, in words

A fragment is input: what is wrong in it is told in `mistakes`, and has the lab's default.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from engine import Spec, SpecErrors
from engine.spec import decoded
from engine.spec_keys import LESSON, MAX_EPOCHS
from ui.lab import FIRST_SPEED, Lab
from ui.scales import SPEEDS
from ui.views.control_table import CONTROLS

LONGEST = 4000  # characters of a fragment; one with every key has about 300
SHOWN = 60  # characters of a wrong text that are quoted

SPEED_NAMES = ("slow", *(f"{speed:g}" for speed in SPEEDS[1:-1]), "max")  # by position
ENGINES = ("wasm", "numpy")
THEMES = ("light", "dark")
RENAMED = {"tab": {"build": "network"}}  # values of links that were published
BUTTONS = ("play", "step", "back", "reset", "new-weights", "undo", "pin", "copy-link")
HIDEABLE = (*CONTROLS, *BUTTONS, "sample", "tabs")


@dataclass(frozen=True)
class Link:
    """`kept` is what concerns the page, not the lab, and stays in its address: hide, theme,
    engine; `epoch` is None for where the run is."""

    spec: Spec
    epoch: int | None = 0
    tab: str = ""
    speed: int = FIRST_SPEED
    kept: dict[str, str] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()

    @property
    def hidden(self) -> list[str]:
        """The controls that are not to be shown."""
        return [name for name in self.kept.get("hide", "").split(",") if name]


def at_start(lab: Lab) -> Link:
    """The lab as its author made it."""
    return Link(lab.first, tab=lab.layout.tabs[0])


def read(fragment: str, lab: Lab, basis: Link | None = None) -> Link:
    """The link of a fragment, a leading `#` allowed; what it does not say is as in the basis: as
    the lab is at its start, if there is none."""
    basis = basis or at_start(lab)
    parts = fragment.removeprefix("#").split("&")
    if len(fragment) > LONGEST:
        return replace(basis, mistakes=(
            f"The link has {len(fragment):,} characters; at most {LONGEST:,} are read.",))
    own = [part for part in parts if part.partition("=")[0] in READERS]
    mistakes: list[str] = []
    values: dict[str, str] = {}
    for part in own:
        key, _, text = part.partition("=")
        text = decoded(text)
        text = RENAMED.get(key, {}).get(text, text)
        if key in values:
            mistakes.append(f"{key}: is there twice; the first, {quoted(values[key])}, counts")
            continue
        problem = READERS[key](text, lab)
        if problem:
            mistakes.append(f"{key}={quoted(text)}: {problem}")
        else:
            values[key] = text
    spec = basis.spec
    try:
        rest = "&".join(part for part in parts if part not in own)
        spec = Spec.parse(rest, basis.spec, LESSON)
    except SpecErrors as error:
        spec = error.spec
        mistakes = [*error.errors, *mistakes]
    return Link(
        spec, int(values["epoch"]) if "epoch" in values else basis.epoch,
        values.get("tab", basis.tab),
        SPEED_NAMES.index(values["speed"]) if "speed" in values else basis.speed,
        basis.kept | {key: values[key] for key in ("hide", "theme", "engine") if key in values},
        tuple(mistakes),
    )


def write(lab: Lab) -> str:
    """The fragment, with every key that a Spec has, without the `#`."""
    own = {"epoch": str(lab.run.epoch), "tab": lab.tab, "speed": SPEED_NAMES[lab.speed]}
    pairs = [f"{key}={value}" for key, value in (own | lab.kept).items()]
    return "&".join([str(linkable(lab)), *pairs])


def linkable(lab: Lab) -> Spec:
    """The lab's Spec, with the lab's own data and start in place of what a link cannot hold."""
    spec, first = lab.spec, lab.first
    if spec.data == "own":
        spec = nearest(spec, data=first.data, points=None)
    if spec.initialization == "given":
        spec = nearest(spec, initialization=first.initialization, given=None)
    return spec


def nearest(spec: Spec, **changes: Any) -> Spec:
    """The Spec with these fields, and others changed that do not agree with them."""
    try:
        return spec.replace(**changes)
    except SpecErrors as error:
        return error.spec


def beyond(lab: Lab) -> list[str]:
    """What a link to this state leaves out, in words."""
    events = lab.run.events
    return [what for what, left_out in {
        "your own points": lab.spec.data == "own",
        "the weights that the run began with": lab.spec.initialization == "given",
        "weights set by hand": any(event.parameter is not None for event in events),
        "settings changed in mid-run": any(event.spec is not None and event.update > 0
                                           for event in events),
        "the updates since the last epoch": lab.run.update % lab.run.updates_per_epoch > 0,
    }.items() if left_out]


def quoted(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


def one_of(names: Callable[[Lab], Iterable[str]]) -> Callable[[str, Lab], str]:
    """A reader's check: what is wrong with a text, or ""."""
    return lambda text, lab: "" if text in names(lab) else f"must be one of {', '.join(names(lab))}"


def check_epoch(text: str, _: Lab) -> str:
    right = text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= MAX_EPOCHS
    return "" if right else f"must be a whole number from 0 to {MAX_EPOCHS:,}"


def check_hidden(text: str, _: Lab) -> str:
    unknown = [name for name in text.split(",") if text and name not in HIDEABLE]
    if not unknown:
        return ""
    return f"{quoted(unknown[0])} is no control; they are {', '.join(HIDEABLE)}"


# The keys of a link that are not a Spec's: each says what is wrong with a text, or "".
READERS: dict[str, Callable[[str, Lab], str]] = {
    "epoch": check_epoch,
    "tab": one_of(lambda lab: lab.layout.tabs),
    "speed": one_of(lambda _: SPEED_NAMES),
    "hide": check_hidden,
    "theme": one_of(lambda _: THEMES),
    "engine": one_of(lambda _: ENGINES),
}
