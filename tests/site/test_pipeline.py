"""The training pipeline: its tensors are those that the shown code makes under PyTorch."""


import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.pipeline.state import LOOP, STAGES, pipeline
from ui.panels.pipeline.view import lines_of

from engine import Run, pytorch_lines

BLOCK = Lesson.read(SITE / "lessons" / "05-pipeline.md").labs[0]
STEPS = [("stage", "model"), ("stage", "data"), ("stage", "objective"), *[("line-next", "")] * 5]


@pytest.fixture
def lab() -> Lab:
    return Lab("pipeline", BLOCK.spec, BLOCK.tasks, BLOCK.layout)


def test_each_line_of_the_loop_changes_what_it_says_and_nothing_else(lab: Lab) -> None:
    changed = []
    for action, value in STEPS:
        act(lab, action, value)
        changed.append(sorted({name.split(".")[-1] for name in pipeline(lab).changes}))
    assert changed == [["bias", "weight"], ["X", "y"], [], [], ["output"], ["loss"], ["grad"],
                       ["bias", "weight"]]
    act(lab, "line-next")
    assert {name.split(".")[-1] for name in pipeline(lab).changes} == {"grad"}  # to None


def test_clearing_gradients_that_are_not_there_says_so(lab: Lab) -> None:
    act(lab, "line-next")
    page = first_paint(lab, "pipeline")
    assert "before the first backward(), the .grad of every parameter is None" in page
    for _ in range(5):
        act(lab, "line-next")
    page = first_paint(lab, "pipeline")
    assert pipeline(lab).last == "zero_grad"
    assert "The gradients of the step before are gone" in page
    assert ">None</span>" in page
    lab.run.train(3)
    act(lab, "line-next")
    page = first_paint(lab, "pipeline")
    assert "The gradients that training had left are gone" in page


def test_the_loop_is_the_run(lab: Lab) -> None:
    oracle = Run(lab.spec)
    for iteration in range(1, 4):
        act(lab, "stage", "loop")
        oracle.step()
        assert lab.run.update == iteration
        assert (lab.run.parameters == oracle.parameters).all()


def test_a_later_step_executes_those_before_it(lab: Lab) -> None:
    act(lab, "stage", "evaluate")
    assert pipeline(lab).done == len(STAGES)
    assert lab.run.update == 1


def test_a_run_that_has_moved_on_begins_an_iteration_anew(lab: Lab) -> None:
    act(lab, "line-next")
    act(lab, "line-next")
    lab.run.train(3)
    assert (pipeline(lab).line, pipeline(lab).memory) == (0, {})
    act(lab, "line-next")
    assert pipeline(lab).last == "zero_grad"


@pytest.mark.parametrize("fields", [
    {}, {"loss": "bce"}, {"optimizer": "adam"}, {"activations": ("relu",), "seed": 8},
    {"penalty": 0.1}, {"l1": 0.01}, {"l2": 0.1}, {"l1": 0.01, "l2": 0.1, "optimizer": "adam"},
], ids=str)
def test_the_shown_code_makes_these_tensors_under_pytorch(lab: Lab, fields: dict) -> None:
    torch = pytest.importorskip("torch")
    lab.start(lab.spec.replace(**fields), "")
    program = pytorch_lines(lab.spec)
    code = {name: [line.text for line in lines_of(name, program)] for name in STAGES}
    namespace: dict = {"losses": []}
    torch.set_default_dtype(torch.float64)
    try:
        exec("import torch\nimport torch.nn as nn\nimport torch.optim as optim", namespace)
        for name in ("model", "data", "objective"):
            act(lab, "stage", name)
            exec("\n".join(code[name]).replace("float32", "float64"), namespace)
            if name == "model":
                namespace["model"].load_state_dict(
                    {tensor: torch.tensor(values) for tensor, values
                     in pipeline(lab).memory.items()})
        loop = [[line.text for line in lines_of("loop", program) if line.about == name]
                for name in LOOP]
        assert [line for lines in loop for line in lines] == code["loop"]
        for _ in range(7):
            for lines in loop:
                act(lab, "line-next")
                exec("\n".join(lines), namespace)
                agree(pipeline(lab).memory, namespace)
        act(lab, "stage", "evaluate")
        exec("\n".join(code["evaluate"]), namespace)
        assert namespace["losses"][-1] == pytest.approx(lab.run.loss, rel=1e-9)
        assert namespace["accuracy"] == lab.run.accuracy
    finally:
        torch.set_default_dtype(torch.float32)


def agree(memory: dict, namespace: dict) -> None:
    """Every tensor in the page's memory is PyTorch's of that name."""
    parameters = dict(namespace["model"].named_parameters())
    for name, values in memory.items():
        tensor, _, grad = name.rpartition(".grad")
        theirs = (parameters[tensor].grad if tensor and not grad else
                  parameters[name] if name in parameters else namespace[name])
        if values is None:
            assert theirs is None
        else:
            found = theirs.detach().numpy()
            assert np.abs(found - values).max() <= 1e-9 * max(1.0, np.abs(values).max()), name


def test_every_number_in_a_table_is_the_tensor_in_full(lab: Lab) -> None:
    for action, value in STEPS:
        act(lab, action, value)
    page = first_paint(lab, "pipeline")
    for value in lab.run.parameters.tolist():
        assert f'data-number="{value!r}"' in page
    assert "optimizer.step()" in page


@pytest.mark.parametrize("batch", [1, 4])
def test_where_the_batches_are_smaller_there_is_nothing_to_execute_but_one_batch_of_all(
    lab: Lab, batch: int
) -> None:
    lab.start(lab.spec.replace(batch=batch), "")
    page = first_paint(lab, "pipeline")
    assert f"trains on batches of {batch}." in page
    assert 'data-action="stage"' not in page
    assert 'data-action="line-next"' not in page
    assert 'data-action="batch" value="all"' in page
    act(lab, "batch", "all")
    assert 'data-action="line-next"' in first_paint(lab, "pipeline")
