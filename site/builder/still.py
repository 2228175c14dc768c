"""What Python paints onto a canvas, as a picture of the page's first paint: until then a figure is
as complete as after.

    with_stills(markup, lab, view)      # an <img> after each <canvas>
"""

import re
import struct
import zlib
from base64 import b64encode

import numpy as np
from numpy.typing import NDArray
from ui.draw.plane import unit_fields
from ui.figures import pixels, tiles
from ui.lab import Lab

CANVAS = re.compile(r'<canvas[^>]* data-canvas="(\w+)"[^>]*></canvas>')
Image = NDArray[np.uint8]


def with_stills(markup: str, lab: Lab, view: str) -> str:
    """The markup of a view, each of its canvases followed by what is on it."""
    images = dict(pixels(lab, view)) if "<canvas" in markup else {}
    if tiles(lab, view):
        images = {name: put_together(lab, view) for name in images}

    def still(match: re.Match[str]) -> str:
        if match[1] not in images:
            return match[0]
        return f'{match[0]}<img class="still" alt="" src="{data_url(images[match[1]])}">'

    return CANVAS.sub(still, markup)


def put_together(lab: Lab, view: str) -> Image:
    """The figure whose canvas has many heat-maps, each at its place."""
    width, height, places = tiles(lab, view) or (0, 0, [])
    whole = np.zeros((height, width, 4), dtype=np.uint8)
    units = [(layer, index) for layer, count in enumerate(lab.spec.layers)
             for index in range(count)]
    fields = {side: unit_fields(lab, side) for side in {round(side) for *_, side in places}}
    for unit, (left, top, side) in zip(units, places, strict=True):
        size, x, y = round(side), round(left), round(top)
        whole[y : y + size, x : x + size] = fields[size][unit]
    return whole


def data_url(image: Image) -> str:
    return f"data:image/png;base64,{b64encode(png(image)).decode()}"


def png(image: Image) -> bytes:
    """An RGBA image (height, width, 4) as a file: each row as its difference from the one above."""
    height, width, _ = image.shape
    above = np.vstack([np.zeros((1, width, 4), dtype=np.uint8), image[:-1]])
    rows = np.hstack([np.full((height, 1), 2, dtype=np.uint8),
                      (image - above).reshape(height, 4 * width)])
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks)
