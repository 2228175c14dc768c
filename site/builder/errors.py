"""Why a build stopped, in words for the person who started it."""


class BuildError(Exception):
    """Something that the person who builds can mend. The message says what and how."""
