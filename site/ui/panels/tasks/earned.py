"""Which runs count for an exercise: those that the learner trained, on what it is about.

    origins = Origins()
    origins.bring(run)                # a link, a file or an earlier visit brought its updates
    origins.inherit(run, earlier)     # its weights at the start are those of an earlier run
    origins.why_not(run)              # "" for the learner's own run
    unlike(spec, author, named)       # what of the problem is not as the author set it

Play, Step and the scrubber train; a link's or a file's way to an epoch is a replay, and counts for
nothing until the learner begins the run again. Nor do weights that were typed in, unless the
exercise is about that.
"""

from weakref import WeakKeyDictionary

from engine import Run, Spec

BROUGHT = ("This run was brought here by a link, a file or an earlier visit, so it does not count "
           "for exercises. Reset or New weights begins one that does.")
BY_HAND = ("A weight or bias of this run was set by hand, so it does not count for this exercise. "
           "Reset or New weights begins one that does.")
# What makes a problem, by the key of a goal that may leave it to the learner, and its name.
PROBLEM = {
    "data": ("data", "Data"), "n": ("samples", "Samples"), "split": ("split", "Test share"),
    "features": ("features", "Inputs"), "loss is": ("loss", "Loss"),
}


class Origins:
    """Where runs come from, for as long as there are any."""

    def __init__(self) -> None:
        self._why: WeakKeyDictionary[Run, str] = WeakKeyDictionary()

    def bring(self, run: Run) -> None:
        """Its updates are not the learner's."""
        self._why[run] = BROUGHT

    def take(self, run: Run) -> None:
        """Its updates are the learner's, from before the page was loaded again."""
        self._why.pop(run, None)

    def is_own(self, run: Run) -> bool:
        """Whether its updates and its weights at the start are the learner's: after a reload its
        events still say what was set by hand since, but not what it began with."""
        return run not in self._why

    def inherit(self, run: Run, earlier: Run) -> None:
        """If it begins with given weights, they are from an earlier run, typed ones included."""
        why = self.why_not(earlier)
        if why and run.spec.given is not None:
            self._why[run] = why

    def begin(self, run: Run, earlier: Run) -> None:
        """It begins again: with the given weights of an earlier run, but not with its changes."""
        if earlier in self._why and run.spec.given is not None:
            self._why[run] = self._why[earlier]

    def why_not(self, run: Run) -> str:
        if run in self._why:
            return self._why[run]
        return BY_HAND if any(event.parameter is not None for event in run.events) else ""


def unlike(spec: Spec, author: Spec, named: frozenset[str]) -> str:
    """The name of what is easier or other than in the lab as its author made it, unless it is
    `named`: other or own data, fewer samples, another share, other inputs or loss. "" for none."""
    for key, (field, name) in PROBLEM.items():
        mine, given = getattr(spec, field), getattr(author, field)
        changed = mine < given if key == "n" else mine != given
        if changed and key not in named:
            return name
    return ""


def weights_by_hand(run: Run) -> bool:
    """Whether each weight, if not each bias, was set by hand, and before the first update."""
    typed = {event.parameter for event in run.events if event.update == 0}
    layers = enumerate(run.weights, 1)
    return all(run.network.index(layer, target, source) in typed
               for layer, weights in layers
               for target in range(weights.shape[0]) for source in range(weights.shape[1]))
