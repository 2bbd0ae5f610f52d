"""What a caller says: who they are, which goods, what is wrong with them, what they want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from demo.companies.described import Company, Sort
from demo.dice import chance, one
from demo.words import mobile
from models import Batch, Customer, Product, Shipment
from terms.complaint import ComplaintKind, Severity
from terms.returns import NO_PROMOTION
from terms.trade import CustomerKind, Fault, Unit

# How much of a bad batch's complaints speak of its flaw.
FLAWED = 85


@dataclass(frozen=True, slots=True)
class Goods:
    """What a complaint is about. sold: the dealer's shipment; flaw: what the batch suffers from."""

    batch: Batch
    sort: Sort
    sold: Shipment | None = None
    flaw: Fault | None = None
    known: bool = True

    @property
    def product(self) -> Product:
        return self.batch.product


def who(
    rng: Random, company: Company, customer: Customer | None, kind: CustomerKind, region: str, about: ComplaintKind
) -> dict[str, Any]:
    """The caller's part of a registration."""
    words = company.words
    if customer is not None:
        return {
            "customer_id": customer.id,
            "complainant_name": customer.contact or customer.name,
            "complainant_phone": customer.phone or "",
            "address": customer.address,
            "purchase_place": "公司直供" if kind is CustomerKind.DISTRIBUTOR else words.shop(rng, region),
        }
    anonymous = about in (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SUGGESTION) and chance(rng, company.anonymous)
    person = ("", "", "") if anonymous else (words.person_name(rng), mobile(rng), words.address(rng, region))
    return {
        "customer_kind": kind,
        "anonymous": anonymous,
        "complainant_name": person[0],
        "complainant_phone": person[1],
        "address": person[2],
        "purchase_place": words.shop(rng, region),
    }


def what(
    rng: Random, company: Company, kind: ComplaintKind, goods: Goods | None, on: date, buyer: CustomerKind
) -> dict[str, Any]:
    """The matter's part of a registration made on this day."""
    words = company.words
    if goods is None:
        said = rng.choice(words["plain"].get(kind, words["said"][Fault.SERVICE]))
        return {"fault": Fault.SERVICE, "quantity": 1, "description": said}
    quantity, unit = _amount(rng, buyer, goods)
    fault = _fault(rng, kind, goods)
    counted = "箱" if unit is Unit.CASE else goods.sort.called
    return {
        **_which(rng, kind, goods, on, company.bought_within),
        "fault": fault,
        "quantity": quantity,
        "unit": unit,
        "severity": Severity.SERIOUS if fault is Fault.FOREIGN_BODY and chance(rng, 50) else Severity.GENERAL,
        "description": words.one_of(rng, "said", of=words.about("said", goods.sort.words, fault)).format(
            n=quantity, u=counted
        ),
        "demand": words.one_of(rng, "demands"),
    }


def _promotion(kind: ComplaintKind, goods: Goods) -> str:
    """What was enjoyed; an application to return goods says so too where there was none."""
    enjoyed = goods.sold.promotion if goods.sold else ""
    return enjoyed or (NO_PROMOTION if kind is ComplaintKind.RETURN else "")


def _which(rng: Random, kind: ComplaintKind, goods: Goods, on: date, within: int) -> dict[str, Any]:
    """Product, batch and dates; a number not in the books is copied from the goods."""
    produced = goods.batch.produced_on
    bought = goods.sold.shipped_on if goods.sold else max(on - timedelta(days=rng.randint(0, within)), produced)
    return {
        "product_id": goods.product.id,
        "batch_id": goods.batch.id if goods.known else None,
        "batch_code": "" if goods.known else f"{produced:%y%m%d}{rng.choice('ABCD')}{rng.randint(950, 999)}",
        "produced_on": produced,
        "purchased_on": bought,
        "promotion": _promotion(kind, goods),
    }


def _fault(rng: Random, kind: ComplaintKind, goods: Goods) -> Fault:
    if kind is ComplaintKind.RETURN:
        return rng.choice((Fault.NEAR_EXPIRY, Fault.UNWANTED))
    if goods.flaw is not None and chance(rng, FLAWED):
        return goods.flaw
    return one(rng, goods.sort.faults)


def _amount(rng: Random, buyer: CustomerKind, goods: Goods) -> tuple[int, Unit]:
    each, by_case = goods.sort.unit, goods.sort.by_case
    if not goods.sort.many:
        return 1, each
    if buyer is CustomerKind.CONSUMER:
        return (1, Unit.CASE) if chance(rng, 6) and by_case else (rng.choice((1, 1, 2, 2, 2, 3, 4, 6)), each)
    if chance(rng, 40) and by_case:
        return rng.choice((1, 2, 2, 4, 6, 10)), Unit.CASE
    return rng.choice((2, 4, 6, 8, 12, 12, 14, 18, goods.product.units_per_case)), each
