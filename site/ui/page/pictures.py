"""Pictures: a figure of the page as a file, as it is seen, also when its tab is not in front."""

from collections.abc import Callable, Iterable
from typing import Any

from ui.exports.faces import Face
from ui.exports.png import data_url
from ui.exports.seen import PROPERTIES, Shown
from ui.exports.svg_file import SvgFile, svg_file
from ui.lab.requests import Picture
from ui.page.browser import Browser
from ui.page.figure import Figure

Js = Any  # an object of the browser
PNG_SCALE = 2  # pixels of an image for each of the figure


class Pictures:
    """Of the figures of one lab."""

    def __init__(self, figures: Iterable[Figure], browser: Browser) -> None:
        self._figures = list(figures)
        self._browser = browser

    def take(self, request: Picture, done: Callable[[SvgFile], None]) -> None:
        """Draw the figure as it is now, read it, and give the file when its fonts are loaded."""
        figure = self._of(request.view)
        figure.draw()
        drawings = figure.element.querySelectorAll("svg:not([aria-hidden])")
        read = self._browser.picture(drawings.item(request.number), PROPERTIES)
        images = {name: data_url(pixels) for name, pixels in figure.images.items()}
        scale = PNG_SCALE if request.is_png else 1

        def loaded(faces: list[list[str]]) -> None:
            known = [Face(*face) for face in faces]
            done(svg_file(Shown.from_json(read, images), known, request.title, scale))

        self._browser.faces(loaded)

    def _of(self, view: str) -> Figure:
        """The figure of a view: of those in two tabs the one that can be seen, or the first."""
        found = [figure for figure in self._figures if figure.view == view]
        return next((figure for figure in found if figure.shown), found[0])
