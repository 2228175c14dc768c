"""Order: the rows of an epoch, shuffled as `engine.random` shuffles them, to the bit."""

from __future__ import annotations

from engine.kernel.function import Function, load
from engine.kernel.layout import Layout
from engine.kernel.plan import Plan
from engine.kernel.value import F64, I32, I64, Value, constant, converted
from engine.random import GOLDEN_GAMMA, MIX_FIRST, MIX_SECOND


def shuffle_function(plan: Plan, layout: Layout) -> Function:
    """`shuffle(base, epoch)`: writes the rows, in that epoch's order, to `shuffled`.

    The order is kept as distances in bytes from the first row. From the last position down, each is
    swapped with one of those before it, or itself, and its row is then known.
    """
    f = Function((I32, I32))
    base, epoch = f.parameters
    end = f.let(constant(8 * plan.shape.train, I32))
    order, settings = 8 * layout.order, 8 * layout.settings
    with f.count(end, 8) as at:
        f.store(base + at, order, at)
    seed = load(I64, base, settings + 16) + converted(epoch, I64)
    counter = f.let(_mix(f, seed + _signed(GOLDEN_GAMMA)))
    position = f.let(end - 8)
    with f.repeat_while(position >= 0):
        # Place 0 draws a value too, which can only be place 0.
        f.set(counter, counter + _signed(GOLDEN_GAMMA))
        upper = _mix(f, counter).shifted_right(32)
        places = converted((position >> 3) + 1, I64)
        chosen = f.let(base + (converted((upper * places).shifted_right(32), I32) << 3))
        here = f.let(base + position)
        row = f.let(load(I32, chosen, order))
        f.store(chosen, order, load(I32, here, order))
        source = f.let(base + row)
        for column in range(plan.shape.layers[0] + 1):
            offset = 8 * layout.column * column
            value = load(F64, source, 8 * layout.columns + offset)
            f.store(here, 8 * layout.shuffled + offset, value)
        f.set(position, position - 8)
    return f


def _mix(f: Function, z: Value) -> Value:
    """SplitMix64's output function, as `engine.random.mix64`."""
    z = f.let(z)
    for shift, factor in ((30, MIX_FIRST), (27, MIX_SECOND)):
        z = f.let((z ^ z.shifted_right(shift)) * _signed(factor))
    return z ^ z.shifted_right(31)


def _signed(bits: int) -> int:
    """An unsigned 64-bit number as the signed one of the same bits, as constants are written."""
    return bits - 2**64 if bits >> 63 else bits
