"""Spec: everything that defines a run, as a value and as text.

    Spec.parse("layers=2-4-1&act=tanh&seed=3")    from a URL fragment
    Spec.from_toml({"layers": "2-4-1", "lr": 0.5})  from a block of a lesson
    str(spec)                                     canonical text with every key
    spec.replace(learning_rate=0.5)               another Spec, checked

The keys, their bounds and meanings are the table `engine.spec_keys.KEYS`; what they must fulfil
together is in `engine.spec_rules`.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.data import OWN, check_points, check_scales
from engine.errors import SpecErrors
from engine.initializers import GIVEN
from engine.spec_keys import BY_KEY, ENGINE, KEYS, MAX_SEED, BadValueError, Limits, key_meant
from engine.spec_rules import reconcile


@dataclass(frozen=True)
class Spec:
    """Everything that defines a run: the same Spec trains to the same numbers.

    `given` (own weights, flat, in the order of PyTorch's `parameters()`), `points` (own rows
    `(x1, x2, y)`) and their `scales` (a mean and a standard deviation of each input, which then is
    standardised) are part of it, but not of its text: a link cannot hold them.

    Raises SpecErrors if a field is out of bounds or the fields do not agree.
    """

    layers: tuple[int, ...] = (2, 4, 1)
    activations: tuple[str, ...] = ("relu",)
    output: str = "sigmoid"
    loss: str = "bce"
    initialization: str = "he"
    optimizer: str = "sgd"
    learning_rate: float = 0.1
    batch: int | str = 1
    order: str = "shuffled"
    data: str = "noisy-xor"
    samples: int = 100
    noise: float = 0.0
    split: float = 0.0
    features: tuple[str, ...] = ("x1", "x2")
    l1: float = 0.0
    l2: float = 0.0
    penalty: float = 0.0
    seed: int = 11
    data_seed: int = 1
    given: tuple[float, ...] | None = None
    points: tuple[tuple[float, float, float], ...] | None = None
    scales: tuple[tuple[float, float], tuple[float, float]] | None = None

    def __post_init__(self) -> None:
        vars(self).update(vars(_agreeing(vars(self), vars(self))))

    @classmethod
    def parse(cls, text: str, default: Spec | None = None, limits: Limits = ENGINE) -> Spec:
        """The Spec of a text such as `layers=2-4-1&act=relu`, a leading `#` or `?` allowed.

        Values may be percent-encoded. A missing key has its value from `default`. Raises
        SpecErrors with every mistake: unknown and repeated keys, wrong values, contradictions.
        """
        pairs: dict[str, str] = {}
        errors: list[str] = []
        for part in text.lstrip("#?").split("&"):
            key, equals, value = part.partition("=")
            if not part:
                continue
            if not equals:
                errors.append(f"{_quote(part)}: has no '='; write key=value")
            elif key in pairs:
                first = _quote(pairs[key])
                errors.append(f"{_quote(key)}: is there twice; the first, {first}, counts")
            else:
                pairs[key] = decoded(value)
        return cls._from_texts(pairs, errors, default, limits)

    @classmethod
    def from_toml(
        cls, table: Mapping[str, Any], default: Spec | None = None, limits: Limits = ENGINE
    ) -> Spec:
        """The Spec of a TOML table of the same keys; layers, act and features may be lists.

        Raises SpecErrors as `parse` does.
        """
        texts = {}
        for key, value in table.items():
            joint = "," if key == "features" else "-"
            texts[key] = joint.join(map(str, value)) if isinstance(value, list) else str(value)
        return cls._from_texts(texts, [], default, limits)

    @classmethod
    def _from_texts(
        cls, texts: Mapping[str, str], errors: list[str], default: Spec | None, limits: Limits
    ) -> Spec:
        fields = dict(vars(default or DEFAULT))
        wrong = _read(texts, fields)
        return _agreeing(fields, {BY_KEY[key].field for key in texts.keys() & BY_KEY.keys()},
                         [*errors, *wrong], limits, wrong)

    def replace(self, **changes: Any) -> Spec:
        """The Spec with these fields changed. Raises SpecErrors if it is not a valid one.

        What is known to be right is not checked again: own points take a moment.
        """
        if changes.keys() - _DEFAULTS.keys():
            return dataclasses.replace(self, **changes)  # which raises TypeError, and names them
        return _agreeing({**vars(self), **changes}, changes)

    def with_seeds(self, seeds: Iterable[int]) -> list[Spec]:
        """This Spec from each of the seeds. Raises SpecErrors as `replace`.

        Seeds that are known to be right are not checked again: thousands take a moment.
        """
        return [
            _checked(vars(self) | {"seed": seed})
            if type(seed) is int and 0 <= seed <= MAX_SEED
            else self.replace(seed=seed)
            for seed in seeds
        ]

    def __str__(self) -> str:
        return "&".join(f"{key.key}={key.write(getattr(self, key.field))}" for key in KEYS)

    def __repr__(self) -> str:
        own = [
            f", {name}=<{len(value)} of them>"
            for name in ("given", "points")
            if (value := getattr(self, name)) is not None
        ]
        return f"Spec.parse({str(self)!r}{''.join(own)})"


def _checked(fields: Mapping[str, Any]) -> Spec:
    """The Spec of fields that have been checked."""
    spec = object.__new__(Spec)
    vars(spec).update(fields)
    return spec


def _read(texts: Mapping[str, str], fields: dict[str, Any]) -> dict[str, str]:
    """Reads the texts into the fields; what was wrong, each with the text that was probably meant
    or ""."""
    errors = {}
    for name, text in texts.items():
        if name not in BY_KEY:
            likely = key_meant(name)
            right = f"did you mean {likely}?" if likely else f"the keys are {', '.join(BY_KEY)}"
            errors[f"{_quote(name)}: no such key; {right}"] = ""
            continue
        key = BY_KEY[name]
        try:
            fields[key.field] = key.read(text)
        except BadValueError as error:
            likely = f"{name}={error.meant}" if error.meant else ""
            errors[f"{name}={_quote(text)}: {error}"] = likely
    return errors


def _agreeing(
    fields: Mapping[str, Any],
    changed: Collection[str],
    errors: Sequence[str] = (),
    limits: Limits = ENGINE,
    meant: Mapping[str, str] | None = None,
) -> Spec:
    """The Spec of these fields, of which the `changed` ones have to be checked. Raises SpecErrors
    with these `errors` and all that is wrong, and with what was `meant`."""
    fields = dict(fields)
    wrong = _check_values(fields, changed)
    fields, disagreements = reconcile(fields, _DEFAULTS, limits)
    found = [*errors, *wrong, *disagreements]
    if found:
        raise SpecErrors(found, _checked(fields), meant)
    return _checked(fields)


def _check_values(fields: dict[str, Any], names: Collection[str]) -> list[str]:
    """Brings those fields into their canonical type, by way of their text; wrong ones get the
    default."""
    errors = []
    for key in KEYS:
        if key.field not in names:
            continue
        try:
            fields[key.field] = key.read(key.write(fields[key.field]))
        except (ValueError, TypeError, AttributeError) as error:
            right = error if isinstance(error, BadValueError) else f"must be of {_kind(key.field)}"
            errors.append(f"{key.field}={_quote(fields[key.field])}: {right}")
            fields[key.field] = _DEFAULTS[key.field]
    own: dict[str, Callable[[Any], Any]] = {"given": _given}
    if "points" in names or "scales" in names:  # the bounds of either depend on the other
        own |= {"scales": check_scales, "points": lambda rows: check_points(rows, fields["scales"])}
    for name, convert in own.items():
        if (name in names or name != "given") and fields[name] is not None:
            try:
                fields[name] = convert(fields[name])
            except (ValueError, TypeError) as error:
                errors.append(f"{name}: {error}")
                fields[name] = None
                fields |= _without(name, fields)
    return errors


def _without(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What gives way with own points or weights that are wrong: else a rule would say that there
    are none, and why a link has none."""
    field, own = {"points": ("data", OWN), "given": ("initialization", GIVEN)}.get(name, ("", ""))
    return {field: _DEFAULTS[field]} if field and fields[field] == own else {}


def _kind(field: str) -> str:
    return f"the kind of {_DEFAULTS[field]!r}"


def _given(values: Any) -> tuple[float, ...]:
    weights = tuple(float(value) for value in values)
    if not all(math.isfinite(value) for value in weights):
        raise ValueError("own weights must be finite numbers")
    return weights


def decoded(text: str) -> str:
    """A part of a URL with its percent signs resolved; what is not UTF-8 becomes a mark.

    (urllib.parse.unquote does the same, and would add 0.1 MB to what every page fetches.)
    """
    octets = re.sub(rb"%([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found[1].decode()),
                    text.encode("utf-8", "replace"))
    return octets.decode("utf-8", "replace")


def _quote(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


_DEFAULTS = {f.name: f.default for f in dataclasses.fields(Spec)}
DEFAULT = Spec()
