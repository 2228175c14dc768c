"""Settings that have to fit each other, in the words of the page: what changed along, and what a
loss or an output cannot be with these data.

    changed_along(wanted, spec)       "Output is now Identity; Loss is now Mean squared error"
    check_targets(lab, LOSSES, "bce")     raises UnfitError with what can be done
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine import EngineError, Spec
from engine.data import OWN
from engine.ops import LOSSES, OUTPUTS
from engine.spec_keys import BY_KEY, KEYS
from engine.tables import ABOVE
from engine.tasks import BINARY, TASKS
from ui.lab import Lab
from ui.lab.own_points import as_csv
from ui.lab.refusal import Refusal, Remedy
from ui.panels.preview.actions import answer, open_text
from ui.panels.preview.state import takes_tables
from ui.words.titles import titled

NAMES = {"out": "Output", "loss": "Loss", "penalty": "Confidence penalty", "batch": "Batch size",
         "data": "Data", "init": "Initialization", "layers": "Layers", "act": "Activation"}
TITLED: dict[str, Mapping[str, Any]] = {"out": OUTPUTS, "loss": LOSSES}
TO_BCE = Remedy(f"Set Loss to {LOSSES['bce'].title}", "loss", "bce")
IN_TWO = Remedy("Make two classes of them", "values-in-two")


class UnfitError(EngineError):
    """A setting that does not fit the data; `refusal` says what can be done."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.text)
        self.refusal = refusal


def changed_along(wanted: Mapping[str, Any], spec: Spec) -> str:
    """What of a Spec is other than it was wanted, as the page calls it."""
    changed = [key for key in KEYS if getattr(spec, key.field) != wanted[key.field]]
    return "; ".join(f"{NAMES.get(key.key, key.key)} is now {value(key.key, spec)}"
                     for key in changed)


def value(key: str, spec: Spec) -> str:
    name = getattr(spec, BY_KEY[key].field)
    return titled(TITLED[key], name) if key in TITLED else BY_KEY[key].write(name)


def check_targets(lab: Lab, table: Mapping[str, Any], name: str) -> None:
    """Raises UnfitError for a loss or an output that is for other targets than the data have."""
    task = lab.run.data.task
    if name not in table or task.name in table[name].tasks:
        return
    text = (f"{titled(table, name)} is for {TASKS[table[name].tasks[0]].targets}, and the targets "
            f"of these data are {task.targets}. Nothing was changed.")
    if lab.spec.data == OWN and takes_tables(lab):
        raise UnfitError(Refusal(text, (IN_TWO,)))
    raise UnfitError(Refusal(text + " Choose other data under Data first." * has(lab, "data")))


def check_penalty(lab: Lab, penalty: float) -> None:
    """Raises UnfitError for a penalty on an output that is no probability."""
    if penalty == 0 or OUTPUTS[lab.spec.output].probability:
        return
    text = ("The confidence penalty is for an output that is a probability; here the output is "
            f"{titled(OUTPUTS, lab.spec.output)}. Nothing was changed.")
    cures = (TO_BCE,) * (lab.run.data.task is BINARY and has(lab, "loss"))
    raise UnfitError(Refusal(text, cures))


def has(lab: Lab, control: str) -> bool:
    return control in lab.layout.all_controls


def values_in_two(lab: Lab, _: str) -> None:
    """The learner's own numbers as a table, class 1 from one of them on, to be looked at first."""
    open_text(lab, as_csv(lab), "the present data")
    answer(lab, f"target {ABOVE}")


FITTING_ACTIONS: dict[str, Callable[[Lab, str], None]] = {"values-in-two": values_in_two}
