"""The HTML pages: templates filled with lessons whose labs are painted by the page's own views."""

from functools import cached_property, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.tasks.exercises import tasks_to_json

from builder.assets import LICENSES, build_of_assets
from builder.home import cards, hero
from builder.labs import FigureBlock, LabBlock
from builder.lesson import GLOSSARY, Block, Lesson
from builder.paths import SITE
from builder.runtime import Runtime
from builder.source import source_pages
from builder.still import with_stills
from builder.takeaway import plan_text
from builder.written import write_text


class Pages:
    """Writes the pages of a site. `plan` is what the loader must know of the runtime's files."""

    def __init__(self, lessons: list[Lesson], runtime: Runtime, plan: dict[str, Any]) -> None:
        self.lessons = lessons
        self.runtime = runtime
        self._build = build_of_assets()
        self.plan = plan | {"assets": self._build}
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(SITE / "templates"),
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        )

    def write(self, site: Path) -> None:
        """Every page but the home page."""
        around = [None, *self.lessons, None]
        for before, lesson, after in zip(around, self.lessons, around[2:], strict=False):
            folder = site / lesson.slug
            shared = {"title": f"{lesson.title} · Glassnet", "summary": lesson.summary,
                      "up": "../", "lesson": lesson,
                      "runtime": self._plan(*lesson.labs, *lesson.figures)}
            text = Markup(lesson.html(partial(self._block, lesson)))
            self._page(folder / "index.html", "lesson", shared | {
                "text": text, "before": before, "after": after})
            # The first lab; of a lesson that has none, all the figures.
            alone = lesson.labs[:1] or lesson.figures
            self._page(folder / "embed.html", "embed", shared | {
                "blocks": [(block, Markup(self._block(lesson, block))) for block in alone]})
            self._page(folder / "answers.html", "answers", shared | {
                "title": f"Answers: {lesson.title} · Glassnet", "runtime": None})
        self._page(site / "glossary" / "index.html", "glossary", {
            "title": "Glossary · Glassnet", "summary": "What the terms of the lessons mean.",
            "up": "../", "runtime": None})
        self._page(site / "licenses" / "index.html", "licenses", {
            "title": "Licences · Glassnet", "summary": "The licences of what Glassnet runs on.",
            "up": "../", "runtime": None, "licenses": LICENSES.items(),
            "pyodide": self.runtime.pyodide,
        })
        self._source(site / "source")

    def write_home(self, site: Path, download_bytes: int | None) -> None:
        """The home page; with the size of `glassnet.zip` where that is to be had."""
        block, lab = hero(self.lessons)
        picture = self._templates.get_template("hero.html").render(
            lab=lab, paint=partial(painted, lab))
        self._page(site / "index.html", "home", {
            "title": "Glassnet: see inside a neural network",
            "summary": "Lessons in which a neural network trains in front of you. You see every "
                       "number, and where it comes from.",
            "up": "", "runtime": self._plan(block, base="runtime/", when="seen"),
            "cards": self._cards, "hero": Markup(picture),
            "minutes": sum(lesson.minutes for lesson in self.lessons),
            "download": f"{download_bytes / 1e6:.0f}" if download_bytes else None,
        })

    @cached_property
    def _cards(self) -> list[dict[str, Any]]:
        """Made once: a picture takes a training."""
        return cards(self.lessons)

    def _source(self, folder: Path) -> None:
        """The code as pages, and a page that lists them."""
        listings = dict(source_pages())
        for path, listing in listings.items():
            page = folder / f"{path}.html"
            self._page(page, "source", {
                "title": f"{path} · Glassnet", "summary": f"The code of {path}.",
                "up": "../" * (path.count("/") + 1), "runtime": None, "path": path,
                "listing": Markup(listing),
            })
        self._page(folder / "index.html", "sources", {
            "title": "The code · Glassnet", "summary": "The code that the lessons run.",
            "up": "../", "runtime": None, "paths": listings,
        })

    def _block(self, lesson: Lesson, block: Block) -> str:
        if isinstance(block, LabBlock):
            return self._lab(block)
        if isinstance(block, FigureBlock):
            template = self._templates.get_template("figure.html")
            lab = Lab(block.id, block.spec, block.tasks, block.layout)
            return template.render(figure=block, paint=partial(painted, lab),
                                   tasks=tasks_to_json(block.tasks))
        if any(block.task in figure.tasks for figure in lesson.figures):
            return ""  # it is asked in the figure
        return self._templates.get_template("task.html").render(task=block.task)

    def _lab(self, block: LabBlock) -> str:
        lab = Lab(block.id, block.spec, block.tasks, block.layout)
        template = self._templates.get_template("lab.html")
        return template.render(lab=block, paint=partial(painted, lab), first=lab.tab,
                               tasks=tasks_to_json(block.tasks))

    def _page(self, path: Path, template: str, values: dict[str, Any]) -> None:
        html = self._templates.get_template(f"{template}.html").render(
            build=self._build,
            kind=template, lessons=self.lessons, glossary=GLOSSARY, **values)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, html)

    def _plan(
        self, *labs: LabBlock | FigureBlock, base: str = "../runtime/", when: str = "opened"
    ) -> Markup:
        """The plan, with the kernels that these labs run. `when` Python starts: when the page is
        opened, or when a lab is seen."""
        snapshot = self.plan["snapshot"]
        kernels = sorted({tuple(snapshot["kernels"][str(lab.spec)]) for lab in labs})
        plan = self.plan | {"base": base, "when": when,
                            "snapshot": snapshot | {"kernels": kernels}}
        return Markup(plan_text(plan))


def painted(lab: Lab, view: str) -> Markup:
    return Markup(with_stills(first_paint(lab, view), lab, view))
