"""Firefox, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks."""

import base64
import itertools
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from builder.other_browsers import firefox
from websockets.sync.client import ClientConnection, connect

from tests.browser.window import Window

START_S, ANSWER_S = 60, 60
PREFERENCES = {
    "security.fileuri.strict_origin_policy": True,  # as people have it; drivers relax it
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


@contextmanager
def firefox_running() -> Iterator["Firefox"]:
    """A Firefox with a profile of its own, until it is left."""
    path = firefox()
    with TemporaryDirectory(prefix="glassnet-firefox-", ignore_cleanup_errors=True) as profile:
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                 for name, value in PREFERENCES.items())
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", profile,
                   "--remote-debugging-port=0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            try:
                with connect(f"{address(Path(profile))}/session", max_size=None) as socket:
                    yield Firefox(socket, process.pid)
            finally:
                process.terminate()


def address(profile: Path) -> str:
    """Where it listens; it writes that into its profile."""
    file = profile / "WebDriverBiDiServer.json"
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError):  # not there, or half written
            found = json.loads(file.read_text(encoding="utf-8"))
            return f"ws://{found['ws_host']}:{found['ws_port']}"
        time.sleep(0.05)
    raise AssertionError(f"Firefox did not start within {START_S} s")


class Firefox:
    """The browser, by its socket."""

    def __init__(self, socket: ClientConnection, process: int) -> None:
        self.socket = socket
        self.process = process
        self.numbers = itertools.count()
        self.events: list[dict[str, Any]] = []
        self.version = self.ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(ANSWER_S))
            if answer.get("id") != number:
                self.events.append(answer)
            elif answer["type"] == "error":
                raise AssertionError(f"{method}: {answer['message']}")
            else:
                return answer["result"]

    def window(self, width: int = 1280, height: int = 800) -> "FirefoxWindow":
        return FirefoxWindow(self, width, height)


class FirefoxWindow(Window):
    """In a user context of its own, so that nothing is cached or stored."""

    def __init__(self, firefox: Firefox, width: int, height: int) -> None:
        self.ask = firefox.ask
        self.events = firefox.events
        self.events.clear()
        self.user = self.ask("browser.createUserContext")["userContext"]
        self.tab = self.ask("browsingContext.create", type="tab", userContext=self.user)["context"]
        self.frame = self.tab
        self.ask("browsingContext.setViewport", context=self.tab,
                 viewport={"width": width, "height": height})

    def go(self, url: str, framed: bool = False) -> None:
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")
        tree = self.ask("browsingContext.getTree", root=self.tab)["contexts"][0]
        self.frame = tree["children"][0]["context"] if framed else self.tab

    def call(self, function: str, *arguments: str) -> dict[str, Any]:
        """With texts as arguments; the result as the protocol describes it."""
        done = self.ask("script.callFunction", functionDeclaration=function, awaitPromise=True,
                        target={"context": self.frame},
                        arguments=[{"type": "string", "value": each} for each in arguments])
        assert done["type"] == "success", done["exceptionDetails"]["text"]
        return done["result"]

    def evaluate(self, function: str, *arguments: object) -> Any:
        packed = f"async (all) => JSON.stringify([await ({function})(...JSON.parse(all))])"
        return json.loads(self.call(packed, json.dumps(arguments))["value"])[0]

    def click(self, selector: str) -> None:
        found = self.call("""(selector) => {
            const element = document.querySelector(selector);
            element.scrollIntoView({ block: "center" });
            return element;
        }""", selector)
        element = {"type": "element", "element": {"sharedId": found["sharedId"]}}
        self.ask("input.performActions", context=self.frame, actions=[{
            "type": "pointer", "id": "mouse", "actions": [
                {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
                {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]}])

    def screenshot(self) -> bytes:
        shot = self.ask("browsingContext.captureScreenshot", context=self.tab)
        return base64.b64decode(shot["data"])

    def asked(self) -> list[str]:
        """All that the browser tells of, too; of files it tells nothing."""
        return super().asked() + [event["params"]["request"]["url"] for event in self.events
                                 if event["method"] == "network.beforeRequestSent"]

    def said(self) -> list[str]:
        """All of the console, too."""
        return super().said() + [str(event["params"]["text"]) for event in self.events
                                if event["method"] == "log.entryAdded"]

    def close(self) -> None:
        self.ask("browser.removeUserContext", userContext=self.user)
