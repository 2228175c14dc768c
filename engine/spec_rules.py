"""What the fields of a Spec must fulfil together, and the nearest Spec that does."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from engine.data import DATA_SETS, row_counts
from engine.spec_keys import MAX_WIDTH


def reconcile(
    fields: Mapping[str, Any], max_width: int = MAX_WIDTH
) -> tuple[dict[str, Any], list[str]]:
    """Fields that agree with each other, and a message for each one that had to change."""
    fields = dict(fields)
    errors: list[str] = []
    for rule in (_own_points, _given_weights, _ends, _output):
        errors += rule(fields)
    errors += _width(fields, max_width)
    errors += _activations(fields)
    errors += _batch(fields)
    return fields, errors


def _own_points(fields: dict[str, Any]) -> list[str]:
    if fields["data"] != "own" or fields["points"] is None:
        fields["scales"] = None  # they are of own points, and go with them
    if fields["data"] == "own" and fields["points"] is None:
        fields["data"] = "noisy-xor"
        return ["data=own: a link cannot hold the points; give them as `points` or choose a set"]
    if fields["data"] != "own" and fields["points"] is not None:
        chosen, fields["points"] = fields["data"], None
        return [f"data={chosen}: it comes without own points; choose data=own or leave them out"]
    return []


def _given_weights(fields: dict[str, Any]) -> list[str]:
    """Own weights come with init=given and only with it, one for each parameter."""
    given, layers = fields["given"], fields["layers"]
    if (fields["initialization"] == "given") != (given is not None):
        had, fields["initialization"], fields["given"] = fields["initialization"], "he", None
        if had == "given":
            return ["init=given: a link cannot hold the weights; give them as `given` or choose"]
        return [f"init={had}: own weights are given too; choose init=given or leave them out"]
    size = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(layers))
    if given is not None and len(given) != size:
        fields["initialization"], fields["given"] = "he", None
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
    if layers[-1] != 1:
        errors.append(
            f"layers={_joined(layers)}: the last layer has {layers[-1]} neurons; it must have 1"
        )
    fields["layers"] = (count, *layers[1:-1], 1)
    return errors


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
    if DATA_SETS[data].regression and (output != "identity" or loss != "mse"):
        errors.append(
            f"data={data}: out={output} and loss={loss} are for two classes; "
            "these targets are numbers and need out=identity and loss=mse"
        )
        fields["output"] = output = "identity"
        fields["loss"] = loss = "mse"
    if loss == "bce" and output != "sigmoid":
        errors.append(f"loss=bce: out={output} is not a probability; it needs out=sigmoid")
        fields["output"] = output = "sigmoid"
    if penalty > 0 and output != "sigmoid":
        errors.append(f"penalty={penalty:g}: out={output} is not a probability; choose penalty=0")
        fields["penalty"] = 0.0
    return errors


def _activations(fields: dict[str, Any]) -> list[str]:
    hidden, names = len(fields["layers"]) - 2, fields["activations"]
    if len(names) == hidden:
        return []
    same = len(set(names)) == 1
    fields["activations"] = (names[0] if names else "relu",) * hidden
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
