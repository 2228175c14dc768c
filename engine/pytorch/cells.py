"""A program as a Jupyter notebook: a heading and a code cell for each of its sections."""

import json
from collections.abc import Iterable

from engine.pytorch.source import Section


def notebook_json(title: str, sections: Iterable[Section]) -> str:
    """The text of an .ipynb file: nbformat 4.5, no outputs, to run from top to bottom."""
    cells = [_cell("markdown", "title", f"# {title}")]
    for number, section in enumerate(sections, start=1):
        code = "\n".join(line.text for line in section.lines)
        cells.append(_cell("markdown", f"words-{number}", f"## {section.title}\n\n{section.words}"))
        cells.append(_cell("code", f"code-{number}", code.rstrip("\n")))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, name: str, text: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "id": name, "metadata": {}}
    cell["source"] = text.splitlines(keepends=True)
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
