"""When what a time limit waits for was done, as the rows of the case say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from models import Complaint
from terms.complaint import Clock
from terms.notices import NoticeKind, NoticeTo

Times = Iterator[datetime | None]


def done_at(case: Complaint, clock: Clock, since: datetime) -> datetime | None:
    """The first time the deed of a clock was done since a moment; None while it is not."""
    times = (at for find in DEEDS[clock] for at in find(case))
    return min((at for at in times if at is not None and at >= since), default=None)


def _talked(case: Complaint) -> Times:
    return (one.contacted_at for one in case.contacts if one.reached)


def _investigated(case: Complaint) -> Times:
    return (one.found_at for one in case.findings)


def _proposed(case: Complaint) -> Times:
    return (one.proposed_at for one in case.settlements)


def _answered(case: Complaint) -> Times:
    yield case.result_at


def _given(case: Complaint) -> Times:
    for one in case.settlements:
        if one.execution is not None:
            yield from (one.execution.handed_over_at, one.execution.paid_at, one.execution.proved_at)


def _delivered(case: Complaint) -> Times:
    return (one.execution.proved_at for one in case.settlements if one.execution is not None)


def _acknowledged(case: Complaint) -> Times:
    return (
        one.told_at
        for one in case.notices
        if one.notice is NoticeKind.ACKNOWLEDGEMENT and one.told_to is NoticeTo.COMPLAINANT
    )


def _nothing(_case: Complaint) -> Times:
    return iter(())


# What `rules.deeds` says of acts, said of rows. Reports to headquarters and visits lie outside the case.
DEEDS: Mapping[Clock, tuple[Callable[[Complaint], Times], ...]] = {
    Clock.FIRST_CONTACT: (_talked,),
    Clock.PICK_UP: (_talked, _answered),
    Clock.RESPONSE: (_talked, _answered),
    Clock.VERIFICATION: (_investigated, _answered),
    Clock.PRELIMINARY_OPINION: (_proposed, _answered),
    Clock.ACKNOWLEDGEMENT: (_acknowledged,),
    Clock.RESULT: (_answered,),
    Clock.SAME_DAY: (_answered,),
    Clock.GOODS_PROCESSED: (_given, _answered),
    Clock.GOODS_DELIVERED: (_delivered,),
    Clock.REPAIR_ARRANGED: (_answered,),
    Clock.HEADQUARTERS_REPORT: (_nothing,),
}
