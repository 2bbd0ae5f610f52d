"""Prepare the period that runs: a row to assess and to freeze."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Department, ScorePeriod
from queries.rulebook import in_force
from queries.scorecards import period_of
from rules.packs_in_force import NoPackInForce, Where
from rules.scorecard import frozen_on
from terms.periods import Period
from terms.scorecard import ScoreStatus
from terms.time import local_date
from workflows import audit
from workflows.transaction import transaction


def open_due(session: Session, *, at: datetime) -> int:
    """Prepare the period of today for every policy that scores; returns how many."""
    return sum(_open(session, every, first, at) for every, first in due(session, local_date(at)))


def due(session: Session, today: date) -> list[tuple[Period, date]]:
    """The periods of today, by their first day, that are not prepared yet."""
    found = {(every, first_of(every, today)) for every in _every(session, today)}
    return sorted(one for one in found if period_of(session, *one) is None)


def first_of(every: Period, day: date) -> date:
    """The first day of the period a day lies in."""
    last = frozen_on(every, day)
    return date(last.year, last.month - every.months + 1, 1)


def _every(session: Session, today: date) -> set[Period]:
    """How often the company's departments are scored."""
    codes = ["", *session.scalars(select(Department.code).order_by(Department.id))]
    try:
        books = [in_force(session, on=today, where=Where(department=code)) for code in codes]
    except NoPackInForce:
        return set()
    return {book.scorecard.every for book in books if book.scorecard is not None}


def _open(session: Session, every: Period, first: date, at: datetime) -> bool:
    """One period, one transaction; of several nodes that come at once, one prepares it."""
    try:
        with transaction(session):
            opened(session, every, first, at)
    except IntegrityError:
        return False
    return True


def opened(session: Session, every: Period, first: date, at: datetime) -> ScorePeriod:
    """The step itself."""
    row = ScorePeriod(
        first=first, every=every, status=ScoreStatus.OPEN, edition=0, opened_at=at, sent_back_reason="", version=1
    )
    session.add(row)
    session.flush()
    audit.record(session, "score_period.opened", row, None, at, more={"first": first, "every": every})
    return row
