"""What lies on the desks this morning: work for every role, told like any other case and left where it waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from demo.callers import Call
from demo.companies.described import Company, Waiting
from demo.service_visits import Request
from demo.story import Ending
from demo.worktime import WorkTime, at_minute
from terms.complaint import Act
from terms.people import Role
from terms.trade import CustomerKind


def desk_of_today(company: Company, today: date, hours: WorkTime) -> Iterator[tuple[Call, Ending]]:
    """The calls behind this morning's work, with where each waits."""
    desks, evening = company.today, hours.day_before(today)
    for number, (waiting, region) in enumerate(_each(desks.waiting)):
        call = _call(at_minute(evening, desks.evening + number * 0.6), region, _clerk(company, region, number))
        yield call, _ending(waiting, at_minute(evening, desks.done_by + number % 9), _promise(today, hours, number))
    for number, (waiting, region) in enumerate(_each(desks.older)):
        at = at_minute(hours.day_before(today, back=3), hours.opens + 45 + 7 * number)
        yield _call(at, region, _clerk(company, region, number)), _ending(waiting, at + timedelta(hours=5), None)
    for number, (region, minute) in enumerate(desks.this_morning):
        early = number in desks.to_assign or not hours.works(today)
        by = desks.on_duty[number % len(desks.on_duty)] if early else _clerk(company, region, 0)
        yield _call(at_minute(today, minute), region, by), Ending(stops=Act.ASSIGN if early else Act.CONTACT)


def visits_of_today(company: Company, today: date, hours: WorkTime) -> Iterator[Request]:
    """What the engineers find in their lists, asked for on the working days before."""
    for number, (back, stops) in enumerate(company.today.visits):
        at = at_minute(hours.day_before(today, back=back), 560 + 31 * number)
        yield Request(at, region=company.today.visited, stops=stops, engineer=company.today.engineer)


def _each(waiting: tuple[Waiting, ...]) -> Iterator[tuple[Waiting, str]]:
    return ((one, region) for one in waiting for region in one.regions)


def _call(at: datetime, region: str, by: str) -> Call:
    return Call(at, region, CustomerKind.CONSUMER, plain=True, by=by)


def _ending(waiting: Waiting, finish: datetime, promise: datetime | None) -> Ending:
    return Ending(
        times=Fraction(waiting.times) if waiting.times else None,
        cash=waiting.cash,
        stops=waiting.act,
        role=waiting.role,
        finish=finish,
        sent_back=waiting.sent_back,
        promise=promise,
    )


def _promise(today: date, hours: WorkTime, number: int) -> datetime | None:
    """Every fourth caller was promised a call during the next working day."""
    day = today if hours.works(today) else hours.day_after(today)
    return at_minute(day, 600 + number * 5) if number % 4 == 0 else None


def _clerk(company: Company, region: str, number: int) -> str:
    """The clerks of a region by turns, the first twice as often."""
    clerks = [one.number for one in company.people if one.region == region and one.roles == (Role.CLERK,)]
    return (clerks[0], *clerks)[number % (len(clerks) + 1)]
