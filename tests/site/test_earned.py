"""An exercise is credited for what its learner did: each cheap way to each goal fails."""

from collections.abc import Iterator

import pytest
from builder.labs import LabBlock
from builder.lesson import Lesson
from builder.measured import by_kernel
from builder.paths import SITE
from builder.tasks import TaskBlock, perform
from ui.actions import act
from ui.exports.state_json import state_to_json
from ui.input import host_settings
from ui.lab import Lab
from ui.panels.tasks.earned import unlike

from engine import EngineError
from engine.tables import Table

LESSONS = [Lesson.read(path) for path in sorted((SITE / "lessons").glob("*.md"))]
GOALS = [(lesson.slug, lesson.labs[0], task) for lesson in LESSONS if lesson.labs
         for task in lesson.tasks if task.task.goal]
NAMES = [f"{slug}-{task.task.id}" for slug, _, task in GOALS]
ROWS = {
    "two points": "0,0,0\n1,1,1", "one class": "0,0,1\n1,0,1\n0,1,1\n1,1,1",
    "one place": "0.5,0.5,1\n0.5,0.5,1\n0.5,0.5,1",
}


@pytest.fixture(scope="module", autouse=True)
def kernel() -> Iterator[None]:
    with by_kernel():
        yield


def fresh(block: LabBlock) -> Lab:
    return Lab(block.id, block.spec, block.tasks, block.layout)


def try_to(lab: Lab, *steps: str) -> None:
    """Whatever of it can be done."""
    for step in steps:
        try:
            perform(lab, [step])
        except EngineError:
            continue


def arrive(lab: Lab) -> None:
    while lab.moving:
        lab.train(0.02, float("inf"))


def solved(block: LabBlock, task: TaskBlock, train: bool = True) -> Lab:
    lab = fresh(block)
    try_to(lab, *(step for step in task.solution if train or not step.startswith("train")))
    return lab


@pytest.mark.parametrize(("slug", "block", "task"), GOALS, ids=NAMES)
class TestEach:
    def test_points_of_one_s_own_are_not_what_it_is_about(self, slug, block, task) -> None:
        for name, rows in ROWS.items():
            lab = fresh(block)
            try:
                points = Table(f"x1,x2,y\n{rows}\n").read({}).rows
                lab.start(lab.spec.replace(data="own", points=points, split=0.0), "")
            except EngineError:
                continue  # refused at once
            steps = [step for step in task.solution if not step.startswith(("data", "noise",
                                                                            "samples", "split"))]
            try_to(lab, *steps)
            assert lab.spec.data == "own"
            assert task.task.id not in lab.exercises.done, name

    def test_a_link_that_brings_the_epochs_does_not_count(self, slug, block, task) -> None:
        if "contest start" in task.solution or not trained(task):
            pytest.skip("it is not about a training")
        spec = solved(block, task, train=False).spec
        for epoch in (100, 600):
            lab = fresh(block)
            lab.open(spec, epoch)
            arrive(lab)
            try_to(lab, *(step for step in task.solution if step.startswith("select")))
            lab.look()
            assert lab.run.epoch == epoch
            assert task.task.id not in lab.exercises.done
            assert not lab.exercises.done

    def test_a_file_of_who_has_done_it_does_not_count(self, slug, block, task) -> None:
        if "contest start" in task.solution:
            pytest.skip("a file has no race")
        text = state_to_json(solved(block, task))
        lab = fresh(block)
        act(lab, "load", text)
        arrive(lab)
        try_to(lab, *(step for step in task.solution if step.startswith("select")), "pause")
        assert not lab.exercises.done
        try_to(lab, "step", "back", "step")
        assert not lab.exercises.done

    def test_weights_typed_in_do_not_count_where_training_is_asked(self, slug, block, task) -> None:
        if task.task.id == "by-hand" or "contest start" in task.solution:
            pytest.skip("it is about that")
        lab = fresh(block)
        steps = list(task.solution)
        at = max(i for i, step in enumerate(steps) if step.startswith("train"))
        try_to(lab, *steps[:at], "select weight:1.0.0", "value 0.25", *steps[at:])
        assert task.task.id not in lab.exercises.done

    def test_opening_resetting_and_looking_about_do_not_count(self, slug, block, task) -> None:
        lab = fresh(block)
        try_to(lab, "reset", "new-weights", "undo", "play", "pause", "new-data", "undo",
               *(step for step in task.solution if not step.startswith(("train", "contest"))
                 and task.task.id != "by-hand"))
        assert task.task.id not in lab.exercises.done


