"""The commands of `build.py`, once its environment is there."""

import argparse
import subprocess
import sys

from builder.console import console
from builder.errors import BuildError
from builder.paths import DIST, ROOT


def main(arguments: list[str]) -> int:
    try:
        options, rest = parser().parse_known_args(arguments)
        if rest and options.command not in ("test", "bench"):
            parser().error(f"{options.command} knows no {' '.join(rest)}")
        return run(options, rest)
    except BuildError as error:
        console.print(f"[bold red]Stopped.[/] {rich_escape(str(error))}")
        return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="build.py", description="Build, serve and test Glassnet.")
    commands = top.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="build the site and serve it on this machine")
    serve.add_argument("--port", type=int, help="default: the first free one from 8000")
    commands.add_parser("build", help="write the site to dist/")
    test = commands.add_parser("test", help="run all tests, those in a browser included")
    test.add_argument("--parity", action="store_true",
                      help="install PyTorch, and compare the engine with it; anything else "
                      "goes to pytest")
    commands.add_parser("bench", help="build, and print the benchmark; --quick repeats less")
    commands.add_parser("lint", help="ruff and mypy")
    commands.add_parser("lock", help="write what is to be installed, with hashes, anew")
    commands.add_parser("clean", help="remove dist/, .venv/ and caches")
    return top


def run(options: argparse.Namespace, rest: list[str]) -> int:
    if options.command == "serve":
        return serve(options.port)
    if options.command == "build":
        from builder.site import build

        build()
        return 0
    if options.command == "test":
        return test(options.parity, rest)
    if options.command == "bench":
        return bench(rest)
    if options.command == "lock":
        from builder.locking import write_locks

        write_locks()
        return 0
    return max(python(["-m", "ruff", "check"]), python(["-m", "mypy"]))


def serve(port: int | None) -> int:
    from builder.server import make_server
    from builder.site import build

    build()
    with make_server(DIST, port) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        console.print(f"Serving [bold]{url}[/] (Ctrl+C stops)")
        server.serve_forever()
    return 0


def test(parity: bool, arguments: list[str]) -> int:
    from builder.browser import chromium
    from builder.site import build

    chromium()  # before minutes of tests, not after
    build()
    if not parity:
        console.print("Without --parity, tests against PyTorch run only where it is installed.")
    if arguments:
        return python(["-m", "pytest", *arguments])
    return all_tests()


def all_tests() -> int:
    """All tests, by as many processes as there are processors, up to four; a file is of one of
    them, as its tests may share a page that took seconds to boot."""
    return python(["-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"])


def bench(arguments: list[str]) -> int:
    from builder.browser import chromium
    from builder.site import build

    chromium()
    build()
    return python(["tests/bench/run.py", *arguments])


def python(arguments: list[str]) -> int:
    return subprocess.call([sys.executable, *arguments], cwd=ROOT)


def rich_escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
