"""A server that fails: the loader falls from plain files to the bundle, or says what is wrong.

What a tier has of its own falls through to the next tier instead: `test_tiers.py`.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.servers import cut, missing, shortened

WASM = "pyodide.asm.wasm"
CORE = "pyodide.asm.mjs"


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (WASM, missing),
        (WASM, shortened),
        (WASM, cut),
        (CORE, missing),
        (CORE, shortened),
    ],
)
def test_where_a_plain_file_of_all_tiers_fails_the_bundle_works(
    faulty_url, faults, fresh, file, fault
):
    faults[file] = fault
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_ready()
    assert page.boot == "snapshot-bundle"
    page.press("Step")
    page.wait_epoch(1)
    assert page.errors == []
    assert page.probe("violations") == []


def test_where_both_forms_fail_a_message_names_both_files_and_retry_works(
    faulty_url, faults, fresh
):
    part = f"{WASM}.2.js"
    faults |= {WASM: missing, part: missing}
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_state("failed")
    assert f"{WASM}: the server answered 404" in page.boot_text
    assert f"{part} could not be loaded" in page.boot_text
    expect(page.button("Retry")).to_be_visible()
    expect(page.frame.get_by_role("heading", level=1)).to_be_visible()

    faults.clear()
    page.press("Retry")
    page.wait_ready()
    assert page.boot == "snapshot-http"
    assert page.errors == []


def test_a_wasm_of_the_wrong_content_type_works(faulty_url, faults, fresh):
    def as_text(handler) -> None:
        handler.extensions_map = handler.extensions_map | {".wasm": "text/plain"}
        faults.clear()
        handler.do_GET()

    faults[WASM] = as_text
    page = fresh()
    page.go(f"{faulty_url}xor/index.html")
    page.wait_ready()
    assert page.boot == "snapshot-http"
    assert page.console == []
