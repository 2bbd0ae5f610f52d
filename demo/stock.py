"""What the company makes and to whom it sells, as it is entered day by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from demo import words
from demo.house import House
from demo.ledger import Ledger
from models import Batch, Customer, Product, Region, Shipment, Staff
from terms.people import Role
from terms.time import local_date
from terms.trade import CustomerGrade, CustomerKind, Package
from workflows.customers.create import created as customer_created
from workflows.customers.create import made as customer_made
from workflows.products.create import created as product_created
from workflows.products.create import made as product_made
from workflows.products.create_batch import batch_created, batch_made
from workflows.shipments.create import created as shipment_created
from workflows.shipments.create import made as shipment_made

SKU_LETTERS = {Package.CAN: "L", Package.GLASS: "B", Package.PET: "P", Package.CARTON: "H"}
BAD_EVERY = 97
BAD_WEIGHT = 26.0


@dataclass
class Stock:
    """Products, batches and customers in memory, with what makes some of them come up more often."""

    ledger: Ledger
    house: House
    products: list[Product] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    shipments: dict[int, list[Shipment]] = field(default_factory=dict)
    customers: dict[tuple[str, CustomerKind], list[Customer]] = field(default_factory=dict)
    _produced: list[date] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)

    def enter_products(self, at: datetime) -> None:
        """Every flavour in every filling; juice and tea cost a little more."""
        quality = self.house.staff["1019"]
        for number, flavour in enumerate(words.FLAVOURS):
            for package, filling, per_case, days, price in words.FILLINGS:
                more = Decimal("0.10") * (number % 8)
                row = product_made(
                    sku=f"YX{number + 1:02d}{SKU_LETTERS[package]}",
                    name=f"{flavour}{package.zh}{filling}",
                    package=package,
                    units_per_case=per_case,
                    shelf_life_days=days,
                    price=Decimal(price) + more,
                    spec=f"{filling}×{per_case}",
                )
                product_created(self.ledger, row, actor=quality, at=at)  # type: ignore[arg-type]
                self.products.append(row)

    def enter_batch(self, rng: Random, number: int, produced_on: date, at: datetime) -> None:
        """One batch; the first flavours sell best, and every hundredth batch or so is a bad one."""
        product = self.products[int(len(self.products) * rng.random() ** 1.7)]
        line = rng.randint(1, 4)
        row = batch_made(
            code=f"{produced_on:%y%m%d}{'ABCD'[line - 1]}{number:03d}",
            product_id=product.id,
            produced_on=produced_on,
            produced_quantity=rng.randrange(12_000, 60_000, 600),
            production_line=f"{line}号线",
        )
        row.product = product
        batch_created(self.ledger, row, actor=self.house.staff["1020"], at=at)  # type: ignore[arg-type]
        self.batches.append(row)
        self._produced.append(produced_on)
        weight = BAD_WEIGHT if number % BAD_EVERY == BAD_EVERY // 2 else rng.uniform(0.4, 1.6)
        self._weights.append((self._weights[-1] if self._weights else 0.0) + weight)

    def enter_shipment(self, rng: Random, number: int, customer: Customer, at: datetime) -> None:
        """One delivery of fresh goods to a dealer."""
        batch = self.pick_batch(rng, local_date(at), youngest=2, oldest=45)
        product = batch.product
        row = shipment_made(
            number=self.ledger.next_number("FH", local_date(at)),
            customer_id=customer.id,
            batch_id=batch.id,
            shipped_on=local_date(at),
            cases=rng.randrange(20, 400, 10),
            price=(product.price * product.units_per_case * Decimal("0.72")).quantize(Decimal("0.01")),
            promotion=rng.choice(words.PROMOTIONS),
            voucher=f"CK{number:06d}",
        )
        row.batch, row.customer = batch, customer
        shipment_created(self.ledger, row, actor=self.house.staff[rng.choice(("1017", "1018"))], at=at)  # type: ignore[arg-type]
        self.shipments.setdefault(customer.id, []).append(row)

    def pick_batch(self, rng: Random, on: date, *, youngest: int = 10, oldest: int = 210) -> Batch:
        """A batch of goods that are on the market that day, bad ones more often."""
        low = bisect_left(self._produced, on - timedelta(days=oldest))
        high = bisect_right(self._produced, on - timedelta(days=youngest))
        low, high = (low, high) if low < high else (max(high - 1, 0), max(high, 1))
        before = self._weights[low - 1] if low else 0.0
        wanted = rng.uniform(before, self._weights[high - 1])
        return self.batches[min(max(bisect_left(self._weights, wanted), low), high - 1)]

    def enter_customer(
        self,
        rng: Random,
        kind: CustomerKind,
        region: Region,
        actor: Staff,
        at: datetime,
        *,
        name: str = "",
        phone: str = "",
    ) -> Customer:
        """One customer of a region, entered by this person."""
        address = f"{rng.choice(words.CITIES[region.code])}{rng.choice(words.STREETS)}{rng.randint(1, 399)}号"
        dealers = self.customers.get((region.code, CustomerKind.DISTRIBUTOR), [])
        supplied = kind in (CustomerKind.WHOLESALER, CustomerKind.SALES_POINT) and dealers
        row = customer_made(
            code=self.ledger.next_code("KH"),
            name=name or trade_name(rng, kind, address),
            kind=kind,
            region_id=region.id,
            phone=phone or mobile(rng),
            contact="" if kind is CustomerKind.CONSUMER else person_name(rng),
            address=address,
            grade=CustomerGrade.KEY
            if kind is CustomerKind.DISTRIBUTOR and rng.random() < 0.12
            else CustomerGrade.NORMAL,
            distributor_id=rng.choice(dealers).id if supplied else None,
            actor=actor,
            at=at,
        )
        customer_created(self.ledger, row, actor=actor, at=at)  # type: ignore[arg-type]
        self.customers.setdefault((region.code, kind), []).append(row)
        return row

    def sales_clerk(self, rng: Random, region: Region) -> Staff:
        return rng.choice(self.house.at(Role.CLERK, region_id=region.id))


def person_name(rng: Random) -> str:
    return rng.choice(words.SURNAMES) + rng.choice(words.GIVEN)


def mobile(rng: Random) -> str:
    """A number that looks like a mobile phone's."""
    return rng.choice(("135", "136", "139", "150", "158", "177", "182", "188")) + f"{rng.randrange(10**8):08d}"


def trade_name(rng: Random, kind: CustomerKind, address: str) -> str:
    if kind is CustomerKind.CONSUMER:
        return person_name(rng)
    city = address.split("市")[0]
    return city + rng.choice(words.TRADERS) + rng.choice(words.TRADERS)[0] + rng.choice(words.TRADE_NAMES[kind])


def weighted(rng: Random, choices: tuple[tuple[object, int], ...]) -> object:
    """One of (value, weight) pairs."""
    ends = list(accumulate(weight for _value, weight in choices))
    return choices[bisect_right(ends, rng.random() * ends[-1])][0]
