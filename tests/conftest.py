"""The flags of the tests: `--rewrite` and `--fuzz`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="store the views' SVG and HTML anew")
    parser.addoption(
        "--fuzz", type=int, default=100, help="random Specs for the kernel; 2000 take minutes"
    )
