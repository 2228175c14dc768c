"""Exercises: each is done by its author's solution, and by nothing less."""

from pathlib import Path

import pytest
from builder.errors import BuildError
from builder.labs import FigureBlock, LabBlock
from builder.lesson import Lesson
from builder.paths import SITE
from builder.tasks import TaskBlock, perform
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.tasks.exercises import Exercises, Task, tasks_from_json, tasks_to_json

LESSONS = [Lesson.read(path) for path in sorted((SITE / "lessons").glob("*.md"))]
TASKS = [(lesson, task) for lesson in LESSONS for task in lesson.tasks]
LESSON = LESSONS[0]


def lab_of(lesson: Lesson) -> Lab:
    return fresh(lesson.labs[0])


def fresh(block: LabBlock | FigureBlock) -> Lab:
    return Lab(block.id, block.spec, block.tasks)


def asked_in(lesson: Lesson, task: Task) -> Lab:
    """The lab or figure of a lesson that an exercise belongs to, as the page opens with it."""
    return fresh(next(block for block in (*lesson.labs, *lesson.figures) if task in block.tasks))


@pytest.mark.parametrize(("lesson", "block"), TASKS, ids=[block.task.id for _, block in TASKS])
def test_each_exercise_is_done_by_its_solution_and_not_before_its_last_step(
    lesson: Lesson, block: TaskBlock
) -> None:
    lab = asked_in(lesson, block.task)
    for step in block.solution:
        assert block.task.id not in lab.exercises.done, step
        perform(lab, [step])
    assert block.task.id in lab.exercises.done
    assert block.task.title in lab.message.text or block.task.choices


@pytest.mark.parametrize("block", [b for _, b in TASKS], ids=[b.task.id for _, b in TASKS])
def test_an_exercise_is_not_done_by_opening_the_page_or_asking_for_hints(
    block: TaskBlock,
) -> None:
    lab = lab_of(LESSON)
    perform(lab, ["play", "pause", f"hint {block.task.id}", f"hint {block.task.id}", "undo"])
    assert not lab.exercises.done


def test_a_wrong_answer_is_told_why_and_is_not_accepted() -> None:
    question = next(block.task for _, block in TASKS if block.task.choices)
    lab = lab_of(LESSON)
    wrong = (question.right + 1) % len(question.choices)
    perform(lab, [f"task {question.id}", f"answer {question.id} {wrong}"])
    page = first_paint(lab, "tasks")
    assert question.id not in lab.exercises.done
    assert question.choices[wrong].feedback.split(".")[0] in page
    for nonsense in ("", "x y", f"{question.id} 99", f"{question.id} -1", f"{question.id}"):
        perform(lab, [f"answer {nonsense}"])
    assert question.id not in lab.exercises.done


def test_hints_unfold_one_at_a_time_and_the_last_one_ends_them() -> None:
    lab = lab_of(LESSON)
    task = next(block.task for _, block in TASKS if len(block.task.hints) == 2)
    perform(lab, [f"task {task.id}"] if lab.exercises.open != task.id else [])
    for shown in range(3):
        page = first_paint(lab, "tasks")
        assert [f"Hint {n}. " in page for n in (1, 2)] == [shown > 0, shown > 1]
        assert (f"Hint {shown + 1} of 2" in page) == (shown < 2)
        perform(lab, [f"hint {task.id}"])


def test_what_is_done_is_kept_and_read_back_and_nothing_else_is() -> None:
    lab = lab_of(LESSON)
    perform(lab, ["train 200"])
    again = lab_of(LESSON).exercises
    again.restore(lab.exercises.record)
    assert again.done == lab.exercises.done == {"watch"}
    for nonsense in ("", "{", "3", "null", '{"a": 1}', '["no-such-task", 5, null, ["watch"]]'):
        fresh = lab_of(LESSON).exercises
        fresh.restore(nonsense)
        assert fresh.done == set()


def test_the_page_gets_the_tasks_without_the_answers() -> None:
    block = LESSON.labs[0]
    text = tasks_to_json(block.tasks)
    assert tasks_from_json(text) == block.tasks
    assert Exercises(tasks_from_json(text)).tasks.keys() == {b.task.id for b in LESSON.tasks}
    assert not any(block.answer in text for block in LESSON.tasks)


FRONT = '+++\ntitle = "T"\nsummary = "S"\nlevel = "Beginner"\nminutes = 5\n+++\n'
LAB = '```lab\nid = "a"\ntitle = "A lab"\n```\n'
TASK = ('```task\nid = "b"\ntitle = "B"\nlevel = "beginner"\ntext = "Do."\ngoal = "stuck"\n'
        'hints = ["H"]\nsolution = ["train 100"]\nanswer = "A"\n```\n')
QUESTION = ('```question\nid = "c"\ntitle = "C"\nlevel = "advanced"\ntext = "Which?"\n'
            'choices = ["x", "y"]\nright = 2\nfeedback = ["no", "yes"]\nanswer = "y"\n```\n')


@pytest.mark.parametrize(("text", "told"), [
    (TASK + LAB, r"01-try\.md:8: an exercise comes after the lab"),
    (LAB + TASK.replace('"b"', '"a"'), r"01-try\.md:12: .* two blocks with the id 'a'"),
    (LAB + TASK.replace("goal", "gaol"), r"01-try\.md:16: a task knows no 'gaol'; it has id"),
    (LAB + TASK.replace('answer = "A"\n', ""), r"01-try\.md:12: the task needs answer, a str"),
    (LAB + TASK.replace('"B"', "5"), r"01-try\.md:13: title is 5; it must be a str"),
    (LAB + TASK.replace("beginner", "easy"), r"01-try\.md:14: the level is 'easy'; it must be"),
    (LAB + TASK.replace("stuck", "sad"), r"01-try\.md:16: the goal has 'sad'"),
    (LAB + TASK.replace("train 100", "train hard"), r"01-try\.md:18: the step 'train hard'"),
    (LAB + TASK.replace("train 100", "explode"), r"01-try\.md:18: the step 'explode'"),
    (LAB + TASK.replace('"H"', "7"), r"01-try\.md:17: hints has 7; all of it must be texts"),
    (LAB + TASK.replace('"b"', '"B b"'), r"01-try\.md:12: a task needs an id .* found 'B b'"),
    (LAB + TASK.replace('id = "b"', "id = "), r"01-try\.md:12: the task is not TOML"),
    (LAB + QUESTION.replace("right = 2", "right = 3"), r"01-try\.md:17: right is 3; .* 1 to 2"),
    (LAB + QUESTION.replace('["no", "yes"]', '["no"]'), r"01-try\.md:18: 2 choices and 1 feedb"),
    (LAB + QUESTION.replace('right = 2', 'right = "y"'), r"01-try\.md:17: right is 'y'"),
    (LAB + '```figure\nid = "f"\ntitle = "F"\nview = "circle"\n```\n',
     r"01-try\.md:14: the view is 'circle'; it must be one of"),
])
def test_a_mistake_in_a_block_is_told_with_its_file_and_line(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "01-try.md"
    path.write_text(FRONT + text, encoding="utf-8")
    with pytest.raises(BuildError, match=told):
        Lesson.read(path)


def test_a_lesson_with_a_task_and_a_question_is_read(tmp_path: Path) -> None:
    path = tmp_path / "01-try.md"
    path.write_text(FRONT + LAB + TASK + QUESTION, encoding="utf-8")
    lesson = Lesson.read(path)
    assert [block.task.id for block in lesson.tasks] == ["b", "c"]
    assert lesson.labs[0].tasks == tuple(block.task for block in lesson.tasks)
