"""Counter-experiments: what a run that gets no further, or diverged, does on copies with one thing
changed. Only what a copy has shown is named as what helps.

    tries = Tries(run)
    while not tries.finished: tries.work(deadline)     # of time.perf_counter
    tries.results, str(tries)
"""

from engine.tries.changes import Change, changes
from engine.tries.tries import Result, Tries

__all__ = ["Change", "Result", "Tries", "changes"]
