"""Web servers for the tests: the site's own, one that fails on demand, and one of a host page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread

from builder.server import Handler, Server

Fault = Callable[["FaultyHandler"], None]


class FaultyHandler(Handler):
    """Serves a folder as the site's server does, except for the files that have a fault."""

    def __init__(self, *arguments, faults: dict[str, Fault], **options) -> None:
        self.faults = faults
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:  # noqa: N802 (the name is http.server's)
        fault = self.faults.get(self.path.partition("?")[0].rsplit("/", 1)[-1])
        if fault:
            fault(self)
        else:
            super().do_GET()


def missing(handler: FaultyHandler) -> None:
    """404."""
    handler.send_error(404)


def shortened(handler: FaultyHandler) -> None:
    """Half of the file, as if that were all of it."""
    content = Path(handler.translate_path(handler.path)).read_bytes()
    answer(handler, content[: len(content) // 2], len(content) // 2)


def cut(handler: FaultyHandler) -> None:
    """Half of the file, then the connection ends."""
    content = Path(handler.translate_path(handler.path)).read_bytes()
    answer(handler, content[: len(content) // 2], len(content))


def remembered(handler: FaultyHandler) -> None:
    """The whole file, and leave not to ask for it again within ten minutes, as on GitHub Pages."""
    content = Path(handler.translate_path(handler.path)).read_bytes()
    handler.send_response(200)
    handler.send_header("Content-Type", handler.guess_type(handler.translate_path(handler.path)))
    handler.send_header("Content-Length", str(len(content)))
    handler.send_header("Cache-Control", "max-age=600")
    super(Handler, handler).end_headers()
    handler.wfile.write(content)


def answer(handler: FaultyHandler, content: bytes, length: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", handler.guess_type(handler.translate_path(handler.path)))
    handler.send_header("Content-Length", str(length))
    handler.end_headers()
    handler.wfile.write(content)
    handler.close_connection = True


@contextmanager
def serving(folder: Path, faults: dict[str, Fault] | None = None) -> Iterator[str]:
    """Serve `folder` on a free port of this machine; gives its URL. `faults` may change later."""
    handler = partial(FaultyHandler, directory=folder, faults={} if faults is None else faults)
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


HOST_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">
<style>body {{ margin: 0 }} iframe {{ border: 0 }}</style>
<script>
window.received = [];
addEventListener("message", (event) => received.push(event.data));
</script></head>
<body><iframe title="Lab" src="{lab}" sandbox="allow-scripts" width="1200" height="780"></iframe>
</body></html>
"""


def write_host(folder: Path, lab: str) -> None:
    """A page of a course, with the lab at the URL `lab` in its iframe."""
    (folder / "host.html").write_text(HOST_PAGE.format(lab=lab), encoding="utf-8")


def without_wasm(handler: FaultyHandler) -> None:
    """The whole file, with a policy that forbids WebAssembly."""
    content = Path(handler.translate_path(handler.path)).read_bytes()
    handler.send_response(200)
    handler.send_header("Content-Type", handler.guess_type(handler.translate_path(handler.path)))
    handler.send_header("Content-Length", str(len(content)))
    handler.send_header("Content-Security-Policy", "script-src 'self' blob:")
    super(Handler, handler).end_headers()
    handler.wfile.write(content)
