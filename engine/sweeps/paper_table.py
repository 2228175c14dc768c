"""The convergence table of the paper, measured.

R. Urismanto, "Interactive Neural Network Simulation for PyTorch Education", arXiv:2602.09847, Table
3: XOR, one hidden layer, mean squared error, learning rate 0.3. The paper does not say from how
many starts its figures are, when a run counts as converged, or whether samples go one by one (as
its page) or all at once (as its Listing 1); so both are measured here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.spec import Spec
from engine.sweeps.results import Group
from engine.sweeps.sweeping import sweep

# hidden neurons, activation; the paper's mean epochs, their deviation, and per cent converged
PAPER = (
    (2, "relu", 812, 245, 72),
    (3, "relu", 456, 189, 91),
    (4, "relu", 298, 134, 98),
    (4, "sigmoid", 523, 201, 85),
    (4, "tanh", 387, 167, 94),
    (8, "relu", 187, 89, 100),
)


@dataclass(frozen=True)
class Row:
    """One row of the table: what the paper prints, and what was measured."""

    hidden: int
    activation: str
    paper_epochs: int
    paper_deviation: int
    paper_success: int  # per cent
    per_sample: Group
    full_batch: Group

    def __str__(self) -> str:
        paper = (
            f"{self.paper_success}% converged, {self.paper_epochs} ± {self.paper_deviation} epochs"
        )
        return (
            f"{self.hidden} {self.activation}\n"
            f"  the paper   {paper}\n"
            f"  per sample  {self.per_sample}\n"
            f"  full batch  {self.full_batch}"
        )


def table_3(starts: int = 200, progress: Callable[[int, int], object] | None = None) -> list[Row]:
    """The six rows, each from `starts` He-normal starts of up to 2,000 epochs, all four rows right.

    `progress(done, total)` counts runs.
    """
    groups: list[Group] = []

    def report(done: int, of_sweep: int) -> None:
        if progress:
            progress(len(groups) * starts + done, of_sweep * 2 * len(PAPER))

    for hidden, activation, *_ in PAPER:
        for batch in (1, "all"):
            spec = Spec(
                layers=(2, hidden, 1),
                activations=(activation,),
                loss="mse",
                learning_rate=0.3,
                batch=batch,
                data="xor",
            )
            groups += sweep(spec, range(starts), progress=report).groups
    return [
        Row(*paper, per_sample, full_batch)
        for paper, per_sample, full_batch in zip(PAPER, groups[::2], groups[1::2], strict=True)
    ]
