"""One view in one place of the page: where its values go."""

from collections.abc import Sequence
from typing import Any

from ui import figures
from ui.exports.png import placed
from ui.figures import VIEWS
from ui.lab import Lab
from ui.page.browser import Browser

SEPARATOR = "\x1f"  # between values; it is no character of a text

Js = Any  # an object of the browser


def joined(values: Sequence[str]) -> str:
    """The values as one text. A separator in one of them, which a person can paste, is marked."""
    text = SEPARATOR.join(values)
    if text.count(SEPARATOR) >= len(values) > 0:
        return SEPARATOR.join(value.replace(SEPARATOR, "\ufffd") for value in values)
    return text


class Figure:
    """An element with `data-view`, and the slots in it."""

    def __init__(self, element: Js, lab: Lab, browser: Browser) -> None:
        self.element = element
        self.lab = lab
        self.view = element.dataset.view
        panel = element.closest("[data-panel]")
        self.tab = panel.dataset.panel if panel else None
        self._browser = browser
        self._slots: Js = None  # found when they are needed: a page may have many figures
        self._key = figures.key(lab, self.view)

    @property
    def shown(self) -> bool:
        return self.tab is None or self.tab == self.lab.tab

    @property
    def slow(self) -> bool:
        return figures.slow(self.view)

    @property
    def steady(self) -> bool:
        return figures.steady(self.view)

    @property
    def images(self) -> figures.Pixels:
        """What is on its canvases, by name; of small images each at its place."""
        images, tiles = figures.pixels(self.lab, self.view), figures.tiles(self.lab, self.view)
        if tiles is None:
            return images
        return {name: placed(image, *tiles) for name, image in images.items()}

    def draw(self) -> None:
        """Send the values of now; the whole markup, if the structure is another one. What a person
        types is not overwritten because the lab plays meanwhile."""
        if self.slow and self.lab.moving and self.lab.typing:
            return
        key = figures.key(self.lab, self.view)
        if key != self._key:
            self._key = key
            markup = figures.first_paint(self.lab, self.view)
            self._slots = self._browser.replace(self.element, markup)
        else:
            self._slots = self._slots or self._browser.slots(self.element)
            self._browser.apply(self._slots, joined(VIEWS[self.view].values(self.lab)))
        tiles = figures.tiles(self.lab, self.view)
        for name, image in figures.pixels(self.lab, self.view).items():
            height, width, _ = image.shape
            self._browser.paint(self.element, name, image.ravel(), width, height, tiles)
