"""When everything is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rulebook.calendars import WorkCalendar
from rulebook.time_limits import Limit, ServiceHours, TimeLimits
from rulebook.time_limits import runs as binds
from rules import calendar as days
from terms.classes import CaseClass
from terms.complaint import Clock, ComplaintKind, Severity
from terms.limits import LimitKind, Province, ServiceDays, StartsAt
from terms.text import Text, say
from terms.time import SHANGHAI, local


@dataclass(frozen=True, slots=True)
class ClockDue:
    """One clock of a case.

    due_at: aware, company time; done at that very second is still in time.
    provisional: some day on the way lies in a year whose calendar is not published.
    """

    clock: Clock
    due_at: datetime
    limit: Text
    clause: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where time is counted: the opening hours and the calendar."""

    hours: ServiceHours
    calendar: WorkCalendar

    def opens_on(self, day: date) -> bool:
        return self.hours.days is ServiceDays.EVERY_DAY or days.is_working(day, self.calendar)

    def next_day(self, day: date) -> date:
        """The first day after a day on which the desk is open."""
        return (
            day + days.ONE_DAY
            if self.hours.days is ServiceDays.EVERY_DAY
            else days.next_working_day(day, self.calendar)
        )


@dataclass(frozen=True, slots=True)
class Sort:
    """What a case is, as far as its time limits tell cases apart.

    case_class: None until somebody has classed it; province: None while unknown, which counts as inside, so that
    nothing is late for want of an address.
    """

    kind: ComplaintKind
    severity: Severity = Severity.GENERAL
    case_class: CaseClass | None = None
    province: Province | None = None
    urgent: bool = False


def clocks(
    *,
    registered_at: datetime,
    kind: ComplaintKind,
    time_limits: TimeLimits,
    calendar: WorkCalendar,
    severity: Severity = Severity.GENERAL,
    urgent: bool = False,
    case_class: CaseClass | None = None,
    province: Province | None = None,
) -> tuple[ClockDue, ...]:
    """Every clock that starts with the registration, in the order of the rulebook.

    registered_at: aware. 16:00:00 sharp is still in time for the same day; one second later, or a day off, means
    16:00 on the next working day.

    Source: P06 五(1), 五(3); SL-01..03, SL-05..28; decisions 6 and 8.
    """
    sort = Sort(kind, severity, case_class, province, urgent)
    return clocks_from(StartsAt.REGISTERED, registered_at, sort, time_limits, calendar)


def clocks_from(
    starts: StartsAt, at: datetime, sort: Sort, time_limits: TimeLimits, calendar: WorkCalendar
) -> tuple[ClockDue, ...]:
    """Every clock that starts when something happens to a case of this sort.

    Source: SL-01..28.
    """
    limits = limits_for(starts, sort, time_limits)
    return tuple(_due(one, at, time_limits.service_hours, calendar) for one in limits)


def limits_for(starts: StartsAt, sort: Sort, time_limits: TimeLimits) -> tuple[Limit, ...]:
    """The limits that bind a case of this sort from some moment on."""
    case_class, province = class_of(sort, time_limits), sort.province or Province.IN
    return tuple(
        limit
        for limit in time_limits.limits
        if limit.starts is starts
        and binds(
            limit, sort.kind, sort.severity, case_class, province, urgent=sort.urgent or case_class is CaseClass.URGENT
        )
    )


def class_of(sort: Sort, time_limits: TimeLimits) -> CaseClass | None:
    """The class a case counts as: its own, else what the pack takes it for until somebody has classed it."""
    if sort.case_class is not None or time_limits.unclassed is None:
        return sort.case_class
    return time_limits.unclassed.by_severity[sort.severity]


def headquarters_due(
    *,
    called_back_at: datetime,
    time_limits: TimeLimits,
    calendar: WorkCalendar,
    kind: ComplaintKind = ComplaintKind.QUALITY_COMPLAINT,
) -> tuple[ClockDue, ...]:
    """The clocks that start when the call-back confirmed the result: the report to headquarters.

    The end of shift the same day; after it, or on a day off, the end of the next working day.

    Source: P06 五(4); SL-04; decision 6.
    """
    return clocks_from(StartsAt.CALLED_BACK, called_back_at, Sort(kind), time_limits, calendar)


def due_at(limit: Limit, start: datetime, hours: ServiceHours, calendar: WorkCalendar) -> datetime:
    """When one limit is due, counted from a moment."""
    return COUNT[limit.kind](limit, local(start), _Desk(hours, calendar))


def after_service(start: datetime, left: timedelta, hours: ServiceHours, calendar: WorkCalendar) -> datetime:
    """The moment at which the desk was open for so long since a start; the start itself for no time at all."""
    return _after_service(local(start), left, _Desk(hours, calendar)) if left else local(start)


def service_between(first: datetime, last: datetime, hours: ServiceHours, calendar: WorkCalendar) -> timedelta:
    """How long the desk is open between two moments."""
    desk, begun, until, found = _Desk(hours, calendar), local(first), local(last), timedelta()
    while (begun := _opened(begun, desk)) < until:
        closes = _moment(begun, hours.closes)
        found += min(closes, until) - begun
        begun = closes
    return found


