"""A lab: one Run, and what is selected and shown of it. It knows no browser.

    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor&batch=all"))
    lab.step(); lab.back(); lab.reset(); lab.new_weights(); lab.undo()
    lab.play(); lab.train(0.016, deadline)      # one frame of a playing lab

What controls, keys and hosts may ask for is the table in `ui.actions`. `lab.message` is the last
thing worth announcing.
"""

from weakref import WeakKeyDictionary

import numpy as np

from engine import EngineError, Run, Spec
from engine.spec_keys import LESSON
from ui.lab.layout import DEFAULT_LAYOUT, Layout
from ui.lab.message import Message
from ui.lab.motion import LabMotion
from ui.lab.note import Note
from ui.lab.pace import Pace
from ui.lab.refusal import Refusal
from ui.lab.requests import Request
from ui.lab.scales import SPEEDS
from ui.panels.tasks.earned import Origins
from ui.panels.tasks.exercises import Exercises, Task
from ui.panels.tries.state import Trying

CORNERS = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))
FIRST_SPEED = SPEEDS.index(20.0)
BOX, CURVE_BOX = (700, 420), (300, 100)  # that the builder draws for: the bench of 1280 pixels
UNDOS = 5  # earlier runs that are kept, each with its history


class Lab(LabMotion):
    """The state of one lab. `id` is its `data-lab`, `spec` what it starts from.

    `layout` is what the lab has, `first` the Spec of its author, `changed_from` the Spec before its
    last change, `kept` what its link says of the page, `mistakes` what is wrong in the link,
    `meant` the pairs of it that were probably meant, by mistake; `note` what is to be said of kept
    work, `refusal` what was last asked for and does not fit the data, `requests` what the browser
    is asked to do; `heading` is an epoch that the run is on its way to; `typing` whether a person
    is in the middle of typing into a field; `sample` is a row of the training set; `selected` a
    part of the network ("weight:1.0.2"); `pointed` what the pointer or the focus is on: such parts,
    "sample:12", "epoch:40"; `tab` the panel that is shown; `box` and `curve_box` the room that the
    figures of the network and of the loss have. `epochs` is where Play stops by itself, None for
    nowhere; `origins` which runs are not the learner's own; `drawn_by` the initialization of new
    weights, which a Spec with given weights does not say; `motion` what else than training goes by
    itself; `trying` what is tried of a run that gets no further.
    """

    def __init__(
        self, id: str, spec: Spec, tasks: tuple[Task, ...] = (), layout: Layout = DEFAULT_LAYOUT
    ) -> None:
        super().__init__()
        self.id = id
        self.layout = layout
        self.first = spec
        self.kept: dict[str, str] = {}
        self.mistakes: tuple[str, ...] = ()
        self.meant: dict[str, str] = {}
        self.note: Note | None = None
        self.refusal: Refusal | None = None
        self.requests: list[Request] = []
        self.changed_from: Spec | None = None
        self.typing = False
        self.exercises = Exercises(tasks)
        self.origins = Origins()
        self.run = Run(spec)
        self.pinned: Run | None = None
        self.sample = first_sample(self.run)
        self.selected = "neuron:1.0"
        self.pointed: tuple[str, ...] = ()
        self.tab = layout.tabs[0] if layout.tabs else ""
        self.box, self.curve_box = BOX, CURVE_BOX
        self.playing = False
        self.motion = None
        self.heading = None
        self.race = None
        self.speed = FIRST_SPEED
        self.message = Message()
        self.epochs = layout.epochs
        self.drawn_by = "he" if spec.given else spec.initialization
        self._beyond = 0  # updates of the epoch after `heading`
        self._why = ""  # said with the way to `heading`
        self._pace = Pace()
        self.trying = Trying()
        self._undone: list[Run] = []
        self._drawn: WeakKeyDictionary[Run, tuple[str, float]] = WeakKeyDictionary()

    @property
    def can_undo(self) -> bool:
        return bool(self._undone)

    @property
    def drawn(self) -> tuple[str, float]:
        """The data set and the split that the points are from, or were before they became the
        learner's own."""
        if self.spec.data != "own":
            return self.spec.data, self.spec.split
        return self._drawn.get(self.run, (self.first.data, self.first.split))

    # Beginning another run

    def reset(self) -> None:
        """The same weights again, with the learning rate that is set now."""
        self.start(self.spec, "Reset to the same weights.")

    def new_weights(self) -> None:
        """The next seed's weights."""
        seed = self.spec.seed + 1
        spec = self.spec.replace(seed=seed, given=None, initialization=self.drawn_by)
        self.start(spec, f"New weights, from seed {seed}.")

    def open(self, spec: Spec, epoch: int, why: str = "As in the link.") -> None:
        """Another run, on its way to an epoch. Raises as `start` does."""
        self.start(spec, why)
        self.replay(epoch, why=f"{why} ")

    def start(self, spec: Spec, message: str) -> None:
        """A new run; the one so far can be had back with `undo`.

        Raises SpecErrors or DataError, and leaves everything as it was.
        """
        if spec.layers[-1] > LESSON.outputs:
            raise EngineError(f"out={spec.output}: labs do not show several classes yet")
        run = Run(spec)
        self.origins.begin(run, self.run)
        self._undone = [*self._undone[1 - UNDOS :], self.run]
        self._take(run, Message(message))

    def go_on(self, run: Run, message: str, undoable: bool = True) -> None:
        """Another run in the place of this one; what plays goes on playing. The run so far can be
        had back with `undo`, unless this one is only a second thought about the same change."""
        playing = self.playing
        self.origins.inherit(run, self.run)
        if undoable:
            self._undone = [*self._undone[1 - UNDOS :], self.run]
        self._take(run, Message(message))
        self.playing = playing

    def undo(self) -> None:
        """The run as it was before the last Reset, New weights or other new beginning."""
        if self._undone:
            run = self._undone.pop()
            self._take(run, Message("Undone: the earlier run is back. Loss", run.loss))

    def _take(self, run: Run, message: Message) -> None:
        self.stop()
        self.look()  # a last time at the run that is left
        if run.spec.data == "own":
            self._drawn.setdefault(run, self.drawn)
        same_data = run.data.train.points.shape == self.run.data.train.points.shape
        self.run, self.message, self.race = run, message, None
        if run.spec.given is None:
            self.drawn_by = run.spec.initialization
        if not same_data:
            self.sample = first_sample(run)
        if self.selected not in self.parts():
            self.selected = "neuron:1.0"


def first_sample(run: Run) -> int:
    """A sample to begin with: the first whose inputs are not all zero, so that there are
    products to see."""
    return int(np.argmax(np.any(run.data.train.points != 0, axis=1)))
