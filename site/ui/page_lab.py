"""One lab of the page: its element, its state, its figures."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from engine import EngineError, Spec
from ui import actions, host_settings, link, messages
from ui.exercises import tasks_from_json
from ui.lab import Lab
from ui.layout import Layout
from ui.lighting import Lighting
from ui.loop import Loop
from ui.page_delivery import Delivery
from ui.page_events import Events
from ui.page_figure import Figure
from ui.page_pictures import Pictures

if TYPE_CHECKING:
    from ui.bridge import Browser

Js = Any  # an object of the browser


class PageLab:
    """A `[data-lab]`; or a `[data-figure]`, which is a view by itself, with a Lab of its own.

    `wake` asks the page for a frame, `page` for all its labs.
    """

    def __init__(self, root: Js, browser: "Browser", wake: Callable[[], None],
                 page: Callable[[], Iterable[Lab]]) -> None:
        self.root = root
        id = root.getAttribute("data-lab") or root.getAttribute("data-figure")
        self.lab = Lab(id, Spec.parse(root.dataset.spec), tasks_from_json(root.dataset.tasks),
                       Layout.from_json(root.dataset.layout))
        elements = root.querySelectorAll("[data-view]")
        figures = [Figure(element, self.lab, browser) for element in elements]
        self.loop = Loop(self.lab, figures)
        self.loop.changed()  # canvases are empty until Python paints them
        self.visible = True
        self._browser, self._wake, self._page = browser, wake, page
        self.recall()
        self._delivery = Delivery(self.lab, browser, Pictures(figures, browser),
                                  self.changed)
        self._lighting = Lighting(root, self.lab, browser.escape, self.show)

    def listen(self) -> None:
        """From now on, do what a person does."""
        events = Events(self.root, self.lab, self.act, self._browser.text_of,
                        self._browser.bytes_of)
        for name, handler in [*events.handlers(), *self._lighting.handlers()]:
            self._browser.hear(self.root, name, handler)

    def recall(self) -> None:
        """The exercises done in an earlier visit."""
        self.lab.exercises.restore(self._browser.recall(self.lab.id) or "[]")
        self._known = len(self.lab.exercises.done)

    def keep(self) -> None:
        """Keep which exercises are done, where a page may keep anything, and tell the host."""
        exercises = self.lab.exercises
        if len(exercises.done) > self._known:
            self._known = len(exercises.done)
            self._browser.tell(messages.progress(self.lab, self._page()))
            self._browser.keep(self.lab.id, exercises.record)

    def act(self, action: str, value: str = "") -> None:
        """Do what a control, a key or a host asked, and show it in the next frame."""
        actions.act(self.lab, action, value)
        self._delivery.fulfil()
        self.changed()

    def changed(self) -> None:
        """Show the lab's new state, and tell of it."""
        self.root.dataset.tab = self.lab.tab
        if self.is_lab:
            self._browser.tell(messages.state(self.lab))
        self.keep()
        self.show()

    def show(self) -> None:
        """Show in the next frame what is new."""
        self.loop.changed()
        self._wake()

    def follow(self, fragment: str) -> None:
        """Take over the state of a link, and show what is wrong in it."""
        found = link.read(fragment, self.lab)
        self._adopt(found, lambda: self.lab.open(found.spec, found.epoch or 0))

    def set(self, entries: Iterable[tuple[str, object]]) -> None:
        """Take over what a host page sets, and show what is wrong in it."""
        found = host_settings.read(entries, self.lab)
        self._adopt(found, lambda: host_settings.carry_out(found, self.lab))

    def _adopt(self, found: link.Link, run: Callable[[], None]) -> None:
        self.lab.mistakes, self.lab.kept = found.mistakes, found.kept
        self.lab.set_speed(found.speed)
        self.lab.tab = found.tab
        try:
            run()
        except EngineError as error:  # of all its values together
            self.lab.mistakes += (str(error),)
        self.root.dataset.hide = " ".join(found.hidden)
        if "theme" in found.kept:
            self._browser.dress(found.kept["theme"])
        self.changed()

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
