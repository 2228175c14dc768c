"""Test data: points that training never sees, to judge a lab's network by."""

from engine import Spec
from engine.data import DATA_SETS, OWN, Samples, make_dataset
from engine.spec_keys import MAX_SEED
from ui.lab import Lab

FRESH = 200  # points, where the run keeps none for the test


def test_data(lab: Lab) -> Samples | None:
    """Those that the run keeps for the test, or else fresh ones; of own points, which are not drawn
    from anything, there are none."""
    kept = lab.run.data.test
    if len(kept):
        return kept
    return None if lab.spec.data == OWN else fresh(lab)


def fresh(lab: Lab) -> Samples:
    """Points of the same kind without noise, from another seed, and for the four rows of XOR points
    of the square between them; made once for each."""
    spec = lab.spec
    return lab.cached(fresh, (spec.data, spec.data_seed, spec.features), lambda: drawn_anew(spec))


def drawn_anew(spec: Spec) -> Samples:
    kind = DATA_SETS[spec.data].fresh or spec.data
    seed = (spec.data_seed + 10**6) % (MAX_SEED + 1)
    other = spec.replace(data=kind, data_seed=seed, samples=FRESH, noise=0.0, split=0.0,
                         batch="all")
    return make_dataset(other).train


def what_they_are(lab: Lab) -> str:
    """In a sentence, for the learner."""
    if len(lab.run.data.test):
        return "Test data are the samples that Test share keeps back: training never sees them."
    if lab.spec.data == OWN:
        return "There are no test data: all of your own points are for training."
    if DATA_SETS[lab.spec.data].fresh:
        return ("Test data are points of the square between the four rows, each of the class of "
                "the nearest row.")
    return "Test data are fresh points of the same kind, without noise, that training never sees."
