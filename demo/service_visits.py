"""Service records: asked for, planned, visited, accepted or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from demo.desk import Desk
from demo.dice import chance, one
from demo.ledger import settle
from demo.telling import Life
from models import Customer, ServiceRecord, Staff
from terms.people import Role
from terms.service import ServiceAct
from terms.time import local_date
from workflows.services.accept import accepted, declined
from workflows.services.plan import planned
from workflows.services.request import made, requested
from workflows.services.visit import visited


@dataclass(frozen=True, slots=True)
class Request:
    """One request to come. stops: the act nobody has done yet; of an engineer: by staff number."""

    at: datetime
    region: str = ""
    stops: ServiceAct | None = None
    engineer: str = ""


def visit_life(desk: Desk, rng: Random, request: Request) -> Life:
    """One service for one customer, until accepted or the end of the telling."""
    yield request.at
    visit = Visit(desk, rng, request)
    yield from visit.told()


class Visit:
    """One record with the people who deal with it."""

    def __init__(self, desk: Desk, rng: Random, request: Request) -> None:
        self.desk, self.rng, self.request = desk, rng, request
        self.customer = _customer(desk, rng, request.region)
        self.row = _request(desk, rng, self.customer)
        self.supervisor = desk.house.at(Role.SUPERVISOR, region_id=self.row.region_id)[0]
        first = rng.choice(desk.company.engineers[_department(desk, self.row)])
        self.engineer = desk.house.staff[request.engineer or first]

    def told(self) -> Life:
        yield self.desk.hours.later(self.desk.now, self.rng.uniform(10, 120))
        while self.request.stops is not ServiceAct.PLAN:
            on = _visiting_time(self.desk, self.rng)
            self._do(planned, self.supervisor, engineer_id=self.engineer.id, planned_at=on)
            if self.request.stops is ServiceAct.VISIT:
                return
            yield on + timedelta(minutes=self.rng.randint(40, 150))
            self._visit(on)
            if self.request.stops is ServiceAct.ACCEPT:
                return
            yield self.desk.now + timedelta(minutes=self.rng.randint(5, 60))
            if self._accept():
                return
            if self.request.stops is ServiceAct.DECLINE:
                return
            yield self.desk.hours.later(self.desk.now, self.rng.uniform(60, 400))

    def _visit(self, on: datetime) -> None:
        _ask, done = next(pair for pair in self.desk.words["service"][self.row.kind] if pair[0] == self.row.request)
        result = "恢复正常" if chance(self.rng, 92) else "仍需观察"
        self._do(visited, self.engineer, visited_at=on, work_done=done, result=result)

    def _accept(self) -> bool:
        if self.request.stops is ServiceAct.DECLINE or chance(self.rng, 6):
            self._do(declined, self.engineer, reason="故障未完全排除，客户要求再次上门")
            return False
        name = self.customer.contact or self.customer.name
        self._do(accepted, self.engineer, accepted_by=name, rating=self.rng.choice((3, 4, 5, 5, 5)))
        return True

    def _do(self, step: Callable[..., None], actor: Staff, **values: Any) -> None:
        step(self.desk.ledger, self.row, actor=actor, at=self.desk.now, **values)
        settle(self.row)


def _customer(desk: Desk, rng: Random, region: str) -> Customer:
    """Somebody who is served, of a region if one is named."""
    places = desk.stock.customers.items()
    firms = [one for (at, kind), found in places if kind in desk.company.served and region in ("", at) for one in found]
    return rng.choice(firms)


def _request(desk: Desk, rng: Random, customer: Customer) -> ServiceRecord:
    kind = one(rng, desk.company.services)
    region = desk.house.region_of(customer.region_id)
    clerk = rng.choice(desk.house.at(Role.CLERK, region_id=region.id))
    row = made(
        number=desk.ledger.next_number("FW", local_date(desk.now)),
        kind=kind,
        customer=customer,
        region=region,
        request=rng.choice(desk.words["service"][kind])[0],
        actor=clerk,
        at=desk.now,
    )
    requested(desk.ledger, row, actor=clerk, at=desk.now)
    return row


def _department(desk: Desk, row: ServiceRecord) -> str:
    return next(code for code, found in desk.house.departments.items() if found.id == row.department_id)


def _visiting_time(desk: Desk, rng: Random) -> datetime:
    """A quarter of an hour some working hours ahead."""
    at = desk.hours.later(desk.now, rng.uniform(120, 900))
    return at.replace(minute=at.minute // 15 * 15, second=0) + timedelta(minutes=15)
