"""A lesson as its author writes it: TOML front matter, Markdown, and lab blocks.

    lesson = Lesson.read(Path("site/lessons/01-xor.md"))
    lesson.slug, lesson.title, lesson.labs[0].spec, lesson.html(render_lab)

A mistake stops the build with `file:line: what is wrong, what would be right`. Markup in a
lesson's text is shown, not obeyed, and a link leads to the web, to mail or into the site.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from builder.errors import BuildError
from engine import Spec, SpecErrors

FRONT_MATTER = {"title": str, "summary": str, "level": str, "minutes": int}
NAME = re.compile(r"\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
LAB_BLOCK = re.compile(r"^```lab\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SAFE_LINK = re.compile(r"(https?://|mailto:|\.{1,2}/|#|[\w-]+(/|\.html|#|$))", re.ASCII)
MAX_WIDTH = 8  # hidden neurons in a layer that a figure can show


@dataclass(frozen=True)
class LabBlock:
    """A lab of a lesson: the `data-lab` of the page, its accessible title, its Spec."""

    id: str
    title: str
    spec: Spec


@dataclass(frozen=True)
class Lesson:
    """One lesson. `body` is its Markdown, in which `LAB n` stands for the n-th of `labs`."""

    slug: str
    title: str
    summary: str
    level: str
    minutes: int
    body: str
    labs: tuple[LabBlock, ...]

    @classmethod
    def read(cls, path: Path) -> "Lesson":
        """Parse a lesson file. Raises BuildError that names the file and the line."""
        named = NAME.fullmatch(path.name)
        if not named:
            raise BuildError(f"{path}: a lesson is named NN-slug.md, such as 01-xor.md")
        text = path.read_text(encoding="utf-8")
        front, line, body = split(path, text)
        labs: list[LabBlock] = []

        def take(match: re.Match[str]) -> str:
            first = line + body.count("\n", 0, match.start(1))
            labs.append(read_lab(path, first, match[1]))
            return placeholder(len(labs) - 1)

        body_with_places = LAB_BLOCK.sub(take, body)
        if not labs:
            raise BuildError(f"{path}:{line}: the lesson has no lab; add a ```lab block")
        return cls(named[1], **front, body=body_with_places, labs=tuple(labs))

    def html(self, render: Callable[[LabBlock], str]) -> str:
        """The lesson's text as HTML, each lab in its place as `render` gives it."""
        text = markdown.markdown(self.body, extensions=["tables", "fenced_code", TextOnly()])
        for index, lab in enumerate(self.labs):
            text = text.replace(f"<p>{placeholder(index)}</p>", render(lab))
        return text


def placeholder(index: int) -> str:
    """What stands for a lab in the Markdown: between characters that mean nothing in a text."""
    return f"\ue000LAB {index}\ue001"


def split(path: Path, text: str) -> tuple[dict[str, Any], int, str]:
    """The front matter, the line on which the body begins, and the body."""
    parts = text.split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise BuildError(f"{path}:1: a lesson begins with TOML between two lines of +++")
    try:
        front = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise BuildError(f"{path}:1: the front matter is not TOML: {error}") from error
    for key, kind in FRONT_MATTER.items():
        if not isinstance(front.get(key), kind):
            raise BuildError(f"{path}:1: the front matter needs {key}, a {kind.__name__}; "
                             f"found {front.get(key)!r}")
    unknown = sorted(front.keys() - FRONT_MATTER.keys())
    if unknown:
        raise BuildError(f"{path}:1: the front matter knows no {unknown[0]!r}; it has "
                         f"{', '.join(FRONT_MATTER)}")
    return front, parts[1].count("\n") + 3, parts[2]


def read_lab(path: Path, first: int, block: str) -> LabBlock:
    """A lab block's TOML: `id` and `title`, and the keys of a Spec. `first` is its first line."""
    try:
        table = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        raise BuildError(f"{path}:{first}: the lab is not TOML: {error}") from error
    id, title = table.pop("id", None), table.pop("title", None)
    if not isinstance(id, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", id):
        raise BuildError(f"{path}:{line_of('id', first, block)}: a lab needs an id of small "
                         f"letters and digits; found {id!r}")
    if not isinstance(title, str):
        raise BuildError(f"{path}:{line_of('title', first, block)}: a lab needs a title, which a "
                         f"screen reader says; found {title!r}")
    try:
        return LabBlock(id, title, Spec.from_toml(table, max_width=MAX_WIDTH))
    except SpecErrors as error:
        lines = (f"{path}:{line_of(each, first, block)}: {each}" for each in error.errors)
        raise BuildError("\n".join(lines)) from error


def line_of(message: str, first: int, block: str) -> int:
    """The line of the key that a message begins with; the block's first line if it has none."""
    key = re.match(r"[\w-]*", message)
    for number, line in enumerate(block.splitlines()):
        if key and key[0] and re.match(rf"{re.escape(key[0])}\s*=", line):
            return first + number
    return first


class TextOnly(Extension):
    """Markdown without raw HTML, and with links that lead where a reader expects."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(SafeLinks(md), "safe-links", 0)


class SafeLinks(Treeprocessor):
    """Stops the build at a link to anything but the web, mail or the site itself."""

    def run(self, root: Element) -> None:
        for node in root.iter():
            for name in ("href", "src"):
                target = node.get(name)
                if target is not None and not SAFE_LINK.match(target):
                    raise BuildError(f"a lesson links to {target!r}; use http, https, mailto or a "
                                     "path within the site")
