"""The listing is of the very module that runs, and says every instruction of it."""

import pytest

from engine import Run, Spec
from engine.kernel.epochs import functions_of, module_of
from engine.kernel.function import Function
from engine.kernel.listing import listing, parts_of
from engine.kernel.plan import Plan
from engine.kernel.value import F64, I32, constant


def plan_of(text: str) -> Plan:
    spec = Spec.parse(text)
    return Plan.of(spec, Run(spec).data)


def test_a_small_function_is_listed_as_it_was_written():
    f = Function((I32, F64), (F64,))
    count, x = f.parameters
    f.mark("double")
    with f.when(count > -3):
        f.set(x, x * constant(2.5, F64))
    f.give(x)
    (part,) = parts_of("small", f)
    assert (part.function, part.about) == ("small", "double")
    assert part.lines == (
        "local.get 0", "i32.const -3", "i32.gt", "if", "  local.get 1", "  f64.const 2.5",
        "  f64.mul", "  local.set 1", "end", "local.get 1", "return")  # fmt: skip


@pytest.mark.parametrize("text", ["", "batch=all&act=tanh", "layers=2-8-8-8-1&batch=10&act=gelu",
                                  "opt=adamw&l2=0.1&l1=0.1&penalty=0.2&batch=3"])  # fmt: skip
def test_what_is_listed_is_in_the_module_and_whole(text):
    plan = plan_of(text)
    for name, f in functions_of(plan).items():
        assert f.code() in module_of(plan)
        lines = [line for part in parts_of(name, f) for line in part.lines]
        opened = sum(line.split()[0] in ("loop", "if") for line in lines)
        assert opened == sum(line.split()[0] == "end" for line in lines)
        assert lines[-1].split()[0] in ("return", "end", "v128.store")


def test_each_neuron_has_a_part_of_its_own():
    abouts = [part.about for part in listing(plan_of("layers=2-4-1"))]
    for about in ("forward 1 0", "forward 1 3", "forward 2 0", "delta", "backward 2", "through 1",
                  "backward 1", "optimizer"):  # fmt: skip
        assert abouts.count(about) == 1
