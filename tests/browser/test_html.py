"""HTML: every page parses strictly, and every link and file that it names is there."""

from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest

from tests.browser.conftest import DIST


def pages() -> list[str]:
    return sorted(path.relative_to(DIST).as_posix() for path in DIST.rglob("*.html"))


def parsed(path: Path):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", pages())
def test_a_page_parses_strictly(site, page):
    assert parsed(site / page).find("body") is not None


@pytest.mark.parametrize("page", pages())
def test_ids_are_there_once(site, page):
    ids = [element.get("id") for element in parsed(site / page).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", pages())
def test_what_a_page_links_to_is_there(site, page):
    for element in parsed(site / page).iter():
        for name in ("href", "src"):
            target = unquote((element.get(name) or "").split("#")[0])
            if target and "://" not in target and not target.startswith(("data:", "mailto:")):
                assert not target.startswith("/"), f"{target} is not relative"
                assert (site / page).parent.joinpath(target).is_file(), target
