"""What can be asked of a lab's run: to move, to change in mid-run, to stay in sight."""

from collections.abc import Callable

from engine.typed import typed_number
from ui.draw.chart import epoch_at
from ui.lab import Lab, Message
from ui.lab.scales import SPEEDS, bounded, whole
from ui.panels.settings.fitting import check_penalty
from ui.panels.transport.state import Sheet
from ui.words.quoting import printable


def set_rate(lab: Lab, rate: float) -> None:
    lab.run.change(learning_rate=rate)
    lab.message = Message(f"Learning rate {rate:g}.")


def slide_rate(lab: Lab, position: str) -> None:
    rates = lab.layout.rates
    set_rate(lab, rates.at(bounded(position, 0, rates.last)))


def type_rate(lab: Lab, text: str) -> None:
    """The learning rate as typed: a number within the slider's range, or a message."""
    rate, rates = typed_number(text), lab.layout.rates
    if rates.lowest <= rate <= rates.highest:
        set_rate(lab, rate)
    else:
        lab.message = Message(
            f"A learning rate of “{printable(text[:20])}” cannot be used: type a number from "
            f"{rates.lowest:g} to {rates.highest:g}. It stays at {lab.spec.learning_rate:g}."
        )


def set_penalty(lab: Lab, value: str) -> None:
    penalty = round(bounded(value, 0, 100)) / 100
    check_penalty(lab, penalty)
    lab.run.change(penalty=penalty)
    lab.message = Message(f"Confidence penalty {penalty:g}.")


def set_optimizer(lab: Lab, name: str) -> None:
    lab.run.change(optimizer=name)
    lab.message = Message(f"Optimizer {name}, from here on.")


def set_l1(lab: Lab, value: str) -> None:
    lab.run.change(l1=bounded(value, 0, 1))
    lab.message = Message(f"L1 regularisation {lab.spec.l1:g}.")


def set_l2(lab: Lab, value: str) -> None:
    lab.run.change(l2=bounded(value, 0, 1))
    lab.message = Message(f"L2 regularisation {lab.spec.l2:g}.")


def seek_share(lab: Lab, place: str) -> None:
    """The epoch at a place of a chart, given as two shares, for who clicks into it."""
    across, _ = place.split()
    lab.seek(epoch_at(lab, bounded(across, 0, 1)))


def pin(lab: Lab, _: str) -> None:
    """Keep this run's loss in sight beside the next one's; or let go of it."""
    if lab.pinned is None:
        lab.pinned = lab.run.copy()  # as it is now, whatever becomes of the run
        lab.message = Message("Pinned: reset, change one thing, and train; both curves are shown.")
    else:
        lab.pinned = None
        lab.message = Message("The pinned run is gone.")


def turn_sheet(lab: Lab, _: str) -> None:
    """Open the sheet that has the settings on a phone, or close it."""
    sheet = lab.of(Sheet)
    sheet.is_open = not sheet.is_open


RUN_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "play": lambda lab, _: lab.play(),
    "pause": lambda lab, _: lab.pause(),
    "toggle": lambda lab, _: lab.pause() if lab.moving else lab.play(),
    "step": lambda lab, _: lab.step(),
    "back": lambda lab, _: lab.back(),
    "reset": lambda lab, _: lab.reset(),
    "new-weights": lambda lab, _: lab.new_weights(),
    "undo": lambda lab, _: lab.undo(),
    "epoch": lambda lab, value: lab.seek(whole(value, int(lab.run.history.last_epoch))),
    "epoch-share": seek_share,
    "rate": slide_rate,
    "rate-value": type_rate,
    "speed": lambda lab, value: lab.set_speed(whole(value, len(SPEEDS) - 1)),
    "penalty": set_penalty,
    "optimizer": set_optimizer,
    "l1": set_l1,
    "l2": set_l2,
    "pin": pin,
    "settings": turn_sheet,
}
