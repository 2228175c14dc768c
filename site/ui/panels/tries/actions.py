"""What can be asked of what was tried: to open one of its runs, or to stop."""

from collections.abc import Callable

from ui.lab import Lab
from ui.lab.scales import whole


def open_try(lab: Lab, value: str) -> None:
    """The run of a row, on its way to where the copy was, which does no exercise; Undo brings the
    run so far back."""
    tries = lab.trying.of(lab)
    if tries is None or not tries.results:
        return
    result = tries.results[whole(value, len(tries.results) - 1)]
    words = f"With {result.change.words}, from {tries.origin(result)}. "
    if result.change.here:
        run = lab.run.copy()
        run.seek(tries.epoch)
        for event in result.change.events(run.spec, run.update):
            run.intervene(event)
        lab.go_on(run, words)
    else:
        lab.start(result.spec, words)
    lab.replay(result.epochs, why=words)


def cancel_tries(lab: Lab, _: str) -> None:
    tries = lab.trying.of(lab)
    if tries is not None:
        tries.cancel()


TRY_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "open-try": open_try,
    "cancel-tries": cancel_tries,
}
