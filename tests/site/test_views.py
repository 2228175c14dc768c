"""The views: what they draw is stored beside this file, and every number is the run's.

After a change that is meant, look at the difference: `python3 build.py test --rewrite`.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from html5lib import HTMLParser
from ui.figures import VIEWS, first_paint
from ui.lab import CORNERS, Lab
from ui.numbers import shown
from ui.tree import slot_names

from engine import Run

STORED = Path(__file__).parent / "stored"
BLOCK = Lesson.read(SITE / "lessons" / "01-xor.md").labs[0]


def lab_at(epoch: int) -> Lab:
    lab = Lab(BLOCK.id, BLOCK.spec)
    lab.run.train(epoch)
    return lab


@pytest.mark.parametrize("epoch", [0, 120])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_draws_what_is_stored(
    name: str, epoch: int, request: pytest.FixtureRequest
) -> None:
    drawn = first_paint(lab_at(epoch), name).replace("><", ">\n<") + "\n"
    path = STORED / f"{name}-{epoch}.html"
    if request.config.getoption("--rewrite"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    # The last digits of a float depend on the machine's libm; what is seen does not.
    assert rounded(drawn) == rounded(path.read_text(encoding="utf-8"))


def rounded(markup: str) -> str:
    return re.sub(r'data-number="([^"]+)"', lambda m: f'data-number="{float(m[1]):.9g}"', markup)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_gives_a_value_for_each_slot_and_is_valid_html(name: str) -> None:
    lab = lab_at(3)
    for part in lab.parts():
        lab.act("select", part)
        values = VIEWS[name].values(lab)
        assert len(values) == len(slot_names(VIEWS[name].structure(lab)))
        assert all("\x1f" not in value for value in values)
        HTMLParser(strict=True).parseFragment(first_paint(lab, name))


def numbers(name: str, lab: Lab) -> list[tuple[str, str]]:
    """Every number of a view: in full, and as shown."""
    found = re.findall(r'data-number="([^"]+)"[^>]*>([^<]*)<', first_paint(lab, name))
    assert found
    return found


@pytest.mark.parametrize("epoch", [0, 1, 57, 200])
def test_the_network_shows_the_activations_and_biases_of_the_run(epoch: int) -> None:
    lab = lab_at(epoch)
    oracle = Run(BLOCK.spec)
    oracle.train(epoch)
    for sample, (x1, x2, _) in enumerate(CORNERS):
        lab.act("sample", str(sample))
        _, activations = oracle.forward([(x1, x2)])
        expected = [x1, x2]
        for activation, bias in zip(activations, oracle.biases, strict=True):
            expected += [n for pair in zip(activation[0], bias, strict=True) for n in pair]
        found = numbers("network", lab)
        assert [float(full) for full, _ in found] == [float(n) for n in expected]
        assert all(text == shown(float(full)) for full, text in found)


@pytest.mark.parametrize("epoch", [0, 1, 57, 200])
def test_predictions_and_readouts_are_those_of_the_run(epoch: int) -> None:
    lab = lab_at(epoch)
    predicted = [float(full) for full, _ in numbers("predictions", lab)]
    corners = np.array(CORNERS)
    assert predicted == lab.run.predict(corners[:, :2])[:, 0].tolist()
    # Binary cross-entropy, written once more, from the numbers in the table.
    y, p = corners[:, 2], np.array(predicted)
    loss = float(np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p))))
    readouts = [float(full) for full, _ in numbers("readouts", lab)]
    assert readouts[0] == epoch
    assert readouts[1] == pytest.approx(loss, rel=1e-12)
    assert readouts[2] == float(np.mean((p >= 0.5) == (y == 1)))
    verdicts = [text for text in VIEWS["predictions"].values(lab) if text.endswith("right")]
    assert sum(text == "✓ right" for text in verdicts) == int(readouts[2] * 4)


def test_the_inspector_shows_a_weight_and_its_gradient_over_all_samples() -> None:
    lab = lab_at(20)
    lab.act("select", "weight:1.1.2")
    weight, gradient = (float(full) for full, _ in numbers("inspector", lab)[:2])
    assert weight == lab.run.weights[0][2, 1]
    # The gradient by central differences of the loss.
    losses = []
    for step in (1e-6, -1e-6):
        nudged = Run(BLOCK.spec)
        nudged.train(20)
        nudged.set_weight(1, 1, 2, weight + step)
        losses.append(nudged.loss)
    assert gradient == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-6)


def test_a_long_history_is_drawn_with_its_extremes() -> None:
    from ui.views.loss_curve import COLUMNS, columns

    epochs = np.arange(10_000)
    losses = np.ones(10_000)
    losses[7_777] = 5.0
    drawn_epochs, drawn = columns(epochs, losses)
    assert len(drawn) == 2 * COLUMNS + 1
    assert drawn.max() == 5.0
    assert drawn_epochs[-1] == 9_999
