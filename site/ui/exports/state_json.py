"""A lab's state as JSON: all that a run depends on, also what no link can hold; and back.

    text = state_to_json(lab)
    state = state_from_json(text)     # raises StateError, in words for a person
    state.run(), state.update

The file holds how the run began and what was done to it; whoever loads it trains it again, to the
same bits. `weights` and `biases` are there to be read by others. A file is input: its size, its
depth, and every key and number of it are checked before anything is made of it.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NoReturn

from engine import Run, Spec, SpecErrors
from engine.errors import EngineError
from engine.events import Event
from engine.run import CHANGEABLE
from engine.spec_keys import LESSON
from ui.exports.bounded_json import depth
from ui.lab import Lab

VERSION = 1
MOST_CHARACTERS = 2_000_000
MOST_EVENTS = 10_000
DEEPEST = 4  # an object, with a list of layers, of rows, of numbers
SHOWN = 40  # characters of a wrong text that are quoted
Matrix = Sequence[Sequence[float]]
REQUIRED = ("glassnet", "spec", "update")
KEYS = (*REQUIRED, "given", "points", "scales", "events", "lab", "epoch", "weights", "biases")
EVENT_KEYS = ({"update", "parameter", "value"}, {"update", "spec"})


class StateError(EngineError):
    """A text that is no state of a lab."""


@dataclass(frozen=True)
class State:
    """How a run begins, what is done to it, and where it has got to."""

    spec: Spec
    events: tuple[Event, ...]
    update: int

    def at(self, update: int) -> "State":
        """The same run, after so many updates."""
        return State(self.spec, self.events, update)

    def run(self) -> Run:
        """The run at its beginning; training takes it to `update`. Raises StateError where no run
        gets that far."""
        run = Run.recorded(self.spec, self.events)
        if self.update > run.end:
            raise StateError(f"update is {quoted(self.update)}; the last that this run can have is "
                             f"{run.end:,}")
        return run


def state_to_json(lab: Lab) -> str:
    """The state, to the last bit."""
    run = lab.run
    state = began(lab) | {
        "update": run.update, "epoch": run.epoch,
        "weights": [finite(weight.tolist()) for weight in run.weights],
        "biases": [finite(bias.tolist()) for bias in run.biases],
    }
    return json.dumps(state, indent=1) + "\n"


def began(lab: Lab) -> dict[str, object]:
    """How the run began, and what was done to it."""
    spec = lab.run.initial_spec
    return {
        "glassnet": VERSION, "lab": lab.id, "spec": str(spec), "given": spec.given,
        "points": spec.points, "scales": spec.scales,
        "events": [written(event, spec) for event in lab.run.events],
    }


def written(event: Event, spec: Spec) -> dict[str, object]:
    """Of a changed Spec the pairs that were others at the beginning."""
    if event.spec is not None:
        known = set(str(spec).split("&"))
        new = [pair for pair in str(event.spec).split("&") if pair not in known]
        return {"update": event.update, "spec": "&".join(new)}
    return {"update": event.update, "parameter": event.parameter, "value": event.value}


def finite(value: Any) -> Any:
    """Numbers that JSON does not know become null."""
    if isinstance(value, list):
        return [finite(each) for each in value]
    return value if math.isfinite(value) else None


def state_from_json(text: str) -> State:
    """The state of a text. Raises StateError."""
    table = read_table(text)
    given, points, scales = (table.get(key) for key in ("given", "points", "scales"))
    events = listed("events", table.get("events") or [])
    if len(events) > MOST_EVENTS:
        raise StateError(f"events: {len(events):,} of them; at most {MOST_EVENTS:,}")
    spec = read_spec(table["spec"], None if given is None else numbers("given", given),
                     rows_of("points", points), rows_of("scales", scales))
    update = count("update", table["update"])
    known = frozenset(str(spec).split("&"))
    events = [read_event(each, spec, known) for each in events]
    if any(one.update > other.update for one, other in pairwise(events)):
        raise StateError("events: they must be in the order of their updates")
    return State(spec, tuple(events), update)


def read_table(text: str) -> dict[str, Any]:
    """The object of the text, with the keys of a state and no others."""
    if len(text) > MOST_CHARACTERS:
        raise StateError(f"it has {len(text):,} characters; a state has at most "
                         f"{MOST_CHARACTERS:,}")
    if depth(text) > DEEPEST:  # before it is parsed, as parsing is recursive
        raise StateError(f"it is nested more than {DEEPEST} deep; no state is")
    try:
        table = json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
    except StateError:
        raise
    except json.JSONDecodeError as error:
        raise StateError(no_json(text, error)) from None
    except ValueError as error:  # a number of too many digits
        raise StateError(f"it is not JSON: {error}") from None
    if not isinstance(table, dict):
        raise StateError(f"it is {quoted(table)}; a state is an object with glassnet, spec, update")
    for key in REQUIRED:
        if key not in table:
            raise StateError(f"it has no {key!r}; a state has {', '.join(REQUIRED)}")
    if table["glassnet"] != VERSION or isinstance(table["glassnet"], bool):
        raise StateError(f"it is of another version of this page: glassnet is "
                         f"{quoted(table['glassnet'])}; this one reads {VERSION}")
    for key in table:
        if key not in KEYS:
            raise StateError(f"{quoted(key)} is no key of a state; they are {', '.join(KEYS)}")
    return table


def no_json(text: str, error: json.JSONDecodeError) -> str:
    """Where a text is no JSON any more; or that its end is missing."""
    rest = text[error.pos :].strip()
    if text.lstrip().startswith("{") and (not rest or error.msg.startswith("Unterminated")):
        return (f"its end is missing: it breaks off in line {text.rstrip().count(chr(10)) + 1}. "
                "Copy it whole, or open the file")
    return (f"it is not JSON, as a saved state is: line {error.lineno}, column {error.colno} has "
            f"“{rest[:20]}”")


def refuse(constant: str) -> NoReturn:
    raise StateError(f"{constant} is no number that a state can have")


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise StateError(f"{quoted(twice)} is there twice")
    return table


def read_spec(
    text: Any, given: Sequence[float] | None, points: Matrix | None, scales: Matrix | None
) -> Spec:
    """The Spec of its text, and of what a text cannot hold."""
    pairs = read_pairs(text)
    plain = [pair for pair in pairs if pair not in ("init=given", "data=own")]
    try:
        spec = Spec.parse("&".join(plain), limits=LESSON)
        changes: dict[str, Any] = {}
        if "init=given" in pairs or given is not None:
            changes |= {"initialization": "given", "given": given and tuple(given)}
        if "data=own" in pairs or points is not None:
            changes |= {"data": "own", "points": points and tuple(map(tuple, points)),
                        "scales": scales}
        return spec.replace(**changes)
    except SpecErrors as error:
        raise StateError(f"spec: {'; '.join(error.errors)[:400]}") from None
    except EngineError as error:
        raise StateError(f"points: {error}") from None


def read_pairs(text: Any) -> list[str]:
    if not isinstance(text, str):
        raise StateError(f"spec is {quoted(text)}; it must be a text such as layers=2-4-1&lr=0.1")
    return text.split("&")


def read_event(table: Any, spec: Spec, known: frozenset[str]) -> Event:
    """A change of a setting, or of a weight or bias, in a run of a Spec; what is `known`, the
    pairs of that, is not read again for each of thousands."""
    if not isinstance(table, dict) or set(table) not in EVENT_KEYS:
        raise StateError(f"events: {quoted(table)} must have update and spec, or update, "
                         "parameter and value")
    update = count("update of an event", table["update"])
    if "spec" in table:
        new = [pair for pair in read_pairs(table["spec"]) if pair not in known]
        try:
            changed = Spec.parse("&".join(new), spec, LESSON)
        except SpecErrors as error:
            raise StateError(f"events: {'; '.join(error.errors)[:400]}") from None
        same = {name: getattr(changed, name) for name in CHANGEABLE}
        if spec.replace(**same) != changed:
            raise StateError(f"events: {quoted(table['spec'])} changes more than "
                             f"{', '.join(CHANGEABLE)}")
        return Event(update, spec=changed)
    size = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(spec.layers))
    parameter = count("parameter of an event", table["parameter"])
    if parameter >= size:
        raise StateError(f"events: there is no parameter {parameter}; the network has {size}")
    return Event(update, parameter, numbers("value of an event", [table["value"]])[0])


def listed(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise StateError(f"{name} is {quoted(value)}; it must be a list")
    return value


def rows_of(name: str, value: Any) -> Matrix | None:
    """A list of lists of numbers, if there is one."""
    return None if value is None else [numbers(name, row) for row in listed(name, value)]


def count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise StateError(f"{name} is {quoted(value)}; it must be a whole number from 0")
    return value


def numbers(name: str, values: Any) -> list[float]:
    """A list of finite numbers, as floats."""
    found = []
    for value in listed(name, values):
        right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right or not abs(value) <= 1e308:  # NaN is not
            raise StateError(f"{name}: {quoted(value)} is not a finite number")
        found.append(float(value))
    return found


def quoted(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return f"“{text if len(text) <= SHOWN else text[:SHOWN] + '…'}”"
