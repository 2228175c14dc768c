"""A lesson as its author writes it: TOML front matter, Markdown, and fenced blocks.

    lesson = Lesson.read(Path("site/lessons/01-xor.md"))
    lesson.slug, lesson.title, lesson.labs[0].spec, lesson.html(render_block)

A block is a `lab`; a `task` or a `question` of the lab before it; a `figure`, which is a view by
itself; a `fold`, Markdown under a title that unfolds it; or `code`, which is a definition of the
engine's as it stands there, such as engine/plain.py#update. What the figures of the text are
measured on is in a `measured` block (see `builder.measured`, and `builder.numerals` for how a text
names them). A mistake stops the build with
`file:line: what is wrong, what would be right`. Markup in a lesson's text is shown, not obeyed,
and a link leads to the web, to mail, into the site or (`source:`) to a place in the code.
"""

import dataclasses
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from builder.blocks import Fence
from builder.errors import BuildError
from builder.glossary import Glossary, Terms
from builder.labs import FigureBlock, LabBlock, read_figure, read_lab
from builder.measured import Measured
from builder.numerals import Prose, numerals_of
from builder.paths import SITE
from builder.source import address, definition
from builder.tasks import TaskBlock, read_question, read_task

FRONT_MATTER = {"title": str, "summary": str, "level": str, "minutes": int}
NAME = re.compile(r"\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
BLOCK = re.compile(r"^```(lab|figure|task|question|fold|code|measured)([^\n]*)\n(.*?)^```$",
                   re.DOTALL | re.MULTILINE)
READERS: dict[str, Callable[[Fence], "Block"]] = {
    "lab": read_lab, "figure": read_figure, "task": read_task, "question": read_question,
}
SAFE_LINK = re.compile(r"(https?://|mailto:|\.{1,2}/|#|[\w-]+(/|\.html|#|$))", re.ASCII)

GLOSSARY = Glossary.read(SITE / "glossary.toml")

Block: TypeAlias = LabBlock | FigureBlock | TaskBlock
B = TypeVar("B", LabBlock, FigureBlock, TaskBlock)


@dataclass(frozen=True)
class Lesson:
    """One lesson. `body` is its Markdown, in which a placeholder stands for each of `blocks`."""

    slug: str
    title: str
    summary: str
    level: str
    minutes: int
    body: str
    blocks: tuple[Block, ...]
    prose: Prose
    measured: Measured

    def check(self) -> None:
        """Measures the figures of its text. Raises BuildError with each that is wrong."""
        self.measured.check(self.prose.figures)

    @property
    def labs(self) -> tuple[LabBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, LabBlock))

    @property
    def figures(self) -> tuple[FigureBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, FigureBlock))

    @property
    def tasks(self) -> tuple[TaskBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, TaskBlock))

    @classmethod
    def read(cls, path: Path) -> "Lesson":
        """Parse a lesson file. Raises BuildError that names the file and the line."""
        named = NAME.fullmatch(path.name)
        if not named:
            raise BuildError(f"{path}: a lesson is named NN-slug.md, such as 01-xor.md")
        text = path.read_text(encoding="utf-8")
        front, line, body = split(path, text)
        blocks: list[Block] = []
        prose, measured = Prose(), Measured()
        given = numerals_of(" ".join(
            found[3] for found in BLOCK.finditer(body) if found[1] in ("lab", "measured")))

        def read(text: str, start: int) -> str:
            return prose.read(text, given, lambda at: f"{path}:{line_at(start + at)}")

        def line_at(offset: int) -> int:
            return line + body.count("\n", 0, offset)

        def take(match: re.Match[str]) -> str:
            nonlocal measured
            kind, title, inside = match.groups()
            if kind == "fold":
                return folded(read(title, match.start(2)), read(inside, match.start(3)))
            if kind == "code":
                return f"```python\n{definition(title.strip())}\n```"
            fence = Fence(path, line_at(match.start(3)), inside)
            if kind == "measured":
                measured = Measured.read(fence, last(LabBlock, blocks))
                return ""
            add(blocks, shown(READERS[kind](fence), fence, prose, given), fence)
            return placeholder(len(blocks) - 1)

        front |= {key: prose.read(front[key], given, lambda _: f"{path}:1")
                  for key in ("title", "summary")}
        parts, at = [], 0
        for match in BLOCK.finditer(body):
            parts += [read(body[at : match.start()], at), take(match)]
            at = match.end()
        parts.append(read(body[at:], at))
        lesson = cls(named[1], **front, body="".join(parts), blocks=tuple(blocks), prose=prose,
                     measured=measured)
        if not lesson.labs and not lesson.figures:
            raise BuildError(f"{path}:{line}: the lesson has no lab and no figure; add a ```lab "
                             "or a ```figure block")
        return lesson

    def html(self, render: Callable[[Block], str]) -> str:
        """The lesson's text as HTML, each block in its place as `render` gives it."""
        text = markdown.markdown(self.body, extensions=[
            "tables", "fenced_code", TextOnly(), Terms(GLOSSARY)])
        text = FOLD.sub(r'<details class="fold"><summary>\1</summary>', text)
        text = text.replace(f"<p>{FOLD_END}</p>", "</details>")
        for index, block in enumerate(self.blocks):
            text = text.replace(f"<p>{placeholder(index)}</p>", render(block))
        return text


