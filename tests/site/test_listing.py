"""The listing: each part of the module has the formula that its instructions compute."""

import re

import pytest
from ui.figures import first_paint
from ui.lab import Lab

from engine import Spec


@pytest.mark.parametrize(("batch", "divides"), [("1", False), ("4", True), ("all", True)])
def test_the_output_s_delta_is_divided_by_the_rows_where_the_module_divides(
    batch: str, divides: bool
) -> None:
    lab = Lab("xor", Spec.parse(f"layers=2-2-1&act=relu&data=xor&batch={batch}&loss=bce"))
    rows = re.findall(r"<li.*?</li>", first_paint(lab, "listing"), re.DOTALL)
    (delta,) = (row for row in rows if "δ of ŷ" in row)
    assert ("(ŷ − y) / rows" in delta) == divides
    shares = "\n".join(rows[: rows.index(delta) + 1])
    assert (re.search(r"^\s*f64\.div$", shares, re.MULTILINE) is not None) == divides
