"""A made-up company of any size: the same rows for the same size, skewed as life is, handed out table by table.

N complaints, N service records, N/5 customers, 2,000 staff, 20,000 batches, 500 products, 30 regions; the largest
region has 28 % of the cases; 5 % are open, mostly the newest; over five years that end at NOW.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks import words
from benchmarks.beside import beside
from benchmarks.cases import COMPLAINT, Case, complaints_of
from benchmarks.ground import (
    BATCHES,
    DEPARTMENTS,
    FEWEST_CUSTOMERS,
    NOW,
    PRODUCTS,
    REGIONS,
    SPAN,
    STAFF,
    Part,
    batch_code,
    department_of,
    made_on,
    part,
    person_name,
    post,
    product_of,
    weighted,
)
from models import Batch, Complaint, Customer, Department, Product, Region, Shipment, Staff, StaffRole
from terms.trade import CustomerKind, Package


def company(complaints: int) -> Iterator[Part]:
    """Every table of a company with so many complaints, those first that others point at."""
    customers = max(FEWEST_CUSTOMERS, complaints // 5)
    homes = weighted(Random(1), REGIONS, 1.1, customers)
    yield from people()
    yield from goods()
    yield part(
        Customer, "id code name kind phone address region_id created_at created_by_id", _customers(homes, Random(2))
    )
    yield part(Shipment, "id number customer_id batch_id shipped_on cases price", _shipments(customers, Random(3)))
    cases: list[Case] = []
    yield part(Complaint, COMPLAINT, complaints_of(complaints, homes, cases))
    yield from beside(cases)


def people() -> Iterator[Part]:
    rng = Random(7)
    yield part(
        Department, "id code name is_sales", ((n, f"D{n}", f"{n}区销售部", True) for n in range(1, DEPARTMENTS + 1))
    )
    yield part(
        Region,
        "id code name department_id provinces",
        ((n, f"R{n:02d}", name, department_of(n), name) for n, name in enumerate(words.PROVINCES, 1)),
    )
    posts = [post(number, rng) for number in range(1, STAFF + 1)]
    yield part(
        Staff,
        "id number name phone department_id region_id must_change_password",
        (
            (n, f"S{n:05d}", person_name(rng), f"138{n:08d}", department, region, False)
            for n, (_role, department, region) in enumerate(posts, 1)
        ),
    )
    yield part(StaffRole, "staff_id role", ((n, role) for n, (role, _department, _region) in enumerate(posts, 1)))


def goods() -> Iterator[Part]:
    rng = Random(8)
    yield part(
        Product,
        "id sku name package spec units_per_case shelf_life_days price",
        (
            (n, f"P{n:04d}", f"{words.DRINKS[n % 12]}{n:03d}", rng.choice(list(Package)), size, int(size.split("×")[1]),
             rng.choice((180, 270, 365)), Decimal(rng.randint(200, 900)) / 100)
            for n, size in ((n, rng.choice(words.SIZES)) for n in range(1, PRODUCTS + 1))
        ),
    )  # fmt: skip
    yield part(
        Batch,
        "id code product_id produced_on produced_quantity",
        ((n, batch_code(n), product_of(n), made_on(n), rng.randint(2_000, 80_000)) for n in range(1, BATCHES + 1)),
    )


def _customers(homes: list[int], rng: Random) -> Iterator[tuple[Any, ...]]:
    kinds = rng.choices(list(CustomerKind), (65, 8, 12, 15), k=len(homes))
    for number, (home, kind) in enumerate(zip(homes, kinds, strict=True), 1):
        town = rng.choice(words.TOWNS)
        name = (
            person_name(rng)
            if kind is CustomerKind.CONSUMER
            else f"{words.PROVINCES[home]}{town}{rng.choice(words.SHOPS)}"
        )
        address = f"{words.PROVINCES[home]}{town}路{number % 900 + 1}号"
        yield number, f"KH{number:06d}", name, kind, f"13{number * 7907 % 10**9:09d}", address, home + 1, NOW - SPAN, 1


def _shipments(customers: int, rng: Random) -> Iterator[tuple[Any, ...]]:
    for number in range(1, customers // 2 + 1):
        batch = rng.randint(1, BATCHES)
        yield (
            number,
            f"FH{number:07d}",
            rng.randint(1, customers),
            batch,
            made_on(batch) + timedelta(9),
            20,
            Decimal(60),
        )
