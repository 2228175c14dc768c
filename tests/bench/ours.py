"""What is timed of our engine. This very text runs in CPython and, in the page, in Pyodide.

`CONTESTANTS[name](spec)` gives a function that does that many epochs; so does `PARTS`, for the
parts of an epoch one by one.
"""

from collections.abc import Callable

import numpy as np

from engine import Run, Spec
from engine.data import make_dataset
from engine.history import History
from engine.kernel import machine
from engine.kernel.epochs import module_of
from engine.kernel.plan import Plan
from engine.network import Workspace
from engine.trainer import Trainer

Train = Callable[[int], None]


def run_train(text: str) -> Train:
    """What a lesson does: updates, the loss over the whole training set, history, checkpoints."""
    run = Run(Spec.parse(text))

    def train(epochs: int) -> None:
        before = run.epoch
        run.train(epochs)
        if run.epoch != before + epochs:
            raise RuntimeError(f"the run diverged at epoch {run.epoch}: {text}")

    return train


def updates_only(text: str) -> Train:
    """The updates alone, as a library's training loop has them."""
    trainer = new_trainer(text)

    @np.errstate(all="ignore")
    def train(epochs: int) -> None:
        for _ in range(epochs * trainer.updates_per_epoch):
            if not trainer.step():
                raise RuntimeError(f"the run diverged at update {trainer.update}: {text}")

    return train


def by_kernel(make: Callable[[str], Train]) -> Callable[[str], Train]:
    """The same with the updates in WebAssembly; in a page only, where `kernel_machine` is set."""
    def made(text: str) -> Train:
        machine.use(globals()["kernel_machine"])
        try:
            return make(text)
        finally:
            machine.use(None)
    return made


def kernel_updates(text: str) -> Train:
    """The kernel's updates alone, an epoch to a call, as a library's training loop has them."""
    spec = Spec.parse(text)
    trainer = Run(spec)._trainer

    def train(epochs: int) -> None:
        if spec.batch == "all":  # an update from the gradient of the evaluation that follows it
            for done in range(0, epochs, trainer.most_epochs):
                trainer.run_epochs(min(trainer.most_epochs, epochs - done))
        else:
            trainer.run_to(trainer.update + epochs * trainer.updates_per_epoch)

    return train


def kernel_predictions(text: str, epochs: int) -> list[float]:
    """What the kernel's network says of the training rows after so many epochs."""
    machine.use(globals()["kernel_machine"])
    run = Run(Spec.parse(text))
    machine.use(None)
    run.train(epochs)
    return run.training_pass().prediction.ravel().tolist()


def emission(text: str) -> Train:
    """Writing the module, once for each epoch asked for."""
    spec = Spec.parse(text)
    plan = Plan.of(spec, make_dataset(spec))

    def train(epochs: int) -> None:
        for _ in range(epochs):
            module_of.anew(plan)

    return train


CONTESTANTS: dict[str, Callable[[str], Train]] = {
    "Run.train": run_train, "updates only": updates_only,
}
KERNEL: dict[str, Callable[[str], Train]] = {
    "kernel, Run.train": by_kernel(run_train), "kernel, updates only": by_kernel(kernel_updates),
    "emission": emission,
}


def new_trainer(text: str) -> Trainer:
    spec = Spec.parse(text)
    return Trainer(spec, make_dataset(spec))


def parts(text: str) -> dict[str, Train]:
    """Each part of an epoch of `Run.train`, alone and on arrays of its size."""
    trainer = new_trainer(text)
    spec, train, network = trainer.spec, trainer.data.train, trainer.network
    rows = len(train)
    size = rows if spec.batch == "all" else int(spec.batch)
    batches = trainer.updates_per_epoch
    inputs, targets = train.inputs[:size].copy(), train.targets[:size].copy()
    batch, whole = Workspace(network, size), Workspace(network, rows)
    history = History(network.size)
    parameters = network.parameters
    gradient = np.zeros(network.size)

    def updates(epochs: int, once: Callable[[], object]) -> None:
        for _ in range(epochs * batches):
            once()

    def order(epochs: int) -> None:
        for epoch in range(epochs):
            if size < rows:
                np.take(train.inputs, trainer.order(epoch), axis=0)

    def evaluation(epochs: int) -> None:
        for _ in range(epochs):
            if size < rows:  # in full batch, this pass is that of the next update
                whole.forward(train.inputs)
                whole.backward(train.targets)
            whole.loss(train.targets)
            whole.accuracy(train.targets)

    def record(epochs: int) -> None:
        for _ in range(epochs):
            history.add(history.last_epoch + 1, 0.5, 0.5, 0.5, parameters, gradient)

    whole.forward(train.inputs)
    batch.forward(inputs)
    return {
        "forward": lambda epochs: updates(epochs, lambda: batch.forward(inputs)),
        "backward": lambda epochs: updates(epochs, lambda: batch.backward(targets)),
        "optimizer": lambda epochs: updates(
            epochs, lambda: trainer.optimizer.update(parameters, gradient)),
        "order of samples": order,
        "loss of all": evaluation,
        "history": record,
    }


PARTS = ("forward", "backward", "optimizer", "order of samples", "loss of all", "history")


def contestant(name: str, text: str) -> Train:
    """A contestant or, for a name of PARTS, a part."""
    return parts(text)[name] if name in PARTS else (CONTESTANTS | KERNEL)[name](text)
