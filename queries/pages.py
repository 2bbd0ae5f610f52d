"""One page of a long list and how many rows there are, at a cost that hardly grows with the table.

Somebody may see a row for one reason or another: their region, their own work. Asked at once, with `or`, no index gives
these rows in order; so each reason is asked for its own first rows, which are then merged.

A search begins where there is less to look through. A rare word: its rows in the word index. A common word: the
person's own rows if these are few, else the index's newest rows, or the rows in the order asked for, until the page is
full. A number typed whole is that row alone. A case is found by its product and its customer as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import Session

from queries.scope import alternatives, visible
from queries.search import WordIndex, holding, matching, related, unsure, word_index, words_of
from terms.people import Person

# Nobody counts further, nobody turns further.
COUNT_CAP = 10_000
# A word in no more rows than this is rare; a person with no more rows than this sees few.
RARE = 2_000
FEW = 5_000
# Of a common word so many of the newest rows are counted through.
COUNTED_THROUGH = 1_000

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Wanted:
    """Rows of one model in a person's scope that meet all conditions; term: and hold these words, by the word index."""

    model: type[Any]
    person: Person | None
    conditions: Sequence[Condition] = ()
    term: str = ""


@dataclass(frozen=True)
class Order:
    """By one column, then by key in the same direction, so that no two pages show the same row."""

    column: Any
    downwards: bool = False

    def of(self, *columns: Any) -> list[Any]:
        return [column.desc() if self.downwards else column.asc() for column in columns]


@dataclass(frozen=True)
class Page:
    """The keys of one page; count: of all rows; capped: there may be more than were counted."""

    keys: list[int]
    count: int
    capped: bool
    has_more: bool


@dataclass(frozen=True)
class Way:
    """One way to some of the keys: a statement, and by what its rows come in order."""

    statement: Select[Any]
    order: list[Any]


def page(session: Session, wanted: Wanted, order: Order, *, first: int, size: int) -> Page:
    """The keys from the first-th row on, and the count; a handful of statements whatever the size."""
    ways, newest = _ways(session, wanted, order)
    keys = list(session.scalars(_merged(ways, order, first, size + 1)))
    if newest is not None:
        found = session.scalar(select(func.count()).select_from(newest.subquery())) or 0
        return Page(keys[:size], max(found, first + len(keys)), capped=True, has_more=len(keys) > size)
    count = _counted(session, ways)
    return Page(keys[:size], min(count, COUNT_CAP), capped=count > COUNT_CAP, has_more=len(keys) > size)


def first_keys(session: Session, wanted: Wanted, order: Order, many: int) -> list[int]:
    """Only the keys of the first rows."""
    ways, _newest = _ways(session, wanted, order)
    return list(session.scalars(_merged(ways, order, 0, many)))


def _merged(ways: list[Way], order: Order, first: int, many: int) -> Select[Any]:
    """The keys of a page out of the first rows of each way."""
    if len(ways) == 1:
        return ways[0].statement.order_by(*ways[0].order).limit(many).offset(first)
    by = order.column.label("by")
    parts = [way.statement.add_columns(by).order_by(*way.order).limit(first + many).subquery() for way in ways]
    every = union(*(select(part.c.id, part.c.by) for part in parts)).subquery()
    return select(every.c.id).order_by(*order.of(every.c.by, every.c.id)).limit(many).offset(first)


def _counted(session: Session, ways: list[Way]) -> int:
    """How many rows there are, counted to one beyond COUNT_CAP."""
    capped = [way.statement.limit(COUNT_CAP + 1).subquery() for way in ways]
    every = union(*(select(part.c.id) for part in capped)).subquery() if len(capped) > 1 else capped[0]
    return session.scalar(select(func.count()).select_from(every)) or 0


def _ways(session: Session, wanted: Wanted, order: Order) -> tuple[list[Way], Select[Any] | None]:
    """The ways to the rows; with a second answer only its rows are to be counted."""
    own = [_keys(wanted).where(reason) for reason in alternatives(wanted.model, wanted.person)]
    if not wanted.term:
        return _in_order(own, wanted, order), None
    exact = _numbered(session, wanted)
    if exact is not None:
        return _in_order([one.where(exact) for one in own], wanted, order), None
    index = word_index(session.get_bind().dialect.name, wanted.model, wanted.term)
    kin = _in_order([one.where(kind) for kind in related(wanted.model, wanted.term) for one in own], wanted, order)
    if _up_to(session, [index.keys()], RARE) <= [RARE]:
        found = matching(wanted.model, wanted.term)
        return [*_in_order([one.where(found) for one in own], wanted, order), *kin], None
    ways, newest = _common(session, wanted, order, own, index)
    return [*ways, *kin], newest


def _numbered(session: Session, wanted: Wanted) -> Condition | None:
    """The row of a number that was typed whole: its pairs are in every number, so the word index would be slow."""
    column, words = wanted.model.__table__.c.get("number"), words_of(wanted.term)
    if column is None or len(words) != 1 or not any(character.isdigit() for character in words[0]):
        return None
    named = column == words[0].upper()
    return named if session.scalar(visible(select(wanted.model.id), wanted.model, wanted.person).where(named)) else None


def _common(
    session: Session, wanted: Wanted, order: Order, own: list[Select[Any]], index: WordIndex
) -> tuple[list[Way], Select[Any] | None]:
    """The ways to the rows with a common word: by the index for those reasons that give many rows."""
    held = holding(wanted.model, wanted.term)
    ways = _in_order([one.where(held) for one in own], wanted, order)
    many = [size > FEW for size in _up_to(session, own, FEW)]
    if not any(many):
        return ways, None
    if order.column is wanted.model.id and order.downwards:
        reasons = alternatives(wanted.model, wanted.person)
        ways = [_through(index, wanted, reasons[at]) if many[at] else way for at, way in enumerate(ways)]
    return ways, _newest(index, wanted)


def _keys(wanted: Wanted) -> Select[Any]:
    return select(wanted.model.id.label("id")).where(*wanted.conditions)


def _in_order(statements: list[Select[Any]], wanted: Wanted, order: Order) -> list[Way]:
    by = order.of(*dict.fromkeys((order.column, wanted.model.id)))
    return [Way(one, by) for one in statements]


def _through(index: WordIndex, wanted: Wanted, *conditions: Condition) -> Way:
    """The rows of the word index one by one, the newest first: ends as soon as the page is full."""
    found = index.keys().join(wanted.model, wanted.model.id == index.key)
    checked = found.where(*conditions, *wanted.conditions, *unsure(wanted.model, wanted.term))
    return Way(checked, [index.key.desc()])


def _newest(index: WordIndex, wanted: Wanted) -> Select[Any]:
    """The wanted ones among the newest rows of the word index."""
    newest = index.keys().order_by(index.key.desc()).limit(COUNTED_THROUGH).subquery()
    among = visible(_keys(wanted), wanted.model, wanted.person).join(newest, newest.c.id == wanted.model.id)
    return among.where(*unsure(wanted.model, wanted.term))


def _up_to(session: Session, statements: list[Select[Any]], most: int) -> list[int]:
    """How many rows each statement has, counted to one beyond `most`; one statement for all."""
    capped = [one.limit(most + 1).subquery() for one in statements]
    counts = [select(func.count()).select_from(one).scalar_subquery() for one in capped]
    return list(session.execute(select(*counts)).one())
