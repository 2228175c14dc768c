"""Two builds never mix: a page, the scripts and Python's files are of one, in every tier and form,
whatever a browser or a server between remembers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.next_build import next_build
from tests.browser.servers import FaultyHandler, answer, missing, remembered, serving

TIERS = {"snapshot": (), "pyc": ("snapshot.bin.pack",),
         "stock": ("snapshot.bin.pack", "stdlib.zip.pack")}
FORMS = ("http", "bundle")
WAYS = [(tier, form) for tier in TIERS for form in FORMS]


@pytest.fixture(scope="module")
def second(site, tmp_path_factory) -> Path:
    return next_build(site, tmp_path_factory.mktemp("second") / "site")


def only(tier: str, form: str) -> dict:
    """The faults that leave just this tier in this form."""
    absent = dict.fromkeys(TIERS[tier], missing)
    if form == "bundle":
        absent = {"pyodide.asm.wasm": missing} | {f"{name}.0.js": missing for name in TIERS[tier]}
    return absent


@pytest.fixture
def deployed(site, tmp_path) -> Iterator[tuple[str, dict, Path]]:
    """Where a site is served, its faults, and the link that says which site."""
    now, faults = tmp_path / "now", {}
    now.symlink_to(site)
    with serving(now, faults) as url:
        yield url, faults, now


def deploy(now: Path, site: Path) -> None:
    now.unlink()
    now.symlink_to(site)


@pytest.mark.parametrize(("tier", "form"), WAYS)
def test_a_new_page_uses_nothing_that_a_browser_remembers_of_the_old_build(
    deployed, second, fresh, tier, form
) -> None:
    url, faults, now = deployed
    files = [path.name for folder in ("runtime", "runtime/bundle", "assets")
             for path in (now / folder).iterdir() if path.is_file()]
    faults |= dict.fromkeys(files, remembered) | only(tier, form)
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    assert page.boot == f"{tier}-{form}"
    deploy(now, second)
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    assert page.boot == f"{tier}-{form}"


@pytest.mark.parametrize(("tier", "form"), WAYS)
def test_an_old_page_that_meets_new_files_says_so_and_loads_the_new_one_when_asked(
    deployed, site, second, fresh, tier, form
) -> None:
    url, faults, now = deployed
    faults |= only(tier, form)
    deploy(now, second)
    page = fresh()
    old = (site / "xor" / "index.html").read_text("utf-8-sig")
    scripts = {name: (site / "assets" / name).read_text("utf-8-sig")
               for name in ("boot.js", "patch.js", "first.js", "print.js", "terms.js")}
    page.page.route("**/xor/index.html", lambda route: route.fulfill(
        body=old, content_type="text/html"))
    # A browser remembers them with their page.
    page.page.route("**/assets/*.js*", lambda route: route.fulfill(
        body=scripts[route.request.url.rsplit("/", 1)[1].partition("?")[0]],
        content_type="text/javascript"))
    page.go(f"{url}xor/index.html")
    page.wait_state("failed")
    assert "of two builds" in page.boot_text
    assert "it is complete" in page.boot_text
    page.page.unroute_all()
    page.press("Retry")
    page.wait_ready()
    assert page.boot == f"{tier}-{form}"


@pytest.mark.parametrize(("tier", "form"), WAYS)
def test_a_server_between_that_remembers_old_files_is_asked_again(
    deployed, site, second, fresh, tier, form
) -> None:
    """Such as one that looks at the path alone: only what is asked for with `at` is new."""
    url, faults, now = deployed

    def stale(handler: FaultyHandler) -> None:
        folder = second if "&at=" in handler.path else site
        path = folder / handler.path.partition("?")[0].lstrip("/")
        content = path.read_bytes()
        answer(handler, content, len(content))

    files = [path.name for folder in ("runtime", "runtime/bundle")
             for path in (now / folder).iterdir() if ".pack" in path.name]
    faults |= dict.fromkeys(files, stale) | only(tier, form)
    deploy(now, second)
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    assert page.boot == f"{tier}-{form}"


def test_an_old_page_with_new_scripts_says_so(deployed, site, second, fresh) -> None:
    url, _, now = deployed
    deploy(now, second)
    page = fresh()
    page.page.route("**/xor/index.html", lambda route: route.fulfill(
        body=(site / "xor" / "index.html").read_text("utf-8-sig"), content_type="text/html"))
    page.go(f"{url}xor/index.html")
    page.wait_state("failed")
    assert "of two builds" in page.boot_text
    page.page.unroute_all()
    page.press("Retry")
    page.wait_ready()
