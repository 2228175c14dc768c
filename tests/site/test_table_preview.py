"""A table is shown as it is read before it counts; every guess can be changed."""

import pytest
from ui.actions import act
from ui.exports.state_json import state_from_json, state_to_json
from ui.exports.tables_csv import data_csv
from ui.figures import VIEWS, first_paint, key
from ui.lab import Lab
from ui.lab.layout import Layout
from ui.lab.own_points import training_rows
from ui.panels.preview.actions import open_file
from ui.panels.preview.state import preview_of

from engine import Spec
from engine.pytorch import pytorch_code

SPEC = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&noise=0.1&lr=0.3&seed=11&data-seed=3")
TABLE = "x1;x2;label\n0,5;0;ja\n\n0;0,25;nein\n"


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(3)
    return lab


def read(lab: Lab, text: str) -> str:
    """The preview of a text."""
    act(lab, "table", text)
    act(lab, "table-read")
    return shown(lab)


def shown(lab: Lab) -> str:
    return first_paint(lab, "table-preview")


def test_a_table_counts_when_it_is_used_and_undo_brings_the_run_back(lab: Lab) -> None:
    before = lab.run
    preview = read(lab, TABLE)
    assert "Use these 2 points" in preview
    assert lab.run is before
    act(lab, "table-begin")
    assert training_rows(lab) == [(0.5, 0, 1), (0, 0.25, 0)]
    assert lab.message.text.startswith("2 points from the text. ")
    assert shown(lab) == '<div hidden=""></div>'
    act(lab, "undo")
    assert lab.run is before


def test_cancel_keeps_the_data_and_what_was_typed(lab: Lab) -> None:
    read(lab, TABLE)
    act(lab, "table-cancel")
    assert preview_of(lab) is None
    assert lab.spec == SPEC
    assert f">\n{TABLE}</textarea>" in first_paint(lab, "own-table")


def test_the_preview_shows_numbers_classes_and_the_cells_that_they_are_from(lab: Lab) -> None:
    preview = read(lab, TABLE)
    assert '<td>2</td><td><span data-number="0.5">0.5</span> <span class="cell">“0,5”</span>' in (
        preview)
    assert "class 1 </td>" not in preview
    assert "“ja”" in preview
    for title in ("Between the cells", "Decimal sign", "First line", "Input x₁", "Label",
                  "Class 1 (blue)", "Inputs"):
        assert title in preview
    assert "Rows" not in preview


def test_nothing_is_used_before_a_question_is_answered(lab: Lab) -> None:
    preview = read(lab, "1.200;3.500;0\n2.300;1.100;1\n")
    assert "Is “1.200” 1.2 or 1200?" in preview
    assert "Decimal sign (please choose)" in preview
    assert 'aria-disabled="true"' in preview
    act(lab, "table-begin")
    assert lab.spec == SPEC
    act(lab, "table-answer", "decimal ,")
    assert "1 thing to be settled" not in lab.message.text
    act(lab, "table-begin")
    assert training_rows(lab) == [(1200, 3500, 0), (2300, 1100, 1)]


@pytest.mark.parametrize(("answers", "rows"), [
    (["x1 1"], [(2, 1, 0), (4, 3, 1), (6, 5, 0)]),
    (["one 0"], [(1, 2, 1), (3, 4, 0), (5, 6, 1)]),
    (["header yes"], [(3, 4, 1), (5, 6, 0)]),
    (["x2 2", "label 1", "one 4"], None),
])
def test_every_guess_can_be_changed(
    lab: Lab, answers: list[str], rows: list[tuple[float, float, float]] | None
) -> None:
    read(lab, "1,2,0\n3,4,1\n5,6,0\n")
    if answers == ["x1 1"]:
        answers = ["x2 0", "x1 1"]
    for each in answers:
        act(lab, "table-answer", each)
    act(lab, "table-begin")
    expected = rows or [(1, 0, 0), (3, 1, 1), (5, 0, 0)]
    assert training_rows(lab) == expected


def test_another_separator_asks_anew_for_what_hung_on_the_old_one(lab: Lab) -> None:
    read(lab, "1,5;2,5;0\n2,5;3,5;1\n")
    act(lab, "table-answer", "x1 1")
    act(lab, "table-answer", "separator ,")
    preview = preview_of(lab)
    assert preview is not None
    assert preview.answers == {"separator": ","}


