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


def build(page, layers: int, neurons: int) -> None:
    """By the controls of the network, while it trains."""
    page.lab.locator("details:has([data-action=layers]) > summary").first.click()
    page.slider("Layers").press("End")
    for layer in range(1, layers + 1):
        page.slider(f"Neurons in hidden layer {layer}").fill(str(neurons))


# A page in which a module takes as long as this test wants.
SLOW = """
() => {
  const { compile } = WebAssembly;
  const release = new Promise((done) => { window.letGo = done; });
  window.compiling = 0;
  WebAssembly.compile = (bytes) => {
    window.compiling += 1;
    return release.then(() => compile(bytes));
  };
}
"""


def test_a_page_trains_a_network_just_built_at_once_and_its_kernel_takes_over(fresh, url):
    page = fresh()
    page.go(f"{url}playground/index.html#data=noisy-xor&batch=10&lr=0.05&act=tanh")
    page.wait_ready()
    page.until("the kernel of the link's network", lambda: engine(page) == "wasm")
    page.page.evaluate(SLOW)
    page.slider("Speed").fill(page.slider("Speed").get_attribute("max") or "")
    page.press("Play")
    build(page, layers=4, neurons=8)
    before = page.number("epoch")
    page.until("numpy trains", lambda: page.number("epoch") > before + 2)
    assert engine(page) == "numpy"
    assert page.page.evaluate("compiling") > 0
    page.page.evaluate("letGo()")
    page.until("the kernel has taken over", lambda: engine(page) == "wasm")
    before = page.number("epoch")
    page.until("the kernel trains", lambda: page.number("epoch") > before + 2)
    page.press("Pause")
    assert page.errors == []
