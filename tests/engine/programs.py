"""Generated programs, run."""

import contextlib
import io

import numpy as np

from engine import Run
from tests.engine.trajectories import epochs_of, tame_losses


def run_program(code):
    """Runs a program; its losses, its names and what it printed."""
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
        exec(compile(code, "program", "exec"), names)
    if "torch" in names:
        names["torch"].set_default_dtype(names["torch"].float32)
    return np.array(names["losses"]), names, printed.getvalue()


def apart(make, spec):
    """How far a program's losses are from the Run's, while those are tame; None if never."""
    expected = tame_losses(spec)
    if len(expected) < 2:
        return None
    losses, _, _ = run_program(make(spec, Run(spec).weights, epochs=epochs_of(spec)))
    return np.abs(losses[: len(expected)] - expected).max()
