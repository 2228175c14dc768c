"""What can be asked of a lab: by a control (`data-action`), a key, or a host page.

    act(lab, "step"); act(lab, "rate", "60"); act(lab, "select", "weight:1.0.2")

Names and values are input: a name that is not in the table does nothing, a value that cannot be
used leaves everything as it was and is quoted in `lab.message`.
"""

import math
from collections.abc import Callable

from engine import EngineError, explain
from ui.exercise_actions import EXERCISE_ACTIONS
from ui.lab import Lab, Message
from ui.point_actions import POINT_ACTIONS, select_sample
from ui.scales import RATE, SPEEDS, bounded
from ui.typed_points import TYPED_ACTIONS
from ui.views.chart import last_epoch
from ui.views.computation import MATRICES, walk_keys
from ui.views.table import COLUMNS, last_page


def act(lab: Lab, action: str, value: str = "") -> bool:
    """Do what is asked; False if there is no such action."""
    known = ACTIONS.get(action)
    if known is None:
        return False
    try:
        known(lab, value)
    except (ValueError, EngineError) as error:  # SpecErrors and DataError are EngineErrors
        lab.message = Message(f"“{value[:20]}” cannot be used: {error}")
    lab.look()
    return True


def whole(value: str, last: int) -> int:
    return int(bounded(value, 0, last))


def set_rate(lab: Lab, rate: float) -> None:
    lab.run.change(learning_rate=rate)
    lab.message = Message(f"Learning rate {rate:g}.")


def type_rate(lab: Lab, text: str) -> None:
    """The learning rate as typed: a number within the slider's range, or a message."""
    try:
        rate = float(text.replace(",", "."))
    except ValueError:
        rate = math.nan
    if RATE.lowest <= rate <= RATE.highest:
        set_rate(lab, rate)
    else:
        lab.message = Message(
            f"A learning rate of “{text[:20]}” cannot be used: type a number from "
            f"{RATE.lowest:g} to {RATE.highest:g}. It stays at {lab.spec.learning_rate:g}."
        )


def select(lab: Lab, part: str) -> None:
    """Select a neuron, weight or bias by its reference; others are ignored."""
    if part in lab.parts():
        lab.selected = part


def set_samples(lab: Lab, value: str) -> None:
    samples = round(bounded(value, 50, 500))
    lab.start(lab.spec.replace(samples=samples), f"{samples} samples.")


def set_noise(lab: Lab, value: str) -> None:
    noise = round(bounded(value, 0, 50)) / 100
    lab.start(lab.spec.replace(noise=noise), f"{noise:.0%} of the labels are flipped.")


def set_penalty(lab: Lab, value: str) -> None:
    penalty = round(bounded(value, 0, 100)) / 100
    lab.run.change(penalty=penalty)
    lab.message = Message(f"Confidence penalty {penalty:g}.")


def new_data(lab: Lab, _: str) -> None:
    seed = lab.spec.data_seed + 1
    lab.start(lab.spec.replace(data_seed=seed), f"New data, from seed {seed}.")


def set_activation(lab: Lab, value: str) -> None:
    hidden = len(lab.spec.layers) - 2
    lab.start(lab.spec.replace(activations=(value,) * hidden), f"Activation {value[:20]}.")


def sort_table(lab: Lab, column: str) -> None:
    """Sort by a column; once more, the other way round."""
    by, descending = lab.view.get("sort", ("sample", False))
    if column in COLUMNS:
        descending = column == by and not descending
        lab.view["sort"] = column, descending
        lab.view["page"] = 0
        lab.message = Message(f"Sorted by {COLUMNS[column]}, "
                              f"{'largest' if descending else 'smallest'} first.")


def turn_page(lab: Lab, by: int) -> None:
    lab.view["page"] = min(max(0, lab.view.get("page", 0) + by), last_page(lab))


def show_series(lab: Lab, name: str) -> None:
    if name in SERIES:
        lab.view["series"] = name


