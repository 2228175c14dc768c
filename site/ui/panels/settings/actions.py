"""What can be asked of a lab that begins another run: other data, another network, another loss."""

from collections.abc import Callable
from typing import Any

from engine import SpecErrors
from engine.data import DATA_SETS
from engine.features import FEATURES
from engine.initializers import INITIALIZERS
from engine.ops import ACTIVATIONS, LOSSES, OUTPUTS
from ui.lab import Lab, Message
from ui.lab.own_points import takes_value
from ui.lab.scales import bounded
from ui.panels.settings.fitting import changed_along, check_targets
from ui.words.titles import noise_in_words, titled


def set_samples(lab: Lab, value: str) -> None:
    samples = round(bounded(value, 50, 500))
    lab.start(lab.spec.replace(samples=samples), f"{samples} samples.")


def set_noise(lab: Lab, value: str) -> None:
    spec = lab.spec.replace(noise=round(bounded(value, 0, 50)) / 100)
    words = noise_in_words(spec)
    lab.start(spec, f"{words[0].upper()}{words[1:]}.")


def new_data(lab: Lab, _: str) -> None:
    seed = lab.spec.data_seed + 1
    lab.start(lab.spec.replace(data_seed=seed), f"New data, from seed {seed}.")


def set_activation(lab: Lab, name: str) -> None:
    hidden = len(lab.spec.layers) - 2
    lab.start(lab.spec.replace(activations=(name,) * hidden),
              f"Activation {titled(ACTIVATIONS, name)}.")


def set_loss(lab: Lab, name: str) -> None:
    check_targets(lab, LOSSES, name)
    start_nearest(lab, f"Loss: {titled(LOSSES, name)}.", loss=name)


def set_initialization(lab: Lab, name: str) -> None:
    start_nearest(lab, f"Initialization {titled(INITIALIZERS, name)}.",
                  initialization=name, given=None)


def set_data(lab: Lab, name: str) -> None:
    changes: dict[str, Any] = {"data": name, "points": None}
    classes = name in DATA_SETS and not DATA_SETS[name].regression
    own_numbers = lab.spec.data == "own" and takes_value(lab)
    numbers = DATA_SETS[lab.spec.data].regression or own_numbers
    if numbers and classes:
        changes |= {"output": lab.first.output, "loss": lab.first.loss}  # as before the numbers
    start_nearest(lab, f"Data: {titled(DATA_SETS, name)}.", **changes)


def set_batch(lab: Lab, value: str) -> None:
    batch = "all" if value == "all" else round(bounded(value, 1, 500))
    start_nearest(lab, f"Batch size {batch}.", batch=batch)


def set_split(lab: Lab, value: str) -> None:
    split = round(bounded(value, 0, 50)) / 100
    start_nearest(lab, f"{split:.0%} of the samples are kept for the test.", split=split)


def toggle_feature(lab: Lab, name: str) -> None:
    """One input more, or one less; the first layer has a neuron for each."""
    if name not in FEATURES:
        raise ValueError(f"the inputs are {', '.join(FEATURES)}")
    wanted = set(lab.spec.features) ^ {name}
    features = tuple(each for each in FEATURES if each in wanted)
    if not features:
        lab.message = Message("A network needs an input: choose another before this one goes.")
        return
    titles = ", ".join(FEATURES[each].title for each in features)
    start_nearest(lab, f"Inputs {titles}.", features=features,
                  layers=(len(features), *lab.spec.layers[1:]))


def set_output(lab: Lab, name: str) -> None:
    check_targets(lab, OUTPUTS, name)
    start_nearest(lab, f"Output {titled(OUTPUTS, name)}.", output=name)


def start_nearest(lab: Lab, message: str, **changes: Any) -> None:
    """Begin a run with these fields; what does not agree with them is changed too, and said.

    Raises SpecErrors where one of the fields itself cannot be had.
    """
    try:
        lab.start(lab.spec.replace(**changes), message)
    except SpecErrors as error:
        if any(getattr(error.spec, name) != value for name, value in changes.items()):
            raise
        along = changed_along(vars(lab.spec) | changes, error.spec)
        lab.start(error.spec, f"{message} More had to change for that: {along}.")


SPEC_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "samples": set_samples,
    "noise": set_noise,
    "new-data": new_data,
    "activation": set_activation,
    "loss": set_loss,
    "initialization": set_initialization,
    "batch": set_batch,
    "split": set_split,
    "feature": toggle_feature,
    "output": set_output,
    "data": set_data,
}
