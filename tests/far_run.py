"""A run that is as far on as hours of play bring it, made in a moment."""

from dataclasses import replace

from engine import Run


def move_on(run: Run, epoch: int) -> None:
    """Puts a run to the end of a far epoch, as if it had trained that long and its weights had
    stayed; and two epochs further by training."""
    state = run._trainer.state()
    updates = epoch * run.updates_per_epoch
    run._trainer.restore(replace(state, update=updates, optimizer_updates=updates))
    run._checkpoints.add(epoch, run._trainer.state())
    run._record()
    run.train(2)
