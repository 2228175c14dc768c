"""The numbers of the run as a whole: epoch, loss, accuracy."""

from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import full, percent, shown


def structure(lab: Lab) -> Element:
    """One term and one <output> each. They change too often to be announced one by one."""
    terms = {"epoch": "Epoch", "loss": "Loss", "accuracy": "Accuracy"}
    if has_test(lab):
        terms["test-loss"] = "Test loss"
    if lab.spec.l1 or lab.spec.l2:
        terms["regularization"] = "L1 and L2 add"
    groups = [
        element("div", {}, element("dt", {}, title),
                element("dd", {}, element("output", {"data-value": key, "data-number": SLOT,
                                                     "aria-live": "off"}, SLOT)))
        for key, title in terms.items()
    ]
    return element("dl", {"class": "readouts"}, *groups)


def has_test(lab: Lab) -> bool:
    return len(lab.run.data.test) > 0


def key(lab: Lab) -> object:
    return has_test(lab), bool(lab.spec.l1 or lab.spec.l2)


def values(lab: Lab) -> list[str]:
    """The slots' values; a run whose data has no classes has no accuracy."""
    run = lab.run
    accuracy = ["", "none"] if run.accuracy is None else [full(run.accuracy), percent(run.accuracy)]
    texts = [str(run.epoch), f"{run.epoch:,}", full(run.loss), shown(run.loss), *accuracy]
    if run.test_loss is not None:
        texts += [full(run.test_loss), shown(run.test_loss)]
    if run.spec.l1 or run.spec.l2:
        texts += [full(run.regularization), shown(run.regularization)]
    return texts
