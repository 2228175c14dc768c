"""A damaged bundle, in a folder: a message that names the file, and a Retry that works."""

import pytest
from playwright.sync_api import expect

from tests.browser.damage import copy_of, flipped, halved, lost, replace

NUMPY = "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"


@pytest.mark.parametrize(
    ("file", "part", "damage"),
    [
        ("pyodide.asm.wasm", 2, flipped),
        ("pyodide.asm.mjs", 0, flipped),
        (NUMPY, 1, halved),
        ("python_stdlib.zip", 0, lost),
        ("code.zip", 0, flipped),
    ],
)
def test_a_damaged_part_is_named_and_retry_works_once_it_is_mended(
    site, tmp_path, fresh, file, part, damage
):
    copy = copy_of(site, tmp_path / "kopie #2")
    script = copy / "runtime" / "bundle" / f"{file}.{part}.js"
    content = script.read_bytes()
    assert damage(content) != content
    replace(script, damage(content))

    page = fresh()
    page.go((copy / "xor" / "index.html").as_uri())
    page.wait_state("failed")
    assert file in page.boot_text
    assert "The page is complete without it" in page.boot_text
    assert page.probe("texts()") == page.probe("first")["texts"]
    expect(page.lab.get_by_role("img", name="Loss by epoch")).to_be_visible()
    expect(page.button("Retry")).to_be_visible()

    replace(script, content)
    page.press("Retry")
    page.wait_ready()
    expect(page.lab.get_by_role("button", name="Retry")).to_have_count(0)
    page.press("Step")
    page.wait_epoch(1)
    assert page.form == "bundle"


def test_retry_in_vain_says_so_again(site, tmp_path, fresh):
    copy = copy_of(site, tmp_path / "site")
    replace(copy / "runtime" / "pyodide.js", None)
    page = fresh()
    page.go((copy / "xor" / "index.html").as_uri())
    for _ in range(2):
        page.wait_state("failed")
        assert "pyodide.js" in page.boot_text
        page.press("Retry")
    page.wait_state("failed")
