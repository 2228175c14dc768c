"""A figure as an immutable element tree, part of which changes while a network trains.

    tree = element("text", {"x": 10, "data-number": SLOT}, SLOT)
    slot_names(tree)                          # ["data-number", "text"]
    markup(tree, ["0.25", "0.2500"])          # <text x="10" data-number="0.25" data-slots=...

A place that changes is a SLOT. Slots are numbered in document order, the attributes of an
element before its text, and a view's values come as a list in that order. The markup says
which slots an element has (`data-slots="12 data-number text"`: from slot 12 on), so the page's
patch finds them in the builder's first paint as well as in what Python renders later.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias


class Slot:
    """The type of SLOT, the mark of a place whose value comes with each frame."""

    def __repr__(self) -> str:
        return "SLOT"


SLOT: Final = Slot()
Attributes: TypeAlias = Mapping[str, str | int | float | Slot]
Content: TypeAlias = "Element | str | Slot | Raw"

# HTML's elements without an end tag, of those that the views use.
VOID = frozenset({"br", "input", "col"})


@dataclass(frozen=True)
class Raw:
    """Markup that somebody else has escaped already: the engine's MathML."""

    markup: str


@dataclass(frozen=True)
class Element:
    """One element: its tag, its attributes in order, its children."""

    tag: str
    attributes: tuple[tuple[str, str | Slot], ...]
    children: tuple[Content, ...]


def element(
    tag: str, attributes: Attributes | None = None, *children: Content
) -> Element:
    """An element. Raises ValueError if a text slot has siblings: it would overwrite them."""
    if any(child is SLOT for child in children) and len(children) > 1:
        raise ValueError(f"<{tag}> has a text SLOT beside other children; give it an element")
    pairs = tuple(
        (name, value if isinstance(value, Slot) else plain(value))
        for name, value in (attributes or {}).items()
    )
    return Element(tag, pairs, children)


def plain(value: str | int | float) -> str:
    """An attribute's text; coordinates need no more than two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def slots_of(node: Element) -> list[str]:
    """The names of this element's own slots: its attributes', then "text"."""
    names = [name for name, value in node.attributes if value is SLOT]
    return [*names, "text"] if SLOT in node.children else names


def walk(node: Element) -> Iterator[Element]:
    """The element and all below it, in document order."""
    yield node
    for child in node.children:
        if isinstance(child, Element):
            yield from walk(child)


def slot_names(node: Element) -> list[str]:
    """The names of all slots of a tree, in order."""
    return [name for part in walk(node) for name in slots_of(part)]


def markup(node: Element, values: Sequence[str]) -> str:
    """The tree as HTML, its slots filled. Every text and attribute is escaped.

    Raises ValueError if `values` are not as many as the tree has slots.
    """
    count = len(slot_names(node))
    if len(values) != count:
        raise ValueError(f"{len(values)} values for {count} slots of <{node.tag}>")
    numbered = iter(enumerate(values))
    return "".join(_parts(node, numbered))


def _parts(
    node: Element, numbered: Iterator[tuple[int, str]], chosen: str | None = None
) -> Iterator[str]:
    """`chosen` is the value of the <select> that this element is in: in markup, unlike in the
    page, a select has no value, but an option that says it is selected."""
    names = slots_of(node)
    filled = [next(numbered) for _ in names]
    value_of = {name: value for name, (_, value) in zip(names, filled, strict=True)}
    yield f"<{node.tag}"
    for name, value in node.attributes:
        text = value_of[name] if isinstance(value, Slot) else value
        if (node.tag, name) == ("select", "value"):
            chosen = text
            continue
        if (node.tag, name, text) == ("option", "value", chosen):
            yield " selected"
        yield f' {name}="{escaped(text)}"'
    if names:
        yield f' data-slots="{filled[0][0]} {" ".join(names)}"'
    yield ">"
    if node.tag in VOID:
        return
    for child in node.children:
        if isinstance(child, Element):
            yield from _parts(child, numbered, chosen)
        elif isinstance(child, Raw):
            yield child.markup
        else:
            yield escaped(value_of["text"] if isinstance(child, Slot) else child)
    yield f"</{node.tag}>"


def escaped(text: str) -> str:
    """Text as markup has it, between tags and between quotes. (`html.escape` does it too, and
    imports two thousand entities.)"""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
