"""From when the time limits of a past case ran, or would have run under another issue, and what ended them."""

from __future__ import annotations

from collections.abc import Iterator
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


def _happened(case: Any, beside: Beside) -> dict[Clock, list[datetime]]:
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
    found: dict[Clock, list[datetime]] = {}
    for act, times in acts.items():
        for clock in STOPS[act]:
            found.setdefault(clock, []).extend(at for at in times if at is not None)
    return {clock: sorted(times) for clock, times in found.items()}


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
            met=tuple({**_told(case, at, happened), **recorded}.items()),
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
            yield row.clock, Happened(ClockEvent.EXTENDED, row.decided_at, amount=row.amount)


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


def _told(case: Any, at: datetime, happened: dict[Clock, list[datetime]]) -> dict[Clock, datetime | None]:
    """When what each limit waits for first happened after a moment; not named where the case ended without it."""
    found = {clock: next((one for one in times if one >= at), None) for clock, times in happened.items()}
    return {clock: met for clock, met in found.items() if met is not None or case.state not in OVER}
