"""What is changed in a counter-experiment: one thing at a time, chosen by what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.diagnosis import Unit, alike_units, dead_units, saturated_units
from engine.events import Event
from engine.network import Network
from engine.spec import Spec
from engine.spec_keys import MAX_HIDDEN_LAYERS, MAX_SEED

if TYPE_CHECKING:
    from engine.run import Run

LEAST, LARGEST = 1e-4, 10.0  # learning rates that a Spec may have
FACTORS = (0.1, 1 / 3, 3.0, 10.0)  # of the learning rate of a run that gets no further
LOWER = (1 / 3, 0.1, 1 / 30, 0.01, 1e-3, 1e-4, 1e-5)  # of one that diverged
STARTS = 3  # other seeds
FIRST = 4  # units of a first hidden layer
WIDEST = 8  # units of a layer made wider: as many as a lesson may have


@dataclass(frozen=True)
class Change:
    """One thing that is done differently, in `words` that follow “with”. A copy goes on from `here`
    with `spec` and with the parameters of `edits` at other values, or begins anew with `spec`."""

    words: str
    spec: Spec
    here: bool
    edits: tuple[tuple[int, float], ...] = ()

    def events(self, before: Spec, update: int) -> tuple[Event, ...]:
        """What is done to a copy of a run with that Spec at that update."""
        edits = tuple(Event(update, parameter, value) for parameter, value in self.edits)
        return edits if self.spec == before else (*edits, Event(update, spec=self.spec))


def changes(run: Run) -> Iterator[Change]:
    """What there is to try: of a run that diverged, from the start; of another one, first to go on
    as it is."""
    spec = run.spec
    if run.diverged:
        yield from _rates(run, LOWER, here=False)
        yield from _terms(run, here=False)
        if run.events:
            yield Change("the settings of now and nothing changed on the way", spec, here=False)
        return
    yield Change("more epochs and nothing changed", spec, here=True)
    yield from _units(run)
    for here in (True, False):
        yield from _terms(run, here)
    yield from _rates(run, FACTORS, here=True)
    yield from _shapes(spec)
    yield from _starts(spec)


def _rates(run: Run, factors: tuple[float, ...], here: bool) -> Iterator[Change]:
    now = run.spec.learning_rate
    rates = {min(max(float(f"{now * factor:.3g}"), LEAST), LARGEST) for factor in factors}
    for rate in sorted(rates - {now}, reverse=run.diverged):
        words = f"a learning rate of {rate:g} instead of {now:g}"
        yield Change(words, run.spec.replace(learning_rate=rate), here)


def _terms(run: Run, here: bool) -> Iterator[Change]:
    """Without what is added to the loss, a term at a time."""
    for field, name in (("l2", "L2"), ("l1", "L1"), ("penalty", "confidence penalty")):
        if value := getattr(run.spec, field):
            words = f"no {name} ({value:g} until now)"
            yield Change(words, run.spec.replace(**{field: 0.0}), here)


def _units(run: Run) -> Iterator[Change]:
    """Units that stand out begin anew, or with weights of a tenth."""
    fresh = Network(_fresh(run.spec)).parameters
    dead, alike = dead_units(run), alike_units(run)
    both = "dead and alike" if dead == alike else "dead"
    for units, name in ((dead, both), (alike if dead != alike else (), "alike")):
        if units:
            words = f"new weights for the units that are {name} ({len(units)})"
            edits = tuple((at, float(fresh[at])) for at in _parameters(run, units))
            yield Change(words, run.spec, True, edits)
    if units := saturated_units(run):
        words = f"a tenth of the weights of the units that are saturated ({len(units)})"
        edits = tuple((at, float(run.parameters[at]) / 10) for at in _parameters(run, units))
        yield Change(words, run.spec, True, edits)


def _parameters(run: Run, units: tuple[Unit, ...]) -> Iterator[int]:
    """Where the weights into units and their biases are."""
    for layer, unit in units:
        for source in range(run.spec.layers[layer - 1]):
            yield run.network.index(layer, unit, source)
        yield run.network.index(layer, unit)


def _fresh(spec: Spec, seeds: int = 1) -> Spec:
    """The Spec from another seed; where a seed makes no weights, they are drawn as by He."""
    drawn: dict[str, Any] = {"seed": (spec.seed + seeds) % (MAX_SEED + 1)}
    if spec.initialization in ("zeros", "given"):
        drawn |= {"initialization": "he", "given": None}
    return spec.replace(**drawn)


def _shapes(spec: Spec) -> Iterator[Change]:
    hidden, names = spec.layers[1:-1], spec.activations
    ends = spec.layers[0], spec.layers[-1]
    drawn: dict[str, Any] = {}
    if spec.given is not None:
        drawn = {"initialization": "he", "given": None}

    def shaped(words: str, layers: tuple[int, ...], activations: tuple[str, ...]) -> Change:
        whole = (ends[0], *layers, ends[1])
        other = spec.replace(layers=whole, activations=activations, **drawn)
        return Change(words, other, here=False)

    if not hidden:
        yield shaped(f"a hidden layer of {FIRST} tanh units", (FIRST,), ("tanh",))
        return
    wider = tuple(max(width, min(2 * width, WIDEST)) for width in hidden)
    if wider != hidden:
        yield shaped(f"{_joined(wider)} hidden units instead of {_joined(hidden)}", wider, names)
    if len(hidden) < MAX_HIDDEN_LAYERS:
        words = f"one hidden layer more, of {hidden[-1]} {names[-1]} units"
        yield shaped(words, (*hidden, hidden[-1]), (*names, names[-1]))
    if len(hidden) > 1:
        yield shaped("the first hidden layer only", hidden[:1], names[:1])


def _joined(widths: tuple[int, ...]) -> str:
    return "-".join(map(str, widths))


def _starts(spec: Spec) -> Iterator[Change]:
    for seeds in range(1, STARTS + 1):
        other = _fresh(spec, seeds)
        how = "" if other.initialization == spec.initialization else " drawn as by He"
        yield Change(f"the start of seed {other.seed}{how}", other, here=False)
