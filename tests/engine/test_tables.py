"""Tables as people have them: each is read rightly, or the right question is asked."""

import contextlib
import csv
import io
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.data import MAX_POINTS
from engine.tables import Reading, Table, TableError, decoded
from engine.tables.grid import LONGEST_CELL
from engine.tables.sampling import sample
from tests.engine.tables import CASES, Case


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_table_of_an_export_is_read_rightly_or_asked_about(case: Case) -> None:
    if case.refuses:
        assert case.refuses in refused(case.text)
        return
    reading = Table(case.text).read({})
    assert [question.choice for question in reading.questions] == list(case.asks)
    if case.asks:
        assert not reading.usable
        reading = Table(case.text).read(case.answers)
    assert reading.questions == reading.problems == ()
    assert list(reading.rows) == case.rows
    if case.roles:
        assert tuple(map(reading.name, ("x1", "x2", "label"))) == case.roles
    for reason, lines in case.left_out.items():
        assert {each.reason: each.lines for each in reading.left_out}[reason] == lines


def refused(text: str) -> str:
    """All that is said of what is in the way, with what the buttons say."""
    try:
        reading = Table(text).read({})
    except TableError as error:
        return str(error)
    assert not reading.usable
    return " ".join(part for problem in reading.problems
                    for part in (problem.text, *(cure.title for cure in problem.cures)))


@pytest.mark.parametrize("case", [case for case in CASES.values() if case.asks],
                         ids=[name for name, case in CASES.items() if case.asks])
def test_every_question_can_be_answered_by_a_button(case: Case) -> None:
    table, answers = Table(case.text), {}
    for _ in range(4):
        reading = table.read(answers)
        if not reading.questions:
            break
        cure = reading.questions[0].cures[0]
        assert cure.choice not in answers
        answers[cure.choice] = cure.answer
    assert reading.usable


# Generated tables: what is written is read back, to the bit, or it is asked for.

NAMES = st.sampled_from([("x1", "x2", "label"), ("Größe", "Länge", "Klasse"), ("a", "b", "target")])
LABELS = st.sampled_from([("0", "1"), ("-1", "1"), ("no", "yes"), ("nein", "ja"), ("False", "True"),
                          ("a", "b"), ("1", "2")])
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 4))
MISSING = ["NA", "", "NaN", "-", "#N/A", "n/a"]
SEPARATORS = st.sampled_from([",", ";", "\t", "|"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[tuple[float, float, float]]]:
    """A text, and the rows that it has."""
    separator = draw(SEPARATORS)
    decimal = draw(st.sampled_from([".", ","] if separator != "," else ["."]))
    header, index = draw(st.booleans()), draw(st.booleans())
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    grouped = draw(st.booleans())
    classes = draw(LABELS)
    count = draw(st.integers(4, 12))
    rows, written = [], []
    for row in range(count):
        x1, x2 = draw(NUMBERS), draw(NUMBERS)
        y = float(row % 2)
        cells = [spelled(x1, decimal, grouped), spelled(x2, decimal, grouped), classes[row % 2]]
        if draw(st.integers(0, 9)) == 0 and row > 3:
            cells[draw(st.integers(0, 1))] = draw(st.sampled_from(MISSING))
        else:
            rows.append((x1, x2, y))
        written.append([str(row), *cells] if index else cells)
    if header:
        names = draw(NAMES)
        written.insert(0, ["", *names] if index else list(names))
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=quoting,
               lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(written)
    return out.getvalue(), rows


def spelled(value: float, decimal: str, grouped: bool) -> str:
    """A number with this decimal sign, and with or without the other for thousands."""
    text = f"{value:,.4f}" if grouped else f"{value:.4f}"
    text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(".,", ",.")) if decimal == "," else text


@settings(deadline=None, max_examples=300)
@given(tables())
def test_what_is_written_is_read_back_or_asked_for(
    made: tuple[str, list[tuple[float, float, float]]]
) -> None:
    text, rows = made
    reading = Table(text).read({})
    assert reading.problems == ()
    if not reading.questions:
        assert list(reading.rows) == rows
        return
    assert {question.choice for question in reading.questions} <= {"decimal", "header", "label",
                                                                   "x1"}
    for cures in [cure for question in reading.questions for cure in question.cures]:
        assert cures.title
    assume(all(question.choice == "decimal" for question in reading.questions))
    found = [list(Table(text).read({"decimal": sign}).rows) for sign in (".", ",")]
    assert rows in found


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=st.sampled_from("0123456789.,;\t|'\" -+eEx[]{}()#%=:/\n\r\x00\x0b\u2028"
                                        "aNµ€\ufeff"), max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(TableError):
        reading = Table(text).read({})
        assert reading.usable or any(each.text for each in (*reading.questions, *reading.problems))
        assert all(math.isfinite(value) for row in reading.rows for value in row)


@pytest.mark.parametrize(("text", "words"), [
    ("x" * 10_000_001, "10,000,001 characters"),
    (",".join("123"[i % 3] for i in range(600)) + "\n" + ",".join(["4"] * 600), "600 columns"),
    ("1,2,3\n" * 200_001, "200,001 rows"),
    ("[" * 100_000, "nested"),
    ('{"a":' * 50_000, "nested"),
])
def test_what_is_too_much_is_refused_with_its_size(text: str, words: str) -> None:
    assert words in refused(text)


