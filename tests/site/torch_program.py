"""Runs the PyTorch source that a concept shows."""

import io
from contextlib import redirect_stdout
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: build.py test --parity")


def run(code: str) -> tuple[dict[str, Any], str]:
    """The names that a program leaves behind, and what it printed; PyTorch as it was before."""
    default = torch.get_default_dtype()
    names: dict[str, Any] = {}
    output = io.StringIO()
    try:
        with redirect_stdout(output):
            exec(compile(code, "shown", "exec"), names)
    finally:
        torch.set_default_dtype(default)
    return names, output.getvalue()
