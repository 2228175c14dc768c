"""One lab of the page: its element, its state, its figures."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from engine import EngineError, Spec
from ui import actions
from ui.exports import link, travelled, work
from ui.input import host_settings, messages
from ui.input.events import Events
from ui.input.lighting import Lighting
from ui.lab import Lab
from ui.lab.layout import Layout
from ui.lab.loop import Loop
from ui.page.browser import Browser
from ui.page.delivery import Delivery
from ui.page.figure import Figure
from ui.page.pictures import Pictures
from ui.page.progress import Progress
from ui.page.work import KeptWork
from ui.panels.network.places import box_of
from ui.panels.tasks.exercises import tasks_from_json
from ui.panels.transport.state import Sheet
from ui.words.quoting import printable

Js = Any  # an object of the browser
BOXES = {"network": "box", "loss": "curve_box"}  # where a lab has the room of these views


class PageLab:
    """A `[data-lab]`; or a `[data-figure]`, which is a view by itself, with a Lab of its own.

    `wake` asks the page for a frame, `page` for all its labs; `addressed` says whether the page's
    address speaks to this one, if it is a lab.
    """

    def __init__(self, root: Js, browser: Browser, wake: Callable[[], None],
                 page: Callable[[], Iterable[Lab]], addressed: bool) -> None:
        self.root = root
        id = root.getAttribute("data-lab") or root.getAttribute("data-figure")
        self.lab = Lab(id, Spec.parse(root.dataset.spec), tasks_from_json(root.dataset.tasks),
                       Layout.from_json(root.dataset.layout))
        elements = root.querySelectorAll("[data-view]")
        figures = [Figure(element, self.lab, browser) for element in elements]
        self._fitted = [each for each in figures if each.view in BOXES]
        self.addressed = addressed and self.is_lab
        self.loop = Loop(self.lab, figures)
        self.loop.changed()  # canvases are empty until Python paints them
        self.visible = True
        self._browser, self._wake, self._page = browser, wake, page
        self._progress = Progress(self.lab.exercises, browser, self.lab.id)
        self._progress.recall()
        self._known = len(self.lab.exercises.done)
        self._work = KeptWork(self.lab, browser, self.addressed)
        self._delivery = Delivery(self.lab, browser, Pictures(figures, browser),
                                  self.changed)
        self._lighting = Lighting(root, self.lab, browser.escape, self.show)

    def listen(self) -> None:
        """From now on, do what a person does."""
        events = Events(self.root, self.lab, self.act, self._browser.text_of,
                        self._browser.bytes_of)
        for name, handler in [*events.handlers(), *self._lighting.handlers()]:
            self._browser.hear(self.root, name, handler)
        for figure in self._fitted:
            self._browser.measure(figure.element, self.resized)

    def resized(self) -> None:
        """Some figures are drawn for the room that they have; not while they are out of sight."""
        for figure in self._fitted:
            width, height = self._browser.size_of(figure.element)
            box = box_of(width, height)
            if width and height and box != getattr(self.lab, BOXES[figure.view]):
                setattr(self.lab, BOXES[figure.view], box)
                self.show()

    def keep(self) -> None:
        """Keep which exercises are done, where a page may keep anything, and tell the host."""
        exercises = self.lab.exercises
        if len(exercises.done) > self._known:
            if not self._progress.keep():
                self._work.warn("which exercises are done")
            self._known = len(exercises.done)
            self._browser.tell(messages.progress(self.lab, self._page()))

    def kept_elsewhere(self) -> None:
        """Show which exercises another tab has done."""
        if self._progress.meet():
            self._known = len(self.lab.exercises.done)
            self.show()

    def act(self, action: str, value: str = "") -> None:
        """Do what a control, a key or a host asked, and show it in the next frame."""
        actions.act(self.lab, action, value)
        self._delivery.fulfil()
        self.changed()

    def changed(self) -> None:
        """Show the lab's new state, and tell of it."""
        self.root.dataset.tab = self.lab.tab
        self.root.dataset.sheet = "open" if self.lab.of(Sheet).is_open else "closed"
        if self.is_lab:
            self._browser.tell(messages.state(self.lab))
        self.keep()
        self.show()

    def show(self) -> None:
        """Show in the next frame what is new."""
        self.loop.changed()
        self._wake()

    def arrive(self, fragment: str) -> None:
        """Go on with the work that is kept, or take over the state of a link."""
        if self._work.arrive():
            self._dress(link.read(fragment, self.lab))
            self.changed()
        elif travelled.has_state(fragment):
            self.follow(fragment, "As in the link.")
        self._work.begin()
        self.show()

    def follow(self, fragment: str, why: str) -> None:
        """Take over the state of a link, and show what is wrong in it."""
        found = link.read(fragment, self.lab)
        if found.mistakes:
            why = "Not all that the link asks for could be used: see the list."
        self.lab.meant = found.meant
        self._adopt(found, lambda: self.lab.open(found.spec, found.epoch or 0, why))

    def work_at(self, address: str) -> str:
        return work.written(self.lab, "", address)

    def go_back(self, address: str, text: str) -> None:
        """To the work that was left at this address."""
        self.lab.mistakes = ()
        with suppress(EngineError):  # it is this page's own
            work.go_on(self.lab, text)
        self._dress(link.read(address, self.lab))
        self.changed()

    def keep_work(self, still: bool) -> None:
        """Keep what is done in the lab; `still` if no frame is waiting meanwhile."""
        before = self.lab.note
        if still:
            self._work.keep()
        else:
            self._work.keep_on()
        if self.lab.note is not before:
            self.show()

    def set(self, entries: Iterable[tuple[str, object]]) -> None:
        """Take over what a host page sets; show what is wrong in it, and tell the host."""
        found = host_settings.read(entries, self.lab)
        self.lab.meant = {}  # a host mends its own mistakes
        self._adopt(found, lambda: host_settings.carry_out(found, self.lab))
        if self.lab.mistakes:
            self._browser.tell(messages.refused(self.lab))

    def _adopt(self, found: link.Link, run: Callable[[], None]) -> None:
        self.lab.mistakes = found.mistakes
        self.lab.set_speed(found.speed)
        self.lab.tab = found.tab
        try:
            run()
        except EngineError as error:  # of all its values together
            self.lab.mistakes += (printable(str(error)),)
        self._dress(found)
        self.changed()

    def _dress(self, found: link.Link) -> None:
        """What a link says of the page."""
        self.lab.kept = found.kept
        self.root.dataset.hide = " ".join(found.hidden)
        if "theme" in found.kept:
            self._browser.dress(found.kept["theme"])

    @property
    def is_lab(self) -> bool:
        """Whether it has a training that a host can follow and move."""
        return bool(self.lab.layout.tabs)

    @property
    def busy(self) -> bool:
        """Whether it can be seen and needs another frame."""
        return self.visible and self.loop.busy

    def frame(self, seconds: float) -> None:
        self.loop.frame(seconds)
        self.keep()
        self._lighting.drawn()
        self._delivery.drawn(self.root)
