"""A row that somebody adds to a table of the engine is in the controls, and can be chosen there."""

import pytest
from ui.actions import act
from ui.draw.tree import markup
from ui.lab import Lab
from ui.panels.settings.table import CONTROLS

from engine import Spec
from tests.engine import toys


@pytest.mark.parametrize(("row", "control", "value", "field"), [
    (toys.Swish(), "act", "swish", "activations"),
    (toys.Huber(), "loss", "huber", "loss"),
    (toys.Lion, "opt", "lion", "optimizer"),
    (toys.LeCun(), "init", "lecun", "initialization"),
    (toys.Difference(), "features", "x1-x2", "features"),
])
def test_a_control_lists_it_and_sets_it(row, control, value, field, monkeypatch) -> None:
    toys.add(monkeypatch, row)
    lab = Lab("xor", Spec())
    offered = CONTROLS[control]
    values = offered.values(lab)
    drawn = markup(offered.element(lab), values)
    assert row.title in drawn
    act(lab, offered.action, value)
    assert value in getattr(lab.spec, field)
    assert offered.values(lab) != values