def trained(task: TaskBlock) -> bool:
    return sum(step.startswith("train") for step in task.solution) == 1


def task_of(name: str) -> tuple[LabBlock, TaskBlock]:
    _, block, task = GOALS[NAMES.index(name)]
    return block, task


@pytest.mark.parametrize(("name", "steps"), [
    ("xor-watch", ["samples 10", "train 600"]),
    ("xor-watch", ["split 90", "train 600"]),
    ("xor-watch", ["data xor", "train 600"]),
    ("xor-watch", ["loss mse", "train 600"]),
    ("xor-paths", ["samples 10", "train 600", "select weight:1.1.1", "select weight:1.0.0"]),
    ("xor-fails", ["rate-value 5", "train 300"]),
    ("network-smallest", ["data clusters", "layers 3", "neurons-1 2", "train 1000"]),
    ("network-vanish", ["layers 6", "rate-value 0.001", "train 1000"]),
    ("network-vanish", ["layers 6", "train 1000"]),
    ("network-by-hand", ["new-weights", "train 1000", "layers 3", "layers 4"]),
    ("network-by-hand", ["train 1000", "neurons-1 5", "select weight:1.0.0", "value 1"]),
    ("playground-ring", ["data circles", "samples 10", "train 300"]),
    ("playground-numbers", ["rate-value 0.03", "data hills", "activation tanh", "samples 10",
                            "train 600"]),
    ("playground-numbers", ["rate-value 0.03", "data hills", "activation tanh", "split 90",
                            "train 600"]),
    ("playground-by-heart", ["data noisy-xor", "noise 20", "split 50", "samples 10",
                             "activation tanh", "train 400"]),
    ("pipeline-too-far", ["train 50", "rate-value 2", "optimizer momentum", "pause"]),
    ("fast-race", ["batch all", "contest start"]),
])
def test_an_easier_problem_is_another_problem(name: str, steps: list[str]) -> None:
    block, task = task_of(name)
    lab = fresh(block)
    try_to(lab, *steps)
    assert task.task.id not in lab.exercises.done


def test_a_run_begun_again_after_a_link_counts() -> None:
    block, _ = task_of("xor-watch")
    lab = fresh(block)
    lab.open(block.spec, 200)
    arrive(lab)
    assert "brought here" in lab.exercises.why_not(lab, "watch")
    perform(lab, ["reset"])
    assert lab.exercises.why_not(lab, "watch") == ""
    perform(lab, ["train 200"])
    assert "watch" in lab.exercises.done


def test_the_scrubber_trains_as_play_does() -> None:
    block, _ = task_of("xor-watch")
    lab = fresh(block)
    lab.go_to(200)
    arrive(lab)
    assert "watch" in lab.exercises.done


def test_what_a_host_page_sets_is_not_what_a_learner_did() -> None:
    block, _ = task_of("xor-watch")
    lab = fresh(block)
    host_settings.carry_out(host_settings.read([("epoch", 200)], lab), lab)
    arrive(lab)
    assert lab.run.epoch == 200
    assert not lab.exercises.done


def test_layers_on_what_was_brought_or_typed_do_not_make_it_one_s_own() -> None:
    block, _ = task_of("network-watch")
    lab = fresh(block)
    lab.open(block.spec, 1000)
    arrive(lab)
    perform(lab, ["more-neurons 2", "train 1000"])
    assert not lab.exercises.done
    perform(lab, ["reset", "train 1000"])
    assert not lab.exercises.done
    perform(lab, ["new-weights"] * 3 + ["train 1000"])
    assert lab.exercises.why_not(lab, "watch") == ""


def test_a_learner_s_own_network_may_grow_on_the_way() -> None:
    block, _ = task_of("network-watch")
    lab = fresh(block)
    perform(lab, ["train 50", "more-neurons 2", "train 1000"])
    assert "watch" in lab.exercises.done


def test_why_a_run_does_not_count_names_what_is_other() -> None:
    spec = LESSONS[0].labs[0].spec
    for changes, name in (({"samples": 50}, "Samples"), ({"loss": "mse"}, "Loss"),
                          ({"split": 0.5}, "Test share"), ({"data": "xor"}, "Data"), ({}, ""),
                          ({"samples": 200}, ""), ({"learning_rate": 0.5}, "")):
        assert unlike(spec.replace(**changes), spec, frozenset()) == name
    assert unlike(spec.replace(samples=50), spec, frozenset({"n"})) == ""
