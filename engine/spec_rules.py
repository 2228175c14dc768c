"""What the fields of a Spec must fulfil together, and the nearest Spec that does."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from engine.data import DATA_SETS, OWN, row_counts
from engine.initializers import GIVEN
from engine.ops import LOSSES, OUTPUTS
from engine.spec_keys import ENGINE, Limits
from engine.tasks import CLASSES, TASKS, Task


def reconcile(
    fields: Mapping[str, Any],
    defaults: Mapping[str, Any],
    limits: Limits = ENGINE,
) -> tuple[dict[str, Any], list[str]]:
    """Fields that agree with each other, and a message for each one that had to change, if need be
    to its default."""
    fields = dict(fields)
    errors = _several_classes(fields, defaults, limits.outputs)
    for rule in (_own_points, _given_weights):
        errors += rule(fields, defaults)
    for check in (_ends, _output):
        errors += check(fields)
    errors += _width(fields, limits.width)
    errors += _activations(fields, defaults)
    errors += _batch(fields)
    return fields, errors


def _several_classes(
    fields: dict[str, Any], defaults: Mapping[str, Any], most: int
) -> list[str]:
    """Where one output is all there may be, data of several classes and their outputs give way."""
    if most > 1:
        return []
    errors = []
    data, output = fields["data"], fields["output"]
    if DATA_SETS[data].task is CLASSES:
        errors.append(f"data={data}: labs do not show several classes yet; choose another set")
        fields["data"] = defaults["data"]
    if CLASSES.name in OUTPUTS[output].tasks:
        errors.append(f"out={output}: labs do not show several classes yet; choose another output")
        fields["output"], fields["loss"] = defaults["output"], defaults["loss"]
    return errors


def _own_points(fields: dict[str, Any], defaults: Mapping[str, Any]) -> list[str]:
    if fields["data"] != OWN or fields["points"] is None:
        fields["scales"] = None  # they are of own points, and go with them
    if fields["data"] == OWN and fields["points"] is None:
        fields["data"] = defaults["data"]
        return [
            "data=own: a link cannot hold the points; name a data set, or load a saved state, "
            "which has them"
        ]
    if fields["data"] != OWN and fields["points"] is not None:
        chosen, fields["points"] = fields["data"], None
        return [f"data={chosen}: it comes without own points; choose data=own or leave them out"]
    return []


def _given_weights(fields: dict[str, Any], defaults: Mapping[str, Any]) -> list[str]:
    """Own weights come with init=given and only with it, one for each parameter."""
    given, layers = fields["given"], fields["layers"]
    default = defaults["initialization"]
    if (fields["initialization"] == GIVEN) != (given is not None):
        had, fields["initialization"], fields["given"] = fields["initialization"], default, None
        if had == GIVEN:
            return [
                "init=given: a link cannot hold the weights; name another init, or load a saved "
                "state, which has them"
            ]
        return [f"init={had}: own weights are given too; choose init=given or leave them out"]
    size = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(layers))
    if given is not None and len(given) != size:
        fields["initialization"], fields["given"] = default, None
        return [f"init=given: {len(given)} numbers; layers={_joined(layers)} have {size} of them"]
    return []


def _ends(fields: dict[str, Any]) -> list[str]:
    errors = []
    layers, count = fields["layers"], len(fields["features"])
    if layers[0] != count:
        names = ",".join(fields["features"])
        errors.append(
            f"layers={_joined(layers)}: the first layer has {layers[0]} neurons; "
            f"features={names} need {count}"
        )
    outputs = _outputs(fields)
    if layers[-1] != outputs:
        errors.append(
            f"layers={_joined(layers)}: the last layer has {layers[-1]} neurons; "
            f"it must have {outputs}"
        )
    fields["layers"] = (count, *layers[1:-1], outputs)
    return errors


def _outputs(fields: Mapping[str, Any]) -> int:
    """How many outputs there have to be: of own points of several classes, as many as there are."""
    kind = DATA_SETS[fields["data"]]
    if fields["data"] == OWN and CLASSES.name in OUTPUTS[fields["output"]].tasks:
        return int(min(max(2, fields["layers"][-1]), ENGINE.outputs))
    return kind.task.outputs(kind.classes)


def _tasks(fields: Mapping[str, Any]) -> list[Task]:
    """What the data can be; own points are what the output makes of them."""
    if fields["data"] != OWN:
        return [DATA_SETS[fields["data"]].task]
    return [TASKS[name] for name in OUTPUTS[fields["output"]].tasks]


def _width(fields: dict[str, Any], max_width: int) -> list[str]:
    layers = fields["layers"]
    if max(layers[1:]) <= max_width:
        return []
    fields["layers"] = (layers[0], *(min(width, max_width) for width in layers[1:]))
    return [
        f"layers={_joined(layers)}: a hidden layer has {max(layers[1:])} neurons; "
        f"at most {max_width} here"
    ]


def _output(fields: dict[str, Any]) -> list[str]:
    errors = []
    data, output, loss, penalty = (fields[k] for k in ("data", "output", "loss", "penalty"))
    tasks = _tasks(fields)
    of_output, of_loss = OUTPUTS[output].tasks, LOSSES[loss].tasks
    if not any(task.name in of_output and task.name in of_loss for task in tasks):
        task = tasks[0]
        fields["output"] = needed = next(n for n, op in OUTPUTS.items() if task.name in op.tasks)
        fields["loss"] = next(n for n, op in LOSSES.items() if task.name in op.tasks)
        other = next(n for n in (*of_output, *of_loss) if n != task.name)
        errors.append(
            f"data={data}: out={output} and loss={loss} are for {TASKS[other].targets}; "
            f"these targets are {task.targets} and need out={needed} and loss={fields['loss']}"
        )
        output, loss = needed, fields["loss"]
    if LOSSES[loss].output and output != LOSSES[loss].output:
        fields["output"] = needed = LOSSES[loss].output
        errors.append(f"loss={loss}: out={output} is not a probability; it needs out={needed}")
        output = needed
    if penalty > 0 and not OUTPUTS[output].probability:
        errors.append(f"penalty={penalty:g}: out={output} is not a probability; choose penalty=0")
        fields["penalty"] = 0.0
    return errors


def _activations(fields: dict[str, Any], defaults: Mapping[str, Any]) -> list[str]:
    hidden, names = len(fields["layers"]) - 2, fields["activations"]
    if len(names) == hidden:
        return []
    same = len(set(names)) == 1
    fields["activations"] = (names or defaults["activations"])[:1] * hidden
    if same or (hidden == 0 and not names):
        return []  # one name is for all hidden layers, however many there are
    text = "-".join(names) or "none"
    return [f"act={text}: {len(names)} activations; {hidden} hidden layers need as many, or one"]


def _batch(fields: dict[str, Any]) -> list[str]:
    batch = fields["batch"]
    rows, _ = row_counts(fields["data"], fields["samples"], fields["split"], fields["points"])
    if batch == "all" or batch <= rows:
        return []
    fields["batch"] = "all"
    return [f"batch={batch}: there are {rows} training rows; choose at most {rows}, or all"]


def _joined(layers: tuple[int, ...]) -> str:
    return "-".join(map(str, layers))