def test_lines_that_are_left_out_are_named_with_the_reason(lab: Lab) -> None:
    preview = read(lab, "x1,x2,label\n1,2,0\n-,3,1\n4,NA,1\n5,6,1\n")
    assert "2 lines left out" in preview
    assert "x1 is missing (“-”): line 3" in preview
    assert "x2 is missing (“NA”): line 4" in preview


def test_what_is_no_table_is_said_and_the_data_stay(lab: Lab) -> None:
    assert "This cannot be read as a table: there is no line" in read(lab, "\n\n")
    assert "nothing" not in lab.message.text
    assert "Most lines have 1 cell" in read(lab, "1\n2\n")
    assert lab.spec == SPEC


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>',
                                     "&lt;b&gt;", "\x1f", "</textarea>"])
def test_hostile_contents_stay_text(lab: Lab, hostile: str) -> None:
    quoted = hostile.replace('"', '""')
    for text in (f'x1,x2,"{quoted}"\n1,2,a\n3,4,b\n', f'x1,x2,label\n1,2,"{quoted}"\n3,4,b\n',
                 f'x1,x2,label\n1,2,a\n3,4,b\n"{quoted}",1,a\n', hostile):
        preview = read(lab, text)
        assert "<img" not in preview
        assert "<script" not in preview
        assert "\x1f" not in preview
        act(lab, "table-begin")
        assert "<img" not in first_paint(lab, "status")


# Labels, sizes, samples

def test_labels_of_minus_one_and_one_are_two_classes(lab: Lab) -> None:
    preview = read(lab, "0,0,-1\n0,1,1\n")
    assert "out=identity" not in preview
    act(lab, "table-begin")
    assert [row[2] for row in training_rows(lab)] == [0, 1]


def test_three_classes_are_offered_as_one_against_the_others(lab: Lab) -> None:
    preview = read(lab, "x1,x2,species\n1,2,setosa\n3,4,versicolor\n5,6,virginica\n")
    assert "setosa is class 1, all others class 0" in preview
    act(lab, "table-answer", "one setosa")
    act(lab, "table-begin")
    assert [row[2] for row in training_rows(lab)] == [1, 0, 0]


def test_numbers_to_be_learned_are_offered_only_where_the_lab_can() -> None:
    text = "x1,x2,y\n" + "".join(f"{i},{2 * i},{i * 1.5}\n" for i in range(30))
    plain = Lab("xor", SPEC)
    assert "Learn the numbers themselves" not in read(plain, text)
    free = Lab("xor", SPEC, layout=Layout(more=("data", "out", "loss")))
    assert "Learn the numbers themselves" in read(free, text)
    act(free, "table-answer", "target value")
    act(free, "table-begin")
    assert (free.spec.output, free.spec.loss) == ("identity", "mse")
    assert training_rows(free)[3] == (3, 6, 4.5)


def test_a_lab_that_learns_numbers_takes_the_label_for_one() -> None:
    lab = Lab("xor", Spec.parse("data=plane&out=identity&loss=mse"))
    read(lab, "0,0,1.5\n1,1,-2\n2,1,0\n")
    act(lab, "table-begin")
    assert training_rows(lab) == [(0, 0, 1.5), (1, 1, -2), (2, 1, 0)]


def test_too_many_rows_are_a_sample_at_the_press_of_a_button(lab: Lab) -> None:
    preview = read(lab, "".join(f"{i},{i % 7},{i % 2}\n" for i in range(600)))
    assert 'value="sample yes"' in preview
    assert "Take a sample of 500 of 600 rows" in preview
    act(lab, "table-answer", "sample yes")
    act(lab, "table-begin")
    assert len(training_rows(lab)) == 500
    assert lab.message.text.startswith("500 of 600 points")


def test_standardised_inputs_are_said_shown_in_the_code_saved_and_loaded(lab: Lab) -> None:
    text = "age,income,bought\n20,10000000,yes\n40,30000000,no\n"
    preview = read(lab, text)
    assert "income is 3e+07 in a row" in preview
    assert 'value="scale yes"' in preview
    act(lab, "table-answer", "scale yes")
    act(lab, "table-begin")
    assert "Standardised: x₁ = (age − 30) / 10, x₂ = (income − 2e+07) / 1e+07." in lab.message.text
    assert lab.run.data.train.points.tolist() == [[-1, -1], [1, 1]]
    assert "standardised(torch.tensor([[20, 10000000], [40, 30000000]]" in pytorch_code(lab.spec)
    state = state_from_json(state_to_json(lab))
    assert state.spec == lab.spec
    assert data_csv(lab).splitlines()[1:] == ["20,10000000,1", "40,30000000,0"]


