"""The controls that a lab may have, by name: the key of a Spec for those that set one."""

import math

from engine.data import DATA_SETS, OWN
from engine.features import FEATURES
from engine.initializers import INITIALIZERS
from engine.ops import ACTIVATIONS, LOSSES, OUTPUTS
from engine.optimizers import OPTIMIZERS
from ui.draw.controls import Button, Choice, Control, Options, Slider, Toggles
from ui.lab import Lab
from ui.lab.scales import SPEEDS
from ui.words.titles import noise_amount, noise_in_words, offered, titled, titles

STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # of a regularisation
MIXED = "mixed"
BATCHES = (1, 2, 4, 5, 10, 20, 30, 50)


def last_known(lab: Lab) -> int:
    """The last epoch of the recorded history."""
    return int(max(lab.run.epoch, lab.run.history.last_epoch))


def speed_text(lab: Lab) -> str:
    speed = SPEEDS[lab.speed]
    if lab.speed == 0:
        return "slow motion"
    if math.isinf(speed):
        return "full speed"
    return f"{speed:g} epoch{'s' if speed != 1 else ''} a second"


def hidden_activation(lab: Lab) -> str:
    """The activation of all hidden layers, or MIXED."""
    names = set(lab.spec.activations)
    return names.pop() if len(names) == 1 else MIXED


def hidden_activations(lab: Lab) -> Options:
    """Those to choose from, and what the hidden layers have."""
    known = titles(ACTIVATIONS)
    offered = {name: title for name, title in known.items() if name != "identity"}
    chosen = hidden_activation(lab)
    return with_chosen(offered, chosen, known.get(chosen, "Not the same in all layers"))


def batches(lab: Lab) -> Options:
    """The sizes to choose from, the one that is set among them."""
    rows = len(lab.run.data.train)
    sizes = {size for size in BATCHES if size < rows}
    if isinstance(lab.spec.batch, int):
        sizes.add(lab.spec.batch)
    return {str(size): str(size) for size in sorted(sizes)} | {"all": f"all {rows}"}


def strengths(chosen: float) -> Options:
    """The strengths to choose from, the one that is set among them."""
    return {f"{strength:g}": f"{strength:g}" for strength in sorted({*STRENGTHS, chosen})}


def with_chosen(options: Options, chosen: str, title: str) -> Options:
    """The options, and the chosen one where it is none that can be asked for."""
    return options if chosen in options else {**options, chosen: title}


CONTROLS: dict[str, Control] = {
    "epoch": Slider(
        "epoch", "Epoch",
        steps=lambda lab: max(last_known(lab), 1),
        position=lambda lab: lab.run.epoch,
        text=lambda lab: f"of {last_known(lab):,}",
        spoken=lambda lab: f"epoch {lab.run.epoch} of {last_known(lab)}",
    ),
    "lr": Slider(
        "rate", "Learning rate", typed="rate-value",
        steps=lambda lab: lab.layout.rates.last,
        position=lambda lab: lab.layout.rates.position(lab.spec.learning_rate),
        text=lambda lab: f"{lab.spec.learning_rate:g}",
    ),
    "speed": Slider(
        "speed", "Speed",
        steps=lambda _: len(SPEEDS) - 1, position=lambda lab: lab.speed, text=speed_text,
    ),
    "n": Slider(
        "samples", "Samples", lowest=50, step=10,
        steps=lambda _: 500, position=lambda lab: lab.spec.samples,
        text=lambda lab: f"{lab.spec.samples}",
        spoken=lambda lab: f"{lab.spec.samples} samples",
    ),
    "noise": Slider(
        "noise", "Noise",
        steps=lambda _: 50, position=lambda lab: round(100 * lab.spec.noise),
        text=lambda lab: noise_amount(lab.spec), spoken=lambda lab: noise_in_words(lab.spec),
    ),
    "penalty": Slider(
        "penalty", "Confidence penalty",
        steps=lambda _: 100, position=lambda lab: round(100 * lab.spec.penalty),
        text=lambda lab: f"{lab.spec.penalty:g}",
    ),
    "act": Choice(
        "activation", "Activation",
        options=hidden_activations, chosen=hidden_activation,
    ),
    "loss": Choice("loss", "Loss", options=lambda _: titles(offered(LOSSES)),
                   chosen=lambda lab: lab.spec.loss),
    "opt": Choice("optimizer", "Optimizer", options=lambda _: titles(OPTIMIZERS),
                  chosen=lambda lab: lab.spec.optimizer),
    "init": Choice(
        "initialization", "Initialization",
        options=lambda lab: with_chosen(
            titles({name: row for name, row in INITIALIZERS.items() if row.drawn}),
            lab.spec.initialization, titled(INITIALIZERS, lab.spec.initialization)),
        chosen=lambda lab: lab.spec.initialization,
    ),
    "batch": Choice("batch", "Batch size", options=batches,
                    chosen=lambda lab: str(lab.spec.batch)),
    "data": Choice(
        "data", "Data",
        options=lambda lab: with_chosen(
            titles({name: row for name, row in DATA_SETS.items()
                    if name != OWN and not row.task.one_hot}),
            lab.spec.data, "Your own points"),
        chosen=lambda lab: lab.spec.data,
    ),
    "new-data": Button("new-data", "New data"),
    "split": Slider(
        "split", "Test share", step=5,
        steps=lambda _: 50, position=lambda lab: round(100 * lab.spec.split),
        text=lambda lab: f"{lab.spec.split:.0%}",
        spoken=lambda lab: f"{lab.spec.split:.0%} of the samples are kept for the test",
    ),
    "features": Toggles("feature", "Inputs", lambda: titles(FEATURES),
                        lambda lab: lab.spec.features),
    "out": Choice("output", "Output", options=lambda _: titles(offered(OUTPUTS)),
                  chosen=lambda lab: lab.spec.output),
    "l1": Choice("l1", "L1", options=lambda lab: strengths(lab.spec.l1),
                 chosen=lambda lab: f"{lab.spec.l1:g}"),
    "l2": Choice("l2", "L2", options=lambda lab: strengths(lab.spec.l2),
                 chosen=lambda lab: f"{lab.spec.l2:g}"),
}
DRAWN = frozenset({"n", "noise", "new-data", "split"})  # only of data that are drawn


def applicable(lab: Lab, names: tuple[str, ...]) -> list[str]:
    """Those that can do something now. Data of a fixed number of rows have no samples to set, and
    a network without a hidden layer has no activation of one."""
    idle = set(DRAWN) if lab.fixed_data else set()
    if not lab.spec.activations:
        idle.add("act")
    return [name for name in names if name not in idle]
