"""Goals of exercises: conditions on a run and on the learner's runs so far, read from a text.

    goal = Goal.parse("loss < 0.05 within 600 epochs and not dead")
    goal.met(Situation(run, kinds, selected, entries))

A goal is one or more of these, joined by `and`:

    loss < 0.05 within 600 epochs     a quantity of the open run; the limit may be left out
    data is circles                   a setting that is a name
    stuck, not dead                   what its diagnosis finds, or does not find
    weight of the strongest path selected (or: unit of ...)
    2 runs of 100 epochs alike        the same in everything
    3 runs of 200 epochs with different seed          and in nothing else
    race over with numpy ahead of python      the race in the lab; `with ...` may be left out
    runs of 100 epochs with lr 0.1, 0.5, 1, 2         each of these values, and else the same
    fair test of 200 epochs over 3 starts             two settings from the same starts
    weights by hand                                   all of them typed, before the first update

A run counts if the learner trained it (see `ui.panels.tasks.earned`), on the data, samples, test
share and loss of the author's lab, unless the goal names them: `data is circles`, `n >= 40`. A loss
or an accuracy is reached by training: a run that begins with it does not count.

It is read by a pattern each, and can do no more than they say.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from engine import Run, Spec, strongest_paths
from engine.spec_keys import KEYS, BadValueError
from ui.panels.runs import comparisons
from ui.panels.runs.log import LOW, Entry
from ui.panels.speed_race.state import Race
from ui.panels.tasks.earned import BY_HAND, unlike, weights_by_hand

LONGEST = 200  # characters of a goal


def known(value: float | None) -> float:
    """What a run does not have is NaN: no comparison with it is true."""
    return math.nan if value is None else value


QUANTITIES: dict[str, Callable[[Run], float]] = {
    "loss": lambda run: run.loss,
    "accuracy": lambda run: known(run.accuracy),
    "epochs": lambda run: run.epoch,
    "lr": lambda run: run.spec.learning_rate,
    "n": lambda run: run.spec.samples,
    "noise": lambda run: run.spec.noise,
    "penalty": lambda run: run.spec.penalty,
    "split": lambda run: run.spec.split,
    "test-loss": lambda run: known(run.test_loss),
    "layers": lambda run: len(run.spec.layers),
    "parameters": lambda run: run.network.size,
}
FINDINGS = {name: name for name in ("converged", "stuck", "dead", "diverged")}
FIELDS = {key.key: key.field for key in KEYS}
NUMBERS = {key: FIELDS[key] for key in ("lr", "n", "noise", "penalty")}
SERIES: dict[str, Callable[[Run], np.ndarray]] = {
    "loss": lambda run: run.history.loss, "accuracy": lambda run: run.history.accuracy,
}
OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}

FAIR = frozenset({"n", "split", "features"})  # what a test of one's own may be about

T = TypeVar("T")


@dataclass(frozen=True)
class Situation:
    """What goals look at: the open run, the kinds of its diagnosis, what is selected, the log, the
    race; and the Spec of the author, what else is left to the learner, why the run is not own."""

    run: Run
    kinds: tuple[str, ...]
    selected: str
    log: Sequence[Entry]
    race: Race | None = None
    author: Spec | None = None
    free: frozenset[str] = frozenset()
    not_own: str = ""


Condition = Callable[[Situation], bool]


class GoalError(ValueError):
    """A goal that cannot be read; the message quotes it and says what would be right."""


@dataclass(frozen=True)
class Goal:
    """A goal as its author wrote it, and its conditions, all of which have to be met."""

    text: str
    conditions: tuple[Condition, ...]
    named: frozenset[str] = frozenset()

    @property
    def compares(self) -> bool:
        """Whether it is about the log of runs, and not about the open one."""
        return "runs" in self.named or "fair" in self.named

    @property
    def by_hand(self) -> bool:
        return "by" in self.named

    @classmethod
    def parse(cls, text: str) -> "Goal":
        """Raises GoalError for anything that is not in the language."""
        if len(text) > LONGEST:
            raise GoalError(f"the goal has {len(text)} characters; it may have {LONGEST}")
        return cls(text, tuple(condition(part.strip()) for part in text.split(" and ")),
                   frozenset(re.findall(r"[\w-]+", text)))

    def met(self, now: Situation) -> bool:
        if self.compares:
            log = [each for each in now.log if not self._other(each.spec, now)]
            now = replace(now, log=log)
        elif self.why_not(now) or not (self._begun(now) or self.by_hand or "race" in self.named):
            return False
        return all(each(now) for each in self.conditions)

    def why_not(self, now: Situation) -> str:
        """Why the open run cannot count for it, in words; "" if it can."""
        if self.compares:
            return ""
        other = self._other(now.run.spec, now)
        if other:
            return f"{other}: not as this exercise has it, so this run does not count for it."
        excused = self.by_hand and now.not_own == BY_HAND
        return "" if excused or "race" in self.named else now.not_own

    def _other(self, spec: Spec, now: Situation) -> str:
        free = now.free | (FAIR if "fair" in self.named else set())
        return unlike(spec, now.author or spec, self.named | free)

    def _begun(self, now: Situation) -> bool:
        """Whether it was trained, and did not begin with what it is to reach."""
        history = now.run.history
        return now.run.update > 0 and bool(now.run.diverged or history.loss[0] >= LOW)


def condition(text: str) -> Condition:
    """The one condition that a text such as `loss < 0.05` stands for."""
    for pattern, read in FORMS.items():
        found = re.fullmatch(pattern, text)
        if found:
            return read(*found.groups())
    raise GoalError(
        f"{text!r} is no goal; a goal is such as “loss < 0.05 within 600 epochs”, “data is "
        "circles”, “stuck”, “not dead”, “weight of the strongest path selected”, “2 runs of 100 "
        "epochs alike”, “3 runs of 200 epochs with different seed”, “runs of 100 epochs with lr "
        "0.1, 0.5”, “fair test of "
        "200 epochs over 3 starts”, or several of them with “and” between"
    )


def one_of(table: Mapping[str, T], name: str) -> T:
    """The table's entry of that name. Raises GoalError, which says what names there are."""
    if name not in table:
        raise GoalError(f"the goal has {name!r}, which is none of {', '.join(table)}")
    return table[name]


