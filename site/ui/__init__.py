"""Python that runs in the page: views, controls, state.

`tree` (elements and their markup), `numbers` (how a number is shown), `views/` (one figure
each), `lab` (what a lab does), `messages` (what a host page may say), `page` (all labs of a
page), and `bridge`, the one module that knows there is a browser.
"""
