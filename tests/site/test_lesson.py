"""Lessons: what authors may write, and what they are told when it is wrong."""

from pathlib import Path

import pytest
from builder.errors import BuildError
from builder.lesson import Lesson
from builder.paths import SITE

from engine import Run, Spec

FRONT = '+++\ntitle = "T"\nsummary = "S"\nlevel = "Beginner"\nminutes = 5\n+++\n'
LAB = '```lab\nid = "a"\ntitle = "A lab"\nlayers = "2-3-1"\ndata = "xor"\nbatch = "all"\n```\n'


def lesson(folder: Path, text: str, name: str = "01-try.md") -> Lesson:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Lesson.read(path)


def test_a_lesson_has_its_facts_its_labs_and_its_text(tmp_path: Path) -> None:
    read = lesson(tmp_path, FRONT + "One *word*.\n\n" + LAB + "\nAfter.\n")
    assert (read.slug, read.title, read.minutes) == ("try", "T", 5)
    assert read.labs[0].spec == Spec.parse("layers=2-3-1&data=xor&batch=all")
    html = read.html(lambda lab: f"<section>{lab.title}</section>")
    assert html.replace("\n", "") == (
        "<p>One <em>word</em>.</p><section>A lab</section><p>After.</p>"
    )


def test_markup_in_a_lesson_is_text(tmp_path: Path) -> None:
    text = "<script>alert(1)</script>\n\nA <b onclick=x>word</b> &amp; `<i>`.\n\n"
    html = lesson(tmp_path, FRONT + text + LAB).html(lambda lab: "")
    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x",
                                    "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "//evil.test"])
def test_a_link_to_anywhere_unusual_stops_the_build(tmp_path: Path, target: str) -> None:
    read = lesson(tmp_path, FRONT + f"[here](<{target}>)\n\n" + LAB)
    with pytest.raises(BuildError, match="a lesson links to"):
        read.html(lambda lab: "")


@pytest.mark.parametrize("target", ["https://a.test/x", "../xor/index.html", "#part", "mailto:a@b"])
def test_links_to_the_web_to_mail_and_into_the_site_are_kept(tmp_path: Path, target: str) -> None:
    html = lesson(tmp_path, FRONT + f"[here]({target})\n\n" + LAB).html(lambda lab: "")
    assert "here</a>" in html


def test_a_fold_is_markdown_under_a_title_that_unfolds_it(tmp_path: Path) -> None:
    fold = "```fold Why <b> *now*?\nOne *word*.\n\n- a list\n```\n"
    html = lesson(tmp_path, FRONT + LAB + "\n" + fold + "\nAfter.\n").html(lambda block: "")
    assert html.replace("\n", "").endswith(
        '<details class="fold"><summary>Why &lt;b&gt; <em>now</em>?</summary>'
        "<p>One <em>word</em>.</p><ul><li>a list</li></ul></details><p>After.</p>"
    )


FIGURE = '```figure\nid = "f"\ntitle = "Shapes"\nview = "tensors"\n```\n'
QUESTION = ('```question\nid = "q"\ntitle = "Q"\nlevel = "beginner"\ntext = "?"\n'
            'choices = ["1", "2"]\nfeedback = ["no", "yes"]\nright = 2\nanswer = "2"\n```\n')
TASK = ('```task\nid = "t"\ntitle = "T"\nlevel = "beginner"\ntext = "Do"\n'
        'goal = "converged"\nsolution = ["train 9"]\nanswer = "So"\n```\n')


def test_a_lesson_of_figures_needs_no_lab_and_they_have_its_questions(tmp_path: Path) -> None:
    read = lesson(tmp_path, FRONT + FIGURE + "\n" + QUESTION)
    assert read.labs == ()
    assert [task.id for task in read.figures[0].tasks] == ["q"]
    assert read.figures[0].layout.bench == (
        "tensors", "said", "offered", "tensors-code", "questions")


def test_where_there_is_a_lab_a_question_is_the_labs(tmp_path: Path) -> None:
    read = lesson(tmp_path, FRONT + LAB + "\n" + FIGURE + "\n" + QUESTION)
    assert [task.id for task in read.labs[0].tasks] == ["q"]
    assert read.figures[0].tasks == ()


def test_an_exercise_with_a_goal_needs_a_lab(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="an exercise comes after the lab"):
        lesson(tmp_path, FRONT + FIGURE + "\n" + TASK)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no front matter", r"01-try\.md:1: a lesson begins with TOML between"),
        ("+++\ntitle = \n+++\n", r"01-try\.md:1: the front matter is not TOML"),
        (FRONT.replace("minutes = 5", 'minutes = "5"') + LAB, "needs minutes, a int; found '5'"),
        (FRONT.replace("level", "leval") + LAB, "needs level, a str; found None"),
        (FRONT.replace("+++\ntitle", '+++\ncolour = "x"\ntitle') + LAB, "knows no 'colour'"),
        (FRONT + "Text.\n", r"01-try\.md:7: the lesson has no lab"),
        (FRONT + LAB.replace('"a"', '"A b"'), r"01-try\.md:8: a lab needs an id .* found 'A b'"),
        (FRONT + LAB.replace('title = "A lab"\n', ""), r"01-try\.md:8: a lab needs a title"),
        (FRONT + "\n" + LAB.replace("2-3-1", "2-99-1"), r"01-try\.md:11: layers.*99"),
        (FRONT + LAB.replace("data", "date"), r"01-try\.md:11: .*date"),
        (FRONT + LAB.replace("2-3-1", "2-9-1"), r"01-try\.md:10: .*9"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(BuildError, match=message):
        lesson(tmp_path, text)


def test_a_wrongly_named_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"a lesson is named NN-slug\.md"):
        lesson(tmp_path, FRONT + LAB, name="xor.md")


@pytest.mark.parametrize("path", sorted((SITE / "lessons").glob("*.md")), ids=str)
def test_every_lab_of_every_lesson_learns(path: Path) -> None:
    for lab in Lesson.read(path).labs:
        run = Run(lab.spec)
        before = run.loss
        run.train(400)
        assert run.loss < 0.05 < before
        assert run.accuracy == 1.0
