"""The typefaces of a page, and those of them that a picture uses."""

import re
from dataclasses import dataclass

from ui.exports.seen import Seen


@dataclass(frozen=True)
class Face:
    """A part of a typeface: its `characters` as CSS has them (U+0-2FF, U+2122), its CSS rule."""

    family: str
    style: str
    characters: str
    rule: str

    def has(self, text: str) -> bool:
        """Whether it has any character of the text."""
        ranges = [(int(low, 16), int(high or low, 16)) for low, high in
                  re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", self.characters)]
        return any(low <= ord(character) <= high for character in text for low, high in ranges)


def faces_for(seen: Seen, faces: list[Face]) -> list[Face]:
    """The faces that the texts of a figure need; a style that a family lacks is slanted of
    another."""
    used = set()
    for (family, style), text in texts_of(seen).items():
        family_faces = [face for face in faces if face.family == family]
        same = [face for face in family_faces if face.style == style]
        used |= {face for face in same or family_faces if face.has(text)}
    return [face for face in faces if face in used]


def texts_of(seen: Seen) -> dict[tuple[str, str], str]:
    """The text in a figure by family and style."""
    texts: dict[tuple[str, str], str] = {}
    family = seen.style["font-family"].partition(",")[0].strip("\"' ")
    for child in seen.children:
        if isinstance(child, str):
            found = {(family, seen.style["font-style"]): child}
        else:
            found = texts_of(child)
        for key, text in found.items():
            texts[key] = texts.get(key, "") + text
    return texts
