"""Finding rows by typing: words of two characters and more through the pair index, then checked in the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean

from models import Complaint, Customer, Product
from models.search import SEARCHED, grams, index_table

LONGEST = 100
MOST_WORDS = 6
PAIR = 2
CALLED = ("code", "number", "name")
# Full-width digits and letters, as a Chinese keyboard may write them.
NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}

Condition = ColumnElement[bool]
# A case is also found by what its goods and its customer are called, in characters or pinyin.
CALLED_BY: dict[type[Any], tuple[tuple[Any, type[Any]], ...]] = {
    Complaint: ((Complaint.product_id, Product), (Complaint.customer_id, Customer)),
}
NAMES = ("name", "pinyin")
# A term that fits more of them is no name; the newest are taken.
MOST_RELATIVES = 200


class _Indexed(FunctionElement[bool]):
    """Rows whose index entry holds all pairs. Arguments: the id column, the index table, the pairs for each engine."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002  SQLAlchemy's name
        # Without booleans SQLite would be given `... IN (...) = 1`, which it answers by reading the whole table.
        return self


@compiles(_Indexed, "sqlite")
def _in_fts(element: Any, compiler: Any, **kw: Any) -> str:
    key, entries, words, _array = (clause for clause in element.clauses)
    row, name, wanted = (compiler.process(part, **kw) for part in (key, entries, words))
    return f"{row} IN (SELECT rowid FROM {name} WHERE {name} MATCH {wanted})"


@compiles(_Indexed, "postgresql")
def _in_gin(element: Any, compiler: Any, **kw: Any) -> str:
    key, entries, _words, array = (clause for clause in element.clauses)
    row, name, wanted = (compiler.process(part, **kw) for part in (key, entries, array))
    # OFFSET 0 is a fence: taking a rare word for a commoner one, the planner would walk the table newest first.
    return f"{row} IN (SELECT id FROM {name} WHERE grams @> {wanted} OFFSET 0)"


@dataclass(frozen=True)
class WordIndex:
    """The word index of one model as a table: the key of a row, and whether its entry holds every pair of a term."""

    key: ColumnElement[int]
    holds: Condition

    def keys(self) -> Select[Any]:
        """The keys of the entries that hold every pair."""
        return select(self.key.label("id")).where(self.holds)


def word_index(dialect: str, model: type[Any], term: str) -> WordIndex:
    """The index of a searched model, asked for a term that is `long_enough`."""
    name, pairs = index_table(model), grams(*words_of(term))
    if dialect == "postgresql":
        entries = table(name, column("id", Integer), column("grams", postgresql.ARRAY(Text)))
        return WordIndex(entries.c.id, entries.c.grams.contains(pairs))
    entries = table(name, column("rowid", Integer), column(name, Text))
    return WordIndex(entries.c.rowid, entries.c[name].op("MATCH", is_comparison=True)(_every(pairs)))


def matching(model: type[Any], term: str) -> Condition:
    """The condition under which a row holds every word of the term in one of its searched columns.

    A word of one character alone is compared with the columns themselves: fine in small tables, so callers ask for two
    characters elsewhere (`long_enough`). An empty term finds nothing.
    """
    pairs = grams(*words_of(term))
    if not pairs or model not in SEARCHED:
        return holding(model, term)
    return and_(_indexed(model, pairs), *unsure(model, term))


def holding(model: type[Any], term: str) -> Condition:
    """The same as `matching` without the index: read from the columns themselves."""
    parts = words_of(term)
    return and_(*(_somewhere(model, part) for part in parts)) if parts else false()


def related(model: type[Any], term: str) -> list[Condition]:
    """The conditions under which a row belongs to a row of another table that is called by the term."""
    return [column.in_(_called(other, term)) for column, other in CALLED_BY.get(model, ())]


def _called(other: type[Any], term: str) -> Select[Any]:
    named = and_(*(or_(*(func.lower(getattr(other, name)).contains(word, autoescape=True) for name in NAMES))
                   for word in words_of(term)))  # fmt: skip
    return select(other.id).where(matching(other, term), named).order_by(other.id.desc()).limit(MOST_RELATIVES)


def unsure(model: type[Any], term: str) -> list[Condition]:
    """What the index leaves open: whether the pairs of a longer word stand together. A word of one pair is certain."""
    return [_somewhere(model, part) for part in words_of(term) if len(part) != PAIR or not part.isalnum()]


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
    array = cast(literal(pairs, ARRAY(Text)), ARRAY(Text))
    return _Indexed(model.id, literal_column(index_table(model)), literal(_every(pairs)), array)


def _every(pairs: list[str]) -> str:
    """The pairs as SQLite's index is asked for all of them."""
    return " AND ".join(f'"{pair}"' for pair in pairs)


def _somewhere(model: type[Any], word: str) -> Condition:
    columns = (getattr(model, name) for name in searched_columns(model))
    return or_(*(func.lower(one).contains(word, autoescape=True) for one in columns))
