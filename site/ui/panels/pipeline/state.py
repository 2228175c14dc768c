"""The training pipeline, executed a step at a time: what is in memory before and after each.

    run_stage(lab, "data"); next_line(lab)
    pipeline(lab).memory, pipeline(lab).changes

Tensors have the names that PyTorch gives them; a gradient that is not there is None. Memory is of
one update of the run: a run that has moved on has left it behind.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.ops import LOSSES
from ui.lab import Lab, Message

Array = NDArray[np.float64]
Tensors = dict[str, Array | None]

STAGES = ("model", "data", "objective", "loop", "evaluate")
LOOP = ("zero_grad", "forward", "loss", "backward", "step")


@dataclass(frozen=True)
class Pipeline:
    """`done` stages have been run, `line` is the next of LOOP; `before` and `memory` are the
    tensors before and after what was executed last, which is `last`; `state` is the run's, that
    they belong to."""

    done: int = 0
    line: int = 0
    last: str = ""
    before: Tensors = field(default_factory=dict)
    memory: Tensors = field(default_factory=dict)
    state: Any = None

    @property
    def trained(self) -> bool:
        """Whether the run has made an update."""
        return self.state is not None and self.state[1] > 0

    def has_run(self, stage: str) -> bool:
        return STAGES.index(stage) < self.done

    def is_latest(self, stage: str) -> bool:
        """Whether it was executed last, or a line of it."""
        return self.last == stage or (stage == "loop" and self.last in LOOP)

    @property
    def changes(self) -> list[str]:
        """The tensors that what was executed last has made or changed, by name."""
        names = {**self.memory, **self.before}
        return [name for name in names if not same(self.before.get(name), self.memory.get(name))]


def same(one: Array | None, other: Array | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.shape == other.shape and bool((one == other).all())


def pipeline(lab: Lab) -> Pipeline:
    """Where the lab's pipeline is. Of a run that has moved on since, only the stages are left."""
    found = lab.of(Pipeline)
    if found.state is not None and found.state != lab.state:
        return Pipeline(done=found.done)
    return found


def run_stage(lab: Lab, name: str) -> None:
    """Execute a stage, and those before it that have not been."""
    if name not in STAGES:
        return
    lab.stop()
    for stage in STAGES[pipeline(lab).done : STAGES.index(name)]:
        execute(lab, stage)
    execute(lab, name)


def execute(lab: Lab, stage: str) -> None:
    """Execute one stage; the loop: one iteration, or what is left of one."""
    if stage == "loop":
        while True:
            next_line(lab)
            if pipeline(lab).line == 0:
                break
    else:
        now = pipeline(lab)
        memory = now.memory | MADE[stage](lab)
        if stage == "model":
            memory = parameters(lab)
        keep(lab, replace(now, last=stage, before=now.memory, memory=memory))
    lab.message = Message(f"Executed: {TITLES[stage].lower()}.")
    now = pipeline(lab)
    keep(lab, replace(now, done=max(now.done, STAGES.index(stage) + 1)))


def next_line(lab: Lab) -> None:
    """Execute the next line of the loop."""
    lab.stop()
    now = pipeline(lab)
    line = LOOP[now.line]
    before = now.memory or parameters(lab) | data(lab)
    memory = dict(before)
    if line == "zero_grad":
        memory |= dict.fromkeys(f"{name}.grad" for name in parameters(lab))
    elif line == "forward":
        memory |= {"output": output(lab)}
    elif line == "loss":
        memory |= {"loss": np.array([loss(lab)])}
    elif line == "backward":
        memory |= gradients(lab)
    else:
        lab.run.step()
        memory |= parameters(lab)
    done = STAGES.index("loop") + (line == LOOP[-1])
    keep(lab, Pipeline(max(now.done, done), (now.line + 1) % len(LOOP), line, before, memory))
    lab.message = Message(f"Executed: {line}. Loss", lab.run.loss)


def keep(lab: Lab, now: Pipeline) -> None:
    lab.put(replace(now, state=lab.state))


# What is in memory

def parameters(lab: Lab) -> Tensors:
    """Weights and biases as the state of the PyTorch module has them."""
    found: Tensors = {}
    layers = zip(lab.run.weights, lab.run.biases, strict=True)
    for number, (weights, bias) in enumerate(layers, start=1):
        found |= {f"fc{number}.weight": weights.copy(), f"fc{number}.bias": bias.copy()}
    return found


def gradients(lab: Lab) -> Tensors:
    """The gradient of the loss over the batch, which is all rows, tensor by tensor."""
    gradient = lab.run.batch_gradient() + lab.spec.l1 * np.sign(only_weights(lab))
    found: Tensors = {}
    at = 0
    for name, tensor in parameters(lab).items():
        assert tensor is not None
        found[f"{name}.grad"] = gradient[at : at + tensor.size].reshape(tensor.shape)
        at += tensor.size
    return found


def loss(lab: Lab) -> float:
    """What backward() starts from: L1 is a part of it, L2 is the optimizer's."""
    return lab.run.loss + lab.spec.l1 * float(np.abs(only_weights(lab)).sum())


def only_weights(lab: Lab) -> Array:
    """The parameters with 0 for each bias, as no regularisation is for those."""
    return lab.run.parameters * lab.run.network.weight_mask()


def data(lab: Lab) -> Tensors:
    train = lab.run.data.train
    return {"X": train.inputs.copy(), "y": train.targets.copy()}


def output(lab: Lab) -> Array:
    """What model(X) gives: logits, where the sigmoid is in the loss."""
    pre_activations, activations = lab.run.forward(lab.run.data.train.points)
    return pre_activations[-1] if LOSSES[lab.spec.loss].on_logits else activations[-1]


def evaluated(lab: Lab) -> Tensors:
    """The output and the loss of now; and how many rows are right."""
    found: Tensors = {"output": output(lab), "losses[-1]": np.array([lab.run.loss])}
    if lab.run.accuracy is not None:
        found["accuracy"] = np.array([lab.run.accuracy])
    return found


MADE = {"model": parameters, "data": data, "objective": lambda lab: {}, "evaluate": evaluated}
TITLES = {
    "model": "Define the model",
    "data": "Prepare data",
    "objective": "Set loss and optimizer",
    "loop": "The training loop",
    "evaluate": "Evaluate",
}
