"""The picture on a lesson's card of the home page: of what the lesson is about.

A lab that opens with the boundary shows its answer before, during and after training; one that
opens with the pipeline the lines of the loop; one that opens with the race the instructions of its
kernel; all others their network. Nothing is drawn by hand: it is the lab's own run and code.
"""

from collections.abc import Callable

from markupsafe import Markup
from ui.draw.marks import mark
from ui.draw.plane import EDGE, INNER, bounds, place, unit_fields
from ui.draw.tree import Element, element, markup
from ui.figures import VIEWS
from ui.lab import Lab
from ui.panels.pipeline.state import LOOP
from ui.panels.pipeline.view import code_name

from builder.lesson import Lesson
from builder.still import data_url
from builder.thumbnail import BOX, card_of, learning
from engine.kernel.listing import listing
from engine.kernel.plan import Plan

WIDTH, HEIGHT = BOX
EPOCHS = (0, 60, 400)  # at which an answer is shown
SIDE, GAP = 72, 16  # of an answer, and between two
LINES, ACROSS = 7, 2  # of instructions


def picture(lesson: Lesson) -> Markup:
    """Of the first lab; or of a figure that has a picture of its own."""
    for block in lesson.labs:
        lab = Lab(block.id, block.spec, layout=block.layout)
        drawn = PICTURES.get(lab.tab)
        return Markup(markup(drawn(lab) if drawn else learning(lab, card_of(lesson)), []))
    for figure in lesson.figures:
        own = getattr(VIEWS[figure.view], "thumbnail", None)
        if own:
            return Markup(own())
    return Markup("")


def answers(lab: Lab) -> Element:
    """What the network answers over the plane at three epochs of its training, with the samples."""
    shown = []
    for at, epoch in enumerate(EPOCHS):
        lab.run.seek(epoch)
        left = (WIDTH - 3 * SIDE - 2 * GAP) / 2 + at * (SIDE + GAP)
        shown.append(element("g", {"transform": f"translate({left:g} {(HEIGHT - SIDE) / 2:g})"},
                             *answer(lab)))
    return drawing(*shown)


def answer(lab: Lab) -> list[Element]:
    """The heat map of the output unit, and the samples over it."""
    image = unit_fields(lab, SIDE)[len(lab.spec.layers) - 1, 0]
    side = {"width": SIDE, "height": SIDE}
    train = lab.run.data.train
    places = [place(x1, x2, bounds(lab)) for x1, x2 in train.points.tolist()]
    rows = zip(places, train.targets[:, 0].tolist(), train.flipped.tolist(), strict=True)
    marks = [mark(index, SIDE * (x - EDGE) / INNER, SIDE * (y - EDGE) / INNER, target, flipped,
                  kind="on-card") for index, ((x, y), target, flipped) in enumerate(rows)]
    return [element("image", {**side, "href": data_url(image)}),
            element("rect", {**side, "class": "frame"}), *marks]


def steps(_: Lab) -> Element:
    """The lines of the training loop, one after another, and again."""
    lines = [element("text", {"x": 66, "y": 22 + 21 * at, "class": "line-of-code"}, code_name(line))
             for at, line in enumerate(LOOP)]
    dots = [element("circle", {"cx": 46, "cy": 18 + 21 * at, "r": 5, "class": "dot"})
            for at in range(len(LOOP))]
    low = 18 + 21 * (len(LOOP) - 1)
    again = element("path", {"class": "again", "d": f"M46 {low}V{low + 10}Q46 {low + 14} 42 "
                             f"{low + 14}H26Q20 {low + 14} 20 {low + 8}V10Q20 4 26 4H42Q46 4 46 8V"
                             "13"})
    return drawing(again, element("path", {"class": "again", "d": f"M46 18V{low}"}), *dots, *lines)


def instructions(lab: Lab) -> Element:
    """The first instructions of its kernel."""
    lines = [line.strip() for part in listing(Plan.of(lab.spec, lab.run.data))
             if part.about.startswith("forward") for line in part.lines][:LINES * ACROSS]
    return drawing(*(
        element("text", {"x": 10 + 126 * (at // LINES), "y": 15 + 16 * (at % LINES),
                         "class": "instruction"}, line)
        for at, line in enumerate(lines)))


def drawing(*drawn: Element) -> Element:
    return element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}"}, *drawn)


PICTURES: dict[str, Callable[[Lab], Element]] = {
    "boundary": answers, "pipeline": steps, "contest": instructions}