def choose_axes(lab: Lab, name: str) -> None:
    """The axes of the hidden space: "pca" or two units, as in "0-2"."""
    units = range(lab.spec.layers[-2])
    if name == "pca" or name in {f"{i}-{j}" for i in units for j in units if i < j}:
        lab.view["axes"] = name


def seek_share(lab: Lab, share: str) -> None:
    """The epoch at a share of the charts' axis, for who clicks into a chart."""
    last = lab.run.history.last_epoch
    epoch = round(bounded(share, 0, 1) * last_epoch(lab.run.epoch, last))
    lab.seek(min(epoch, last))


def fold(lab: Lab, title: str) -> None:
    """Open a section of the computation, or close it."""
    sections = lab.view.get("sections", ("Forward pass",))
    if title in SECTIONS:
        rest = tuple(each for each in sections if each != title)
        lab.view["sections"] = rest if title in sections else (*rest, title)


def walk(lab: Lab, by: int | None) -> None:
    """Go through the computation one number at a time; None begins anew."""
    lab.playing = False
    last = len(walk_keys(explain(lab.run, lab.sample))) - 1
    lab.view["walk"] = 0 if by is None else min(max(lab.view.get("walk", 0) + by, 0), last)


def pin(lab: Lab, _: str) -> None:
    """Keep this run's loss in sight beside the next one's; or let go of it."""
    if lab.pinned is None:
        lab.pinned = lab.run
        lab.message = Message("Pinned: reset, change one thing, and train; both curves are shown.")
    else:
        lab.pinned = None
        lab.message = Message("The pinned run is gone.")


def show_tab(lab: Lab, value: str) -> None:
    if value in TABS:
        lab.tab = value


SECTIONS = ("Forward pass", "Loss", "Backward pass", "Gradients", "Update", MATRICES)
SERIES = ("weights", "biases", "weight-gradients", "bias-gradients", "paths")

TABS = {
    "network": "Network",
    "computation": "Computation",
    "data": "Data",
    "predictions": "Predictions",
    "parameters": "Parameters",
    "hidden": "Hidden space",
    "exercises": "Exercises",
}

ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    **EXERCISE_ACTIONS,
    **POINT_ACTIONS,
    **TYPED_ACTIONS,
    "play": lambda lab, _: lab.play(),
    "pause": lambda lab, _: lab.pause(),
    "toggle": lambda lab, _: lab.pause() if lab.playing else lab.play(),
    "step": lambda lab, _: lab.step(),
    "back": lambda lab, _: lab.back(),
    "reset": lambda lab, _: lab.reset(),
    "new-weights": lambda lab, _: lab.new_weights(),
    "undo": lambda lab, _: lab.undo(),
    "epoch": lambda lab, value: lab.seek(whole(value, int(lab.run.history.last_epoch))),
    "rate": lambda lab, value: set_rate(lab, RATE.at(bounded(value, 0, RATE.steps))),
    "rate-value": type_rate,
    "speed": lambda lab, value: lab.set_speed(whole(value, len(SPEEDS) - 1)),
    "samples": set_samples,
    "noise": set_noise,
    "penalty": set_penalty,
    "new-data": new_data,
    "activation": set_activation,
    "sample": lambda lab, value: select_sample(
        lab, whole(value, len(lab.run.data.train) - 1)),
    "select": select,
    "tab": show_tab,
    "sort": sort_table,
    "page-back": lambda lab, _: turn_page(lab, -1),
    "page-on": lambda lab, _: turn_page(lab, 1),
    "series": show_series,
    "axes": choose_axes,
    "epoch-share": seek_share,
    "pin": pin,
    "section": fold,
    "walk-start": lambda lab, _: walk(lab, None),
    "walk-on": lambda lab, _: walk(lab, 1),
    "walk-back": lambda lab, _: walk(lab, -1),
    "walk-end": lambda lab, _: lab.view.pop("walk", None),
}
