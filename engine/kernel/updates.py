"""Updates: the optimizer's step for all parameters, two at a time."""

from __future__ import annotations

from engine.kernel.function import Function, load
from engine.kernel.layout import Layout
from engine.kernel.neurons import Memory
from engine.kernel.plan import Plan
from engine.kernel.value import F64X2, I32, Value, lane, where


def update_function(plan: Plan, layout: Layout) -> Function:
    """`update(base, number)`: the gradient changes the parameters, for the `number`-th time.

    Gives 1, or 0 if a parameter is no longer finite. What they were stays in `before`.
    """
    f = Function((I32, I32), (I32,))
    base, number = f.parameters
    memory = Memory(f, base, F64X2, plan.unrolled)
    optimizer = plan.optimizer
    rate = f.let(memory.number(layout.settings))
    rates = optimizer.emit_rates(f, rate, lambda: _powers(f, base, number, layout))
    total = f.variable(F64X2)
    f.mark("optimizer")
    for i in memory.each(layout.padded // 2):
        w = f.let(memory.lanes(layout.parameters, i, 2))
        g = memory.lanes(layout.gradient, i, 2)
        memory.keep(w, layout.before, i, 2)
        if plan.l1:
            sign = where(w > 0, 1.0, where(w < 0, -1.0, w * 0.0))
            g = g + memory.lanes(layout.l1, i, 2) * sign
        if plan.l2:
            decay = memory.lanes(layout.l2, i, 2)
            if optimizer.decoupled_decay:
                f.set(w, w * (1.0 - decay * rate))
            else:
                g = g + decay * w
        places = [layout.state + slot * layout.padded for slot in range(optimizer.slots)]
        slots = [f.let(memory.lanes(place, i, 2)) for place in places]
        change, *new = optimizer.emit_step(f, f.let(g), slots, rates)
        for place, value in zip(places, new, strict=True):
            memory.keep(value, place, i, 2)
        w = f.let(w - change)
        memory.keep(w, layout.parameters, i, 2)
        f.set(total, total + w * 0.0)  # 0 times infinity is NaN
    f.mark("finite")
    f.give((lane(total, 0) + lane(total, 1)).equals(0.0))
    return f


def _powers(f: Function, base: Value, number: Value, layout: Layout) -> Value:
    """Adam's betas to the power of `number`, as `engine.powers` computes them: one in each lane."""
    low = f.let(base + ((number & 255) << 4))
    high = f.let(number >> 8)
    high = base + (where(high < 255, high, 255) << 4)
    return load(F64X2, low, 8 * layout.powers) * load(F64X2, high, 8 * (layout.powers + 512))
