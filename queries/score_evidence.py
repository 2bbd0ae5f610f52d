"""What a scorecard's figures are counted from: ratings, limits, cases, costs, each with whom it counts for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select, true, union
from sqlalchemy.orm import Session, aliased

from models import CallBack, Complaint, ComplaintClock, ScorePeriod, ServiceRecord
from queries.costs import of_cases
from rules.score_figures import OF_THE_HANDLER, Evidence
from rules.scorecard import rounded
from terms.complaint import State
from terms.measures import Formula, Measure
from terms.scorecard import EvidenceOf
from terms.service import ServiceStatus
from terms.time import day_start

GONE = (State.WITHDRAWN, State.MERGED)
DONE = (ServiceStatus.ACCEPTED, ServiceStatus.NOT_ACCEPTED)
# In microseconds.
HOUR = 3_600_000_000


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
# A person and the department of the case or visit.
Whose = tuple[int | None, int]


def source_of(formula: Formula, measure: Measure) -> Source:
    return formula, formula is Formula.AVERAGE_RATING and measure is Measure.ATTITUDE


def counted(
    session: Session, period: ScorePeriod, sources: Iterable[Source], at: datetime, reach: Reach | None
) -> dict[Source, list[Counted]]:
    """The evidence of each source within the period, up to now.

    reach: only of these people and departments.
    """
    span = _span(session, period, at, reach)
    return {source: list(span.of(source)) for source in set(sources)}


def counted_for(
    session: Session, period: ScorePeriod, sources: Iterable[Source], at: datetime, reach: Reach | None
) -> set[Whose]:
    """Whom the evidence of `counted` belongs to, without reading it: (person, department)."""
    span = _span(session, period, at, reach)
    wanted = {str(one): one for source in set(sources) for one in span.statements(source)}
    # What was counted is left to the database: each pair once.
    narrowed = [one.with_only_columns(*list(one.selected_columns)[:2]).order_by(None) for one in wanted.values()]
    return {(staff, department) for staff, department in session.execute(union(*narrowed))} if narrowed else set()


def _span(session: Session, period: ScorePeriod, at: datetime, reach: Reach | None) -> Span:
    return Span(session, day_start(period.first), min(day_start(period.after), at), reach)


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
        for staff, department, case, *given in self.session.execute(self._called(attitude_only=attitude_only)):
            figure = "/".join(str(one) for one in given if one is not None)
            yield Counted(staff, department, Evidence(EvidenceOf.CALL_BACK, case, figure))
        if not attitude_only:
            for record in self.session.execute(self._visits(ServiceRecord.rating.is_not(None))):
                evidence = Evidence(EvidenceOf.SERVICE_RECORD, record.id, str(record.rating))
                yield Counted(record.engineer_id, record.department_id, evidence)

    def limits(self) -> Iterator[Counted]:
        """Every limit of a handler that ended in the period: kept in time, or not."""
        for staff, department, case, clock, met, due in self.session.execute(self._ended()):
            kept = met is not None and met <= due
            yield Counted(staff, department, Evidence(EvidenceOf.CLOCK, case, clock.value, kept))

    def first_time(self) -> Iterator[Counted]:
        """Every case answered in the period, solved the first time or not; every visit accepted or not."""
        for row in self.answered():
            good = row.reopened_count == 0 and not row.again
            yield Counted(row.assigned_to_id, row.department_id, Evidence(EvidenceOf.CASE, row.id, "", good))
        for record in self.session.execute(self._visits(ServiceRecord.status.in_(DONE))):
            evidence = Evidence(EvidenceOf.SERVICE_RECORD, record.id, "", record.status is ServiceStatus.ACCEPTED)
            yield Counted(record.engineer_id, record.department_id, evidence)

    def durations(self) -> Iterator[Counted]:
        """The hours from registration to result, to a hundredth."""
        for row in self.answered():
            evidence = Evidence(EvidenceOf.CASE, row.id, str(rounded(hours_of(row))))
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
            self._answered = list(self.session.execute(self._with_result()))
        return self._answered

    def statements(self, source: Source) -> list[Select[*tuple[Any, ...]]]:
        """What a source is read from; the first two columns say whose it is."""
        formula, attitude_only = source
        if formula is Formula.AVERAGE_RATING:
            rated = [] if attitude_only else [self._visits(ServiceRecord.rating.is_not(None))]
            return [self._called(attitude_only=attitude_only), *rated]
        if formula is Formula.SHARE_IN_TIME:
            return [self._ended()]
        if formula is Formula.SHARE_FIRST_TIME:
            return [self._with_result(), self._visits(ServiceRecord.status.in_(DONE))]
        return [self._with_result()] if formula in (Formula.AVERAGE_DURATION, Formula.WITHIN_BUDGET) else []

    def _called(self, *, attitude_only: bool) -> Select[*tuple[Any, ...]]:
        asked = (CallBack.attitude,) if attitude_only else (CallBack.attitude, CallBack.speed, CallBack.result)
        return (
            select(Complaint.assigned_to_id, Complaint.department_id, Complaint.id, *asked)
            .join(CallBack, CallBack.complaint_id == Complaint.id)
            .where(CallBack.called_at >= self.start, CallBack.called_at < self.end, self._cases())
            .where(or_(*(one.is_not(None) for one in asked)))
            .order_by(CallBack.id)
        )

    def _ended(self) -> Select[*tuple[Any, ...]]:
        """Limits of handlers that ended here. One that stands still since before its end has not ended."""
        clock = ComplaintClock
        stands_still = and_(
            clock.met_at.is_(None), Complaint.paused_at.is_not(None),
            Complaint.paused_at >= clock.started_at, Complaint.paused_at <= clock.due_at,
        )  # fmt: skip
        return (
            select(
                Complaint.assigned_to_id, Complaint.department_id, Complaint.id, clock.clock, clock.met_at,
                clock.due_at,
            )
            .join(clock, clock.complaint_id == Complaint.id)
            .where(
                clock.due_at >= self.start, clock.due_at < self.end, clock.started_at < self.end,
                clock.clock.in_(OF_THE_HANDLER), clock.dropped_at.is_(None), not_(stands_still),
                Complaint.state.not_in(GONE), self._cases(),
            )
            .order_by(clock.id)
        )  # fmt: skip

    def _with_result(self) -> Select[*tuple[Any, ...]]:
        other = aliased(Complaint)
        again = exists().where(other.repeat_of_id == Complaint.id).correlate(Complaint).label("again")
        return select(
            Complaint.assigned_to_id, Complaint.department_id, Complaint.id, Complaint.registered_at,
            Complaint.result_at, Complaint.reopened_count, again,
        ).where(self._answered_here()).order_by(Complaint.id)  # fmt: skip

    def _answered_here(self) -> ColumnElement[bool]:
        return (
            (Complaint.result_at >= self.start)
            & (Complaint.result_at < self.end)
            & Complaint.state.not_in(GONE)
            & self._cases()
        )

    def _visits(self, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        row, reach = ServiceRecord, self.reach.of_services() if self.reach else true()
        found = select(row.engineer_id, row.department_id, row.id, row.rating, row.status)
        return found.where(row.visited_at >= self.start, row.visited_at < self.end, *conditions, reach).order_by(row.id)

    def _cases(self) -> ColumnElement[bool]:
        return self.reach.of_cases() if self.reach else true()


def hours_of(row: Any) -> Fraction:
    """The exact hours from registration to result."""
    return Fraction((row.result_at - row.registered_at) // timedelta(microseconds=1), HOUR)


def average_hours(session: Session, start: date, end: date) -> dict[int, Fraction]:
    """How many hours each person's cases took on average, exactly, of those answered from one day to before another.

    Source: P23 三节2(2); PK-14.
    """
    hours: dict[int, list[Fraction]] = defaultdict(list)
    for row in Span(session, day_start(start), day_start(end), None).answered():
        if row.assigned_to_id is not None:
            hours[row.assigned_to_id].append(hours_of(row))
    return {staff: sum(each, Fraction(0)) / len(each) for staff, each in hours.items()}
