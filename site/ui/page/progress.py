"""Progress: which exercises of a lab are done, kept for later visits and shared with other tabs.

What is kept is only ever added to, so no tab takes back what another has.
"""

from ui.page.browser import Browser
from ui.panels.tasks.exercises import Exercises


def recorded(browser: Browser, id: str, lesson: str = "") -> str | None:
    """What is kept of a lab's exercises: of this page's, or of a lesson that it leads to. Earlier
    versions had one key for all sites of an origin."""
    kept = browser.recall("localStorage", browser.key(id, "done", lesson=lesson))
    return browser.recall("localStorage", f"glassnet.{id}") if kept is None else kept


class Progress:
    """Of the lab of this `id`."""

    def __init__(self, exercises: Exercises, browser: Browser, id: str) -> None:
        self._exercises, self._browser, self._id = exercises, browser, id
        self.key = browser.key(id, "done")

    def recall(self) -> bool:
        """Add what is kept; whether there was anything new."""
        known = set(self._exercises.done)
        self._exercises.restore(recorded(self._browser, self._id) or "[]")
        return self._exercises.done > known

    def keep(self) -> bool:
        """Keep what is done, with what other tabs have meanwhile; whether the browser does."""
        self.recall()
        return self._browser.keep("localStorage", self.key, self._exercises.record)

    def meet(self) -> bool:
        """Another tab may have kept something: as `recall`. If it did so at the same moment as this
        one, and has not seen what is done here, that is kept again."""
        new = self.recall()
        kept = self._browser.recall("localStorage", self.key)
        if kept is not None and len(kept) < len(self._exercises.record):
            self.keep()
        return new
