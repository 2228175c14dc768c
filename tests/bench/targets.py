"""The targets: how many times as fast the kernel is as plain JavaScript, C and numpy."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from tests.bench.configurations import CONFIGURATIONS
from tests.bench.measured import Measured, digits
from tests.bench.runners import Race

C = "C"
HEAT_MAP = "heat-map 200 x 200 of 2-4-1"
SWEEP = "10,000 XOR runs of up to 1,000 epochs"


@dataclass(frozen=True)
class Target:
    """A row: whose time counts as ours, the others', and how many times as fast is wanted."""

    ours: str
    plain: str
    numpy: str
    javascript: float
    c: float
    over_numpy: float | None = None


UPDATES = "kernel, updates only", "plain", "updates only"
TARGETS = {
    CONFIGURATIONS[0].name: Target(*UPDATES, 2, 1),
    CONFIGURATIONS[1].name: Target(*UPDATES, 2.5, 1),
    CONFIGURATIONS[2].name: Target(*UPDATES, 2, 1),
    CONFIGURATIONS[3].name: Target(*UPDATES, 2, 1),
    HEAT_MAP: Target("heat-map, kernel", "plain heat-map", "heat-map, numpy", 2, 1),
    SWEEP: Target("runs, kernel", "plain sweep", "sweep, numpy", 2, 1, 3),
    "  the same, all of sweep()": Target("sweep, kernel", "plain sweep", "sweep, numpy", 2, 1, 3),
}


def show_targets(races: dict[str, Race], compiler: bool, console: Console) -> None:
    """A line for each; `compiler` says whether there was one for the C."""
    table = Table(title="Targets: how many times as fast the kernel is, in the page (wanted)",
                  title_justify="left")
    table.add_column("")
    for heading in ("kernel, µs", "plain JavaScript", "C -O3 -march=native", "numpy in the page"):
        table.add_column(heading, justify="right")
    race: Race = {}
    for name, target in TARGETS.items():
        race = races.get(name, race)  # or that of the line before
        ours = race[target.ours, "page"]
        c = "no compiler"
        if compiler:
            c = against(race[C, "native"], ours, target.c)
        table.add_row(name, ours.show()[0],
                      against(race[target.plain, "page"], ours, target.javascript), c,
                      against(race[target.numpy, "page"], ours, target.over_numpy))
    console.print(table)
    console.print("Updates alone, or all of a picture or of a sweep, by everybody; the kernel's in "
                  "full batch also\nevaluate and record.")


def against(other: Measured, ours: Measured, wanted: float | None) -> str:
    ratio = digits(other.over(ours).median)
    return f"{ratio} ({wanted:g})" if wanted else ratio
