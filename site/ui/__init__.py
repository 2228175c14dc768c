"""Python that runs in the page: views, controls, state.

Its rooms, each of which needs only those before it:

    words      how numbers, names and titles are said
    lab        what a lab does
    draw       what several figures draw with
    exports    what a lab gives away and takes back: links and files
    panels     a folder for each: what it shows, its state, what can be asked of it
    concepts   the same of each concept
    input      what people and host pages do
    page       the labs of a page, and `page.bridge`, the one module that knows the browser

Two tables hold panels and concepts together for the rooms after them: `figures` has the views by
their names, `actions` what can be asked of a lab. `rehearsal` goes through all of it.
"""
