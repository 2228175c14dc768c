"""The panels of a lab, each a folder. A view is a module of two pure functions of the Lab's state:

`structure(lab)` gives the element tree with its slots, made again only when the Spec changes;
`values(lab)` gives the strings for those slots, made for each frame.

A panel of one view has it in `view`, what can be asked of it in `actions`, and what it shows, as
far as the Lab does not have that itself, in `state`.
"""
