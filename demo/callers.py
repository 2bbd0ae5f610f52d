"""Who calls about what: one call becomes one registration by whoever picks it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from demo import words
from demo.desk import Desk
from demo.stock import mobile, person_name, weighted
from models import Batch, Complaint, Customer, Product, Staff
from terms.complaint import Channel, ComplaintKind, Severity
from terms.people import Role
from terms.time import local_date
from terms.trade import CustomerKind, Fault, Package, Unit
from workflows.complaints.register import Known, Registration

CHANNELS = {
    CustomerKind.CONSUMER: (
        (Channel.PHONE, 58), (Channel.WECHAT, 16), (Channel.MARKET_POINT, 8), (Channel.WEB, 5), (Channel.SALES_CENTRE, 4),
        (Channel.DISTRIBUTOR, 3), (Channel.SMS, 2), (Channel.VISIT, 1.4), (Channel.EMAIL, 0.8), (Channel.COMPLAINT_BOX, 0.5),
        (Channel.LETTER, 0.4), (Channel.EMPLOYEE, 0.5), (Channel.AUTHORITY, 0.4),
    ),
    CustomerKind.DISTRIBUTOR: ((Channel.DISTRIBUTOR, 62), (Channel.PHONE, 26), (Channel.SALES_CENTRE, 12)),
    CustomerKind.WHOLESALER: ((Channel.PHONE, 60), (Channel.SALES_CENTRE, 40)),
    CustomerKind.SALES_POINT: ((Channel.MARKET_POINT, 62), (Channel.PHONE, 30), (Channel.WECHAT, 8)),
}  # fmt: skip
KINDS = (
    (ComplaintKind.QUALITY_COMPLAINT, 86), (ComplaintKind.SERVICE_COMPLAINT, 6), (ComplaintKind.SERVICE_REQUEST, 3),
    (ComplaintKind.CONSULTATION, 3), (ComplaintKind.SUGGESTION, 2),
)  # fmt: skip
# Who picks up in working hours; outside them the general office is on duty.
DESKS = (
    (Role.CLERK, 72),
    (Role.GENERAL_OFFICE, 16),
    (Role.SALES_ADMINISTRATION, 4),
    (Role.SUPERVISOR, 6),
    (Role.QUALITY, 2),
)


@dataclass(slots=True)
class Call:
    """One call to come. enters: the caller becomes a customer of the books; plain: an ordinary quality complaint."""

    at: datetime
    region: str
    kind: CustomerKind
    enters: bool = False
    plain: bool = False
    incident: str = ""
    consumers: int = 1
    by: str = ""
    _registration: Registration | None = None
    _known: Known | None = None

    def take(self, desk: Desk, rng: Random) -> Complaint:
        """Register the call as it comes in."""
        actor = self._desk_of(desk, rng)
        region = desk.house.regions[self.region]
        customer = self._customer(desk, rng, actor)
        kind = self._kind(rng, customer)
        product, batch, sold = self._goods(desk, rng, customer, kind)
        self._known = Known(region, customer, product, batch)
        self._registration = Registration(
            channel=self._channel(rng),
            region_id=region.id,
            kind=kind,
            **_who(rng, customer, self.kind, self.region, kind),
            **_what(rng, kind, product, batch, sold, local_date(desk.now), self.kind),
            incident=self.incident,
            consumers=self.consumers,
        )
        return desk.register(self._registration, self._known, actor)

    def again(self, desk: Desk, rng: Random) -> Complaint:
        """The same caller through another channel."""
        assert self._registration is not None
        assert self._known is not None
        channel = Channel.PHONE if self._registration.channel is not Channel.PHONE else Channel.WECHAT
        return desk.register(
            replace(self._registration, channel=channel), self._known, rng.choice(desk.house.at(Role.GENERAL_OFFICE))
        )

    def _channel(self, rng: Random) -> Channel:
        return weighted(rng, CHANNELS[self.kind])  # type: ignore[return-value]

    def _desk_of(self, desk: Desk, rng: Random) -> Staff:
        house, region = desk.house, desk.house.regions[self.region]
        if self.by:
            return house.staff[self.by]
        if not desk.hours.works(local_date(self.at)) or not 8 <= self.at.hour < 18:
            return rng.choice(house.at(Role.GENERAL_OFFICE))
        role: Any = weighted(rng, DESKS)
        if role in (Role.CLERK, Role.SUPERVISOR):
            return rng.choice(house.at(role, region_id=region.id))
        if role is Role.SALES_ADMINISTRATION:
            return house.at(role, department_id=region.department_id)[0]
        return rng.choice(house.at(role))

    def _customer(self, desk: Desk, rng: Random, actor: Staff) -> Customer | None:
        known = desk.stock.customers.get((self.region, self.kind), [])
        if self.enters:
            enterer = (
                actor
                if actor.region_id or actor.roles & {Role.GENERAL_OFFICE, Role.SALES_ADMINISTRATION}
                else desk.house.staff["1011"]
            )
            return desk.stock.enter_customer(rng, self.kind, desk.house.regions[self.region], enterer, desk.now)
        if not known or (self.kind is CustomerKind.CONSUMER and rng.random() < 0.72):
            return None
        if self.kind is CustomerKind.DISTRIBUTOR:
            return _often(rng, known, desk)
        return rng.choice(known)

    def _kind(self, rng: Random, customer: Customer | None) -> ComplaintKind:
        if self.plain or self.consumers > 1:
            return ComplaintKind.QUALITY_COMPLAINT
        if customer is not None and self.kind is CustomerKind.DISTRIBUTOR and rng.random() < 0.22:
            return ComplaintKind.RETURN
        return weighted(rng, KINDS)  # type: ignore[return-value]

    def _goods(
        self, desk: Desk, rng: Random, customer: Customer | None, kind: ComplaintKind
    ) -> tuple[Product | None, Batch | None, Any]:
        """What the complaint is about: a dealer's goods came with one of the dealer's shipments."""
        if kind in (
            ComplaintKind.SERVICE_COMPLAINT,
            ComplaintKind.CONSULTATION,
            ComplaintKind.SUGGESTION,
            ComplaintKind.SERVICE_REQUEST,
        ):
            return None, None, None
        sold = None
        if customer is not None:
            sent = [one for one in desk.stock.shipments.get(customer.id, [])[-12:] if one.batch.produced_on]
            sold = rng.choice(sent) if sent else None
        batch = sold.batch if sold else desk.stock.pick_batch(rng, local_date(desk.now))
        product = batch.product
        # Now and then the number on the goods is not in the books.
        unknown = kind is ComplaintKind.QUALITY_COMPLAINT and sold is None and rng.random() < 0.04
        return product, None if unknown else batch, sold or batch


def _often(rng: Random, known: list[Customer], desk: Desk) -> Customer:
    """Some distributors store badly and complain a lot."""
    bad = [one for one in known if one.id % 41 == 7 and one.id in desk.stock.shipments]
    if bad and rng.random() < 0.3:
        return rng.choice(bad)
    supplied = [one for one in (rng.choice(known) for _ in range(4)) if one.id in desk.stock.shipments]
    return supplied[0] if supplied else rng.choice(known)


def _who(
    rng: Random, customer: Customer | None, kind: CustomerKind, region: str, about: ComplaintKind
) -> dict[str, Any]:
    if customer is not None:
        return {
            "customer_id": customer.id,
            "complainant_name": customer.contact or customer.name,
            "complainant_phone": customer.phone or "",
            "address": customer.address,
            "purchase_place": "公司直供" if kind is CustomerKind.DISTRIBUTOR else _shop(rng, region),
        }
    anonymous = about in (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SUGGESTION) and rng.random() < 0.02
    return {
        "customer_kind": kind,
        "anonymous": anonymous,
        "complainant_name": "" if anonymous else person_name(rng),
        "complainant_phone": "" if anonymous else mobile(rng),
        "address": ""
        if anonymous
        else f"{rng.choice(words.CITIES[region])}{rng.choice(words.STREETS)}{rng.randint(1, 399)}号",
        "purchase_place": _shop(rng, region),
    }


def _shop(rng: Random, region: str) -> str:
    return rng.choice(words.CITIES[region]).split("市")[1] + rng.choice(words.SHOPS)


def _what(
    rng: Random,
    kind: ComplaintKind,
    product: Product | None,
    batch: Batch | None,
    source: Any,
    on: date,
    buyer: CustomerKind,
) -> dict[str, Any]:
    if product is None:
        return {"fault": Fault.SERVICE, "quantity": 1, "description": _plain_words(rng, kind), "demand": ""}
    fault: Any = weighted(rng, words.FAULTS[product.package])
    if kind is ComplaintKind.RETURN:
        fault = rng.choice((Fault.NEAR_EXPIRY, Fault.UNWANTED))
    quantity, unit = _amount(rng, buyer, product)
    goods = source if isinstance(source, Batch) else source.batch
    bought = None if isinstance(source, Batch) else source.shipped_on
    named = (
        "箱"
        if unit is Unit.CASE
        else "听"
        if product.package is Package.CAN
        else "盒"
        if product.package is Package.CARTON
        else "瓶"
    )
    return {
        "product_id": product.id,
        "batch_id": batch.id if batch else None,
        "batch_code": "" if batch else f"{goods.produced_on:%y%m%d}{rng.choice('ABCD')}{rng.randint(900, 999)}",
        "produced_on": goods.produced_on,
        "purchased_on": bought or min(max(on - timedelta(days=rng.randint(0, 40)), goods.produced_on), on),
        "promotion": "" if isinstance(source, Batch) else source.promotion,
        "fault": fault,
        "quantity": quantity,
        "unit": unit,
        "severity": Severity.SERIOUS if fault is Fault.FOREIGN_BODY and rng.random() < 0.5 else Severity.GENERAL,
        "description": rng.choice(words.SAID[fault]).format(n=quantity, u=named),
        "demand": rng.choice(words.DEMANDS),
    }


def _amount(rng: Random, buyer: CustomerKind, product: Product) -> tuple[int, Unit]:
    if buyer is CustomerKind.CONSUMER:
        return (1, Unit.CASE) if rng.random() < 0.06 else (rng.choice((1, 1, 2, 2, 2, 3, 4, 6)), Unit.BOTTLE)
    if rng.random() < 0.4:
        return rng.choice((1, 2, 2, 4, 6, 10)), Unit.CASE
    return rng.choice((2, 4, 6, 8, 12, 12, 14, 18, product.units_per_case)), Unit.BOTTLE


def _plain_words(rng: Random, kind: ComplaintKind) -> str:
    said = {
        ComplaintKind.SERVICE_COMPLAINT: words.SAID[Fault.SERVICE],
        ComplaintKind.SERVICE_REQUEST: words.SERVICE_REQUESTS,
        ComplaintKind.CONSULTATION: (
            "咨询附近哪里可以买到玻璃瓶装汽水",
            "咨询产品保质期和储存方法",
            "咨询空瓶回收政策",
        ),
        ComplaintKind.SUGGESTION: ("建议推出无糖口味", "建议瓶盖做得更容易拧开", "建议增加小规格包装"),
    }
    return rng.choice(said[kind])
