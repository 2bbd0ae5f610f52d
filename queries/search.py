"""Finding rows by typing: words of two characters and more through the pair index, then checked in the columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, cast, false, func, literal, literal_column, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean

from models.search import SEARCHED, grams, index_table

LONGEST = 100
MOST_WORDS = 6
CALLED = ("code", "number", "name")
# Full-width digits and letters, as a Chinese keyboard may write them.
NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}

Condition = ColumnElement[bool]


class _Indexed(FunctionElement[bool]):
    """Rows whose index entry holds all pairs. Arguments: the id column, the index table, the pairs for each engine."""

    type = Boolean()
    inherit_cache = True


@compiles(_Indexed, "sqlite")
def _in_fts(element: Any, compiler: Any, **kw: Any) -> str:
    key, table, words, _array = (clause for clause in element.clauses)
    row, name, wanted = (compiler.process(part, **kw) for part in (key, table, words))
    return f"{row} IN (SELECT rowid FROM {name} WHERE {name} MATCH {wanted})"


@compiles(_Indexed, "postgresql")
def _in_gin(element: Any, compiler: Any, **kw: Any) -> str:
    key, table, _words, array = (clause for clause in element.clauses)
    row, name, wanted = (compiler.process(part, **kw) for part in (key, table, array))
    return f"{row} IN (SELECT id FROM {name} WHERE grams @> {wanted})"


def matching(model: type[Any], term: str) -> Condition:
    """The condition under which a row holds every word of the term in one of its searched columns.

    A word of one character alone is compared with the columns themselves: fine in small tables, so callers ask for two
    characters elsewhere (`long_enough`). An empty term finds nothing.
    """
    parts = words_of(term)
    pairs = grams(*parts)
    if not parts:
        return false()
    found = [_somewhere(model, part) for part in parts]
    return and_(_indexed(model, pairs), *found) if pairs and model in SEARCHED else and_(*found)


def searched_columns(model: type[Any]) -> tuple[str, ...]:
    """The columns a model is found by; a small table without an index is found by what its rows are called."""
    return SEARCHED.get(model) or tuple(name for name in CALLED if name in model.__table__.columns)


def long_enough(term: str) -> bool:
    """Whether the index can answer: some two letters, digits or characters stand side by side."""
    return bool(grams(*words_of(term)))


def words_of(term: str) -> list[str]:
    """The words of what was typed, lower case, half-width, without what no column can hold."""
    return term.replace("\0", "").translate(NARROW).lower()[:LONGEST].split()[:MOST_WORDS]


def _indexed(model: type[Any], pairs: list[str]) -> Condition:
    every = " AND ".join(f'"{pair}"' for pair in pairs)
    return _Indexed(
        model.id, literal_column(index_table(model)), literal(every), cast(literal(pairs, ARRAY(Text)), ARRAY(Text))
    )


def _somewhere(model: type[Any], word: str) -> Condition:
    columns = (getattr(model, name) for name in searched_columns(model))
    return or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))
