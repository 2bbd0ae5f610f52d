"""What a scorecard's figures are counted from: ratings, limits, cases, costs, each with whom it counts for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import Session, aliased

from models import CallBack, Complaint, ComplaintClock, ScorePeriod, ServiceRecord
from queries.costs import of_cases
from rules.score_figures import OF_THE_HANDLER, Evidence
from terms.complaint import State
from terms.measures import Formula, Measure
from terms.scorecard import EvidenceOf
from terms.service import ServiceStatus
from terms.time import day_start

# A time limit that ends in the period began at most so long before it.
LONGEST_LIMIT = timedelta(days=100)
GONE = (State.WITHDRAWN, State.MERGED)
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Reach:
    """For whom evidence is looked for: these people, these departments; None for everybody."""

    staff: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()

    def of_cases(self) -> ColumnElement[bool]:
        return or_(Complaint.assigned_to_id.in_(self.staff), Complaint.department_id.in_(self.departments))

    def of_services(self) -> ColumnElement[bool]:
        return or_(ServiceRecord.engineer_id.in_(self.staff), ServiceRecord.department_id.in_(self.departments))


@dataclass(frozen=True, slots=True)
class Counted:
    """One piece of evidence, and the person and the department whose figure it belongs to."""

    staff_id: int | None
    department_id: int
    evidence: Evidence


# What one part of a card is counted from: a formula, and of ratings which question.
Source = tuple[Formula, bool]


def source_of(formula: Formula, measure: Measure) -> Source:
    return formula, formula is Formula.AVERAGE_RATING and measure is Measure.ATTITUDE


def counted(
    session: Session, period: ScorePeriod, sources: Iterable[Source], at: datetime, reach: Reach | None
) -> dict[Source, list[Counted]]:
    """The evidence of each source within the period, up to now.

    reach: only of these people and departments.
    """
    span = Span(session, day_start(period.first), min(day_start(period.after), at), reach)
    return {source: list(span.of(source)) for source in set(sources)}


@dataclass
class Span:
    """From one moment to before another."""

    session: Session
    start: datetime
    end: datetime
    reach: Reach | None
    _answered: list[Any] | None = None

    def of(self, source: Source) -> Iterator[Counted]:
        formula, attitude_only = source
        if formula is Formula.AVERAGE_RATING:
            yield from self.ratings(attitude_only=attitude_only)
        elif formula is Formula.SHARE_IN_TIME:
            yield from self.limits()
        elif formula is Formula.SHARE_FIRST_TIME:
            yield from self.first_time()
        elif formula is Formula.AVERAGE_DURATION:
            yield from self.durations()
        elif formula is Formula.WITHIN_BUDGET:
            yield from self.costs()

    def ratings(self, *, attitude_only: bool) -> Iterator[Counted]:
        """Every call-back that was rated, under the case it was about; every rated visit."""
        asked = (CallBack.attitude,) if attitude_only else (CallBack.attitude, CallBack.speed, CallBack.result)
        called = (
            select(Complaint.assigned_to_id, Complaint.department_id, Complaint.id, *asked)
            .join(CallBack, CallBack.complaint_id == Complaint.id)
            .where(CallBack.called_at >= self.start, CallBack.called_at < self.end, self._cases())
            .order_by(CallBack.id)
        )
        for staff, department, case, *given in self.session.execute(called):
            figure = "/".join(str(one) for one in given if one is not None)
            if figure:
                yield Counted(staff, department, Evidence(EvidenceOf.CALL_BACK, case, figure))
        if not attitude_only:
            for record in self._visits(ServiceRecord.rating.is_not(None)):
                evidence = Evidence(EvidenceOf.SERVICE_RECORD, record.id, str(record.rating))
                yield Counted(record.engineer_id, record.department_id, evidence)

    def limits(self) -> Iterator[Counted]:
        """Every limit of a handler that ended in the period: kept in time, or not."""
        found = (
            select(
                Complaint.assigned_to_id, Complaint.department_id, Complaint.id, ComplaintClock.clock,
                ComplaintClock.met_at, ComplaintClock.due_at,
            )
            .join(ComplaintClock, ComplaintClock.complaint_id == Complaint.id)
            .where(
                Complaint.registered_at >= self.start - LONGEST_LIMIT, Complaint.registered_at < self.end,
                ComplaintClock.due_at >= self.start, ComplaintClock.due_at < self.end,
                ComplaintClock.clock.in_(OF_THE_HANDLER), ComplaintClock.dropped_at.is_(None),
                Complaint.state.not_in(GONE), self._cases(),
            )
            .order_by(ComplaintClock.id)
        )  # fmt: skip
        for staff, department, case, clock, met, due in self.session.execute(found):
            kept = met is not None and met <= due
            yield Counted(staff, department, Evidence(EvidenceOf.CLOCK, case, clock.value, kept))

    def first_time(self) -> Iterator[Counted]:
        """Every case answered in the period, solved the first time or not; every visit accepted or not."""
        for row in self.answered():
            good = row.reopened_count == 0 and not row.again
            yield Counted(row.assigned_to_id, row.department_id, Evidence(EvidenceOf.CASE, row.id, "", good))
        done = (ServiceStatus.ACCEPTED, ServiceStatus.NOT_ACCEPTED)
        for record in self._visits(ServiceRecord.status.in_(done)):
            evidence = Evidence(EvidenceOf.SERVICE_RECORD, record.id, "", record.status is ServiceStatus.ACCEPTED)
            yield Counted(record.engineer_id, record.department_id, evidence)

    def durations(self) -> Iterator[Counted]:
        """The hours from registration to result, to a hundredth."""
        for row in self.answered():
            hours = Decimal(round((row.result_at - row.registered_at).total_seconds() / HOUR, 2))
            evidence = Evidence(EvidenceOf.CASE, row.id, str(hours.quantize(Decimal("0.01"))))
            yield Counted(row.assigned_to_id, row.department_id, evidence)

    def costs(self) -> Iterator[Counted]:
        """What every case answered in the period has cost so far; nothing, too."""
        spent: dict[int, Decimal] = defaultdict(lambda: Decimal("0.00"))
        for case, amount in of_cases(self.session, self._answered_here()):
            spent[case] += amount
        for row in self.answered():
            evidence = Evidence(EvidenceOf.SPENT, row.id, str(spent[row.id]))
            yield Counted(row.assigned_to_id, row.department_id, evidence)

    def answered(self) -> list[Any]:
        """The cases whose result was reported in the period."""
        if self._answered is None:
            other = aliased(Complaint)
            again = exists().where(other.repeat_of_id == Complaint.id).correlate(Complaint).label("again")
            found = select(
                Complaint.id, Complaint.assigned_to_id, Complaint.department_id, Complaint.registered_at,
                Complaint.result_at, Complaint.reopened_count, again,
            )  # fmt: skip
            self._answered = list(self.session.execute(found.where(self._answered_here()).order_by(Complaint.id)))
        return self._answered

    def _answered_here(self) -> ColumnElement[bool]:
        return (
            (Complaint.result_at >= self.start)
            & (Complaint.result_at < self.end)
            & Complaint.state.not_in(GONE)
            & self._cases()
        )

    def _visits(self, *conditions: ColumnElement[bool]) -> Iterable[ServiceRecord]:
        reach = self.reach.of_services() if self.reach else true()
        found = select(ServiceRecord).where(
            ServiceRecord.visited_at >= self.start, ServiceRecord.visited_at < self.end, *conditions, reach
        )
        return self.session.scalars(found.order_by(ServiceRecord.id))

    def _cases(self) -> ColumnElement[bool]:
        return self.reach.of_cases() if self.reach else true()


def average_hours(session: Session, start: date, end: date) -> dict[int, timedelta]:
    """How long each person's cases took on average, of those answered from one day to before another.

    Source: P23 三节2(2); PK-14.
    """
    hours: dict[int, list[Fraction]] = defaultdict(list)
    for one in Span(session, day_start(start), day_start(end), None).durations():
        if one.staff_id is not None:
            hours[one.staff_id].append(Fraction(one.evidence.figure))
    return {staff: timedelta(hours=float(sum(each) / len(each))) for staff, each in hours.items()}
