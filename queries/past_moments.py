"""From when the time limits of a past case ran, or would have run under another issue, and what ended them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from queries.past_rows import Beside
from rules.deeds import STOPS
from rules.past_case import Moment
from rules.running_clocks import Happened
from terms.classes import CaseClass
from terms.complaint import Act, CallBackOutcome, Clock, State
from terms.limits import ClockEvent, StartsAt

OVER = (State.WITHDRAWN, State.MERGED, State.CLOSED)
Happenings = dict[Clock, Sequence[datetime]]
Met = tuple[Clock, datetime | None]
# Every limit that an act ends, while nobody has done anything.
NOT_YET: Happenings = {clock: () for clocks in STOPS.values() for clock in clocks}


def _happened(case: Any, beside: Beside) -> Happenings:
    """When what each limit waits for was done: for limits that the issue of then did not have."""
    orders = beside.orders.get(case.id, [])
    acts: dict[Act, list[datetime | None]] = {
        Act.CONTACT: [*beside.contacts.get(case.id, [])],
        Act.INVESTIGATE: [*beside.findings.get(case.id, [])],
        Act.PROPOSE: [row.proposed_at for row in beside.settlements.get(case.id, [])],
        Act.HAND_OVER: [row.handed_over_at for row in orders],
        Act.PAY: [row.paid_at for row in orders],
        Act.PROVE: [row.proved_at for row in orders],
        Act.ANSWER: [row.met_at for row in beside.clocks.get(case.id, []) if row.clock is Clock.RESULT],
    }
    found = dict(NOT_YET)
    for act, times in acts.items():
        done = [at for at in times if at is not None]
        for clock in STOPS[act] if done else ():
            found[clock] = sorted((*found[clock], *done))
    return found


def moments_of(case: Any, beside: Beside) -> Iterator[Moment]:
    """From when limits ran or would have run: as on record, and as other issues may count."""
    groups: dict[tuple[StartsAt, datetime], list[Any]] = {}
    for row in beside.clocks.get(case.id, ()):
        groups.setdefault((begun_by(row), row.started_at), []).append(row)
    for key in _others(case, beside):
        groups.setdefault(key, [])
    happened = _happened(case, beside)
    for (starts, at), rows in sorted(groups.items(), key=lambda one: (one[0][1], one[0][0])):
        recorded = {row.clock: row.met_at for row in rows if row.dropped_at is None}
        yield Moment(
            starts, at,
            met=(*recorded.items(), *_told(case, at, happened, recorded)),
            due=tuple((row.clock, row.due_at) for row in rows if row.dropped_at is None),
            marks=tuple(_marks(case, beside, at)),
            extended=tuple(_extended(case, beside, at)),
        )  # fmt: skip


def _marks(case: Any, beside: Beside, at: datetime) -> Iterator[Happened]:
    """A class found before a limit began is the class it began with; a pause from before does not touch it."""
    for mark in beside.marks.get(case.id, ()):
        if mark.event is ClockEvent.RECLASSED or mark.at >= at:
            yield Happened(mark.event, mark.at, case_class=mark.case_class)


def _extended(case: Any, beside: Beside, at: datetime) -> Iterator[tuple[Clock, Happened]]:
    for row in beside.extensions.get(case.id, ()):
        if row.started_at == at:
            yield row.clock, Happened(ClockEvent.EXTENDED, row.decided_at, amount=row.amount, unit=row.unit)


def first_class(case: Any, beside: Beside) -> CaseClass | None:
    """The class at registration; a class found later is history."""
    found = next((one for one in beside.marks.get(case.id, ()) if one.event is ClockEvent.RECLASSED), None)
    first: CaseClass | None = found.class_before if found else case.case_class
    return first


def begun_by(row: Any) -> StartsAt:
    """What began a clock; rows of before do not say."""
    if row.starts is not None:
        return StartsAt(row.starts)
    return StartsAt.CALLED_BACK if row.clock is Clock.HEADQUARTERS_REPORT else StartsAt.REGISTERED


def _others(case: Any, beside: Beside) -> Iterator[tuple[StartsAt, datetime]]:
    yield StartsAt.REGISTERED, case.registered_at
    for call in beside.calls.get(case.id, ()):
        if call.outcome is CallBackOutcome.SATISFIED:
            yield StartsAt.CALLED_BACK, call.called_at
    if case.goods_received_at is not None:
        yield StartsAt.GOODS_RECEIVED, case.goods_received_at
    for row in beside.settlements.get(case.id, ()):
        if row.approved_at is not None and row.id in beside.lines:
            yield StartsAt.RETURN_APPROVED, row.approved_at


def _told(case: Any, at: datetime, happened: Happenings, recorded: Collection[Clock]) -> Iterator[Met]:
    """When what other limits wait for first happened after a moment; not named where the case ended without it."""
    over = case.state in OVER
    for clock, times in happened.items():
        if clock not in recorded:
            place = bisect_left(times, at)
            if place < len(times):
                yield clock, times[place]
            elif not over:
                yield clock, None
