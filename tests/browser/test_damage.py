"""A damaged bundle, in a folder: another tier, or a message that names the file, and a Retry that
works."""

import pytest
from playwright.sync_api import expect

from tests.browser.damage import copy_of, flipped, halved, lost, replace

# A part of a file of each tier.
OF_ALL_TIERS = [("snapshot.bin.pack", 1), ("numpy.zip.pack", 0), ("python_stdlib.zip", 0)]


@pytest.mark.parametrize(
    ("parts", "damage"),
    [
        ([("pyodide.asm.wasm", 2)], flipped),
        ([("pyodide.asm.mjs", 0)], flipped),
        (OF_ALL_TIERS, flipped),
        (OF_ALL_TIERS, halved),
        (OF_ALL_TIERS, lost),
    ],
)
def test_damage_to_all_tiers_is_named_and_retry_works_once_it_is_mended(
    site, tmp_path, fresh, parts, damage
):
    copy = copy_of(site, tmp_path / "kopie #2")
    scripts = [copy / "runtime" / "bundle" / f"{file}.{part}.js" for file, part in parts]
    contents = [script.read_bytes() for script in scripts]
    for script, content in zip(scripts, contents, strict=True):
        assert damage(content) != content
        replace(script, damage(content))

    page = fresh()
    page.go((copy / "xor" / "index.html").as_uri())
    page.wait_state("failed")
    for file, _ in parts:
        assert file in page.boot_text
    assert "The page is complete without it" in page.boot_text
    assert page.probe("texts()") == page.probe("first")["texts"]
    expect(page.lab.get_by_role("img", name="Loss by epoch")).to_be_visible()
    expect(page.button("Retry")).to_be_visible()

    for script, content in zip(scripts, contents, strict=True):
        replace(script, content)
    page.press("Retry")
    page.wait_ready()
    expect(page.lab.get_by_role("button", name="Retry")).to_have_count(0)
    page.press("Step")
    page.wait_epoch(1)
    assert page.boot == "snapshot-bundle"


@pytest.mark.parametrize("damage", [flipped, halved, lost])
@pytest.mark.parametrize(
    ("damaged", "boot"), [(1, "pyc-bundle"), (2, "stock-bundle")], ids=["snapshot", "both"]
)
def test_a_damaged_part_of_one_tier_falls_through_to_the_next(
    site, tmp_path, fresh, damaged, boot, damage
):
    copy = copy_of(site, tmp_path / "site")
    for file, part in OF_ALL_TIERS[:damaged]:
        script = copy / "runtime" / "bundle" / f"{file}.{part}.js"
        replace(script, damage(script.read_bytes()))
    page = fresh()
    page.go((copy / "xor" / "index.html").as_uri())
    page.wait_ready()
    assert page.boot == boot
    page.press("Step")
    page.wait_epoch(1)


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
