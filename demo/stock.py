"""What the company makes and to whom it sells, as it is entered day by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from demo.companies.described import Company
from demo.dice import chance
from demo.house import House
from demo.words import Words, mobile
from models import Batch, Customer, Product, Region, Shipment, Staff
from terms.time import local_date
from terms.trade import CustomerGrade, CustomerKind, Fault
from workflows.customers.create import created as customer_created
from workflows.customers.create import made as customer_made
from workflows.products.create import created as product_created
from workflows.products.create import made as product_made
from workflows.products.create_batch import batch_created, batch_made
from workflows.shipments.create import created as shipment_created
from workflows.shipments.create import made as shipment_made

BAD_EVERY = 97
BAD_WEIGHT = 15.0
# How often to look for goods that are still within their shelf life.
TRIES = 6
DEALERS = (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER)


@dataclass
class Stock:
    """Products, batches, customers and shipments in memory; some of them come up more often than others."""

    ledger: Any
    house: House
    products: list[Product] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    dealers: list[Customer] = field(default_factory=list)
    sent: dict[int, list[Shipment]] = field(default_factory=dict)
    customers: dict[tuple[str, CustomerKind], list[Customer]] = field(default_factory=dict)
    _bad: set[int] = field(default_factory=set)
    _produced: list[date] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)

    @property
    def company(self) -> Company:
        return self.house.company

    @property
    def words(self) -> Words:
        return self.house.company.words

    def enter_products(self, at: datetime) -> None:
        """Every article the company sells."""
        by = self.house.staff[self.company.enters_articles]
        for ware in self.company.wares:
            row = product_made(
                sku=ware.sku,
                name=ware.name,
                package=ware.package,
                units_per_case=ware.units_per_case,
                shelf_life_days=ware.shelf_life_days,
                price=ware.price,
                spec=ware.spec,
                product_line=ware.line,
            )
            product_created(self.ledger, row, actor=by, at=at)
            self.products.append(row)

    def enter_batch(self, rng: Random, number: int, produced_on: date, at: datetime) -> None:
        """One batch; the first flavours sell best, and one batch in a hundred or so is a bad one."""
        product = self.products[int(len(self.products) * rng.random() ** 1.7)]
        line = rng.randint(1, 4)
        row = batch_made(
            code=f"{produced_on:%y%m%d}{'ABCD'[line - 1]}{number:03d}",
            product_id=product.id,
            produced_on=produced_on,
            produced_quantity=rng.randrange(*self.company.produced, 600),
            production_line=self.company.lines[line - 1],
        )
        row.product = product
        batch_created(self.ledger, row, actor=self.house.staff[self.company.enters_batches], at=at)
        self._weigh(row, bad=number % BAD_EVERY == BAD_EVERY // 2, ordinary=rng.uniform(0.4, 1.6))

    def _weigh(self, row: Batch, *, bad: bool, ordinary: float) -> None:
        self.batches.append(row)
        self._produced.append(row.produced_on)
        if bad:
            self._bad.add(row.id)
        before = self._weights[-1] if self._weights else 0.0
        self._weights.append(before + (BAD_WEIGHT if bad else ordinary))

    def flaw(self, batch: Batch) -> Fault | None:
        """What a bad batch suffers from; None for the others."""
        return self.company.sort_of(batch.product.sku).flaw if batch.id in self._bad else None

    def enter_shipment(self, rng: Random, number: int, at: datetime) -> None:
        """One delivery of fresh goods to a dealer; the first dealers buy most."""
        customer = self.dealers[int(len(self.dealers) * rng.random() ** 1.4)]
        batch = self.pick_batch(rng, local_date(at), (2, 45))
        product = batch.product
        row = shipment_made(
            number=self.ledger.next_number("FH", local_date(at)),
            customer_id=customer.id,
            batch_id=batch.id,
            shipped_on=local_date(at),
            cases=rng.randrange(20, 400, 10),
            price=(product.price * product.units_per_case * Decimal("0.72")).quantize(Decimal("0.01")),
            promotion=self.words.one_of(rng, "promotions"),
            voucher=f"CK{number:06d}",
        )
        row.batch = batch
        shipment_created(self.ledger, row, actor=self.house.staff[rng.choice(self.company.ships)], at=at)
        self.sent.setdefault(customer.id, []).append(row)

    def pick_batch(self, rng: Random, on: date, days: tuple[int, int] | None = None) -> Batch:
        """A batch of goods that are on the market that day, bad ones more often. days: the youngest and the oldest."""
        youngest, oldest = days or self.company.market
        low = bisect_left(self._produced, on - timedelta(days=oldest))
        high = max(bisect_right(self._produced, on - timedelta(days=youngest)), low + 1)
        before = self._weights[low - 1] if low else 0.0
        for _ in range(TRIES):
            wanted = rng.uniform(before, self._weights[high - 1])
            found = self.batches[min(max(bisect_left(self._weights, wanted), low), high - 1)]
            if (on - found.produced_on).days <= found.product.shelf_life_days:
                break
        return found

    def enter_customer(self, rng: Random, kind: CustomerKind, region: Region, actor: Staff, at: datetime) -> Customer:
        """One customer of a region, entered by this person."""
        place = self.words.address(rng, region.code)
        private = kind is CustomerKind.CONSUMER
        row = customer_made(
            code=self.ledger.next_code("KH"),
            name=self.words.person_name(rng) if private else self.words.trade_name(rng, kind, place),
            kind=kind,
            region_id=region.id,
            phone=mobile(rng),
            contact="" if private else self.words.person_name(rng),
            address=place,
            grade=CustomerGrade.KEY
            if kind in DEALERS and chance(rng, self.company.key_customers)
            else CustomerGrade.NORMAL,
            distributor_id=self._supplier(rng, kind, region),
            actor=actor,
            at=at,
        )
        customer_created(self.ledger, row, actor=actor, at=at)
        self.customers.setdefault((region.code, kind), []).append(row)
        if kind in DEALERS:
            self.dealers.append(row)
        return row

    def _supplier(self, rng: Random, kind: CustomerKind, region: Region) -> int | None:
        """Wholesalers and sales points buy from a distributor of their region."""
        found = self.customers.get((region.code, CustomerKind.DISTRIBUTOR))
        if not found or kind not in (CustomerKind.WHOLESALER, CustomerKind.SALES_POINT):
            return None
        return rng.choice(found).id
