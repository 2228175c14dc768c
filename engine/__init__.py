"""Neural networks, in the open: every operation once, with all its faces.

    run = Run(Spec.parse("layers=2-4-1&act=tanh&loss=bce&data=xor&batch=all&lr=0.5&seed=3"))
    run.train(500)
    run.loss, run.accuracy, run.predict([[0, 1]]), run.diagnosis()
    explain(run, sample=2).text()
    strongest_paths(run, top=5)
    print(pytorch_code(run.spec, weights=run.weights))
    sweep(run.spec, seeds=range(100))

Where to read on: `spec` (what defines a run), `ops` (the operations), `network` (forward and
backward), `trainer` and `run` (training, and going back), `data`, `tasks` (what an output means),
`optimizers`, `initializers`, `features`,
`random` (all chance), `gradients` (is it right?), `explanation` and `expression` (every number
with its factors), `paths` (what leads from input to output),
`pytorch` (a Spec as a program), `sweeps` (many runs at once), `kernel` (the training step as
WebAssembly).
"""

from typing import TYPE_CHECKING, Any

from engine.errors import DataError, EngineError, ShapeError, SpecErrors
from engine.gradients import check_gradients
from engine.run import Run
from engine.spec import Spec

if TYPE_CHECKING:
    from engine.explanation import explain, matrix_form
    from engine.paths import path_history, strongest_paths
    from engine.pytorch import notebook, numpy_script, pytorch_code, pytorch_lines
    from engine.sweeps import sweep, table_3

__all__ = [
    "DataError",
    "EngineError",
    "Run",
    "ShapeError",
    "Spec",
    "SpecErrors",
    "check_gradients",
    "explain",
    "matrix_form",
    "notebook",
    "numpy_script",
    "path_history",
    "pytorch_code",
    "pytorch_lines",
    "strongest_paths",
    "sweep",
    "table_3",
]

# What the first frame of a page does not need is imported when it is first asked for.
_LATER = {
    "explain": "engine.explanation",
    "matrix_form": "engine.explanation",
    "notebook": "engine.pytorch",
    "numpy_script": "engine.pytorch",
    "path_history": "engine.paths",
    "pytorch_code": "engine.pytorch",
    "pytorch_lines": "engine.pytorch",
    "strongest_paths": "engine.paths",
    "sweep": "engine.sweeps",
    "table_3": "engine.sweeps",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
