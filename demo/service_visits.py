"""Service records: asked for, planned, visited, accepted or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from demo.desk import Desk
from demo.dice import chance, one
from demo.ledger import settle
from demo.telling import Life
from demo.words import WORDS
from models import Customer, ServiceRecord
from terms.people import Role
from terms.service import ServiceKind
from terms.time import local_date
from terms.trade import CustomerKind
from workflows.services.accept import accepted, declined
from workflows.services.plan import planned
from workflows.services.request import made, requested
from workflows.services.visit import visited

KINDS = {
    ServiceKind.REPAIR: 42,
    ServiceKind.INSTALLATION: 18,
    ServiceKind.MAINTENANCE: 16,
    ServiceKind.INSPECTION: 12,
    ServiceKind.SUPPORT: 7,
    ServiceKind.TRAINING: 5,
}
SERVED = (CustomerKind.DISTRIBUTOR, CustomerKind.SALES_POINT)
# Whose engineer each sales department calls first.
ENGINEERS = {"DQ": ("1024", "1025"), "XQ": ("1026",), "NQ": ("1027",)}


def visit_life(desk: Desk, rng: Random, at: datetime) -> Life:
    """One service for one customer, until accepted or the end of the telling."""
    yield at
    customer = _customer(desk, rng)
    row = _request(desk, rng, customer)
    supervisor = desk.house.at(Role.SUPERVISOR, region_id=row.region_id)[0]
    yield desk.hours.later(desk.now, rng.uniform(10, 200))
    engineer = desk.house.staff[rng.choice(ENGINEERS[_department(desk, row)])]
    answered = False
    while not answered:
        on = _visiting_time(desk, rng)
        planned(desk.ledger, row, engineer_id=engineer.id, planned_at=on, actor=supervisor, at=desk.now)
        settle(row)
        yield on + timedelta(minutes=rng.randint(40, 150))
        _ask, done = next(pair for pair in WORDS["service"][row.kind] if pair[0] == row.request)
        visited(
            desk.ledger, row, visited_at=on, work_done=done, result="恢复正常" if chance(rng, 92) else "仍需观察",
            actor=engineer, at=desk.now,
        )  # fmt: skip
        settle(row)
        yield desk.now + timedelta(minutes=rng.randint(5, 60))
        answered = chance(rng, 94)
        if answered:
            name = customer.contact or customer.name
            accepted(
                desk.ledger, row, accepted_by=name, rating=rng.choice((3, 4, 5, 5, 5)), actor=engineer, at=desk.now
            )
        else:
            declined(desk.ledger, row, reason="故障未完全排除，客户要求再次上门", actor=engineer, at=desk.now)
        settle(row)
        if not answered:
            yield desk.hours.later(desk.now, rng.uniform(60, 400))


def _customer(desk: Desk, rng: Random) -> Customer:
    """A dealer or a sales point: they have the coolers."""
    firms = [firm for (_, kind), found in desk.stock.customers.items() if kind in SERVED for firm in found]
    return rng.choice(firms)


def _request(desk: Desk, rng: Random, customer: Customer) -> ServiceRecord:
    kind = one(rng, KINDS)
    region = desk.house.region_of(customer.region_id)
    clerk = rng.choice(desk.house.at(Role.CLERK, region_id=region.id))
    row = made(
        number=desk.ledger.next_number("FW", local_date(desk.now)),
        kind=kind,
        customer=customer,
        region=region,
        request=rng.choice(WORDS["service"][kind])[0],
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
