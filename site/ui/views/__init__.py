"""The figures of a lab. Each module is one view, two pure functions of the Lab's state:

`structure(lab)` gives the element tree with its slots, made again only when the Spec changes;
`values(lab)` gives the strings for those slots, made for each frame.
"""
