"""Path strengths: ranked as if all paths had been compared, and right at every epoch."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, Spec, path_history, strongest_paths
from engine.paths import MOST, Path
from tests.engine.specs import specs

pytestmark = pytest.mark.usefixtures("engine")

RELU = "layers=2-4-3-1&act=relu&n=50"


def all_paths(run):
    """(strength, neurons) of every path, by going through them."""
    for neurons in product(*map(range, run.network.layers)):
        steps = zip(run.weights, neurons, neurons[1:], strict=False)
        yield math.prod(float(layer[target, source]) for layer, source, target in steps), neurons


@settings(max_examples=60)
@given(spec=specs(max_hidden=3, max_width=5, max_samples=60), top=st.integers(1, MOST))
def test_the_strongest_paths_are_those_found_by_comparing_all(spec, top):
    run = Run(spec)
    ranked = sorted(all_paths(run), key=lambda path: (-abs(path[0]), path[1]))
    found = strongest_paths(run, top)
    assert len(found) == min(top, len(ranked))
    strengths = [abs(path.strength) for path in found]
    assert strengths == pytest.approx([abs(s) for s, _ in ranked[:top]], rel=1e-14)
    assert len({path.neurons for path in found}) == len(found)
    by_neurons = {neurons: strength for strength, neurons in ranked}
    for path in found:
        assert path.strength == by_neurons[path.neurons]


def test_paths_of_equal_strength_are_in_the_order_of_their_neurons():
    run = Run(Spec.parse("layers=2-3-1&init=zeros"))
    assert [path.neurons for path in strongest_paths(run, 4)] == [
        (0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)]  # fmt: skip


def test_without_biases_active_paths_add_up_to_the_outputs_pre_activation():
    start = Run(Spec.parse(RELU))
    flat = start.parameters * start.network.weight_mask()
    run = Run(start.spec.replace(initialization="given", given=tuple(flat)))
    for sample in range(10):
        x = run.data.train.inputs[sample]
        paths = strongest_paths(run, MOST, sample)
        assert len(paths) == 2 * 4 * 3
        taken = sum(path.strength * x[path.neurons[0]] for path in paths if path.active)
        z = run.forward(run.data.train.points[sample : sample + 1])[0][-1][0, 0]
        assert taken == pytest.approx(z, rel=1e-13, abs=1e-14)
        assert 0 < sum(path.active for path in paths) < len(paths)


def test_other_activations_let_everything_through():
    run = Run(Spec.parse("layers=2-3-3-1&act=relu-tanh"))
    for path in strongest_paths(run, MOST, sample=0):
        on = run.forward(run.data.train.points[:1])[0][0][0, path.neurons[1]] > 0
        assert path.active is bool(on)
    run = Run(Spec.parse("layers=2-3-1&act=tanh"))
    assert {path.active for path in strongest_paths(run, 5, sample=0)} == {None}


def test_history_has_the_strengths_at_each_epoch():
    run = Run(Spec.parse(RELU))
    run.train(5)
    run.step(7)
    paths = strongest_paths(run, 6)
    strengths = path_history(run, paths)
    assert strengths.shape == (6, 6)
    for row, epoch in enumerate(run.history.epoch):
        run.seek(int(epoch))
        now = {path.neurons: path.strength for path in strongest_paths(run, MOST)}
        assert strengths[row] == pytest.approx([now[path.neurons] for path in paths], rel=1e-15)


def test_a_path_says_where_it_leads():
    run = Run(Spec.parse("layers=2-2-1").replace(initialization="given", given=tuple(range(1, 10))))
    strongest = strongest_paths(run, 1, sample=0)[0]
    assert str(strongest) == "x₂ → a₂⁽¹⁾ → p"
    assert strongest.weights == (4.0, 8.0)
    assert strongest.references == ("weight:1.1.1", "weight:2.1.0")
    assert repr(strongest) == "<path x₂ → a₂⁽¹⁾ → p: 32, active>"


def test_a_network_with_millions_of_paths_has_its_strongest_found():
    wide = Run(Spec(layers=(2, 64, 64, 64, 64, 1), activations=("relu",) * 4))
    strengths = [abs(path.strength) for path in strongest_paths(wide, 100)]
    assert strengths == sorted(strengths, reverse=True)
    # No single change of one hidden neuron of the strongest path leads to a stronger one.
    neurons = strongest_paths(wide, 1)[0].neurons
    for layer in range(1, 5):
        for other in range(64):
            changed = (*neurons[:layer], other, *neurons[layer + 1 :])
            steps = zip(wide.weights, changed, changed[1:], strict=False)
            strength = math.prod(abs(float(w[j, i])) for w, i, j in steps)
            assert strength <= strengths[0] * (1 + 1e-15)


@pytest.mark.parametrize("top", [0, MOST + 1, 2.5])
def test_a_number_of_paths_out_of_range_is_named(top):
    with pytest.raises(EngineError, match=f"top={top} must be"):
        strongest_paths(Run(Spec()), top)


def test_a_sample_out_of_range_is_named():
    with pytest.raises(EngineError, match="sample=100 must be from 0 to 99"):
        strongest_paths(Run(Spec()), sample=100)


@pytest.mark.parametrize("neurons", [(0, 0), (0, 4, 0), (-1, 0, 0)])
def test_a_path_of_another_network_has_no_history_here(neurons):
    path = Path("elsewhere", neurons, (1.0,) * (len(neurons) - 1))
    with pytest.raises(EngineError, match="<path elsewhere: 1> is not a path of <network 2-4-1"):
        path_history(Run(Spec()), [path])


def test_a_diverged_run_has_no_path_strengths():
    run = Run(Spec.parse("data=plane&out=identity&loss=mse&lr=10&batch=all&act=identity"))
    run.train(2000)
    assert run.diverged
    with pytest.raises(EngineError, match=f"diverged at update {run.update}.*seek back"):
        strongest_paths(run)
