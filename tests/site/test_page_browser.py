"""What the browser answers may be anything at all: Python takes it for what it should be, or for
nothing."""

from types import SimpleNamespace

import pytest
from ui.page.browser import MOST_KEPT, Browser, answer, seconds

from tests.fake_page import Box, World


class Throws:
    """An object each of whose members throws."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"{name} is denied")


class Anything:
    """An object whose members are functions that answer all alike."""

    def __init__(self, what: object) -> None:
        self._what = what

    def __getattr__(self, name: str) -> object:
        return lambda *_: self._what


def deep(*_: object) -> object:
    return deep()


ANSWERS = [None, 7, -1.5, "text", True, [], {}, object(), Throws(), deep, SimpleNamespace(),
           Anything(None), Anything(7), Anything([]), Anything("x" * 10), Anything(Throws()),
           SimpleNamespace(setItem=deep, getItem=deep, length="many", key=deep),
           SimpleNamespace(length=10**9, key=lambda _: "glassnet / x")]
NAMES = ["localStorage", "sessionStorage", "location", "history", "performance", "document",
         "origin", "glassnet", "IntersectionObserver"]


@pytest.mark.parametrize("what", ANSWERS, ids=range(len(ANSWERS)))
@pytest.mark.parametrize("name", NAMES)
def test_each_answer_broken_by_itself(name: str, what: object) -> None:
    world = World()
    setattr(world, name, what)
    expect_answers_of_the_right_kind(Browser(world, None))


@pytest.mark.parametrize("name", NAMES)
def test_each_answer_missing(name: str) -> None:
    world = World()
    if hasattr(world, name):
        delattr(world, name)
    expect_answers_of_the_right_kind(Browser(world, None))


def test_all_of_them_broken_at_once() -> None:
    expect_answers_of_the_right_kind(Browser(Throws(), None))


def expect_answers_of_the_right_kind(browser: Browser) -> None:
    for storage in ("localStorage", "sessionStorage"):
        browser.forget(storage, "a")
        there = browser.keep(storage, "a", "b")
        assert there == (browser.recall(storage, "a") == "b")
        keys = browser.keys(storage, "")
        assert len(keys) <= 1000
        assert all(isinstance(key, str) for key in keys)
    browser.readdress("lr=0.5")
    browser.watch([object()], lambda *_: None)
    for text in (browser.fragment(), browser.address(), browser.key("a")):
        assert isinstance(text, str)
    for flag in (browser.came_back, browser.framed, browser.sandboxed,
                 browser.save("a", "text/plain", "b")):
        assert isinstance(flag, bool)


def test_what_is_too_long_to_be_ours_is_not_even_read() -> None:
    world = World(local=Box(room=10**8))
    world.localStorage.texts["a"] = "x" * (MOST_KEPT + 1)
    assert world.browser.recall("localStorage", "a") is None
    assert not world.browser.keep("localStorage", "a", "x" * (MOST_KEPT + 1))


def test_a_storage_that_forgets_what_it_was_given_keeps_nothing() -> None:
    world = World(local=SimpleNamespace(setItem=lambda *_: None, getItem=lambda _: "other"))
    assert not world.browser.keep("localStorage", "a", "b")


def test_an_answer_of_another_kind_is_none() -> None:
    assert answer(str, lambda: 7, "") == ""
    assert answer(str, lambda: 1 / 0, "") == ""
    assert answer(str, deep, "") == ""
    assert answer(str, lambda: "a", "") == "a"


@pytest.mark.parametrize("told", [None, "", "7", [], float("nan"), float("inf"), -3.0, 0, {}])
def test_a_frame_has_a_time_whatever_it_is_told(told: object) -> None:
    first = seconds(told)
    assert 0 < first <= seconds(told)
    assert seconds(2000.0) == 2.0