def quantity(name: str, sign: str, number: str, within: str | None) -> Condition:
    read, compare, bound = one_of(QUANTITIES, name), OPERATORS[sign], float(number)
    if within is None and name == "epochs" and sign in (">", ">="):
        return lambda now: compare(unchanged(now.run), bound)
    if within is None:
        return lambda now: compare(read(now.run), bound)
    last, series = int(within), SERIES.get(name)
    if series is None:
        return lambda now: now.run.epoch <= last and compare(read(now.run), bound)
    # From the history: at full speed thousands of epochs pass between two looks at the run.
    return lambda now: bool(np.any(
        compare(series(now.run), bound) & (now.run.history.epoch <= last)))


def unchanged(run: Run) -> float:
    """The epochs since a setting was last changed."""
    changed = max((event.update for event in run.events), default=0)
    return run.epoch - changed / run.updates_per_epoch


def setting(key: str, text: str) -> Condition:
    """A key of a Spec with one value, as its text has it."""
    row = one_of({row.key: row for row in KEYS}, key)
    try:
        wanted = row.write(row.read(text))
    except BadValueError as error:
        raise GoalError(f"the goal has {key} is {text!r}: {error}") from error
    return lambda now: row.write(getattr(now.run.spec, row.field)) == wanted


def finding(no: str | None, kind: str) -> Condition:
    wanted = one_of(FINDINGS, kind)
    return lambda now: (wanted in now.kinds) != bool(no)


def selection(kind: str) -> Condition:
    def met(now: Situation) -> bool:
        if now.run.diverged:
            return False
        path = strongest_paths(now.run, top=1)[0]
        units = [f"neuron:{layer}.{unit}" for layer, unit in enumerate(path.neurons)][1:-1]
        return now.selected in (path.references if kind == "weight" else units)

    return met


def alike(count: str, epochs: str) -> Condition:
    return lambda now: comparisons.alike(now.log, int(epochs), int(count))


def different(count: str, epochs: str, key: str) -> Condition:
    field = one_of(FIELDS, key)
    return lambda now: comparisons.different(now.log, int(epochs), field, int(count))


def covered(epochs: str, key: str, numbers: str) -> Condition:
    field, wanted = one_of(NUMBERS, key), [float(number) for number in numbers.split(", ")]
    return lambda now: comparisons.covered(now.log, int(epochs), field, wanted)


def race(first: str | None, second: str | None) -> Condition:
    def met(now: Situation) -> bool:
        if now.race is None or not now.race.over:
            return False
        return first is None or second is None or now.race.ahead(first, second)

    return met


def fair_test(epochs: str, starts: str) -> Condition:
    return lambda now: comparisons.fair_test(now.log, int(epochs), int(starts))


NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
EPOCHS = r"(\d{1,5}) epochs"
FORMS: dict[str, Callable[..., Condition]] = {
    rf"([\w-]+) (<=?|>=?) ({NUMBER})(?: within {EPOCHS})?": quantity,
    r"([\w-]+) is ([\w,*^-]+)": setting,
    r"(not )?([\w-]+)": finding,
    r"(weight|unit) of the strongest path selected": selection,
    rf"(\d{{1,2}}) runs of {EPOCHS} alike": alike,
    rf"(\d{{1,2}}) runs of {EPOCHS} with different ([\w-]+)": different,
    r"race over(?: with (python|numpy|wasm) ahead of (python|numpy|wasm))?": race,
    rf"runs of {EPOCHS} with ([\w-]+) ({NUMBER}(?:, {NUMBER})+)": covered,
    "weights by hand": lambda: lambda now: weights_by_hand(now.run),
    rf"fair test of {EPOCHS} over (\d{{1,2}}) starts": fair_test,
}
