"""What Python says of a module that the page has not, and that it stops saying so."""

import importlib
import random
import sys

import pytest
from ui.page import library, waking


def test_a_missing_module_of_the_library_is_told_with_the_cure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "meta_path", [])
    library.announce()
    for name in ("this", "numpy.nothing"):
        sys.modules.pop(name, None)
        with pytest.raises(ModuleNotFoundError, match=r"await glassnet\.library\(\)"):
            importlib.import_module(name)


def test_a_module_of_nobody_stays_a_module_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [])
    library.announce()
    with pytest.raises(ModuleNotFoundError) as caught:
        importlib.import_module("nothing_of_the_kind")
    assert "glassnet" not in str(caught.value)


def test_once_the_library_is_there_its_modules_are_found_as_usual(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = list(sys.meta_path)
    monkeypatch.setattr(sys, "meta_path", list(before))
    library.announce()
    library.arrived()
    assert sys.meta_path == before


def test_waking_draws_chance_anew() -> None:
    random.seed(0)
    frozen = random.getstate()
    waking.reseed()
    assert random.getstate() != frozen
