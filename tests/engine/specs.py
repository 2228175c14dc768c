"""Hypothesis strategies: Specs of all kinds."""

from hypothesis import strategies as st

from engine.data import DATA_SETS, row_counts
from engine.features import FEATURES
from engine.initializers import INITIALIZERS
from engine.ops import ACTIVATIONS
from engine.optimizers import OPTIMIZERS
from engine.spec import Spec
from engine.tasks import BINARY

SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def specs(draw, max_hidden=4, max_width=8, max_samples=500, **fixed):
    """Valid Specs; `fixed` are fields or strategies for them."""
    features = tuple(draw(st.lists(st.sampled_from(list(FEATURES)), min_size=1, unique=True)))
    hidden = draw(st.lists(st.integers(1, max_width), max_size=max_hidden))
    data = fixed.pop("data", None) or draw(
        st.sampled_from([name for name in DATA_SETS if name != "own"])
    )
    kind = DATA_SETS[data]
    outputs = kind.task.outputs(kind.classes)
    output, loss = ("identity", "mse") if outputs == 1 else ("softmax", "ce")
    if kind.task is BINARY:
        output, loss = draw(
            st.sampled_from([("sigmoid", "bce"), ("sigmoid", "mse"), ("identity", "mse")])
        )
    samples = draw(st.integers(50, max_samples))
    split = draw(st.floats(0, 0.5))
    rows, _ = row_counts(data, samples, split)
    fields = {
        "layers": (len(features), *hidden, outputs),
        "activations": tuple(draw(st.sampled_from(list(ACTIVATIONS))) for _ in hidden),
        "output": output,
        "loss": loss,
        "initialization": draw(st.sampled_from([n for n in INITIALIZERS if n != "given"])),
        "optimizer": draw(st.sampled_from(list(OPTIMIZERS))),
        "learning_rate": draw(st.floats(1e-4, 10)),
        "batch": draw(st.one_of(st.just("all"), st.integers(1, rows))),
        "order": draw(st.sampled_from(["shuffled", "sequential"])),
        "data": data,
        "samples": samples,
        "noise": draw(st.floats(0, 0.5)),
        "split": split,
        "features": features,
        "l1": draw(st.sampled_from([0.0, 0.003])),
        "l2": draw(st.sampled_from([0.0, 0.01])),
        "penalty": draw(st.sampled_from([0.0, 0.3])) if output == "sigmoid" else 0.0,
        "seed": draw(SEEDS),
        "data_seed": draw(SEEDS),
    }
    for name, value in fixed.items():
        fields[name] = draw(value) if isinstance(value, st.SearchStrategy) else value
    return Spec(**fields)
