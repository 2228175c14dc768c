"""The one scale of sign and class: red below zero, near-white at zero, blue above.

    rgba(np.array([[-1.0, 0.0, 1.0]]))     # (1, 3, 4) bytes for a canvas

The colours are those of ColorBrewer's RdBu (C. Brewer, colorbrewer2.org), safe for the
colour-blind; the style sheet uses its ends for lines and marks.
"""

import numpy as np
from numpy.typing import NDArray

from engine.fields import coloured

# From -1 to 1 in equal steps.
STOPS = np.array([
    (178, 24, 43), (214, 96, 77), (244, 165, 130), (253, 219, 199), (247, 247, 247),
    (209, 229, 240), (146, 197, 222), (67, 147, 195), (33, 102, 172),
], dtype=np.float64)
# Looked up, not interpolated: a heat-map has thousands of pixels in each frame.
TABLE = np.empty((256, 4), dtype=np.uint8)
_at = np.linspace(0, len(STOPS) - 1, len(TABLE))
for _channel in range(3):
    TABLE[:, _channel] = np.interp(_at, np.arange(len(STOPS)), STOPS[:, _channel]).round()
TABLE[:, 3] = 255


def rgba(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Colours (..., 4) of values (...); beyond -1 and 1 they stay at the ends, NaN is mid-grey."""
    return coloured(values, -1.0, 1.0, TABLE)
