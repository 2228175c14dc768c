"""Several classes: softmax and cross-entropy through the engine, against PyTorch and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import DataError, Run, Spec, SpecErrors, check_gradients, explain
from engine.ops import LOSSES, OUTPUTS
from engine.pytorch import pytorch_code
from engine.spec_keys import LESSON
from engine.tasks import CLASSES
from tests.engine.programs import apart
from tests.engine.trajectories import EQUAL

pytestmark = pytest.mark.usefixtures("engine")

BLOBS = "layers=2-8-3&data=three-blobs&out=softmax&loss=ce&act=tanh&n=60&batch=10"


def softmax(z):
    out = np.empty_like(z)
    OUTPUTS["softmax"].forward(z, out)
    return out


@pytest.mark.parametrize("changes", [
    "", "opt=adam&lr=0.01&l2=0.01&noise=0.1&split=0.2", "layers=2-3&act=none&batch=all&lr=1",
    "data=three-arms&layers=2-9-9-3&opt=adam&lr=0.01",
])
def test_it_learns_and_its_gradient_is_right(changes):
    run = Run(Spec.parse(changes, default=Spec.parse(BLOBS)))
    before = run.loss
    assert check_gradients(run).ok
    run.train(60)
    assert run.loss < 0.7 * before
    assert run.accuracy > 0.6


@settings(max_examples=60)
@given(st.lists(st.floats(-800, 800), min_size=3, max_size=5), st.integers(0, 2))
def test_the_loss_is_pytorchs_far_out_too(z, label):
    torch = pytest.importorskip("torch")
    x, y = np.array([z]), np.array([[float(label)]])
    logits = torch.tensor(x, requires_grad=True)
    theirs = torch.nn.CrossEntropyLoss()(logits, torch.tensor([label]))
    theirs.backward()
    ours = LOSSES["ce"].forward(x, y)[0, 0]
    assert ours == pytest.approx(theirs.item(), rel=1e-12, abs=1e-14)
    gradient = np.empty_like(x)
    LOSSES["ce"].gradient(x, softmax(x), y, gradient)
    np.testing.assert_allclose(gradient, logits.grad.numpy(), rtol=1e-12, atol=1e-15)


def test_a_small_loss_keeps_its_digits():
    loss = LOSSES["ce"].forward(np.array([[40.0, 0.0, 0.0]]), np.zeros((1, 1)))[0, 0]
    assert loss == pytest.approx(2 * math.exp(-40), rel=1e-14)


def test_a_prediction_with_two_largest_outputs_is_undecided_and_not_right():
    p = np.array([[0.4, 0.4, 0.2], [0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [np.nan, 0.0, 1.0]])
    y = np.array([[0.0], [0.0], [0.0], [2.0]])
    assert CLASSES.right(p, y)[:, 0].tolist() == [False, True, False, False]
    assert CLASSES.undecided(p)[:, 0].tolist() == [True, False, False, False]
    confusion = CLASSES.confusion(p[:3], y[:3], 3)
    assert confusion.tolist() == [[1, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_equal_outputs_are_right_nowhere_whatever_trains():
    run = Run(Spec.parse(BLOBS + "&init=zeros"))
    assert run.accuracy == 0
    assert run.loss == pytest.approx(math.log(3), rel=1e-15)


def test_the_outputs_of_an_explanation_are_named_apart():
    explanation = explain(Run(Spec.parse(BLOBS)), 2)
    assert explanation["activation:2.1"].text().startswith("p₂ = e^(z₂⁽²⁾) / (e^(z₁⁽²⁾) + ")
    assert explanation["delta:2.0"].text().split("\n")[0].count("p₁ − y₁") == 1
    assert explanation["loss"].text().startswith("L = −ln(p₃) = ")  # its label is 2


def test_the_program_uses_pytorchs_cross_entropy(deviation):
    code = pytorch_code(Spec.parse(BLOBS))
    assert "criterion = nn.CrossEntropyLoss()" in code
    assert "dtype=torch.long" in code
    pytest.importorskip("torch")
    deviation("losses of PyTorch programs", apart(pytorch_code, Spec.parse(BLOBS)), EQUAL)


def own(labels, outputs):
    points = tuple((float(i), 1.0, float(label)) for i, label in enumerate(labels))
    return Spec(data="own", points=points, layers=(2, 4, outputs), output="softmax", loss="ce",
                batch="all")


def test_own_points_can_have_up_to_ten_labels():
    run = Run(own([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 10))
    assert run.data.classes == 10
    assert check_gradients(run).ok
    with pytest.raises(DataError, match="row 3: y is 7; with out=softmax it must be a whole "):
        Run(own([0, 1, 7], 3))
    with pytest.raises(DataError, match="of class 1; add a point of it"):
        Run(own([0, 2, 2], 3))


@pytest.mark.parametrize(("text", "said"), [
    ("layers=2-4-3&data=xor", "the last layer has 3 neurons; it must have 1"),
    ("layers=2-4-1&data=three-blobs&out=softmax&loss=ce", "has 1 neurons; it must have 3"),
    ("layers=2-4-3&data=three-blobs", "these targets are several classes and need out=softmax"),
    ("out=softmax&loss=ce", "these targets are two classes and need out=sigmoid and loss=bce"),
    (BLOBS + "&penalty=0.1", "out=softmax is not a probability; choose penalty=0"),
    ("act=softmax", "act=softmax: must be one of relu"),
])
def test_what_does_not_agree_is_said_and_put_right(text, said):
    with pytest.raises(SpecErrors, match=said) as caught:
        Spec.parse(text)
    assert Spec.parse(str(caught.value.spec)) == caught.value.spec


def test_a_link_to_a_lab_that_asks_for_several_classes_gets_an_answer():
    with pytest.raises(SpecErrors, match="data=three-blobs: labs do not show several") as caught:
        Spec.parse(BLOBS, limits=LESSON)
    assert caught.value.spec.layers[-1] == 1
