"""KeptWork: a lab's work in the browser's storage, for a reload, a discarded tab and a later visit.

A tab has its own in `sessionStorage`, which no other tab writes to. `localStorage` has a copy for
each of the last tabs, for a browser that has forgotten the session. Where neither keeps anything,
that is said once, when there is something to lose.
"""

import random

from engine import EngineError
from ui.exports import travelled, work
from ui.exports.link import beyond
from ui.exports.link_keys import in_words
from ui.lab import Lab
from ui.lab.note import Button, Note
from ui.page.browser import Browser, Storage
from ui.panels.notices.state import Notices

TABS = 4  # whose work is kept when they are closed
SMALL = 100_000  # characters that are kept again and again while a lab plays
CLOSE = Button("note-close", "Close")
OWN_START = Button("own-start", "Begin at the lab’s own start")
GO_ON = Button("earlier-work", "Go on with it")
SAVE = Button("save", "Save the state as a file", "state")


class KeptWork:
    """Of one lab; `addressed` says whether the page's address speaks to it."""

    def __init__(self, lab: Lab, browser: Browser, addressed: bool) -> None:
        self._lab, self._browser, self._addressed = lab, browser, addressed
        self._key = browser.key(lab.id, "work")
        self._tab = f"{random.getrandbits(48):x}"
        self._kept = ""
        self._warned = False
        self._start = self._found = self._now()
        self._found_at = self._address()

    @property
    def _slot(self) -> str:
        return f"{self._key} {self._tab}"

    # When the page opens

    def arrive(self) -> bool:
        """Go on with the work of this tab, if the address is still its; else a link counts, and
        earlier work is offered. Whether there was work to go on with."""
        address = self._address()
        own = self._read("sessionStorage", self._key)
        if own and (not travelled.has_state(address) or own[0].address == address):
            return self._go_on(*own)
        others, back = self._slots(), self._browser.came_back
        same = [each for each in others if back and each[0].address == address]
        if same:
            return self._go_on(*same[0])
        earlier = [own] if own else others
        if earlier:
            self._offer(*earlier[0])
        return False

    def _go_on(self, head: work.Head, text: str) -> bool:
        lab = self._lab
        try:
            what = work.go_on(lab, text, undoable=False)
        except EngineError as error:
            self._say_it_is_broken(error, text)
            return False
        self._tab = head.tab
        if not self._begun():
            return True
        anew = f" Not kept: {head.beyond}." if head.beyond else ""
        lab.note = Note(f"Restored as you left it: {what}.{anew}", (OWN_START, CLOSE))
        return True

    def _offer(self, head: work.Head, text: str) -> None:
        self._lab.of(Notices).earlier_work = text
        self._lab.note = Note("Your earlier work in this lab is kept.", (GO_ON, CLOSE))

    def _say_it_is_broken(self, error: EngineError, text: str) -> None:
        self._lab.of(Notices).earlier_work = text
        self._lab.note = Note(
            f"Your earlier work in this lab could not be loaded: {error}. The lab is at its own "
            "start. What was kept can be saved as a file, before new work takes its place.",
            (Button("earlier-work-save", "Save what was kept"), CLOSE))

    # While the page is open

    def begin(self) -> None:
        """From now on what is changed is kept, or the same at another address."""
        self._found, self._found_at = self._now(), self._address()

    def keep(self) -> None:
        """Keep the work as it is now."""
        unchanged = self._now() == self._found and self._address() == self._found_at
        if unchanged and not self._kept:
            return
        if self._now() == self._start:
            self._browser.forget("sessionStorage", self._key)
            self._browser.forget("localStorage", self._slot)
            self._kept = ""
            return
        text = work.written(self._lab, self._tab, self._address())
        in_tab = self._put("sessionStorage", self._key, text)
        in_browser = self._begun() and self._put("localStorage", self._slot, text)
        self._kept = text
        if not (in_tab or in_browser) and (lost := self._lost()):
            self.warn(lost, SAVE)

    def keep_on(self) -> None:
        """Keep it while it trains, if that takes no time of a frame."""
        if len(self._kept) < SMALL:
            self.keep()

    def _put(self, storage: Storage, key: str, text: str) -> bool:
        """What cannot be kept any more is not kept as it was before."""
        if storage == "localStorage" and not self._kept:
            for head, _ in self._slots()[TABS - 1:]:
                self._browser.forget(storage, f"{self._key} {head.tab}")
        kept = self._browser.keep(storage, key, text)
        if not kept:
            self._browser.forget(storage, key)
        return kept

    def _lost(self) -> str:
        """What a reload would lose of the work, in words."""
        lost = in_words(beyond(self._lab))
        reshaped = self._browser.framed and self._lab.run.initial_spec != self._lab.first
        return lost or "what you have set" * reshaped

    def warn(self, lost: str, *cures: Button) -> None:
        """Say that nothing is kept: once."""
        if not self._warned:
            self._warned = True
            self._lab.note = Note(f"This browser keeps nothing of this page: a reload would lose "
                                  f"{lost}.", (*cures, CLOSE))

    def _begun(self) -> bool:
        """Whether there is anything that the lab's own start has not."""
        run = self._lab.run
        return bool(self._lab.bound_for or run.events) or run.initial_spec != self._lab.first

    def _now(self) -> object:
        """What of the lab is kept."""
        lab = self._lab
        return (lab.run.initial_spec, lab.run.events, lab.bound_for, lab.tab, lab.speed, lab.sample,
                lab.selected)

    def _address(self) -> str:
        return self._browser.fragment() if self._addressed else ""

    def _slots(self) -> list[tuple[work.Head, str]]:
        """What tabs have kept, the latest first."""
        keys = self._browser.keys("localStorage", f"{self._key} ")
        found = [each for key in keys if (each := self._read("localStorage", key))]
        return sorted(found, key=lambda each: -each[0].when)

    def _read(self, storage: Storage, key: str) -> tuple[work.Head, str] | None:
        text = self._browser.recall(storage, key) or ""
        head = work.read_head(text)
        return (head, text) if head else None
