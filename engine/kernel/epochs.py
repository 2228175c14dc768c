"""Epochs: what a module does when it is called: updates, an evaluation, or whole epochs."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator

from engine.kernel.function import Function, load
from engine.kernel.layout import ACCURACY, EPOCH, LOSS, TEST_LOSS, Layout
from engine.kernel.mathematics import add_mathematics
from engine.kernel.module import Module
from engine.kernel.order import shuffle_function
from engine.kernel.passes import row_function, rows_function
from engine.kernel.plan import Plan
from engine.kernel.updates import update_function
from engine.kernel.value import F64, F64X2, I32, Value, call, constant, converted, where
from engine.kernel.writer import Writer


@Writer
def module_of(plan: Plan) -> Generator[None, None, bytes]:
    """The module for a plan. It exports, all numbers i32 and `base` where the run's block is:

    - `update(base, number)`: the optimizer's step from the gradient there is; 0 if one of the
      parameters is not finite then;
    - `updates(base, epoch, batch, count, number)`: so many updates from that batch of an epoch on,
      into the epochs that follow; gives how many were made, as a negative number if the last one
      left a parameter that is not finite;
    - `evaluate(base)`: losses, accuracy and gradient for the parameters as they are;
    - `epochs(base, epoch, count, number)`: whole epochs, each with a row of history; gives the
      updates made, as `updates` does, and ends too where a loss is not finite. In full batch it
      goes on from an evaluation.

    `number` is how many updates the optimizer has made, for Adam.
    """
    program = Program(plan)
    yield from program.write()
    return program.module.bytes()


def functions_of(plan: Plan) -> dict[str, Function]:
    """The functions of that module that make an update: the pass of a batch, and the optimizer."""
    program = Program(plan)
    for _ in program.write():
        pass
    functions = program.module.functions
    return {"pass": functions[program.batch], "update": functions[program.update]}


class Program:
    """A module as it is put together: its functions' numbers, and what is exported of them."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.layout = plan, Layout(plan.shape)
        self.module = Module()

    def write(self) -> Iterator[None]:
        """Writes the functions; where it yields, the rest can wait."""
        plan, module = self.plan, self.module
        add_mathematics(module)
        rows = yield from rows_function(plan, self.layout)
        self.batch = self.whole = module.add(rows)
        if plan.batch == 1:
            row = yield from row_function(plan, self.layout)
            self.batch = module.add(row)
        yield
        self.update = module.add(update_function(plan, self.layout), "update")
        self.evaluate = module.add(self._evaluate(), "evaluate")
        if plan.shuffled:
            self.shuffle = module.add(shuffle_function(plan, self.layout))
        yield
        if plan.batch:
            self.updates = module.add(self._updates(), "updates")
        module.add(self._epochs(), "epochs")

    def _evaluate(self) -> Function:
        f = Function((I32,))
        (base,) = f.parameters
        shape, rows = self.plan.shape, base + 8 * self.layout.columns
        if shape.test:
            test = rows + 8 * shape.train
            f.do(_called(self.whole, base, test, constant(shape.test, I32), constant(1, I32)))
        test_loss = load(F64, base, 8 * LOSS) if shape.test else constant(math.nan, F64)
        f.store(base, 8 * TEST_LOSS, test_loss)
        f.do(_called(self.whole, base, rows, constant(shape.train, I32), constant(1, I32)))
        if not self.plan.task.classes:
            f.store(base, 8 * ACCURACY, constant(math.nan, F64))
        return f

    def _updates(self) -> Function:
        f = Function((I32,) * 5, (I32,))
        base, epoch, batch, count, number = f.parameters
        plan = self.plan
        row = f.let(batch * plan.batch)
        made = f.variable(I32)
        with f.repeat_while(made < count):
            if plan.shuffled:
                with f.when(row.equals(0)):
                    f.do(_called(self.shuffle, base, epoch))
            self._pass_batch(f, base, row)
            f.set(row, row + plan.batch)
            f.set(made, made + 1)
            with f.when(call(self.update, (base, number + made), I32).equals(0)):
                f.give(0 - made)
            with f.when(row >= plan.shape.train):
                f.set(row, constant(0, I32))
                f.set(epoch, epoch + 1)
        f.give(made)
        return f

    def _pass_batch(self, f: Function, base: Value, row: Value) -> None:
        """To the gradient of the batch that begins with that row of the epoch."""
        plan, layout = self.plan, self.layout
        start = layout.shuffled if plan.shuffled else layout.columns
        at = base + 8 * start + (row << 3)
        if plan.batch == 1:
            f.do(_called(self.batch, base, at))
            return
        left = constant(plan.shape.train, I32) - row
        rows = where(left < plan.batch, left, plan.batch)
        f.do(_called(self.batch, base, at, rows, constant(0, I32)))

    def _epochs(self) -> Function:
        f = Function((I32, I32, I32, I32), (I32,))
        base, epoch, count, _ = f.parameters
        made = f.variable(I32)
        end = f.let(epoch + count)
        row = f.let(base)
        with f.repeat_while(epoch < end):
            self._train_epoch(f, made)
            f.set(epoch, epoch + 1)
            f.do(_called(self.evaluate, base))
            f.store(base, 8 * EPOCH, converted(epoch, F64))
            self._write_row(f, row)
            f.set(row, row + 8 * self.layout.row)
            with f.when((load(F64, base, 8 * LOSS) * 0.0).equals(0.0).equals(0)):
                f.give(made)
        f.give(made)
        return f

    def _train_epoch(self, f: Function, made: Value) -> None:
        """All updates of one epoch; returns where a parameter is not finite."""
        base, epoch, _, number = f.parameters
        if not self.plan.batch:
            f.set(made, made + 1)
            with f.when(call(self.update, (base, number + made), I32).equals(0)):
                f.give(0 - made)
            return
        batches = constant(self.plan.updates_per_epoch, I32)
        arguments = (base, epoch, constant(0, I32), batches, number + made)
        done = f.let(call(self.updates, arguments, I32))
        with f.when(done < 0):
            f.give(done - made)
        f.set(made, made + done)

    def _write_row(self, f: Function, row: Value) -> None:
        """Copies the head of the block, parameters and gradient to a row of history."""
        base = f.parameters[0]
        with f.count(constant(8 * self.layout.row, I32), 16) as at:
            f.store(row + at, 8 * self.layout.history, load(F64X2, base + at, 0))


def _called(function: int, *arguments: Value) -> Value:
    """A call of a function that gives nothing."""
    return call(function, arguments, I32)
