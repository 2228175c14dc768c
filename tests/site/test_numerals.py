"""The figures of a lesson's text: measured, and a wrong one stops the build."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from builder.errors import BuildError
from builder.expressions import ExpressionError, evaluate
from builder.lesson import Lesson
from builder.measured import by_kernel
from builder.numerals import Figure, numerals_of
from builder.paths import SITE
from hypothesis import given
from hypothesis import strategies as st

PATHS = sorted((SITE / "lessons").glob("*.md"))
STATED = Path(__file__).parent / "stored" / "stated.txt"
FRONT = '+++\ntitle = "T"\nsummary = "S"\nlevel = "Beginner"\nminutes = 5\n+++\n'
LAB = '```lab\nid = "a"\ntitle = "A lab"\nlayers = "2-3-1"\ndata = "xor"\nlr = 0.5\n```\n'
RUNS = '```measured\n[runs]\nstart = {epochs = 0}\n```\n'


def lesson(folder: Path, text: str) -> Lesson:
    path = folder / "01-try.md"
    path.write_text(text, encoding="utf-8")
    return Lesson.read(path)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_figure_of_a_lesson_is_right_and_any_other_digit_in_it_is_noticed(path: Path) -> None:
    read = Lesson.read(path)
    read.check()
    with by_kernel():
        for figure in read.prose.figures:
            value = evaluate(figure.expression, read.measured.value)
            for other in other_digits(figure.shown):
                assert not Figure(other, figure.expression, figure.where).agrees(value), other


def other_digits(shown: str) -> list[str]:
    return [shown[:at] + digit + shown[at + 1 :] for at, old in enumerate(shown) if old.isdecimal()
            for digit in "0123456789" if digit != old]


def test_numbers_that_are_stated_and_not_measured_are_those_that_somebody_has_looked_at(
    request: pytest.FixtureRequest,
) -> None:
    """Formulas, settings, the rows of XOR: `--rewrite` stores them; look at what has changed."""
    stated = "".join(f"{path.name}: {each}\n" for path in PATHS
                     for each in Lesson.read(path).prose.stated)
    if request.config.getoption("--rewrite"):
        STATED.write_text(stated, encoding="utf-8")
    assert stated == STATED.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_digit_of_a_lesson_s_prose_can_change_unnoticed(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One in turn by another: what is read of the lesson is refused or is not the same. Every
    ninth; with `--fuzz 101`, every one."""
    text = path.read_text(encoding="utf-8")
    before = what_is_read(path)
    copy = tmp_path / path.name
    places = [found.start() for found in re.finditer(r"\d", text)
              if text.index("+++\n", 4) < found.start() and not in_code(text, found.start())]
    assert places
    for at in places[:: 1 if request.config.getoption("--fuzz") > 100 else 9]:
        other = "7" if text[at] != "7" else "3"
        copy.write_text(text[:at] + other + text[at + 1 :], encoding="utf-8")
        try:
            assert what_is_read(copy) != before, text[at - 40 : at + 20]
        except BuildError:
            continue


def what_is_read(path: Path) -> object:
    read = Lesson.read(path)
    figures = [(each.shown, each.expression) for each in read.prose.figures]
    entries = {name: (each.kind, each.values) for name, each in read.measured.entries.items()}
    return figures, read.prose.stated, entries, read.blocks


def in_code(text: str, at: int) -> bool:
    """Code, names with a digit in them, addresses, and the numbers of a list."""
    line = text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]
    column = at - text.rfind("\n", 0, at) - 1
    spans = re.finditer(r"`[^`]*`|\]\([^)]*\)|^\d+\. |[^\W\d_]\w*", line)
    return any(found.start() <= column < found.end() for found in spans)


