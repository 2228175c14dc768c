"""The table of samples: what its rows say, their order, and the page that has the selected one."""

import re

import numpy as np
import pytest
from html5lib import parse
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.data.table import COLUMNS, ROWS
from ui.words.numbers import shown

from engine import Spec

SPEC = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&noise=0.2&lr=0.3&seed=11&data-seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(7)
    return lab


def rows(lab: Lab) -> list[list[str]]:
    """The cells of the page of rows that is shown; for computed numbers their float64 in full."""
    table = parse(first_paint(lab, "table"), namespaceHTMLElements=False)
    return [[cell.get("data-number") or "".join(cell.itertext()) for cell in row.iter("td")]
            for row in table.iter("tr") if row.find("td") is not None]


def every_row(lab: Lab) -> list[list[str]]:
    """The rows of all pages, each once."""
    act(lab, "page-back")
    found: dict[str, list[str]] = {}
    for _ in range(-(-len(lab.run.data.train) // ROWS)):
        found |= {row[0]: row for row in rows(lab)}
        act(lab, "page-on")
    return list(found.values())


def test_every_sample_is_in_the_table_with_its_point_labels_and_prediction(lab: Lab) -> None:
    train = lab.run.data.train
    found = every_row(lab)
    assert [int(row[0]) for row in found] == list(range(50))
    assert [[float(row[1]), float(row[2])] for row in found] == train.points.tolist()
    assert [row[3].startswith("1") for row in found] == (train.targets[:, 0] == 1).tolist()
    assert [float(row[4]) for row in found] == train.true_targets[:, 0].tolist()
    assert ["flipped" in row[3] for row in found] == train.flipped.tolist()
    predicted = lab.run.predict(train.points)[:, 0]
    assert [float(row[5]) for row in found] == pytest.approx(predicted.tolist(), rel=1e-12)


def test_each_loss_is_the_cross_entropy_of_the_prediction_beside_it(lab: Lab) -> None:
    for row in every_row(lab):
        label, prediction, loss = float(row[3][0]), float(row[5]), float(row[6])
        right = prediction if label == 1 else 1 - prediction
        assert loss == pytest.approx(-np.log(right), rel=1e-9)


def test_the_losses_of_all_rows_have_the_run_s_loss_as_their_mean(lab: Lab) -> None:
    assert np.mean([float(row[6]) for row in every_row(lab)]) == pytest.approx(lab.run.loss)


def test_what_is_shown_is_the_full_number_rounded(lab: Lab) -> None:
    found = re.findall(r'data-number="([^"]+)"[^>]*>([^<]*)<', first_paint(lab, "table"))
    assert len(found) == 2 * ROWS
    assert all(text == shown(float(full)) for full, text in found)


@pytest.mark.parametrize("column", list(COLUMNS))
def test_a_column_sorts_once_up_and_once_more_down(lab: Lab, column: str) -> None:
    at = list(COLUMNS).index(column)
    if column == "sample":
        act(lab, "sort", "x1")
    for first, order in (("smallest", 1), ("largest", -1)):
        act(lab, "sort", column)
        values = [float(row[at].split()[0]) for row in every_row(lab)]
        assert values == sorted(values, reverse=order == -1)
        assert lab.message.text == f"Sorted by {COLUMNS[column]}, {first} first."
        directions = re.findall(r'aria-sort="(\w+)"', first_paint(lab, "table"))
        assert [d != "none" for d in directions] == [name == column for name in COLUMNS]


def test_selecting_a_sample_turns_to_its_page_and_marks_its_row(lab: Lab) -> None:
    act(lab, "sort", "loss")
    for sample in range(50):
        act(lab, "sample", str(sample))
        marked = re.findall(r'<tr class="chosen[^"]*"[^>]*><td><button[^>]*>(\d+)<',
                            first_paint(lab, "table"))
        assert marked == [str(sample)]


def test_no_page_lies_beyond_the_last_one(lab: Lab) -> None:
    for _ in range(20):
        act(lab, "page-on")
    assert [int(row[0]) for row in rows(lab)] == list(range(38, 50))
    act(lab, "page-back")
    assert [int(row[0]) for row in rows(lab)] == list(range(36, 48))


def test_a_negative_coordinate_has_a_real_minus_sign(lab: Lab) -> None:
    act(lab, "table", "-0.5,0,1\n0.5,0,0\n")
    act(lab, "table-read")
    act(lab, "table-begin")
    assert rows(lab)[0][1] == "−0.5"
