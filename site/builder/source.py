"""The code that the page runs, as pages to read: `source/engine/run.py.html`, a line an anchor.

    address("engine/ops/relu.py#ReLU.forward")   # "source/engine/ops/relu.py.html#L-38"
    source_pages()                               # path of the code -> HTML of its listing
"""

import ast
from collections.abc import Iterator

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from builder.errors import BuildError
from builder.paths import ROOT

FOLDERS = ("engine", "tests/engine")


def address(target: str) -> str:
    """Where a file, or what is defined in it under a dotted name, is on the site.

    Raises BuildError if there is no such file or definition.
    """
    path, _, name = target.partition("#")
    if path not in source_files():
        raise BuildError(f"a lesson links to source:{target}; there is no {path!r} in "
                         f"{' or '.join(FOLDERS)}")
    page = f"source/{path}.html"
    return f"{page}#L-{line_of(path, name)}" if name else page


def line_of(path: str, name: str) -> int:
    """The line on which a class, function or method is defined."""
    body: list[ast.stmt] = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    line = 1
    for part in name.split("."):
        found = [node for node in body
                 if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == part]
        if not found:
            raise BuildError(f"a lesson links to source:{path}#{name}; {path} defines no {name!r}")
        body, line = found[0].body, found[0].lineno
    return line


def definition(target: str) -> str:
    """The text of a class or function: the very code that runs. Raises BuildError as `address`."""
    address(target)
    path, _, name = target.partition("#")
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    body = lines[line_of(path, name) - 1 :]
    end = next((at for at, line in enumerate(body[1:], 1) if line[:1] not in ("", " ", ")")), None)
    return "\n".join(body[:end]).rstrip()


def source_files() -> list[str]:
    """The paths of all code that is shown, relative to the repository."""
    return sorted(path.relative_to(ROOT).as_posix()
                  for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def source_pages() -> Iterator[tuple[str, str]]:
    """Each file's path and its listing as HTML."""
    formatter = HtmlFormatter(linenos="inline", lineanchors="L", anchorlinenos=True, wrapcode=True)
    for path in source_files():
        code = (ROOT / path).read_text(encoding="utf-8")
        yield path, highlight(code, PythonLexer(), formatter)
