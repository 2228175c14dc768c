"""Tables as people have them: what a text is taken for, what is uncertain, and its rows.

    decoded(data).text               the text of a file's bytes
    Table(text).read({})             a Reading, with rows, questions, problems
    Table(text).read({"decimal": ","})
"""

from engine.tables.decoding import Decoded, decoded
from engine.tables.grid import MOST_CHARACTERS, SEPARATORS
from engine.tables.labels import OTHERS
from engine.tables.questions import Cure, Problem, Question
from engine.tables.reading import ABOVE, CLASSES, VALUE, Answers, LeftOut, Reading, Table
from engine.tables.roles import NOBODY
from engine.tables.table_error import SavedStateError, TableError

__all__ = [
    "ABOVE", "CLASSES", "MOST_CHARACTERS", "NOBODY", "OTHERS", "SEPARATORS", "VALUE", "Answers",
    "Cure", "Decoded", "LeftOut", "Problem", "Question", "Reading", "SavedStateError",
    "Table", "TableError", "decoded",
]
