"""What the figures of a lesson are measured on: its `measured` block, after the lab it is about.

    [runs]                                  the lab's Spec, trained; other settings if it has any
    start = {epochs = 0}
    decayed = {epochs = 400, l2 = 0.01}
    small = {steps = ["layers 3", "train 1000"]}       or what a hand does in the lab
    [sweeps]                                from its seed on, until the loss is low
    four = {starts = 100, epochs = 600, below = 0.05, seed = 0}
    corners = {starts = 100, epochs = 600, seed = 0, data = "xor"}     or every row is right
    [races]                                 the optimizers on a surface of ui.concepts
    bowl = {surface = "bowl", lr = 0.18}

The expression `start.loss` is then a reading of a run, `four.converged` of a sweep, `bowl.sgd` of a
race (see the tables of `builder.readings`), and `decayed.l2` what the entry itself sets. Sweeps
take seconds, so what they gave is kept as long as the engine and they are the same.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ui.concepts.optimizer_race.state import LONGEST, OptimizerRace
from ui.concepts.optimizer_race.surfaces import SURFACES
from ui.lab import Lab
from ui.panels.tasks.goals import known

from builder.blocks import Fence
from builder.errors import BuildError
from builder.expressions import ExpressionError, evaluate
from builder.kept import kept
from builder.labs import LabBlock
from builder.numerals import Figure
from builder.paths import ROOT
from builder.readings import RUN_READINGS, race_readings, sweep_readings
from builder.tasks import checked_steps, perform
from builder.wasmtime_machine import WasmtimeMachine
from engine import Run, Spec, SpecErrors
from engine.kernel import machine
from engine.spec_keys import LESSON
from engine.sweeps.criteria import ALL_RIGHT

KINDS: Mapping[str, Mapping[str, type]] = {
    "runs": {"epochs": int, "steps": list},
    "sweeps": {"starts": int, "epochs": int, "below": float},
    "races": {"surface": str, "lr": float},
}
NEEDED = {"sweeps": ("starts", "epochs"), "races": ("surface", "lr")}
MOST = {"epochs": 20_000, "starts": 500}


@dataclass(frozen=True)
class Entry:
    """One run, sweep or race of the block: the values that it sets, and the Spec that they make."""

    kind: str
    values: Mapping[str, Any]
    spec: Spec


class Measured:
    """The entries of a `measured` block, and their readings, each made when it is first asked for.
    A lesson without such a block has none."""

    def __init__(self, entries: Mapping[str, Entry] | None = None,
                 lab: LabBlock | None = None) -> None:
        self.entries, self.lab = entries or {}, lab
        self._runs: dict[str, Run] = {}

    @classmethod
    def read(cls, fence: Fence, lab: LabBlock | None) -> "Measured":
        """Raises BuildError with the line of what is wrong."""
        entries: dict[str, Entry] = {}
        for kind, table in fence.toml("measured block").items():
            if kind not in KINDS or not isinstance(table, dict):
                raise fence.mistake(f"[{kind}]", f"a measured block knows no {kind!r}; it has "
                                                 f"[{'], ['.join(KINDS)}]")
            for name, values in table.items():
                if name in entries or not (name.isidentifier() and isinstance(values, dict)):
                    raise fence.mistake(name, f"{name!r} must be a name that nothing else has, of "
                                              "letters, digits and _, with its settings in braces")
                entries[name] = entry(fence, kind, name, values, lab)
        return cls(entries, lab)

    def value(self, name: str, reading: str) -> float:
        """What `name.reading` is. Raises ValueError if there is no such thing."""
        if name not in self.entries:
            raise ValueError(f"there is no {name!r}; the measured block has "
                             f"{', '.join(self.entries) or 'nothing'}")
        found = self.entries[name]
        set_here = found.values.get(reading.replace("_", "-"), found.values.get(reading))
        if isinstance(set_here, int | float):
            return float(set_here)
        if found.kind == "runs" and reading in RUN_READINGS:
            return known(RUN_READINGS[reading](self._run(name)))
        readings: Mapping[str, float] = {}
        if found.kind == "sweeps":
            readings = self._sweeps[name]
        elif found.kind == "races":
            readings = race_readings(OptimizerRace(
                found.values["surface"], found.values["lr"],
                SURFACES[found.values["surface"]].start, LONGEST))
        if reading not in readings:
            raise ValueError(f"{name} has no reading {reading!r}; it has "
                             f"{', '.join([*(readings or RUN_READINGS), *found.values])}")
        return readings[reading]

    def check(self, figures: Iterable[Figure]) -> None:
        """Raises BuildError with all figures that are not what they are said to be."""
        wrong = []
        with by_kernel():
            for figure in figures:
                try:
                    value = evaluate(figure.expression, self.value)
                except ExpressionError as error:
                    wrong.append(f"{figure.where}: {error}")
                    continue
                if not figure.agrees(value):
                    wrong.append(f"{figure.where}: the text says {figure.shown}, but "
                                 f"{figure.expression} is {value:.6g}")
        if wrong:
            raise BuildError("\n".join(wrong))

    def _run(self, name: str) -> Run:
        if name not in self._runs:
            found = self.entries[name]
            if "steps" in found.values:
                assert self.lab
                lab = Lab(self.lab.id, found.spec, layout=self.lab.layout)
                perform(lab, found.values["steps"])
                self._runs[name] = lab.run
            else:
                self._runs[name] = Run(found.spec)
                self._runs[name].train(found.values["epochs"])
        return self._runs[name]

    @cached_property
    def _sweeps(self) -> dict[str, dict[str, float]]:
        sweeps = {name: each for name, each in self.entries.items() if each.kind == "sweeps"}
        asked = json.dumps([[name, dict(each.values), str(each.spec)]
                            for name, each in sweeps.items()])
        engine = [path.read_bytes() for path in sorted((ROOT / "engine").rglob("*.py"))]
        made = kept("sweeps", [asked.encode(), *engine], lambda: json.dumps({
            name: sweep_readings(each.spec, each.values["starts"], each.values["epochs"],
                                 each.values.get("below", ALL_RIGHT))
            for name, each in sweeps.items()}).encode())
        loaded: dict[str, dict[str, float]] = json.loads(made)
        return loaded


@contextmanager
def by_kernel() -> Iterator[None]:
    """Within it, runs are trained as in a page: by the kernel, with the same bits everywhere."""
    before = machine.machine_in_use()
    machine.use(WasmtimeMachine())
    try:
        yield
    finally:
        machine.use(before)


def entry(fence: Fence, kind: str, name: str, values: dict[str, Any],
          lab: LabBlock | None) -> Entry:
    """An entry whose settings are known, within bounds, and make a Spec. Raises BuildError."""
    own = {key: value for key, value in values.items() if key in KINDS[kind]}
    for key, value in own.items():
        if type(value) is not KINDS[kind][key]:
            raise fence.mistake(name, f"{name}: {key} is {value!r}; it must be a "
                                      f"{KINDS[kind][key].__name__}")
        if isinstance(value, int) and not 0 <= value <= MOST[key]:
            raise fence.mistake(name, f"{name}: {key} is {value}; it may be up to {MOST[key]}")
    for key in NEEDED.get(kind, () if "steps" in own else ("epochs",)):
        if key not in own:
            raise fence.mistake(name, f"{name} needs {key}, a {KINDS[kind][key].__name__}")
    if kind == "races":
        if own["surface"] not in SURFACES:
            raise fence.mistake(name, f"{name}: the surface is {own['surface']!r}; it must be one "
                                      f"of {', '.join(SURFACES)}")
        return Entry(kind, values, Spec())
    if lab is None:
        raise fence.mistake(name, "a run is one of the lab before it; this lesson has none yet")
    checked_steps(fence, name, own.get("steps", []))
    changes = {key: value for key, value in values.items() if key not in own}
    try:
        return Entry(kind, values, Spec.from_toml(changes, default=lab.spec, limits=LESSON))
    except SpecErrors as error:
        raise fence.mistake(name, f"{name}: {'; '.join(error.errors)}") from error
