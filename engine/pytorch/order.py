"""The page's order of the rows, as Python source: engine.random written out for one seed."""

from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.random import GOLDEN_GAMMA, Purpose


def page_order(seed: int, n: int) -> Section:
    """`page_order(epoch)`, which shuffles n rows as the Run of this seed does in epoch 1, 2, ...

    A generator rather than a list of indices: 1,000 epochs of 100 rows would be 100,000 of them.
    """
    program = lines(
        "order",
        f'''\
def splitmix64(key, i):
    """Value i of the page's random generator: 64 bits."""
    z = (key + (i + 1) * 0x{GOLDEN_GAMMA:X}) % 2**64
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
    return z ^ z >> 31


def page_order(epoch):
    """The page's order of the rows in an epoch, by the shuffle of Fisher and Yates."""
    key = 0
    for word in ({seed}, {int(Purpose.ORDER)}, epoch - 1):  # {seed}: the seed
        key = splitmix64(key + word, 0)
    order = list(range({n}))
    for draw, last in enumerate(range({n - 1}, 0, -1)):
        other = (splitmix64(key, draw) >> 32) * (last + 1) >> 32
        order[last], order[other] = order[other], order[last]
    return order''',
    )
    words = "The page shuffles the rows anew in each epoch, with chance that comes from its seed."
    return Section("The order", words, program)


def rest_of_epoch(start: Start) -> tuple[Line, ...]:
    """Leaves out of the first epoch the rows that the Run has had of it."""
    if not start.rows_done:
        return ()
    return lines(
        "order",
        f"    if epoch == {start.epochs_done + 1}:  # the page is in the middle of this one\n"
        f"        order = order[{start.rows_done}:]",
    )
