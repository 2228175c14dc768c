"""The one flag of the tests: `--rewrite` stores what the views draw now as what they should."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="store the views' SVG and HTML anew")
