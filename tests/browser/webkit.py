"""WebKitGTK's MiniBrowser, driven by WebDriver (https://w3c.github.io/webdriver/)."""

import base64
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from builder.other_browsers import webkit

from tests.browser.window import Window

START_S, ANSWER_S = 30, 90
# No desktop's bus is needed, nor there.
ENVIRONMENT = {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "NO_AT_BRIDGE": "1"}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that the standard has for one


@contextmanager
def webkit_running() -> Iterator["WebKit"]:
    """WebKit's driver, on a screen that nobody sees, until it is left."""
    found = webkit()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [found.screen, "-a", "-s", "-screen 0 1400x1000x24", found.driver, f"--port={port}"]
    # A group of its own: xvfb-run is a script, and would leave what it has started.
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True, env=os.environ | ENVIRONMENT) as process:
        try:
            driver = WebKit(found.browser, f"http://127.0.0.1:{port}", process.pid)
            driver.wait()
            yield driver
        finally:
            os.killpg(process.pid, signal.SIGTERM)


class WebKit:
    """The driver, by its address. It opens one window at a time."""

    def __init__(self, browser: str, base: str, process: int) -> None:
        self.browser = browser
        self.base = base
        self.process = process

    def wait(self) -> None:
        """Until it answers."""
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            with suppress(urllib.error.URLError):
                self.ask("GET", "/status")
                return
            time.sleep(0.05)
        raise AssertionError(f"WebKitWebDriver did not start within {START_S} s")

    def ask(self, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=verb)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_S) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                value = json.load(error)["value"]
            raise AssertionError(f"{path}: {value['error']}: {value['message']}") from None

    def window(self, width: int = 1280, height: int = 800) -> "WebKitWindow":
        return WebKitWindow(self, width, height)


class WebKitWindow(Window):
    """A session of the driver: a MiniBrowser that keeps nothing."""

    def __init__(self, webkit: WebKit, width: int, height: int) -> None:
        options = {"binary": webkit.browser, "args": ["--automation"]}
        made = webkit.ask("POST", "/session", {"capabilities": {
            "alwaysMatch": {"webkitgtk:browserOptions": options}}})
        self.version: str = made["capabilities"]["browserVersion"]
        self.webkit = webkit
        self.session = f"/session/{made['sessionId']}"
        self.resize(width, height)

    def ask(self, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.webkit.ask(verb, self.session + path, body)

    def resize(self, width: int, height: int) -> None:
        """The window, so that its page has this size."""
        self.ask("POST", "/window/rect", {"width": width, "height": height})
        inner = self.evaluate("() => [innerWidth, innerHeight]")
        self.ask("POST", "/window/rect",
                 {"width": 2 * width - inner[0], "height": 2 * height - inner[1]})

    def go(self, url: str, framed: bool = False) -> None:
        self.ask("POST", "/url", {"url": url})
        if framed:
            self.ask("POST", "/frame", {"id": 0})

    def evaluate(self, function: str, *arguments: object) -> Any:
        return self.ask("POST", "/execute/sync", {
            "script": f"return ({function})(...arguments)", "args": list(arguments)})

    def click(self, selector: str) -> None:
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        self.ask("POST", f"/element/{found[ELEMENT]}/click", {})

    def screenshot(self) -> bytes:
        return base64.b64decode(self.ask("GET", "/screenshot"))

    def close(self) -> None:
        self.ask("DELETE", "")
