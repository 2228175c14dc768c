"""Neural networks, in the open: every operation once, with all its faces.

    run = Run(Spec.parse("layers=2-4-1&act=tanh&loss=bce&data=xor&batch=all&lr=0.5&seed=3"))
    run.train(500)
    run.loss, run.accuracy, run.predict([[0, 1]]), run.diagnosis()

Where to read on: `spec` (what defines a run), `ops` (the operations), `network` (forward and
backward), `trainer` and `run` (training, and going back), `data`, `optimizers`, `initializers`,
`random` (all chance), `gradients` (is it right?).
"""

from engine.errors import DataError, EngineError, ShapeError, SpecErrors
from engine.gradients import check_gradients
from engine.run import Run
from engine.spec import Spec

__all__ = ["DataError", "EngineError", "Run", "ShapeError", "Spec", "SpecErrors", "check_gradients"]
