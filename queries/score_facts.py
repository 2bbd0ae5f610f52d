"""A period of scorecards as the table of acts sees it, and whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Assessment, Scorecard, ScorePeriod, Staff, StaffRole
from queries.scorecards import Card, Figure, Subject, cards, owed
from queries.some import FIRST, Some
from rulebook.scorecard import Part
from rules.permissions import Permission, allowed
from rules.records import obstacle
from rules.score_acts import STEPS, ScoreFacts, Unsigned, may_assess
from terms.measures import Formula
from terms.people import Person
from terms.scorecard import ScoreAct, ScoreStatus
from terms.time import local_date


def score_facts(session: Session, period: ScorePeriod, at: datetime, found: Iterable[Card] | None = None) -> ScoreFacts:
    """found: all its cards, where the caller has them."""
    today, missing = local_date(at), 0
    if period.status is ScoreStatus.OPEN and period.last < today:
        missing = sum(len(card.missing) for card in (cards(session, period, at) if found is None else found))
    waiting = tuple(one for one, _row in unsigned(session, period)) if period.status is ScoreStatus.FROZEN else ()
    return ScoreFacts(period.status, period.last, today, missing, period.frozen_by_id, waiting)


def unsigned(session: Session, period: ScorePeriod) -> list[tuple[Unsigned, Scorecard]]:
    """The cards that wait for their signature, each with who assessed a measure of it."""
    wanted = select(Scorecard).where(
        Scorecard.period_id == period.id, Scorecard.edition == period.edition, Scorecard.signed_at.is_(None)
    )
    rows = list(session.scalars(wanted.order_by(Scorecard.id)))
    said = select(Assessment.subject, Assessment.assessed_by_id).where(Assessment.period_id == period.id)
    assessors: dict[str, set[int]] = defaultdict(set)
    for subject, by in session.execute(said):
        assessors[subject].add(by)
    of = {row.id: frozenset(assessors[row.subject]) for row in rows}
    people = {row.staff_id for row in rows if row.staff_id is not None}.union(*of.values())
    held = select(StaffRole.staff_id, StaffRole.role).where(StaffRole.staff_id.in_(sorted(people)))
    roles = {(staff, role) for staff, role in session.execute(held)}
    return [
        (Unsigned(row.staff_id, row.signs, any((one, row.signs) in roles for one in {row.staff_id, *of[row.id]}),
                  of[row.id]), row)
        for row in rows
    ]  # fmt: skip


def ended(session: Session, at: datetime) -> list[ScorePeriod]:
    """Periods that are over and not signed, the oldest first."""
    wanted = select(ScorePeriod).where(ScorePeriod.status != ScoreStatus.SIGNED).order_by(ScorePeriod.first)
    return [row for row in session.scalars(wanted) if row.last < local_date(at)]


def turns(session: Session, staff: Staff, at: datetime) -> Some[tuple[ScorePeriod, ScoreAct]]:
    """The periods that wait for this person to freeze or sign them."""
    person = staff.as_person()
    found = [(period, act) for period in ended(session, at) if (act := _turn(session, period, person, at)) is not None]
    return Some(found[:FIRST], len(found))


def _turn(session: Session, period: ScorePeriod, person: Person, at: datetime) -> ScoreAct | None:
    """What this person does with it next. What a period that is over still lacks is told on its own page."""
    if period.status is ScoreStatus.OPEN:
        return ScoreAct.FREEZE if allowed(person.roles, Permission.SCORECARD_FREEZE) else None
    facts = score_facts(session, period, at)
    sign = next(step for step in STEPS if step.act is ScoreAct.SIGN)
    return ScoreAct.SIGN if obstacle(sign, facts, person) is None else None


def to_assess(session: Session, staff: Staff, at: datetime) -> Some[tuple[ScorePeriod, Subject, Part]]:
    """Assessments this person owes: of periods that are over."""
    person = staff.as_person()
    found = [
        (period, subject, part)
        for period in ended(session, at)
        if period.status is ScoreStatus.OPEN
        for subject, part in owed(session, period, at, person)
        if may_assess(person, staff_id=subject.staff_id, department_id=subject.department_id)
    ]
    return Some(found[:FIRST], len(found))


def assessable(found: Iterable[Card], person: Person) -> list[tuple[Card, Figure]]:
    """What this person may assess, given or not."""
    return [
        (card, figure)
        for card in found
        if may_assess(person, staff_id=card.subject.staff_id, department_id=card.subject.department_id)
        for figure in card.figures
        if figure.formula is Formula.ASSESSED
    ]
