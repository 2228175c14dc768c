"""What can be asked of the computation: to unfold a section, to walk through it."""

from collections.abc import Callable

from engine import explain
from ui.lab import Lab
from ui.panels.computation.state import SECTIONS, Computation, walk_keys


def fold(lab: Lab, title: str) -> None:
    """Open a section, or close it."""
    state = lab.of(Computation)
    if title in SECTIONS:
        rest = tuple(each for each in state.sections if each != title)
        state.sections = rest if title in state.sections else (*rest, title)


def walk(lab: Lab, by: int | None) -> None:
    """Go through the computation one number at a time; None begins anew."""
    lab.stop()
    last = len(walk_keys(explain(lab.run, lab.sample))) - 1
    state = lab.of(Computation)
    state.walk = 0 if by is None else min(max((state.walk or 0) + by, 0), last)


def end(lab: Lab, _: str) -> None:
    lab.of(Computation).walk = None


COMPUTATION_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "section": fold,
    "walk-start": lambda lab, _: walk(lab, None),
    "walk-on": lambda lab, _: walk(lab, 1),
    "walk-back": lambda lab, _: walk(lab, -1),
    "walk-end": end,
}
