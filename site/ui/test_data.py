"""Test data: points that training never sees, to judge a lab's network by."""

from engine.data import Samples, make_dataset
from engine.spec_keys import MAX_SEED
from ui.lab import Lab

FRESH = 200  # points, where the run keeps none for the test


def test_data(lab: Lab) -> Samples | None:
    """Those that the run keeps for the test, or else fresh ones; none of given rows, which are not
    drawn from anything."""
    kept = lab.run.data.test
    if len(kept):
        return kept
    return None if lab.fixed_data else fresh(lab)


def fresh(lab: Lab) -> Samples:
    """Points of the same kind without noise, from another seed; made once for each."""
    spec = lab.spec
    drawn_from = spec.data, spec.data_seed, spec.features
    if lab.view.get("fresh", (None, None))[0] != drawn_from:
        seed = (spec.data_seed + 10**6) % (MAX_SEED + 1)
        other = spec.replace(samples=FRESH, noise=0.0, split=0.0, batch="all", data_seed=seed)
        lab.view["fresh"] = drawn_from, make_dataset(other).train
    found: Samples = lab.view["fresh"][1]
    return found


def what_they_are(lab: Lab) -> str:
    """In a sentence, for the learner."""
    if len(lab.run.data.test):
        return "Test data are the share of the samples that is kept back: training never sees them."
    if lab.spec.data == "xor":
        return "There are no test data: XOR has these four rows and no others."
    if lab.spec.data == "own":
        return "There are no test data: all of your own points are for training."
    return "Test data are fresh points of the same kind, without noise, that training never sees."