def test_a_point_that_is_added_to_standardised_ones_is_where_it_was_put(lab: Lab) -> None:
    read(lab, "age,income,bought\n20,1000,yes\n40,3000,no\n")
    act(lab, "table-answer", "scale yes")
    act(lab, "table-begin")
    for name, value in (("x1", "0.5"), ("x2", "-1"), ("label", "1")):
        act(lab, f"new-{name}", value)
    act(lab, "add-point")
    assert training_rows(lab)[-1] == (35, 1000, 1)
    assert lab.run.data.train.points[-1].tolist() == [0.5, -1]
    act(lab, "delete-point")
    assert training_rows(lab) == [(20, 1000, 1), (40, 3000, 0)]


# Files, long tables

def test_a_file_says_its_name_and_its_encoding(lab: Lab) -> None:
    open_file(lab, "Größen.csv", "Größe;x;Klasse\n1,5;2;schön\n2,5;3;übel\n".encode("cp1252"))
    assert "From “Größen.csv”, Windows-1252." in shown(lab)
    assert lab.tab == "data"


def test_a_file_that_is_no_text_is_refused_with_what_to_do(lab: Lab) -> None:
    open_file(lab, "x.xlsx", b"PK\x03\x04")
    assert "Nothing was read: the file is a workbook" in shown(lab)
    act(lab, "table-begin")
    assert lab.spec == SPEC


def test_a_long_table_is_read_between_frames_says_how_far_it_is_and_can_be_given_up(
    lab: Lab,
) -> None:
    text = "x1,x2,label\n" + "".join(f"{i},{i % 7},{i % 2}\n" for i in range(5000))
    preview = read(lab, text)
    assert "<progress" in preview
    assert lab.motion is not None
    frames = 0
    while lab.motion is not None:
        lab.motion(0.01)
        frames += 1
    assert frames > 1
    assert "Take a sample of 500 of 5,000 rows" in shown(lab)
    read(lab, text)
    act(lab, "table-cancel")
    assert lab.motion is None
    assert "<progress" not in shown(lab)


def test_a_long_table_whose_reading_was_stopped_is_read_on(lab: Lab) -> None:
    read(lab, "x1,x2,label\n" + "".join(f"{i},{i % 7},{i % 2}\n" for i in range(5000)))
    before = key(lab, "table-preview")
    act(lab, "play")
    assert key(lab, "table-preview") != before
    assert "Read on" in shown(lab)
    act(lab, "table-read-on")
    while lab.motion is not None:
        lab.motion(0.01)
    assert "Take a sample" in shown(lab)


def test_the_values_fit_the_structure_in_every_state(lab: Lab) -> None:
    for text in ("", "1,2,0\n3,4,1\n", "1\n", "0,0,0\n" * 5000, "1.200;1.300;0\n2.300;1.100;1\n"):
        read(lab, text)
        shown(lab)
        assert all(isinstance(value, str) for value in VIEWS["table-preview"].values(lab))


def test_large_inputs_are_advised_to_be_standardised_by_one_button(lab: Lab) -> None:
    preview = read(lab, "age;income;bought\n34;51200;yes\n28;38900;no\n61;72400;yes\n")
    assert "age is 28 to 61, income is 38,900 to 72,400." in preview
    assert 'value="scale yes"' in preview
    act(lab, "table-answer", "scale yes")
    assert 'value="scale yes"' not in shown(lab)
    act(lab, "table-begin")
    assert abs(lab.run.data.train.inputs.mean(axis=0)).max() < 1e-12
    assert "Standardised: x₁ = (age − 41)" in lab.message.text


def test_inputs_of_a_fitting_size_are_left_alone(lab: Lab) -> None:
    assert "Standardise the inputs" not in read(lab, TABLE)


def test_the_advice_is_not_given_twice_where_inputs_are_beyond_what_can_be_used(lab: Lab) -> None:
    beyond = "age,income,bought\n20,10000000,yes\n40,30000000,no\n"
    assert read(lab, beyond).count("Standardise the inputs") == 1
