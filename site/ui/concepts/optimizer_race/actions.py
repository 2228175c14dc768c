"""What can be asked of the race of optimizers."""

from collections.abc import Callable
from dataclasses import replace

from engine.optimizers import OPTIMIZERS
from ui.concepts.changes import change, known
from ui.concepts.of_lab import now, put
from ui.concepts.optimizer_race.state import ACROSS, LONGEST, UP, OptimizerRace
from ui.concepts.optimizer_race.surfaces import SURFACES
from ui.concepts.optimizer_race.view import RATES, STEPS
from ui.lab import Lab
from ui.lab.scales import bounded, whole

STEPS_A_SECOND = 20  # of a race that plays


def race_step(lab: Lab, by: int) -> None:
    lab.motion = None
    state = now(lab, OptimizerRace)
    put(lab, state.after(state.step + by))


def race_to(lab: Lab, step: int) -> None:
    lab.motion = None
    put(lab, now(lab, OptimizerRace).after(step))


class PlayingRace:
    """A race that plays: a frame makes the steps that its time is worth."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._owed = 0.0

    def __call__(self, seconds: float) -> bool:
        """Whether there was a step."""
        self._owed += seconds * STEPS_A_SECOND
        steps = int(self._owed)
        self._owed -= steps
        state = now(self._lab, OptimizerRace).after(now(self._lab, OptimizerRace).step + steps)
        put(self._lab, state)
        if state.step == LONGEST:
            self._lab.motion = None
        return steps > 0


def race_toggle(lab: Lab, _: str) -> None:
    """Play, from the start if the race is over; or pause."""
    state = now(lab, OptimizerRace)
    if lab.motion:
        lab.motion = None
        return
    if state.step == LONGEST:
        put(lab, state.after(0))
    lab.motion = PlayingRace(lab)


def start(lab: Lab) -> tuple[float, float]:
    return now(lab, OptimizerRace).start


def race_from(lab: Lab, x: float, y: float) -> None:
    """Another start, from which the race begins again."""
    lab.motion = None
    put(lab, replace(now(lab, OptimizerRace), start=(x + 0.0, y + 0.0), step=0))


def race_from_place(lab: Lab, place: str) -> None:
    across, down = (bounded(share, 0.0, 1.0) for share in place.split())
    x, y = (across - 0.5) * 2 * ACROSS, (0.5 - down) * 2 * UP
    race_from(lab, round(x, 2), round(y, 2))


def race_on(lab: Lab, surface: str) -> None:
    state = replace(now(lab, OptimizerRace), surface=known(surface, SURFACES))
    put(lab, state)
    race_from(lab, *state.loss.start)


def race_show(lab: Lab, name: str) -> None:
    """Draw a racer, or hide it."""
    state = now(lab, OptimizerRace)
    put(lab, replace(state, hidden=state.hidden ^ {known(name, OPTIMIZERS)}))


def race_rate(lab: Lab, position: str) -> None:
    rate = RATES.at(bounded(position, 0, RATES.last))
    put(lab, replace(now(lab, OptimizerRace), learning_rate=rate))


RACE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "race-surface": race_on,
    "race-code": change(OptimizerRace, chosen=lambda name: known(name, OPTIMIZERS)),
    "race-rate": race_rate,
    "race-at": lambda lab, value: race_to(lab, whole(value, LONGEST)),
    "race-x": lambda lab, value: race_from(
        lab, bounded(value, -ACROSS * STEPS, ACROSS * STEPS) / STEPS, start(lab)[1]),
    "race-y": lambda lab, value: race_from(
        lab, start(lab)[0], bounded(value, -UP * STEPS, UP * STEPS) / STEPS),
    "race-to": race_from_place,
    "race-toggle": race_toggle,
    "race-step": lambda lab, _: race_step(lab, 1),
    "race-back": lambda lab, _: race_step(lab, -1),
    "race-reset": lambda lab, _: race_to(lab, 0),
    "race-show": race_show,
}