def test_a_cell_of_any_length_is_bounded() -> None:
    reading = Table("x1,x2,label\n1,2," + "y" * 5000 + "\n3,4,n\n").read({})
    assert all(len(cell) <= LONGEST_CELL for line in reading.grid.lines for cell in line.cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be",
                                      "cp1252"])
def test_the_encoding_of_a_file_follows_from_its_bytes(encoding: str) -> None:
    text = "Größe;Länge;Klasse\n1,5;2,5;schön\n2,5;3;übel\n" * 3
    assert decoded(text.encode(encoding)).text == text


@pytest.mark.parametrize(("data", "words"), [
    (b"PK\x03\x04\x14\x00", "workbook"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "xls"),
    (b"%PDF-1.7", "PDF"), (b"\x93NUMPY\x01", "savetxt"), (b"\x89PNG\r\n", "picture"),
])
def test_a_file_that_is_no_text_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(TableError, match=words):
        decoded(data)


# Too many rows, labels that are numbers, inputs of different sizes

def many(count: int) -> str:
    return "x1,x2,label\n" + "".join(f"{i},{i % 7},{int(i % 10 == 0)}\n" for i in range(count))


def test_too_many_rows_are_refused_with_a_sample_of_each_class_in_its_share() -> None:
    table = Table(many(3000), seed=4)
    reading = table.read({})
    assert "3,000 rows" in reading.problems[0].text
    cure = reading.problems[0].cures[0]
    sampled = table.read({cure.choice: cure.answer})
    assert sampled.usable
    assert len(sampled.rows) == MAX_POINTS
    assert sampled.all_rows == 3000
    assert sum(row[2] for row in sampled.rows) == MAX_POINTS / 10
    assert set(sampled.rows) <= set(reading.rows)
    assert list(sampled.lines) == sorted(set(sampled.lines))


def test_a_sample_is_of_its_seed() -> None:
    rows = {seed: Table(many(3000), seed=seed).read({"sample": "yes"}).rows for seed in (1, 2)}
    assert rows[1] == Table(many(3000), seed=1).read({"sample": "yes"}).rows
    assert rows[1] != rows[2]


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=20, max_size=200), st.integers(2, 19))
def test_a_sample_has_both_classes_and_no_row_twice(targets: list[float], size: int) -> None:
    chosen = sample(targets, size, 1)
    assert len(set(chosen)) == len(chosen) == size
    assert {targets[row] for row in chosen} == set(targets)


def test_a_label_of_many_numbers_is_parted_at_one_of_them() -> None:
    text = "x1,x2,grade\n" + "".join(f"{i},{i * 2},{i * 1.5}\n" for i in range(1, 31))
    reading = Table(text).read({})
    cure = reading.problems[0].cures[0]
    parted = Table(text).read({cure.choice: cure.answer})
    assert parted.usable
    assert parted.at == 24
    assert [row[2] for row in parted.rows] == [float(i >= 16) for i in range(1, 31)]
    typed = Table(text).read({cure.choice: cure.answer, "at": "30.5"})
    assert sum(row[2] for row in typed.rows) == 10


def test_where_numbers_are_learned_a_label_of_numbers_is_one() -> None:
    text = "x1,x2,grade\n" + "".join(f"{i},{i * 2},{i * 1.5}\n" for i in range(1, 31))
    assert Table(text, values=True).read({"target": "value"}).rows[3] == (4, 8, 6)
    assert not Table(text).read({"target": "value"}).usable


def test_standardised_inputs_have_the_mean_and_the_deviation_of_the_rows_that_are_used() -> None:
    reading = Table("age,income,label\n20,1e7,a\n40,3e7,b\n-,9e9,a\n").read({"scale": "yes"})
    assert reading.usable
    assert reading.scales == ((30, 10), (2e7, 1e7))


def test_an_input_that_never_changes_cannot_be_standardised() -> None:
    reading = Table("x1,x2,label\n1,5,a\n2,5,b\n").read({"scale": "yes"})
    assert "x2 is 5 in all rows" in reading.problems[0].text


@pytest.mark.parametrize(("answers", "row"), [
    ({}, (1.5, 2.0, 1.0)), ({"x1": "1", "x2": "0"}, (2.0, 1.5, 1.0)),
    ({"one": "no"}, (1.5, 2.0, 0.0)),
])
def test_a_guess_that_is_answered_otherwise_is_read_otherwise(
    answers: dict[str, str], row: tuple[float, float, float]
) -> None:
    assert Table("x1,x2,label\n1.5,2,yes\n3,4,no\n").read(answers).rows[0] == row


def test_a_first_line_that_is_said_to_be_values_is_one_and_the_other_way_round() -> None:
    values = Table("1,2,0\n3,4,1\n5,6,0\n")
    assert len(values.read({}).rows) == 3
    reading: Reading = values.read({"header": "yes"})
    assert (len(reading.rows), reading.name("x1")) == (2, "1")
    assert len(values.read({"header": "no"}).rows) == 3


def test_another_separator_gives_other_cells() -> None:
    text = "1,5;2,5;0\n2,5;3,5;1\n"
    assert Table(text).read({}).rows == ((1.5, 2.5, 0), (2.5, 3.5, 1))
    assert Table(text).read({"separator": ","}).grid.lines[0].cells == ("1", "5;2", "5;0")
