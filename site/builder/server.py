"""A web server for `dist/`, for trying the site and for its tests."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from builder.errors import BuildError

FIRST_PORT, PORTS = 8000, 20


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the content types that browsers insist on, and keeps quiet."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm",
        ".svg": "image/svg+xml", ".whl": "application/zip",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # a rebuilt site is seen at once
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle(self) -> None:
        """A browser that leaves in the middle of a file is no error of ours."""
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class Server(ThreadingHTTPServer):
    """One that a page may ask for all its files at once."""

    request_queue_size = 128


def make_server(folder: Path, port: int | None = None) -> Server:
    """A server for `folder` on the given port, or on the first free one from 8000.

    Raises BuildError if the port is taken.
    """
    candidates = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS)
    for candidate in candidates:
        try:
            return Server(("127.0.0.1", candidate), partial(Handler, directory=folder))
        except OSError:
            continue
    wanted = f"port {port} is" if port is not None else (
        f"ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are")
    raise BuildError(f"{wanted} taken; name another one with --port")
