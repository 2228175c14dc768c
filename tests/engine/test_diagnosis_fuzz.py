"""Over random Specs, epochs and changes on the way: no sentence of a diagnosis is refuted by the
history, by training on, or by the change that it proposes.

Of 1,000 with `--fuzz 1000`, which take two minutes; by default of fewer, in half a minute.
"""

import re
import time

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from engine import DataError, Run
from engine.diagnosis import TRIED
from engine.goal_loss import floor, tolerance
from engine.tries import Tries
from tests.engine.specs import specs

NUMBER = r"([-\d.e+]+)"
FIGURE = re.compile(rf"{NUMBER} at epoch (\d+)")
RANGE = re.compile(rf"(?:between {NUMBER} and|at) {NUMBER} in epochs (\d+) to (\d+)")
# What is about the future, or a cause, is for tries alone.
UNTRIED = re.compile(r"learning|would|will|because|too (high|low)|cause|stuck|leave", re.IGNORECASE)
FEWEST = 200  # draws: 6 to 16 seconds a hundred
SMALL = {"max_hidden": 3, "max_width": 5, "max_samples": 60}


def told(number: float) -> str:
    return f"{number:.4g}"


@st.composite
def changes(draw):
    """An epoch, and what is changed there."""
    epoch = draw(st.integers(1, 60))
    return epoch, draw(st.sampled_from([
        {"learning_rate": draw(st.floats(1e-4, 10))}, {"l2": 0.1}, {"optimizer": "adam"}, "weight",
    ]))


def trained(spec, epochs, change) -> tuple[Run, list[float]]:
    """A run, and its loss after each epoch as somebody would note it who watches."""
    run = Run(spec)
    losses = [run.loss]
    for epoch in range(epochs):
        if change and change[0] == epoch:
            if change[1] == "weight":
                run.set_weight(1, 0, 0, 5.0)
            else:
                run.change(**change[1])
            losses[-1] = run.loss
        run.train(1)
        if run.diverged:
            break
        losses.append(run.loss)
    return run, losses


def check_trend(words: str, losses: list[float], changed: int) -> None:
    """Against the noted losses, none before the change."""
    figures = [(number, int(epoch)) for number, epoch in FIGURE.findall(words)]
    for number, epoch in figures:
        assert number == told(losses[epoch]), words
        assert epoch >= changed
    for low, high, first, last in RANGE.findall(words):
        part = losses[int(first) : int(last) + 1]
        assert (low or high, high) == (told(min(part)), told(max(part))), words
        assert int(first) >= changed
    if "ups and downs" in words or " in epochs " in words:
        return
    if figures and ("falls" in words or "rises" in words):
        (_, first), (_, last) = figures
        part = np.diff(losses[first : last + 1])
        assert (part <= 0).all() if "falls" in words else (part >= 0).all(), words
        assert last == len(losses) - 1
    if "goes up and down" in words:
        steps = np.diff(losses)
        assert (steps > 0).any(), words
        assert (steps < 0).any(), words


