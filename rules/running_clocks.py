"""How a time limit stands: worked out from what happened to the case, never from a stored counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rulebook.calendars import WorkCalendar
from rulebook.time_limits import Level, Limit, ServiceHours, TimeLimits
from rules import calendar as days
from rules.time_limits import Sort, after_service, due_at, is_provisional, limits_for, service_between
from terms.classes import CaseClass
from terms.complaint import Clock
from terms.limits import ClockEvent, ClockState, LimitKind, StartsAt
from terms.people import LADDER, Role
from terms.refusal import Refusal
from terms.text import say
from terms.time import SHANGHAI, local

# Limits whose pause moves the due time by exactly the time paused.
BY_DURATION = (LimitKind.MINUTES, LimitKind.HOURS, LimitKind.CALENDAR_DAYS)

PAUSE_ENDS = (ClockEvent.RESUMED, ClockEvent.STOPPED)


class NoExtension(Refusal):
    """A due time is not put off by this person, by so much, or at all."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a clock.

    amount: of an extension, in its own unit; None is that of the limit. case_class: the new class.
    """

    event: ClockEvent
    at: datetime
    amount: int = 0
    case_class: CaseClass | None = None
    unit: LimitKind | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands at a moment.

    started_at: never moves, so that a class found later keeps the time already gone.
    warn_at: None where the policy knows no warning. provisional: as `ClockDue`.
    """

    state: ClockState
    started_at: datetime
    due_at: datetime
    clause: str
    escalated: tuple[Level, ...]
    warn_at: datetime | None
    provisional: bool
    limit: Limit


def standing(
    clock: Clock,
    *,
    started_at: datetime,
    history: Sequence[Happened],
    sort: Sort,
    time_limits: TimeLimits,
    calendar: WorkCalendar,
    now: datetime,
    starts: StartsAt = StartsAt.REGISTERED,
) -> Standing | None:
    """How one clock of a case stands; None where no limit binds it.

    history: in order of time. The limit of the case's class counts from the first start; what was paused moves the
    due time, an approved extension adds to it; whoever is done stops it.

    Source: SL-18, SL-26..29; issue of the rulebook: pause, extension, reclassification keeps elapsed time.
    """
    limit = _limit_now(clock, history, sort, time_limits, starts)
    if limit is None:
        return None
    due = _moved(limit, started_at, history, time_limits, calendar)
    return Standing(
        state=_state(history, started_at, due, time_limits, now),
        started_at=started_at,
        due_at=due,
        clause=limit.clause,
        escalated=escalated(due, history, time_limits, now),
        warn_at=warned_from(started_at, due, time_limits) if time_limits.warn_percent else None,
        provisional=is_provisional(limit, started_at, due, calendar),
        limit=limit,
    )


def ensure_extension(
    amount: int, by: Role, limit: Limit, time_limits: TimeLimits, *, due: datetime, at: datetime
) -> None:
    """Whether this role may put the due time off by so much, now; the due time itself is still before it.

    Source: P31 4; SL-18.
    :raises NoExtension:
    """
    rule = time_limits.extension
    if rule is None:
        raise NoExtension(say("This policy knows no extension."), clause=limit.clause)
    if by is not rule.approver and not _above(by, rule.approver):
        raise NoExtension(say("An extension is approved by: %(role)s.", role=rule.approver), clause=rule.clause)
    if amount < 1 or (rule.most and amount > rule.most):
        raise NoExtension(say("At most %(most)s can be added.", most=rule.most or "-"), clause=rule.clause)
    if at > due:
        raise NoExtension(say("It is already late; an extension is asked for before."), clause=rule.clause)


def warned_from(started_at: datetime, due: datetime, time_limits: TimeLimits) -> datetime:
    """When the warning comes: so much of the time is left; never before the start."""
    left = (due - started_at) * time_limits.warn_percent / 100
    return max(started_at, due - left)


def escalated(due: datetime, history: Sequence[Happened], time_limits: TimeLimits, now: datetime) -> tuple[Level, ...]:
    """Who has heard of the lateness by now, lowest level first; a stopped clock escalates no further."""
    stopped = _last(history, ClockEvent.STOPPED)
    until = min(now, stopped.at) if stopped else now
    return tuple(one for one in time_limits.escalation if until > due + timedelta(hours=one.after_hours))


