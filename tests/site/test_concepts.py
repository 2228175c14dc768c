"""The concepts: what they compute, and what the PyTorch source beside them computes and prints."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.concepts import printed
from ui.concepts.graph.state import BACKWARD, Graph
from ui.concepts.linear_layer.state import LinearLayer
from ui.concepts.losses.state import LossPoint, titles_of_losses
from ui.concepts.optimizer_race.state import ACROSS, FAR, LONGEST, UP, OptimizerRace
from ui.concepts.optimizer_race.surfaces import SURFACES
from ui.concepts.slopes.state import Slope
from ui.concepts.tensors.state import SIGNS, Pair

from engine.ops import ACTIVATIONS
from engine.optimizers import OPTIMIZERS
from tests.site.torch_program import run, torch

CLOSE = {"rtol": 1e-12, "atol": 1e-12}
SHAPES = st.lists(st.integers(1, 4), max_size=3).map(tuple)
# As they are typed: no -0, which `bounded` does not let in.
NUMBERS = st.floats(-5, 5).map(lambda value: round(value, 2) + 0.0)
MATRIX = st.tuples(*[st.tuples(*[NUMBERS] * 4)] * 3)


def agrees(state: object) -> dict:
    """The source of a state prints what the state says it does; what it leaves behind."""
    names, output = run(state.code)
    assert output == printed.text(state.printed)
    return names


@given(st.lists(st.one_of(
    st.integers(-2000, 2000).map(float), st.floats(-1e6, 1e6), st.floats(-1e-3, 1e-3),
    st.floats(allow_nan=True, allow_infinity=True), st.just(0.0)), min_size=1, max_size=24),
    st.sampled_from([(-1,), (1, -1), (-1, 1), (2, -1), (-1, 2), (1, 2, -1), (2, 2, -1), ()]))
@settings(max_examples=400, deadline=None)
def test_a_tensor_is_printed_as_pytorch_prints_it(numbers: list[float], shape: tuple) -> None:
    count = 1 if shape == () else len(numbers) // 4 * 4 or 4
    values = np.resize(np.array(numbers), count).reshape(shape)
    pieces = printed.tensor(values)
    expected = str(torch.tensor(values.tolist(), dtype=torch.float64))
    assert printed.text(pieces) == expected.replace(", dtype=torch.float64", "").replace(
        ",\n       dtype=torch.float64", "")
    known = [piece.number for piece in pieces if piece.number is not None]
    np.testing.assert_array_equal(known, values.ravel())


@given(SHAPES, SHAPES, st.sampled_from(list(SIGNS)))
@settings(max_examples=300, deadline=None)
def test_shapes_broadcast_as_in_pytorch_or_fail_in_its_words(a: tuple, b: tuple, sign: str) -> None:
    pair = Pair(a, b, sign)
    if pair.error:
        with pytest.raises(RuntimeError) as raised:
            run(pair.code)
        assert str(raised.value) == pair.error
        assert printed.text(pair.printed) == f"RuntimeError: {raised.value}\n"
        assert None in [column.result for column in pair.columns]
        return
    names = agrees(pair)
    assert pair.shape == tuple(names["c"].shape) == pair.result.shape
    np.testing.assert_allclose(pair.result, names["c"].numpy(), **CLOSE)


@given(SHAPES, SHAPES, st.data())
def test_each_cell_of_the_result_tells_where_it_comes_from(a: tuple, b: tuple, data) -> None:
    pair = Pair(a, b, "+")
    if pair.error:
        return
    pair = dataclasses.replace(pair, cell=data.draw(st.integers(0, pair.result.size - 1)))
    left, right = pair.values
    assert left[pair.origin(a)] + right[pair.origin(b)] == pair.result.ravel()[pair.cell]


@pytest.mark.parametrize(("shape", "dimension", "size", "expected"), [
    ((3, 4), -1, 2, (3, 2)), ((3, 4), -3, 2, (2, 3, 4)), ((4,), -3, 2, (2, 1, 4)),
    ((3, 4), -2, 0, (4,)), ((2, 3, 4), -2, 0, (4,)), ((4,), -1, 0, ()), ((), -1, 3, (3,)),
])
def test_a_dimension_is_changed_added_or_taken_away(shape, dimension, size, expected) -> None:
    assert Pair(shape, (2,)).resized("a", dimension, size).a == expected
    assert Pair((2,), shape).resized("b", dimension, size).b == expected


@given(st.integers(1, 3), st.integers(1, 4), st.integers(1, 3), MATRIX, MATRIX, MATRIX)
@settings(max_examples=60, deadline=None)
def test_a_linear_layer_is_pytorchs_and_the_product_by_hand(
    samples: int, inputs: int, outputs: int, x, weights, bias
) -> None:
    layer = LinearLayer(samples, inputs, outputs, x, weights, bias)
    names = agrees(layer)
    np.testing.assert_allclose(layer.z, names["z"].numpy(), **CLOSE)
    for row in range(samples):
        for column in range(outputs):
            cell = dataclasses.replace(layer, row=row, column=column)
            assert len(cell.terms) == inputs
            total = cell.terms[-1].total + bias[0][column]
            np.testing.assert_allclose(total, layer.z[row, column], **CLOSE)
            assert cell.terms[-1].product == x[row][inputs - 1] * weights[column][inputs - 1]


def test_a_number_of_a_layer_is_edited_and_a_row_taken_away_comes_back() -> None:
    layer = LinearLayer().edited("weights", 1, 2, 7.0).edited("x", 0, 0, 1e9)
    assert layer.weights[1, 2] == 7
    assert layer.x[0, 0] == 100
    assert layer.resized("outputs", 1).resized("outputs", 2) == layer
    smaller = dataclasses.replace(layer, row=1, column=1).resized("samples", 1).resized(
        "outputs", 1)
    assert (smaller.row, smaller.column) == (0, 0)


@given(st.sampled_from(list(ACTIVATIONS)), NUMBERS, st.integers(1, 10),
       st.floats(-3, 3).map(lambda value: round(value, 1) + 0.0))
@settings(max_examples=100, deadline=None)
def test_slopes_and_their_product_through_depth_are_autograds(
    name: str, z: float, depth: int, weight: float
) -> None:
    slope = Slope(name, z, depth, weight)
    names, output = run(slope.code)
    gradients = [each.grad.item() for each in names["sums"]]
    found = [link.gradient for link in slope.chain]
    np.testing.assert_allclose(found, gradients, **CLOSE)
    np.testing.assert_allclose([link.z for link in slope.chain],
                               [each.item() for each in names["sums"]], **CLOSE)
    np.testing.assert_allclose([slope.a, slope.slope],
                               [float(ACTIVATED(name, z)), float(names["z"].grad)], **CLOSE)
    assert output.splitlines()[0] == printed.text(slope.printed).splitlines()[0]


def ACTIVATED(name: str, z: float):  # noqa: N802
    torch.set_default_dtype(torch.float32)
    module = eval(ACTIVATIONS[name].torch_module, {"nn": torch.nn})
    return module(torch.tensor(z, dtype=torch.float64))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_source_of_a_slope_prints_what_is_shown(name: str) -> None:
    agrees(Slope(name))
    agrees(Slope(name, z=-0.7, depth=10, weight=1.3))


def test_depth_makes_the_gradient_of_a_sigmoid_vanish_and_a_large_weight_lets_it_explode() -> None:
    first = [Slope("sigmoid", depth=depth).chain[0].gradient for depth in (1, 5, 10)]
    assert first[0] > 100 * first[1] > 10_000 * first[2]
    assert Slope("identity", depth=10, weight=3.0).chain[0].gradient == 3.0**9


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(list(ACTIVATIONS)))
@settings(max_examples=100, deadline=None)
def test_the_gradients_of_the_graph_are_autograds(
    x: float, w: float, b: float, y: float, activation: str
) -> None:
    graph = Graph(x, w, b, y, activation)
    names, _ = run(graph.code)
    for name in ("w", "b", "x"):
        np.testing.assert_allclose(graph.gradient[name], float(names[name].grad), **CLOSE)
    for name, shown in (("z", "z"), ("a", "a"), ("loss", "L")):
        np.testing.assert_allclose(graph.value[shown], float(names[name].detach()), **CLOSE)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_source_of_the_graph_prints_what_is_shown(activation: str) -> None:
    agrees(Graph(activation=activation))


def test_each_gradient_is_the_product_that_is_shown_for_it() -> None:
    graph = Graph(x=0.3, w=1.7, b=-0.2, y=0.5, step=3)
    assert graph.arrived == ("L", "a", "z")
    for name in BACKWARD:
        explained = graph.explained(name)
        assert explained.value == graph.gradient[name] == explained.expression.value


@pytest.mark.parametrize("surface", SURFACES)
def test_the_gradient_of_a_surface_is_autograds_and_its_minima_are_minima(surface: str) -> None:
    loss = SURFACES[surface]
    for x, y in np.random.default_rng(1).uniform(-2, 2, (50, 2)):
        position = torch.tensor([x, y], requires_grad=True)
        value = eval(loss.source, dict(zip("xy", position, strict=True)))
        value.backward()
        np.testing.assert_allclose(loss.value(x, y), value.item(), **CLOSE)
        np.testing.assert_allclose(loss.gradient(x, y), position.grad.numpy(), **CLOSE)
    for x, y in loss.lowest:
        assert loss.value(x, y) == 0
        assert not loss.gradient(x, y).any()
        assert abs(x) < ACROSS
        assert abs(y) < UP


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("surface", "rate"), [("bowl", 0.05), ("bowl", 0.01), ("saddle", 0.1),
                                               ("valley", 0.02), ("valley", 0.05)])
def test_the_path_of_an_optimizer_is_that_of_torch_optim(
    surface: str, rate: float, optimizer: str
) -> None:
    race = OptimizerRace(surface, rate, SURFACES[surface].start, step=40, chosen=optimizer)
    # Each step as it is shown, not only the last: the program is run with a line that notes it.
    code = race.code.replace("    optimizer.step()\n",
                             "    optimizer.step()\n    places.append(position.tolist())\n")
    names, _ = run("places = []\n" + code)
    assert len(names["places"]) == 40
    np.testing.assert_allclose(race.path(optimizer)[1:], names["places"], rtol=1e-12, atol=1e-12)
    agrees(race)


@given(st.sampled_from(list(SURFACES)), st.sampled_from(list(OPTIMIZERS)), st.floats(-2, 2),
       st.floats(-1.5, 1.5), st.integers(0, 12), st.sampled_from([0.001, 0.01, 0.1, 0.3, 1.0]))
@settings(max_examples=60, deadline=None)
def test_a_race_from_anywhere_ends_where_its_source_does(
    surface: str, optimizer: str, x: float, y: float, step: int, rate: float
) -> None:
    race = OptimizerRace(surface, rate, (x, y), step, optimizer)
    names, _ = run(race.code)
    np.testing.assert_allclose(race.path(optimizer)[-1], names["position"].detach().numpy(),
                               rtol=1e-9, atol=1e-12)


def test_a_racer_that_diverges_stops_and_its_source_with_it() -> None:
    race = OptimizerRace("bowl", 1.0, (-1.8, 1.2), step=LONGEST)
    assert FAR < np.abs(race.path("sgd")[-1]).max() < np.inf
    assert len(race.path("sgd")) < 20
    assert len(race.path("adam")) == LONGEST + 1
    agrees(race)


def test_the_factor_that_the_lesson_names_between_two_losses() -> None:
    by_logit = [LossPoint(kind, 0.01, 1.0).here[2] for kind in ("bce", "mse")]
    assert by_logit == pytest.approx([-0.99, -0.0196], abs=1e-4)
    assert round(by_logit[0] / by_logit[1]) in range(45, 56)


def test_without_weight_decay_adamw_runs_with_adam() -> None:
    race = OptimizerRace("valley", 0.05, step=LONGEST)
    assert race.path("adamw").tolist() == race.path("adam").tolist()


@given(st.sampled_from(list(titles_of_losses())), st.integers(1, 99), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_loss_and_both_its_gradients_are_autograds(kind: str, percent: int, target: int) -> None:
    point = LossPoint(kind, percent / 100, target / 20)
    names, _ = run(point.code)
    expected = [names["loss"].item(), names["p"].grad.item(), names["z"].grad.item()]
    np.testing.assert_allclose(point.here, expected, **CLOSE)


@pytest.mark.parametrize("kind", titles_of_losses())
def test_the_source_of_a_loss_prints_what_is_shown(kind: str) -> None:
    agrees(LossPoint(kind, 0.3, 1.0))
    agrees(LossPoint(kind, 0.97, 0.0))
