"""What trains in the page: the same numbers by the kernel and by numpy, and numpy where the browser
refuses the kernel's modules."""

import pytest

# The kernel's modules import a memory; those of Pyodide and numpy have more, and are larger.
REFUSE = """
const check = (bytes) => {
  const begin = String.fromCharCode(...new Uint8Array(bytes.buffer || bytes).slice(0, 200));
  if (begin.includes("env\\x06memory\\x02\\0\\0")) throw new WebAssembly.CompileError("refused");
};
WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(Module, [bytes, ...rest]) { check(bytes); return new Module(bytes, ...rest); },
});
const { compile } = WebAssembly;
WebAssembly.compile = async (bytes) => { check(bytes); return compile(bytes); };
"""


def engine(page) -> str:
    return page.page.evaluate("document.documentElement.dataset.engine")


def test_kernel_and_numpy_show_the_same_numbers_for_the_same_actions(fresh, url):
    shown = []
    for fragment, name in (("", "wasm"), ("#engine=numpy", "numpy")):
        page = fresh()
        page.go(f"{url}xor/index.html{fragment}")
        page.wait_ready()
        assert engine(page) == name
        for epoch in (1, 2, 3):
            page.press("Step")
            page.wait_epoch(epoch)
        page.slider("Learning rate").press("ArrowRight")
        page.press("Back")
        page.wait_epoch(2)
        page.press("Step")
        page.wait_epoch(3)
        page.settle()
        shown.append([float(number) for number in page.numbers() if number])
        assert engine(page) == name
    ours, theirs = shown
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def test_where_modules_are_refused_numpy_trains_and_the_page_says_so(fresh, url):
    page = fresh(REFUSE)
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    assert engine(page) == "numpy"
    page.press("Step")
    page.wait_epoch(1)
    assert page.errors == []
