"""The glossary: what the field's terms mean, and where lessons use them.

    glossary = Glossary.read(SITE / "glossary.toml")
    glossary.terms[0].name, .id, .text
    markdown.markdown(text, extensions=[Terms(glossary)])

In a text, the first occurrence of a term becomes a button that shows its entry.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from builder.errors import BuildError

PLACEHOLDER = "\ue000"  # what stands for a block, or for the title of a fold, begins so
# Where no term is marked: titles, code, and what is a control itself.
UNMARKED = {"h1", "h2", "h3", "h4", "th", "code", "pre", "a", "button"}


@dataclass(frozen=True)
class Term:
    """`name` is as the field writes it, `also` are its other forms in a text."""

    name: str
    text: str
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return re.sub(r"\W+", "-", self.name.lower())


@dataclass(frozen=True)
class Glossary:
    terms: tuple[Term, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises BuildError, which names the file and the entry."""
        try:
            tables = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BuildError(f"{path}: the glossary is not TOML: {error}") from error
        terms = tuple(entry(path, name, table) for name, table in tables.items())
        forms = [form.lower() for term in terms for form in (term.name, *term.also)]
        for form in forms:
            if forms.count(form) > 1:
                raise BuildError(f"{path}: {form!r} has two entries; name it in one of them")
        return cls(tuple(sorted(terms, key=lambda term: term.name.lower())))

    @cached_property
    def by_form(self) -> dict[str, Term]:
        return {form.lower(): term for term in self.terms for form in (term.name, *term.also)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A term as a word of its own, the longest of those that begin alike."""
        forms = sorted(map(re.escape, self.by_form), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])({'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def entry(path: Path, name: str, table: Any) -> Term:
    match table:
        case {"text": str(text), "also": [*also], **others} if not others:
            return Term(name, text, tuple(map(str, also)))
        case {"text": str(text), **others} if not others:
            return Term(name, text)
    raise BuildError(f"{path}: the entry {name!r} needs a text, and may have also, a list of its "
                     f"other forms; found {table!r}")


class Terms(Extension):
    """Marks the terms of a glossary in a text."""

    def __init__(self, glossary: Glossary) -> None:
        super().__init__()
        self._glossary = glossary

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.treeprocessors.register(Marker(md, self._glossary), "terms", -1)  # after all others


class Marker(Treeprocessor):
    def __init__(self, md: markdown.Markdown, glossary: Glossary) -> None:
        super().__init__(md)
        self._glossary = glossary
        self._seen: set[Term] = set()

    def run(self, root: Element) -> None:
        for block in root:
            if not (block.text or "").startswith(PLACEHOLDER):
                self._mark(block)

    def _mark(self, element: Element) -> None:
        """Marks the terms in an element's text, and in its children's, in the text's order."""
        if element.tag in UNMARKED:
            return
        children = list(element)
        for child in children:
            element.remove(child)
        self._add(element, element.text or "")
        for child in children:
            tail, child.tail = child.tail or "", None
            element.append(child)
            self._mark(child)
            self._add(element, tail)

    def _add(self, parent: Element, text: str) -> None:
        """The text at the end of the parent, with buttons in it."""
        if len(parent) == 0:
            parent.text = ""
        at = 0
        for found in self._glossary.pattern.finditer(text):
            term = self._glossary.by_form[found[0].lower()]
            if term in self._seen:
                continue
            self._seen.add(term)
            append(parent, text[at : found.start()])
            button = SubElement(parent, "button", {
                "type": "button", "class": "term", "popovertarget": f"term-{term.id}",
                "popovertargetaction": "show"})
            button.text = found[0]
            at = found.end()
        append(parent, text[at:])


def append(parent: Element, text: str) -> None:
    """Text after all that the parent has."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
