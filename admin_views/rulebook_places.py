"""What a place of the rulebook is called: the name of its list, and its row in words, never a bare figure."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from admin_views.rulebook_labels import label_at
from admin_views.rulebook_topics import TOPICS
from admin_views.words import words
from rulebook import Book
from rulebook.differences import Difference
from rulebook.drafts import CLAUSES
from rulebook.fields import field_at
from rulebook.layers import ROW_KEYS

Names = Mapping[tuple[str, str], str]
# How many of the values of a line say which one it is: the band, and who decides in it.
TELLING = 2


def place_words(topic: str, place: str, *, at: str = "", names: Names | None = None) -> str:
    """A place as the form calls it. at: where in the form, "ladder.2"; names: the rows as people read them."""
    name, _dot, row = place.partition(".")
    if topic == CLAUSES:
        return row or words(label_at(CLAUSES))
    if not name:
        return ""
    return f"{words(label_at(topic, name))} {_row_words(topic, name, row, at, names or {})}".strip()


def row_names(*books: Book) -> dict[tuple[str, str], str]:
    """What the rows of these issues say first, by topic and place; of several the first book that has the row."""
    found: dict[tuple[str, str], str] = {}
    for book in books:
        for topic in TOPICS:
            for line in (line for part in topic.parts(book) for line in part.lines):
                found.setdefault((topic.name, line.place), " · ".join(filter(None, line.values[:TELLING])))
    return found


def place_before(one: Difference) -> str:
    """Where the row stood that a draft changes: its key may be what changed."""
    name, _dot, row = one.place.partition(".")
    old = one.fields.get(ROW_KEYS.get((one.topic, name), ""), (None, None))[0]
    return f"{name}.{old}" if row and old is not None else one.place


def _row_words(topic: str, name: str, row: str, at: str, names: Names) -> str:
    field = field_at((topic, name))
    key = next((one for one in field.fields if one.key), None) if field else None
    term = next((words(one) for one in key.words if one.value == row), "") if key else ""
    if term or not row.isdigit():
        return term or row
    number = at.partition(".")[2].partition(".")[0]
    if number.isdigit():
        return _("row %(number)s", number=int(number) + 1)
    if (topic, f"{name}.{row}") in names:
        return names[topic, f"{name}.{row}"]
    return (
        _("(the row of %(figure)s %(value)s)", figure=words(label_at(topic, name, key.name)), value=row) if key else row
    )
