"""How the time limits of a case stand: worked out from the rows of its history, never from what is kept for lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from models import Complaint, ComplaintClock, Extension, Region, TimeMark
from rulebook import Book
from rules.case import NO_TIME_FACTS, TimeFacts
from rules.classes import duties
from rules.provinces import province_of
from rules.running_clocks import Happened, Standing, standing
from rules.time_limits import Sort, class_of
from terms.classes import CaseClass, ClassDuty
from terms.complaint import Clock, Severity
from terms.limits import ClockEvent, ExtensionStatus, Province


def sort_of(case: Complaint, province: Province | None) -> Sort:
    """What the case was when it was registered, as far as time limits tell cases apart; a new class is history."""
    return Sort(case.kind, case.severity or Severity.GENERAL, _first_class(case), province, bool(case.urgent))


def sort_now(case: Complaint, book: Book, *, region: Region | None = None) -> Sort:
    """What the case is now. region: that of a case not saved yet."""
    province = province_now(case, book, region=region)
    return Sort(case.kind, case.severity or Severity.GENERAL, case.case_class, province, bool(case.urgent))


def province_now(case: Complaint, book: Book, *, region: Region | None = None) -> Province | None:
    """Where the complainant is, for a policy whose limits ask; None for every other."""
    home = book.time_limits.home
    if home is None:
        return None
    return province_of(case.address or "", (region or case.region).provinces, home.province)


def class_now(case: Complaint, book: Book) -> CaseClass | None:
    """The class the case counts as: its own, or what its pack takes it for until somebody has classed it."""
    return class_of(Sort(case.kind, case.severity or Severity.GENERAL, case.case_class), book.time_limits)


def history_of(row: ComplaintClock) -> tuple[Happened, ...]:
    """What happened to one time limit, in order of time; nothing after it was stopped."""
    happened = [one for one in _happened(row) if row.met_at is None or one.at <= row.met_at]
    if row.met_at is not None:
        happened.append(Happened(ClockEvent.STOPPED, row.met_at))
    return tuple(sorted(happened, key=lambda one: one.at))


def standing_of(row: ComplaintClock, book: Book, now: datetime, *, were: CaseClass | None = None) -> Standing | None:
    """How one time limit stands; None where no limit of its class binds the case. were: as if classed so now."""
    case = row.complaint
    classed = (Happened(ClockEvent.RECLASSED, now, case_class=were),) if were else ()
    return standing(
        row.clock,
        started_at=row.started_at,
        history=(*history_of(row), *classed),
        sort=sort_of(case, row.province),
        time_limits=book.time_limits,
        calendar=book.calendar,
        now=now,
        starts=row.begun_by,
    )


def live(rows: Iterable[ComplaintClock]) -> list[ComplaintClock]:
    """The time limits that bind their case, run out or not."""
    return [row for row in rows if row.dropped_at is None]


def result_clock(case: Complaint) -> ComplaintClock:
    """The newest time limit of the result."""
    return max((row for row in case.clocks if row.clock is Clock.RESULT), key=lambda row: row.started_at)


def time_facts(case: Complaint, book: Book) -> TimeFacts:
    """Class, pause and extension as the table of a case's life sees them."""
    classes, limits = book.classes.classes, book.time_limits
    if not classes and limits.pause is None and limits.extension is None:
        return NO_TIME_FACTS
    asked = waiting_extension(case)
    return TimeFacts(
        classes=tuple(classes),
        case_class=case.case_class,
        lacking=lacking(case, book),
        pauses=limits.pause.waits if limits.pause else (),
        paused=case.paused_at is not None,
        approver=limits.extension.approver if limits.extension else None,
        asked_by=asked.asked_by_id if asked else None,
    )


def waiting_extension(case: Complaint) -> Extension | None:
    """The extension somebody is still to decide on; one whose result was answered meanwhile waits no more."""
    asked = (one for one in case.extensions if one.status is ExtensionStatus.ASKED and one.clock.met_at is None)
    return next(asked, None)


def lacking(case: Complaint, book: Book) -> tuple[ClassDuty, ...]:
    """The duties of the case's class that are not ticked off yet."""
    counts_as = class_now(case, book)
    if counts_as is None or counts_as not in book.classes.classes:
        return ()
    done = {one.duty for one in case.duties_done}
    return tuple(duty for duty in duties(counts_as, book.classes).duties if duty not in done)


def _happened(row: ComplaintClock) -> list[Happened]:
    marks = [_told(one) for one in row.complaint.time_marks if _concerns(one, row)]
    return marks + [
        Happened(ClockEvent.EXTENDED, one.decided_at, amount=one.amount, unit=one.unit)
        for one in row.extensions
        if one.status is ExtensionStatus.APPROVED and one.decided_at is not None
    ]


def _told(mark: TimeMark) -> Happened:
    return Happened(mark.event, mark.at, case_class=mark.case_class)


def _concerns(mark: TimeMark, row: ComplaintClock) -> bool:
    """A class found before a limit began is the class it began with; a pause from before does not touch it."""
    return mark.event is ClockEvent.RECLASSED or mark.at >= row.started_at


def _first_class(case: Complaint) -> CaseClass | None:
    """The class at registration."""
    found = next((one for one in case.time_marks if one.event is ClockEvent.RECLASSED), None)
    return found.class_before if found else case.case_class