def _due(limit: Limit, start: datetime, hours: ServiceHours, calendar: WorkCalendar) -> ClockDue:
    begun = local(start)
    due_at = COUNT[limit.kind](limit, begun, _Desk(hours, calendar))
    return ClockDue(
        clock=limit.clock,
        due_at=due_at,
        limit=describe(limit, hours),
        clause=limit.clause,
        provisional=is_provisional(limit, begun, due_at, calendar),
    )


def is_provisional(limit: Limit, start: datetime, due: datetime, calendar: WorkCalendar) -> bool:
    """Whether a limit that looks at working days passes a year whose calendar is not published."""
    counts_days = limit.kind not in (LimitKind.MINUTES, LimitKind.HOURS, LimitKind.CALENDAR_DAYS)
    return counts_days and days.is_provisional(local(start).date(), local(due).date(), calendar)


def describe(limit: Limit, hours: ServiceHours) -> Text:
    """The limit in words, as a page prints it."""
    at = f"{limit.at or hours.closes:%H:%M}"
    sentences = {
        LimitKind.CLOCK_TIME: say(
            "by %(at)s the same day; registered later or on a day off, by %(at)s the next working day", at=at
        ),
        LimitKind.END_OF_SHIFT: say("before the end of shift (%(at)s)", at=at),
        LimitKind.MINUTES: say("within %(amount)s minutes", amount=limit.amount),
        LimitKind.SERVICE_MINUTES: say("within %(amount)s minutes of service time", amount=limit.amount),
        LimitKind.HOURS: say("within %(amount)s hours", amount=limit.amount),
        LimitKind.WORKING_DAYS: say("within %(amount)s working days", amount=limit.amount),
        LimitKind.CALENDAR_DAYS: say("within %(amount)s days", amount=limit.amount),
    }
    return sentences[limit.kind]


def _by_clock_time(limit: Limit, start: datetime, desk: _Desk) -> datetime:
    return _same_day_or_next(start, limit.at or desk.hours.closes, desk)


def _by_end_of_shift(_: Limit, start: datetime, desk: _Desk) -> datetime:
    return _same_day_or_next(start, desk.hours.closes, desk)


def _same_day_or_next(start: datetime, at: time, desk: _Desk) -> datetime:
    today = _moment(start, at)
    if desk.opens_on(start.date()) and start <= today:
        return today
    return datetime.combine(desk.next_day(start.date()), at, SHANGHAI)


def _by_service_minutes(limit: Limit, start: datetime, desk: _Desk) -> datetime:
    return _after_service(start, timedelta(minutes=limit.amount), desk)


def _after_service(start: datetime, left: timedelta, desk: _Desk) -> datetime:
    """Time counts only while the desk is open; what is left at closing goes on at the next opening."""
    begun = _opened(start, desk)
    while left > (room := _moment(begun, desk.hours.closes) - begun):
        left -= room
        begun = _next_opening(begun, desk)
    return begun + left


def _opened(start: datetime, desk: _Desk) -> datetime:
    """The start itself when the desk is open, else the next opening. At closing time the desk is closed."""
    if not desk.opens_on(start.date()) or start >= _moment(start, desk.hours.closes):
        return _next_opening(start, desk)
    return max(start, _moment(start, desk.hours.opens))


def _next_opening(start: datetime, desk: _Desk) -> datetime:
    return datetime.combine(desk.next_day(start.date()), desk.hours.opens, SHANGHAI)


def _by_minutes(limit: Limit, start: datetime, _: _Desk) -> datetime:
    return start + timedelta(minutes=limit.amount)


def _by_hours(limit: Limit, start: datetime, _: _Desk) -> datetime:
    return start + timedelta(hours=limit.amount)


def _by_working_days(limit: Limit, start: datetime, desk: _Desk) -> datetime:
    """The end of shift of the n-th working day after the start."""
    day = days.add_working_days(start.date(), limit.amount, desk.calendar)
    return datetime.combine(day, desk.hours.closes, SHANGHAI)


def _by_calendar_days(limit: Limit, start: datetime, _: _Desk) -> datetime:
    return start + timedelta(days=limit.amount)


def _moment(day: datetime, at: time) -> datetime:
    return datetime.combine(day.date(), at, SHANGHAI)


COUNT: Mapping[LimitKind, Callable[[Limit, datetime, _Desk], datetime]] = {
    LimitKind.CLOCK_TIME: _by_clock_time,
    LimitKind.END_OF_SHIFT: _by_end_of_shift,
    LimitKind.MINUTES: _by_minutes,
    LimitKind.SERVICE_MINUTES: _by_service_minutes,
    LimitKind.HOURS: _by_hours,
    LimitKind.WORKING_DAYS: _by_working_days,
    LimitKind.CALENDAR_DAYS: _by_calendar_days,
}