def shown(block: Block, fence: Fence, prose: Prose, given: frozenset[str]) -> Block:
    """The block with its texts as a page shows them."""
    if isinstance(block, TaskBlock):
        given |= numerals_of(block.settings)
        return block.with_texts(lambda key, text: prose.read(
            text, given, lambda _: f"{fence.path}:{fence.line(key)}"))
    title = prose.read(block.title, given, lambda _: f"{fence.path}:{fence.line('title')}")
    return dataclasses.replace(block, title=title)


def last(kind: type[B], blocks: Sequence[Block]) -> B | None:
    """The last of the blocks that is of that kind."""
    return next((block for block in reversed(blocks) if isinstance(block, kind)), None)


def add(blocks: list[Block], block: Block, fence: Fence) -> None:
    """A block more; a task is one of the lab before it, whose tasks the page has to know. Where
    there is no lab, a question is one of the figure before it."""
    if isinstance(block, TaskBlock):
        kinds = (LabBlock,) if block.task.goal else (LabBlock, FigureBlock)
        at = next((at for kind in kinds for at in reversed(range(len(blocks)))
                   if isinstance(blocks[at], kind)), None)
        if at is None:
            raise fence.mistake("", "an exercise comes after the lab that it is about, or, if it "
                                    "is a question, after the figure")
        holder = blocks[at]
        assert isinstance(holder, LabBlock | FigureBlock)
        blocks[at] = dataclasses.replace(holder, tasks=(*holder.tasks, block.task))
    if id_of(block) in map(id_of, blocks):
        raise fence.mistake("id", f"the lesson has two blocks with the id {id_of(block)!r}")
    blocks.append(block)


def id_of(block: Block) -> str:
    return block.task.id if isinstance(block, TaskBlock) else block.id


# What stands for a block in the Markdown is between characters that mean nothing in a text.

FOLD = re.compile("<p>\ue000FOLD (.*?)\ue001</p>")
FOLD_END = "\ue000END OF FOLD\ue001"


def placeholder(index: int) -> str:
    return f"\ue000BLOCK {index}\ue001"


def folded(title: str, inside: str) -> str:
    return f"\ue000FOLD {escape(title.strip())}\ue001\n\n{inside}\n\n{FOLD_END}"


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


class TextOnly(Extension):
    """Markdown without raw HTML, and with links that lead where a reader expects."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(Links(md), "links", 0)


class Links(Treeprocessor):
    """Makes an address of `source:` links; stops the build at one to anything but the code, the
    web, mail or the site itself."""

    def run(self, root: Element) -> None:
        for node in root.iter():
            for name in ("href", "src"):
                target = node.get(name)
                if target is not None and target.startswith("source:"):
                    node.set(name, f"../{address(target.removeprefix('source:'))}")
                elif target is not None and not SAFE_LINK.match(target):
                    raise BuildError(f"a lesson links to {target!r}; use http, https, mailto, "
                                     "source: or a path within the site")
