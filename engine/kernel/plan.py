"""Plan: what of a Spec decides a module. Runs with the same plan share its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.kernel.layout import Shape
from engine.ops import LOSSES, Activation, Loss, layer_ops
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.tasks import TASKS, Task

if TYPE_CHECKING:
    from engine.data import Dataset
    from engine.spec import Spec

UNROLLED = 64  # parameters: networks of no more have a line of code for each


@dataclass(frozen=True)
class Plan:
    """Shape, operations, and which terms there are at all; the values of rates and strengths are
    in memory, so that a slider compiles nothing.

    `batch` is 0 for the whole training set at once.
    """

    shape: Shape
    activations: tuple[str, ...]  # of all layers, the output's the last
    loss_name: str
    optimizer_name: str
    batch: int
    shuffled: bool
    task_name: str
    l1: bool
    l2: bool
    penalty: bool

    @classmethod
    def of(cls, spec: Spec, data: Dataset) -> Plan:
        """The plan for a run of that Spec with that data."""
        whole = spec.batch == "all"
        return cls(
            Shape(spec.layers, len(data.train), len(data.test)),
            (*spec.activations, spec.output),
            spec.loss,
            spec.optimizer,
            0 if whole else int(spec.batch),
            spec.order == "shuffled" and not whole,
            data.task.name,
            spec.l1 > 0,
            spec.l2 > 0,
            spec.penalty > 0,
        )

    @property
    def ops(self) -> list[Activation]:
        """The activation of each layer."""
        return layer_ops(self.activations)

    @property
    def loss(self) -> Loss:
        """The op of the loss."""
        return LOSSES[self.loss_name]

    @property
    def task(self) -> Task:
        """What the output means."""
        return TASKS[self.task_name]

    @property
    def optimizer(self) -> type[Optimizer]:
        """The kind of optimizer."""
        return OPTIMIZERS[self.optimizer_name]

    @property
    def updates_per_epoch(self) -> int:
        """Batches of an epoch, a smaller last one included."""
        return -(-self.shape.train // self.batch) if self.batch else 1

    @property
    def unrolled(self) -> bool:
        """Whether every parameter has code of its own, and no loop is needed over neurons."""
        return self.shape.parameters <= UNROLLED
