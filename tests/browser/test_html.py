"""HTML: every page parses strictly, and every file that a page names is there."""

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from html5lib.html5parser import ParseError


@pytest.fixture(scope="session")
def pages(site) -> dict[Path, Element | ParseError]:
    """Every page of the site, parsed, or what the parser said of it."""
    return {path: parsed(path) for path in sorted(site.rglob("*.html"))}


def parsed(path: Path) -> Element | ParseError:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(path.read_text(encoding="utf-8-sig"))
    except ParseError as error:
        return error


def test_every_page_parses_strictly(pages):
    assert len(pages) >= 4
    assert {path: page for path, page in pages.items() if isinstance(page, ParseError)} == {}


def test_an_id_is_there_once(pages):
    for path, page in pages.items():
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), path


def test_what_a_page_names_is_there_and_named_relatively(pages):
    named = [(path, element.get(name) or "") for path, page in pages.items()
             for element in page.iter() for name in ("href", "src")]
    local = [(path, unquote(re.split("[?#]", target)[0])) for path, target in named
             if "://" not in target and not target.startswith(("data:", "mailto:"))]
    assert [each for each in local if each[1].startswith("/")] == []
    assert [each for each in local if not (each[0].parent / each[1]).exists()] == []