@pytest.mark.parametrize(("text", "told"), [
    ("The loss is 0.30.", r"01-try\.md:18: 0\.30 is neither measured nor a setting; write"),
    ("The loss is {0.30 = start.loss}.", r"01-try\.md:18: the text says 0\.30, but start\.loss is"),
    ("It is {3 = start.los}.", r"01-try\.md:18: 'start\.los' .*start has no reading 'los'; it has"),
    ("It is {3 = end.loss}.", r"there is no 'end'; the measured block has start"),
    ("It is {3 = }.", r"01-try\.md:18: '\{3 = \}' is no figure"),
    ("It is {low = start.loss}.", r"01-try\.md:18: 'low' is no number"),
    ("It is {3 = 1 / 0}.", r"01-try\.md:18: '1 / 0' has no value"),
    ("It is { 3.", r"01-try\.md:18: a single '\{'"),
    ("{2 = start.rows} rows, {17 % = start.accuracy}.", r"text says 2.*\n.*text says 17 %"),
    ("```fold Why 9?\nNo.\n```", r"01-try\.md:18: 9 is neither"),
    ("```fold Why?\n\n42 of them.\n```", r"01-try\.md:20: 42 is neither"),
    ("| a | b |\n|---|---|\n| 1 | 44 |", r"01-try\.md:20: 44 is neither"),
])
def test_a_figure_that_is_wrong_or_not_measured_stops_the_build_at_its_line(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(BuildError, match=told):
        lesson(tmp_path, FRONT + LAB + RUNS + f"{text}\n").check()


@pytest.mark.parametrize(("block", "told"), [
    ("[trials]\na = {}", r"knows no 'trials'; it has \[runs\], \[sweeps\], \[races\]"),
    ("[runs]\na = 3", r"01-try\.md:16: 'a' must be a name"),
    ("[runs]\na = {}", r"01-try\.md:16: a needs epochs, a int"),
    ("[runs]\na = {epochs = 1.5}", r"a: epochs is 1\.5; it must be a int"),
    ("[runs]\na = {epochs = 900000}", r"a: epochs is 900000; it may be up to 20000"),
    ("[runs]\na = {epochs = 1, lr = -2}", r"a: lr=-2: must be a number"),
    ("[runs]\na = {steps = ['explode']}", r"the step 'explode' is no action"),
    ("[sweeps]\na = {starts = 9999, epochs = 1}", r"starts is 9999; it may be up to 500"),
    ("[races]\na = {surface = 'moon', lr = 0.1}", r"the surface is 'moon'; it must be one of"),
    ("[runs]\na = ", r"01-try\.md:15: the measured block is not TOML"),
])
def test_a_mistake_in_what_is_measured_is_told_with_its_line(
    tmp_path: Path, block: str, told: str
) -> None:
    with pytest.raises(BuildError, match=told):
        lesson(tmp_path, FRONT + LAB + f"```measured\n{block}\n```\n")


def test_a_page_shows_the_figures_without_what_they_are_measured_by(tmp_path: Path) -> None:
    text = ("In {0 = start.epochs} epochs {no = start.dead} unit, in {1969}, `{x}`; at a rate of "
            "0.5\n")
    html = lesson(tmp_path, FRONT + LAB + RUNS + "\n" + text).html(lambda block: "")
    html = re.sub("</?button[^>]*>", "", html)  # of the glossary's terms
    assert "In 0 epochs no unit, in 1969, <code>{x}</code>; at a rate of 0.5" in html


@pytest.mark.parametrize(("shown", "value", "agrees"), [
    ("0.80", 0.7973, True), ("0.80", 0.7949, False), ("82 %", 0.82, True), ("82 %", 0.826, False),
    ("2,000", 2000, True), ("−85", -84.6, True), ("85", -84.6, False), ("two", 2, True),
    ("Two", 2, True), ("two", 2.4, False), ("0", -0.2, True), ("no", 0, True), ("0.0", 0.04, True),
])
def test_a_figure_agrees_with_what_rounds_to_it(shown: str, value: float, agrees: bool) -> None:
    assert Figure(shown, "", "").agrees(value) == agrees


def test_a_text_may_name_a_setting_however_it_is_written() -> None:
    assert {"1000", "0.1", "10", "0.95", "95"} <= numerals_of("1,000 epochs at 0.10, and 0.95")


@pytest.mark.parametrize("text", [
    "__import__('os')", "().__class__", "a.b.c", "a", "'x'", "[1][0]", "1 if 1 else 2", "True",
    "9 ** 9 ** 9 ** 9", "log(0)", "log(-1)", "sqrt()", "abs(1, 2)", "lambda: 1", "x.y(1)", "1 +",
    "round(1, 2, 3)", "(" * 199, "-" * 199 + "1" * 2, "1e999", "max(*[1])", "max(a=1)", "f'{1}'",
])
def test_no_expression_does_more_than_arithmetic(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text, lambda name, reading: 1.0)


@given(st.text(max_size=220))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with suppress(ExpressionError):
        assert abs(evaluate(text, lambda name, reading: 1.0)) < float("inf")
