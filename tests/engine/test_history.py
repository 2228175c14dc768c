"""History and checkpoints are thinned without losing what matters."""

import numpy as np
import pytest

from engine import Run, Spec
from engine.checkpoints import Checkpoints
from engine.history import History
from engine.trainer import Trainer

pytestmark = pytest.mark.usefixtures("engine")

XOR = Spec.parse("data=xor&batch=all&act=tanh&lr=0.1")


def filled(rows, spikes=()):
    """A history of a falling loss with spikes at some epochs; parameter 0 dips once."""
    history = History(2)
    for epoch in range(rows):
        loss = 100.0 + epoch if epoch in spikes else 1 / (epoch + 1)
        parameters = np.array([-7.0 if epoch == 4321 else np.sin(epoch), epoch / rows])
        history.add(epoch, loss, np.nan, 0.5, parameters, parameters * 2)
    return history


def test_a_short_history_has_every_epoch():
    run = Run(XOR)
    run.train(100)
    assert run.history.epoch.tolist() == list(range(101))


def test_a_row_is_what_the_run_showed_at_that_epoch():
    run, history = Run(Spec(split=0.2)), []
    for _ in range(5):
        history.append((run.loss, run.test_loss, run.accuracy))
        run.train()
    rows = run.history
    shown = zip(rows.loss, rows.test_loss, rows.accuracy, strict=True)
    assert [tuple(map(float, row)) for row in shown][:5] == history
    assert (rows.parameters[-1] == run.parameters).all()
    assert (rows.gradients[-1] == run.batch_gradient()).all()


def test_a_long_history_is_thinned_with_the_spikes_of_the_loss_kept():
    spikes = (777, 3001, 9999, 12345, 29998)
    history = filled(30_000, spikes)
    assert len(history) <= 4096
    assert set(spikes) <= set(history.epoch.tolist())


def test_the_extremes_of_every_parameter_and_gradient_are_kept():
    history = filled(30_000)
    assert history.parameters[:, 0].min() == -7.0
    assert history.gradients[:, 0].min() == -14.0


def test_the_first_and_last_rows_are_kept_and_epochs_grow():
    history = filled(30_000)
    assert history.epoch[0] == 0
    assert history.epoch[-1] == history.last_epoch == 29_999
    assert (np.diff(history.epoch) > 0).all()


def test_a_thinned_history_is_nowhere_far_apart():
    assert np.diff(filled(30_000).epoch).max() <= 30_000 / 256


def test_what_is_forgotten_is_gone():
    history = filled(1000)
    history.forget_after(500)
    assert history.last_epoch == 500
    assert len(history) == 501


@pytest.mark.parametrize("epochs", [10, 5000])
def test_a_checkpoint_before_any_update_is_at_most_a_stride_back(epochs):
    trainer = Trainer(XOR, Run(XOR).data)
    checkpoints = Checkpoints(trainer.state())
    for epoch in range(1, epochs + 1):
        trainer.step()
        if checkpoints.wants(epoch):
            checkpoints.add(epoch, trainer.state())
    for update in range(1, epochs + 1, 7):
        assert 0 < update - checkpoints.before(update).update <= checkpoints.stride
    assert checkpoints.stride <= max(1, epochs // 1024)
