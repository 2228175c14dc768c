"""What can be asked of the signals: a layer further or back, or to run by themselves."""

from collections.abc import Callable

from ui.lab import Lab, Message
from ui.panels.signals.state import Signals, stages, title

SECONDS = 1.4  # at each layer, when they run by themselves

def show(lab: Lab, at: int) -> None:
    """Show a moment of the way; training waits."""
    lab.stop()
    known = stages(lab.spec.layers)
    at = min(max(at, 0), len(known) - 1)
    lab.of(Signals).at = at
    lab.message = Message(f"Signals {at + 1} of {len(known)}. {title(known[at], lab.spec.layers)}")


def step(lab: Lab, by: int) -> None:
    at = lab.of(Signals).at
    first = -by if by < 0 else -1
    show(lab, (first if at is None else at) + by)


def end(lab: Lab) -> None:
    lab.motion = None
    lab.of(Signals).at = None


def run(lab: Lab) -> None:
    """Begin, and go a layer further every so often; or stop where they are."""
    if lab.motion:
        lab.motion = None
        return
    last = len(stages(lab.spec.layers)) - 1
    at = lab.of(Signals).at
    show(lab, 0 if at is None or at >= last else at)
    lab.motion = Running(lab)


class Running:
    """Signals that run by themselves, told of the time that passes."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._passed = 0.0

    def __call__(self, seconds: float) -> bool:
        """Whether they are a layer further."""
        self._passed += seconds
        if self._passed < SECONDS:
            return False
        self._passed = 0.0
        at = (self._lab.of(Signals).at or 0) + 1
        last = len(stages(self._lab.spec.layers)) - 1
        show(self._lab, at)
        self._lab.motion = self if at < last else None
        return True


SIGNAL_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "signals-run": lambda lab, _: run(lab),
    "signals-on": lambda lab, _: step(lab, 1),
    "signals-back": lambda lab, _: step(lab, -1),
    "signals-end": lambda lab, _: end(lab),
}
