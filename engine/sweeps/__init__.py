"""Many runs at once: how often does a Spec learn, how fast, and what goes wrong?

    sweep(spec, seeds=range(200))                               one Spec, many starts
    sweep(spec, grid={"learning_rate": [0.1, 0.3, 1.0]})        and at the points of a grid
    Sweeping(...)                                               the same, an epoch at a time
    table_3()                                                   the paper's convergence table

All runs of one shape are trained together: an epoch is a few calls of numpy, however many they are.
"""

from engine.sweeps.paper_table import table_3
from engine.sweeps.results import Group, Sweep, SweptRun
from engine.sweeps.sweeping import Sweeping, sweep

__all__ = ["Group", "Sweep", "Sweeping", "SweptRun", "sweep", "table_3"]
