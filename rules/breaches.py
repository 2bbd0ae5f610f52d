"""Which breach a proven fact is, and whose: from facts that stand in the records, never from an opinion.

Each function answers with those it accuses; nobody where the fact is none. People are ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rulebook.calendars import WorkCalendar
from rulebook.penalties import Penalties
from rulebook.time_limits import ServiceHours
from rules.calendar import add_working_days
from terms.time import SHANGHAI, local_date

LATE_HANDLING = "late_handling"
UNFILED = "beyond_authority_or_unfiled"
PROCEDURE = "procedure_not_followed"
PROCEDURE_REVIEW = "procedure_not_followed_review"
FALSE_REPORT = "false_report"
FALSE_REPORT_REVIEW = "false_report_review"
NOT_CALLED_BACK = "not_recorded_or_not_called_back"
NOT_CALLED_BACK_REVIEW = "not_recorded_or_not_called_back_review"
FORM_LOST = "form_lost"
ONE_TO_MANY = "one_to_many_badly_handled"
LOSS = "economic_loss"
MAJOR_IMPACT = "major_impact"


@dataclass(frozen=True, slots=True)
class Accused:
    """One breach of one person."""

    breach: str
    staff_id: int


def late_result(*, handler: int, one_to_many: bool) -> tuple[Accused, ...]:
    """The result was not in when it was due. One-to-many is the graver clause, and not punished under both.

    Source: P06 七1, 七5; PK-01, PK-10.
    """
    return (Accused(ONE_TO_MANY if one_to_many else LATE_HANDLING, handler),)


def carried_out(
    *, done_at: datetime, approved_at: datetime | None, filed_at: datetime | None, handler: int
) -> tuple[Accused, ...]:
    """Goods or money were given before the settlement was approved, or before it was filed.

    Done at the very second of the filing is after it. Source: P06 七1; PK-02.
    """
    in_order = approved_at is not None and filed_at is not None and approved_at <= done_at and filed_at <= done_at
    return () if in_order else (Accused(UNFILED, handler),)


def nobody_called(
    *, called_at: datetime | None, result_due: datetime, now: datetime, handler: int
) -> tuple[Accused, ...]:
    """The first step was skipped: nobody had called the consumer when the result was due.

    Source: P06 五(1), 七2; PK-03.
    """
    skipped = (called_at or now) > result_due
    return (Accused(PROCEDURE, handler),) if skipped else ()


def step_skipped(
    *, contacted_before: bool, investigated_before: bool, proposer: int, reviewers: Iterable[int]
) -> tuple[Accused, ...]:
    """A settlement was put forward without a talk or a finding before it, and signed all the same.

    Source: P06 七2; PK-03, PK-04.
    """
    if contacted_before and investigated_before:
        return ()
    return (Accused(PROCEDURE, proposer), *_reviewers(PROCEDURE_REVIEW, reviewers, proposer))


def false_report(*, against: int, reviewers: Iterable[int]) -> tuple[Accused, ...]:
    """A report was found false or wrong; whoever signed the form let it pass.

    Source: P06 七2; PK-05, PK-06.
    """
    return (Accused(FALSE_REPORT, against), *_reviewers(FALSE_REPORT_REVIEW, reviewers, against))


def call_back_due(
    *, result_at: datetime, penalties: Penalties, hours: ServiceHours, calendar: WorkCalendar
) -> datetime:
    """Until when a call-back is in time: the end of shift of the working day after the result.

    Source: P06 七3; rulebook, decided.
    """
    day: date = add_working_days(local_date(result_at), penalties.call_back_days, calendar)
    return datetime.combine(day, hours.closes, SHANGHAI)


def call_back_missed(
    *, first_call_at: datetime | None, due: datetime, now: datetime, office: int | None, reviewer: int | None
) -> tuple[Accused, ...]:
    """No call was made in time. Called at the very second it is due is in time.

    office: who made the late call, or the office's only person; None while nobody can be named.
    reviewer: who sent the daily report over it; None while nobody did.

    Source: P06 七3; PK-07, PK-08.
    """
    if (first_call_at or now) <= due or office is None:
        return ()
    reviewers = (reviewer,) if reviewer is not None else ()
    return (Accused(NOT_CALLED_BACK, office), *_reviewers(NOT_CALLED_BACK_REVIEW, reviewers, office))


def form_lost(
    *, holder: int, holder_keeps_forms: bool, affects_summary: bool, affects_replenishment: bool
) -> tuple[Accused, ...]:
    """A handling form is lost that sales administration had in its keeping, and the month suffers from it.

    The clause names both effects, 影响月售后服务汇总以及补货; either is enough. A loss that touches neither is none.

    Source: P06 七4; PK-09.
    """
    punished = holder_keeps_forms and (affects_summary or affects_replenishment)
    return (Accused(FORM_LOST, holder),) if punished else ()


def complained_again(*, one_to_many: bool, handler: int) -> tuple[Accused, ...]:
    """The consumer complained again: dissatisfied when called back, or a second complaint.

    Source: P06 七5; PK-10.
    """
    return (Accused(ONE_TO_MANY, handler),) if one_to_many else ()


def loss(*, paid: bool, reopened_before: bool, handler: int) -> tuple[Accused, ...]:
    """The first handling did not hold and the company then had to pay.

    handler: who put the first settlement forward. Source: P06 七5; PK-11.
    """
    return (Accused(LOSS, handler),) if paid and reopened_before else ()


def escalated(*, to_authority: bool, handler: int) -> tuple[Accused, ...]:
    """The consumer took a case that was handled to the authorities or the media.

    Source: P06 七5; PK-12.
    """
    return (Accused(MAJOR_IMPACT, handler),) if to_authority else ()


def window(now: datetime) -> datetime:
    """From when on facts are looked for: the first of last month. Older ones need a person who proposes them."""
    first = local_date(now).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return datetime(before.year, before.month, 1, tzinfo=SHANGHAI)


def _reviewers(breach: str, reviewers: Iterable[int], besides: int) -> tuple[Accused, ...]:
    return tuple(Accused(breach, one) for one in sorted(set(reviewers) - {besides}))
