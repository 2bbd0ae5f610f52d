"""What the made-up company stands on: how large it is, when it is, who sits where, and how its rows are handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from sqlalchemy import Table

from benchmarks import words
from terms.people import Role
from terms.time import SHANGHAI

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
SPAN = timedelta(days=5 * 365)
REGIONS = len(words.PROVINCES)
DEPARTMENTS = 5
STAFF, PRODUCTS, BATCHES = 2000, 500, 20_000
FEWEST_CUSTOMERS = 1000
# By id: one person for each role that sees further than a region, then heads, sales administration, supervisors,
# engineers, clerks.
CHIEFS = (
    Role.GENERAL_MANAGER, Role.DIRECTOR, Role.GENERAL_OFFICE, Role.QUALITY, Role.FINANCE, Role.LOGISTICS,
    Role.ADMINISTRATOR, Role.HUMAN_RESOURCES,
)  # fmt: skip
FIRST_HEAD = len(CHIEFS) + 1
FIRST_ADMINISTRATION = FIRST_HEAD + DEPARTMENTS
FIRST_SUPERVISOR = FIRST_ADMINISTRATION + DEPARTMENTS
FIRST_ENGINEER = FIRST_SUPERVISOR + REGIONS
FIRST_CLERK = FIRST_ENGINEER + 100

Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table: values in the order of `columns`; the other columns have their defaults."""

    table: Table
    columns: tuple[str, ...]
    rows: Rows


def part(model: Any, columns: str, rows: Rows) -> Part:
    return Part(model.__table__, tuple(columns.split()), rows)


def weighted(rng: Random, many: int, power: float, times: int) -> list[int]:
    """Numbers 0 to many - 1, the first ones far more often: the k-th by 1 / k ** power."""
    return rng.choices(range(many), cum_weights=list(accumulate((k + 1) ** -power for k in range(many))), k=times)


def department_of(region: int) -> int:
    """The department (id) of a region (id)."""
    return (region - 1) % DEPARTMENTS + 1


def person_name(rng: Random) -> str:
    return rng.choice(words.SURNAMES) + "".join(rng.sample(words.GIVEN, rng.choice((1, 2, 2))))


def post(number: int, rng: Random) -> tuple[Role, int | None, int | None]:
    """Role, department and region of the person with this id."""
    if number < FIRST_HEAD:
        return CHIEFS[number - 1], None, None
    if number < FIRST_SUPERVISOR:
        role = Role.DEPARTMENT_HEAD if number < FIRST_ADMINISTRATION else Role.SALES_ADMINISTRATION
        return role, (number - FIRST_HEAD) % DEPARTMENTS + 1, None
    if number < FIRST_ENGINEER:
        region = number - FIRST_SUPERVISOR + 1
        return Role.SUPERVISOR, department_of(region), region
    region = weighted(rng, REGIONS, 1.1, 1)[0] + 1 if number >= FIRST_CLERK + REGIONS else number % REGIONS + 1
    role = Role.SERVICE_ENGINEER if number < FIRST_CLERK else Role.CLERK
    return role, department_of(region), region


def clerks_by_region() -> list[list[int]]:
    rng = Random(7)
    found: list[list[int]] = [[] for _ in range(REGIONS)]
    for number in range(1, STAFF + 1):
        role, _department, region = post(number, rng)
        if role is Role.CLERK and region:
            found[region - 1].append(number)
    return found


def made_on(batch: int) -> date:
    return (NOW - SPAN + SPAN * (batch / (BATCHES + 200))).date()


def batch_code(batch: int) -> str:
    return f"B{made_on(batch):%Y%m%d}{batch:05d}"


def product_of(batch: int) -> int:
    return batch * 7919 % PRODUCTS + 1
