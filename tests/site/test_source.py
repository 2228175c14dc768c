"""The code as pages: what a lesson's links lead to."""

import re

import pytest
from builder.errors import BuildError
from builder.lesson import Lesson
from builder.paths import ROOT, SITE
from builder.source import address, source_pages

PAGES = dict(source_pages())
LINKS = re.findall(r"\(source:([^)]+)\)", (SITE / "lessons" / "01-xor.md").read_text())


@pytest.mark.parametrize("target", LINKS)
def test_a_link_into_the_code_leads_to_the_line_of_the_definition(target: str) -> None:
    path, _, name = target.partition("#")
    page, _, anchor = address(target).partition("#")
    assert page == f"source/{path}.html"
    if name:
        line = (ROOT / path).read_text().splitlines()[int(anchor.removeprefix("L-")) - 1]
        assert re.match(rf"\s*(class|def) {name.rpartition('.')[2]}\b", line)
        assert f'id="{anchor}"' in PAGES[path]


def test_the_lesson_links_to_the_code_of_each_formula() -> None:
    assert len(LINKS) >= 10


@pytest.mark.parametrize(("target", "told"), [
    ("engine/nothing.py", "there is no 'engine/nothing.py' in engine or tests/engine"),
    ("../../etc/passwd", "there is no '../../etc/passwd'"),
    ("engine/run.py#Walk", "engine/run.py defines no 'Walk'"),
    ("engine/run.py#Run.walk", "engine/run.py defines no 'Run.walk'"),
])
def test_a_link_to_code_that_is_not_there_stops_the_build(target: str, told: str) -> None:
    with pytest.raises(BuildError) as caught:
        address(target)
    assert told in str(caught.value)


def test_a_listing_is_the_file_and_has_no_markup_of_its_own() -> None:
    for path, page in PAGES.items():
        text = re.sub(r'<span class="linenos">.*?</span>', "", page)
        text = re.sub(r"<[^>]+>", "", text)
        for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"),
                           ("&amp;", "&")):
            text = text.replace(code, sign)
        assert text.strip() == (ROOT / path).read_text(encoding="utf-8").strip(), path
        assert not re.search(r"<[^>]* style=", page)


def test_a_lesson_shows_where_its_links_lead() -> None:
    html = Lesson.read(SITE / "lessons" / "01-xor.md").html(lambda block: "")
    assert len(re.findall(r'href="\.\./source/(?:engine|tests)/', html)) == len(LINKS)
    assert "source:" not in html
