"""The glossary: entries are read or refused, terms are marked once in a text, texts stay."""

import re
from pathlib import Path

import markdown
import pytest
from builder.errors import BuildError
from builder.glossary import Glossary, Term, Terms
from builder.paths import SITE
from builder.site import read_lessons

OURS = Glossary.read(SITE / "glossary.toml")
SMALL = Glossary((Term("loss", "How wrong.", ("losses",)), Term("learning rate", "How far."),
                  Term("rate", "A share.")))


def marked(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", Terms(SMALL)])


def buttons(html: str) -> list[str]:
    return re.findall(r'<button[^>]*popovertarget="term-([\w-]+)"', html)


def test_the_first_occurrence_is_marked() -> None:
    html = marked("The loss. The loss.\n\n## Next\n\nLosses, *losses*.\n\n- a loss")
    assert buttons(html) == ["loss"]
    assert ">loss</button>. The loss." in html


def test_the_longest_term_is_meant() -> None:
    assert buttons(marked("A learning rate is a rate.")) == ["learning-rate", "rate"]


@pytest.mark.parametrize("text", ["# The loss", "## The loss", "`loss`", "[a loss](../x/)",
                                  "lossless", "a loss-free day", "    the loss"])
def test_titles_code_links_and_parts_of_words_are_not_marked(text: str) -> None:
    assert buttons(marked(text)) == []


@pytest.mark.parametrize("text", [
    "A **loss** and *a rate*, then `code` and a loss, a learning rate.",
    "1. The rate, **x**.\n2. losses & <b>rates</b>\n\n| loss | a |\n|---|---|\n| rate | loss |",
])
def test_all_else_of_a_text_stays_as_it_is(text: str) -> None:
    html = re.sub(r"<button[^>]*>(.*?)</button>", r"\1", marked(text))
    assert html == markdown.markdown(text, extensions=["tables"])


def test_every_lesson_has_terms_and_every_term_an_id_of_its_own() -> None:
    ids = [term.id for term in OURS.terms]
    assert len(ids) == len(set(ids)) >= 40
    for lesson in read_lessons(SITE / "lessons"):
        html = lesson.html(lambda _: "")
        assert re.findall(r"<summary>[^\n]*<button", html) == []
        found = buttons(html)
        assert len(found) >= 5, lesson.slug
        assert set(found) <= set(ids)


@pytest.mark.parametrize("text", ["a = 1", '["a"]\ntext = 3', '["a"]\nalso = ["b"]', "[[[",
                                  '["a"]\ntext = "x"\nmore = 1',
                                  '["a"]\ntext = "x"\n["b"]\nalso = ["A"]\ntext = "y"'])
def test_a_wrong_entry_stops_the_build_and_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"glossary\.toml: "):
        Glossary.read(path)