def check_units(run: Run, words: str) -> None:
    """Against the activations of the points themselves."""
    z, a = run.forward(run.data.train.points)
    rows = len(run.data.train)
    dead = saturated = 0
    off = np.zeros(rows, bool)
    for before, after, name in zip(z, a[-len(z) :], run.spec.activations, strict=False):
        if name == "relu":
            dead += int((before <= 0).all(axis=0).sum())
            off |= (before <= 0).all(axis=1)
        slopes = {"sigmoid": 4 * after * (1 - after), "tanh": 1 - after**2}.get(name)
        if slopes is not None:
            saturated += int(((slopes < 0.05).sum(axis=0) >= 0.9 * rows).sum())
    silent = int(off.sum())
    outputs = a[-1]
    if not run.data.classification:
        undecided = 0
    elif run.data.classes > 2:
        first, second = np.sort(outputs, axis=1)[:, :-3:-1].T
        undecided = int((first - second <= 1e-9).sum())
        assert "0.5, which" not in words
    else:
        undecided = int((np.abs(outputs - 0.5) <= 1e-9).any(axis=1).sum())
        assert "are the largest" not in words
    for kind, count in (("dead", dead), ("silent", silent), ("saturated", saturated),
                        ("undecided", undecided)):
        said = re.search(rf"(\d+) of \d+ [\w ]+ (?:is|are) {kind}", words)
        assert (int(said[1]) if said else 0) == count, (kind, count, words)
    for layer in range(1, run.network.depth):
        into, out = run.network.weights[layer - 1], run.network.weights[layer]
        units = [(*into[i], run.network.biases[layer - 1][i], *out[:, i])
                 for i in range(len(into))]
        alike = sum(units.count(unit) > 1 for unit in units)
        said = re.search(rf"(\d+) of \d+ units of hidden layer {layer} are alike", words)
        assert (int(said[1]) if said else 0) == alike, words


def check_diverged(run: Run, words: str, losses: list[float]) -> None:
    """The epoch before was finite, the one that is named ends no more."""
    said = re.search(r"diverged in epoch (\d+)", words)
    assert said, words
    assert int(said[1]) == len(losses)  # the start is one of them
    assert np.isfinite(losses).all()
    assert not (np.isfinite(run.loss) and np.isfinite(run.parameters).all())


def check_tries(run: Run) -> None:
    tries = Tries(run)
    while not tries.finished:
        tries.work(time.perf_counter() + 1)
    lasts = []
    for result in tries.results:
        again = Run.recorded(result.spec, result.events)
        again.train(result.epochs - 9)
        last = [again.data_loss]
        for _ in range(9):
            again.train(1)
            last.append(again.data_loss)
        assert again.diverged == result.diverged, result
        lasts.append(last)
        if not result.diverged:
            assert last[-1] == result.loss, result
            assert again.epoch == result.epochs
    bar, least = run.history.loss[0] if run.diverged else run.data_loss, floor(run)
    for at, (result, last) in enumerate(zip(tries.results, lasts, strict=True)):
        enough = 0.2 * max(bar - least, 0)
        assert result.helps == (not result.diverged and max(last) < bar - enough), result
        if at == 0 and not run.diverged and not result.diverged:
            bar = min(bar, *last)
    words = str(tries)
    assert ("None of them helped" in words) == (not tries.helping)
    for result in tries.helping[:3]:
        assert f"{result.change.words}, {told(result.loss)} after {result.trained} epochs" in words


def test_no_sentence_of_a_diagnosis_is_refuted(request):
    seen = {}

    @settings(max_examples=max(FEWEST, request.config.getoption("--fuzz")),
              suppress_health_check=list(HealthCheck))
    @drawn(specs(**SMALL, batch=st.sampled_from(["all", "all", 3])),
           st.sampled_from([0, 1, 2, 3, 5, 12, 40, 110, 130, 230]),
           st.one_of(st.none(), st.none(), changes()))
    @np.errstate(all="ignore")
    def check(spec, epochs, change):
        try:
            run, losses = trained(spec, epochs, change)
        except DataError:
            return
        diagnosis, words = run.diagnosis(), str(run.diagnosis())
        seen[diagnosis.progress] = seen.get(diagnosis.progress, 0) + 1
        assert not UNTRIED.search(words), words
        if run.diverged:
            check_diverged(run, words, losses)
        else:
            changed = change[0] if change and change[0] < epochs else 0
            check_trend(words, losses, changed)
            check_units(run, words)
            below = tolerance(run) > 0 and run.loss < floor(run) + tolerance(run)
            assert ("counts as converged" in words) == below
        if diagnosis.progress in TRIED and spec.batch == "all":
            check_tries(run)
            seen["tried"] = seen.get("tried", 0) + 1

    check()
    assert {"new", "falling", "stuck", "diverged", "tried"} <= set(seen), seen
