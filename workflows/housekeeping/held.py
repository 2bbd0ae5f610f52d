"""What one node at a time works on: held for a short while, held longer while it works, free again when it dies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from models import JobTurn, Work
from models.machinery import Held
from workflows.transaction import transaction

# How the house runs, not policy. A node says four times in this span that it still lives.
HOLDS = timedelta(seconds=90)
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(minutes=15)


class Interrupted(Exception):
    """The house closes while something runs. What is left goes on at the next start, and counts as no failure."""


def is_free(model: type[JobTurn | Work], at: datetime) -> ColumnElement[bool]:
    """Nobody holds it and it need not rest."""
    return and_(
        or_(model.held_until.is_(None), model.held_until <= at),
        or_(model.not_before.is_(None), model.not_before <= at),
    )


def may_take(row: Held, at: datetime) -> bool:
    """The same, asked of one locked row."""
    return (row.held_until is None or row.held_until <= at) and (row.not_before is None or row.not_before <= at)


def hold(row: Held, runner: str, at: datetime) -> None:
    """Begin a try. It counts from now on: one that takes the whole node down with it never says that it failed."""
    row.runner, row.held_until = runner, at + HOLDS
    row.tries += 1


def let_go(row: Held) -> None:
    row.runner, row.held_until = "", None


def not_tried(row: Held) -> None:
    """It was only interrupted: the try counts for nothing."""
    let_go(row)
    row.tries = max(row.tries - 1, 0)


def rest(row: Held, at: datetime) -> None:
    """It failed once more: let it rest, twice as long each time."""
    row.not_before = at + min(FIRST_REST * 2 ** min(row.tries - 1, 10), LONGEST_REST)


def come_good(row: Held) -> None:
    row.tries, row.not_before = 0, None


def hold_on(session: Session, *, runner: str, at: datetime, turns: Iterable[str] = (), work: Iterable[int] = ()) -> int:
    """Say that this node still works on these turns and pieces of work; the answer is how many it still holds."""
    kept: list[Any] = [
        update(JobTurn).where(JobTurn.runner == runner, JobTurn.name.in_(list(turns))),
        update(Work).where(Work.runner == runner, Work.id.in_(list(work))),
    ]
    with transaction(session):
        return sum(session.connection().execute(one.values(held_until=at + HOLDS)).rowcount for one in kept)
