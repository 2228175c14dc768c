"""What can be said of several runs: which of a learner's runs are a fair comparison.

Each takes the log's entries and the number of epochs from which a run counts. Fields are those of
a Spec ("learning_rate"); a seed makes the start.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from ui.panels.runs.log import Entry

NEAR = 0.05  # of a value: a slider need not hit it


def alike(entries: Iterable[Entry], epochs: int, count: int) -> bool:
    """Whether that many runs are the same in everything."""
    return any(len(group) >= count for group in groups(entries, epochs))


def different(entries: Iterable[Entry], epochs: int, field: str, count: int) -> bool:
    """Whether a field has that many values in runs that are else the same."""
    return any(len(values(group, field)) >= count for group in groups(entries, epochs, field))


def covered(entries: Iterable[Entry], epochs: int, field: str, wanted: Iterable[float]) -> bool:
    """Whether a field has about each of these values in runs that are else the same."""
    return any(
        all(any(abs(had - value) <= NEAR * value for had in values(group, field))
            for value in wanted)
        for group in groups(entries, epochs, field)
    )


def fair_test(entries: Iterable[Entry], epochs: int, starts: int) -> bool:
    """Whether two settings that differ in one thing were tried from the same starts."""
    return any(
        differences(one[0], other[0]) == 1
        and len(values(one, "seed") & values(other, "seed")) >= starts
        for one, other in combinations(groups(entries, epochs, "seed"), 2)
    )


def groups(entries: Iterable[Entry], epochs: int, but: str = "") -> list[list[Entry]]:
    """The runs that count, those together that differ in no other field than `but`."""
    found: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.counts(epochs):
            found[entry.settings(but)].append(entry)
    return list(found.values())


def values(entries: Iterable[Entry], field: str) -> set[float]:
    return {getattr(entry.spec, field) for entry in entries}


def differences(one: Entry, other: Entry) -> int:
    """In how many settings two runs differ, the start apart."""
    pairs = zip(vars(one.spec).items(), vars(other.spec).values(), strict=True)
    return sum(mine != yours for (name, mine), yours in pairs if name != "seed")
