"""The browser's answers, broken in every way and all at once: Python starts and the lab works.

So are web views of apps, private windows, and settings that hide what could tell people apart.
"""

import json
import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

HOSTILE = "[" * 100_000
# What stands in the place of an answer, as JavaScript.
ANSWERS = {
    "null": "null",
    "undefined": "undefined",
    "a number": "7",
    "a text": "'glassnet'",
    "an empty object": "({})",
    "an exception": "(() => { throw new Error('denied'); })()",
    "an exception from each member": "new Proxy({}, { get() { throw new Error('denied'); } })",
    "functions that throw": "all(() => { throw new Error('denied'); })",
    "functions that answer null": "all(() => null)",
    "functions that answer nothing": "all(() => undefined)",
    "functions that answer in another kind": "all(() => ({ length: -1, then: 5 }))",
    "promises that never end": "all(() => new Promise(() => {}))",
    "promises that fail": "all(() => failed(new Error('denied')))",
    "what is nested too deep": f"all(() => '['.repeat({len(HOSTILE)}))",
    "what is too long": "all(() => 'x'.repeat(3e7))",
}
# Of what is not a storage, whose contents may be anything.
OFTEN = ("null", "an exception", "an exception from each member", "functions that answer nothing")
# Where the answer is asked for: `owner name`.
APIS = (
    "window localStorage", "window sessionStorage", "window matchMedia", "navigator clipboard",
    "window IntersectionObserver", "window crypto", "crypto getRandomValues", "window history",
    "history replaceState", "window parent", "window Blob", "URL createObjectURL",
    "document fonts", "window navigator", "navigator userAgent", "navigator language",
    "navigator connection", "navigator serviceWorker", "window origin", "window performance",
    "performance now", "performance mark", "performance getEntriesByType",
    "window requestAnimationFrame", "window caches", "window postMessage", "window indexedDB",
    "document featurePolicy",
)
BREAK = """
{
  const all = (answer) => new Proxy(function () {}, {
    get: (_, name) => (typeof name === "symbol" || name === "then" ? undefined : answer),
    has: () => true, apply: answer, construct: answer,
  });
  const failed = (error) => {
    const promise = Promise.reject(error);
    promise.catch(() => {}); // nobody has to wait for it
    return promise;
  };
  const [owner, name] = OWNER_AND_NAME;
  const get = () => ANSWER;
  Object.defineProperty(owner, name, { get, set() {}, configurable: true });
}
"""
MISSING = """
{
  const [owner, name] = OWNER_AND_NAME;
  for (let each = owner; each; each = Object.getPrototypeOf(each)) delete each[name];
}
"""
STORAGES = ("window localStorage", "window sessionStorage")
# What Python itself asks, in each of the ways: together where neither hides the other.
ASKED = (STORAGES, ("window matchMedia", "navigator clipboard", "window crypto"),
         ("window IntersectionObserver", "window history"))
OTHERS = tuple(api for api in APIS if api not in STORAGES)
PAIRS = [OTHERS[place : place + 2] for place in range(0, len(OTHERS), 2)]
ABSENT = "nothing at all"
WAYS = (*OFTEN, ABSENT)


def broken(api: str, what: str) -> str:
    """The script that breaks an API in one of the ways."""
    owner, name = api.split()
    script = MISSING if what == ABSENT else BREAK.replace("ANSWER", ANSWERS[what])
    return script.replace("OWNER_AND_NAME", f"[{owner}, {json.dumps(name)}]")


def expect_the_lab_to_work(page, url: str) -> None:
    """Python starts, Play lowers the loss, and what asks most of the browser does no harm."""
    page.go(f"{url}xor/embed.html#lr=0.5")
    page.wait_ready()
    before = page.number("loss")
    page.press("Play")
    page.until("the loss falls", lambda: page.number("epoch") > 5 and page.number("loss") < before)
    page.press("Pause")
    page.press("Copy link")
    page.press("Reset")
    expect(page.output("epoch")).to_have_attribute("data-number", "0")
    assert page.errors == []


@pytest.mark.parametrize("what", [*ANSWERS, ABSENT])
@pytest.mark.parametrize("apis", ASKED, ids=lambda apis: apis[0])
def test_whatever_they_answer_the_lab_works(apis, what, url, fresh):
    expect_the_lab_to_work(fresh(*(broken(api, what) for api in apis)), url)


@pytest.mark.parametrize(("apis", "what"), list(zip(PAIRS, cycle(WAYS), strict=False)))
def test_whatever_two_of_the_others_answer_the_lab_works(apis, what, url, fresh):
    expect_the_lab_to_work(fresh(*(broken(api, what) for api in apis)), url)


@pytest.mark.parametrize("what", WAYS)
def test_whatever_all_of_them_answer_the_lab_works(what, url, fresh):
    # Those within an object that is itself broken are gone with it.
    apis = [api for api in APIS if api.startswith("window ")]
    expect_the_lab_to_work(fresh(*(broken(api, what) for api in apis)), url)


@pytest.mark.parametrize("what", OFTEN)
def test_where_the_browser_hides_its_record_the_home_page_says_so(what, url, fresh):
    page = fresh(broken("performance getEntriesByType", what))
    page.go(url)
    page.frame.locator(".asked summary").click()
    listed = page.frame.locator("[data-asked] li")
    expect(listed).to_have_text([url, re.compile("does not show the page what else")])
    assert page.errors == []
