"""The numbers of a program that stand for something of the lab, and can be edited in place.

    found("optimizer = optim.SGD(model.parameters(), lr=0.1)", layers=(2, 4, 1))
    # [Place(47, 50, "lr")]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TITLES = {
    "lr": "Learning rate", "batch": "Batch size", "epochs": "Epochs", "seed": "Seed",
    "penalty": "Confidence penalty", "l1": "L1 strength", "l2": "Weight decay",
}
# Each with its number as the one group. What they stand for is a key of a Spec, or the epochs.
PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in (
    ("lr", r"^(?:optimizer = .*|\], )\blr=([\d.e+-]+)"),
    ("l2", r'"params": weights, "weight_decay": ([\d.e+-]+)'),
    ("l1", r"loss = loss \+ ([\d.e+-]+) \* sum"),
    ("penalty", r"^    penalty = ([\d.e+-]+) \*"),
    ("batch", r"DataLoader\(.*batch_size=(\d+)"),
    ("seed", r"^torch\.manual_seed\((\d+)\)"),
    ("seed", r"^    for word in \((\d+), "),
    ("epochs", r"^epochs = (\d+)"),
))
LINEAR = re.compile(r"self\.fc(\d+) = nn\.Linear\((\d+), (\d+)\)")


@dataclass(frozen=True)
class Place:
    """A number in a line, from column `start` to before `end`; "width-2" is that of layer 2,
    which stands in two lines: also as what the next layer `takes_in`."""

    start: int
    end: int
    name: str
    takes_in: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        kind, _, layer = self.name.partition("-")
        if kind != "width":
            return TITLES[kind]
        return f"Neurons of hidden layer {layer}{', as inputs' if self.takes_in else ''}"


def places(line: str, layers: tuple[int, ...]) -> list[Place]:
    """The editable numbers of a line, in order."""
    named = [(name, match.span(1)) for name, pattern in PATTERNS if (match := pattern.search(line))]
    return [*(Place(*span, name) for name, span in named), *widths(line, layers)]


def widths(line: str, layers: tuple[int, ...]) -> Iterator[Place]:
    """The sizes of hidden layers: those of the input and of the output are given by the data."""
    match = LINEAR.search(line)
    if match:
        for layer, group in ((int(match[1]) - 1, 2), (int(match[1]), 3)):
            if 0 < layer < len(layers) - 1:
                yield Place(*match.span(group), f"width-{layer}", takes_in=group == 2)
