"""Pictures of figures, saved in Chromium: files that need nothing else and look as on the page."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.opened import Opened

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def lab(lab: Opened) -> Opened:
    """The lab in each situation, after three epochs, with the fold open."""
    fold = lab.lab.locator("details.files")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return lab