def _limit_now(
    clock: Clock, history: Sequence[Happened], sort: Sort, time_limits: TimeLimits, starts: StartsAt
) -> Limit | None:
    classed = _last(history, ClockEvent.RECLASSED)
    if classed is not None:
        sort = Sort(sort.kind, sort.severity, classed.case_class, sort.province, sort.urgent)
    return next((one for one in limits_for(starts, sort, time_limits) if one.clock is clock), None)


def _moved(
    limit: Limit, started_at: datetime, history: Sequence[Happened], time_limits: TimeLimits, calendar: WorkCalendar
) -> datetime:
    due = due_at(limit, started_at, time_limits.service_hours, calendar)
    pause: datetime | None = None
    for one in history:
        if one.event is ClockEvent.EXTENDED:
            due = _added(one.unit or limit.kind, due, one.amount, calendar)
        elif one.event is ClockEvent.PAUSED:
            pause = one.at
        elif one.event in PAUSE_ENDS and pause is not None:
            # Until it is over, by going on or by the end, the due time is not yet known and stays as it was.
            if pause <= due:
                due = _after_pause(limit, due, pause, one.at, time_limits, calendar)
            pause = None
    return due


def _after_pause(
    limit: Limit, due: datetime, pause: datetime, resume: datetime, time_limits: TimeLimits, calendar: WorkCalendar
) -> datetime:
    if limit.kind in BY_DURATION:
        return due + (resume - pause)
    hours = time_limits.service_hours
    if limit.kind is LimitKind.WORKING_DAYS:
        put_off = _later(due, _days_inside(pause, resume, hours, calendar), calendar)
        if resume <= put_off:
            return put_off
    # Exactly the time at the desk that was left: a pause of two minutes buys two minutes, wherever it lies.
    left = service_between(pause, due, hours, calendar)
    return max(due, after_service(resume, left, hours, calendar))


def _days_inside(pause: datetime, resume: datetime, hours: ServiceHours, calendar: WorkCalendar) -> int:
    """Working days that lie in the pause from the opening of the desk to the end of shift."""
    count, day = 0, local(pause).date() - days.ONE_DAY
    while datetime.combine(day := days.next_working_day(day, calendar), hours.closes, SHANGHAI) <= resume:
        count += datetime.combine(day, hours.opens, SHANGHAI) >= pause
    return count


def _later(due: datetime, amount: int, calendar: WorkCalendar) -> datetime:
    day = days.add_working_days(local(due).date(), amount, calendar)
    return datetime.combine(day, local(due).time(), SHANGHAI)


def _added(unit: LimitKind, due: datetime, amount: int, calendar: WorkCalendar) -> datetime:
    if unit in (LimitKind.MINUTES, LimitKind.SERVICE_MINUTES):
        return due + timedelta(minutes=amount)
    if unit is LimitKind.HOURS:
        return due + timedelta(hours=amount)
    if unit is LimitKind.CALENDAR_DAYS:
        return due + timedelta(days=amount)
    return _later(due, amount, calendar)


def _state(
    history: Sequence[Happened], started_at: datetime, due: datetime, time_limits: TimeLimits, now: datetime
) -> ClockState:
    stopped = _last(history, ClockEvent.STOPPED)
    if stopped is not None:
        return ClockState.MET if stopped.at <= due else ClockState.MISSED
    marks = [one for one in history if one.event in (ClockEvent.PAUSED, ClockEvent.RESUMED)]
    if marks and marks[-1].event is ClockEvent.PAUSED and marks[-1].at <= due:
        return ClockState.PAUSED
    if now > due:
        return ClockState.LATE
    warned = time_limits.warn_percent and now >= warned_from(started_at, due, time_limits)
    return ClockState.WARNING if warned else ClockState.RUNNING


def _last(history: Sequence[Happened], event: ClockEvent) -> Happened | None:
    return next((one for one in reversed(history) if one.event is event), None)


def _above(role: Role, other: Role) -> bool:
    return role in LADDER and other in LADDER and LADDER.index(role) > LADDER.index(other)
