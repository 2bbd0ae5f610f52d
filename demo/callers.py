"""Who calls, through which channel, and who picks up: one call becomes one registration."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from demo.asked import Goods, what, who
from demo.companies.described import Company
from demo.desk import Desk
from demo.dice import chance, one
from models import Complaint, Customer, Staff
from terms.classes import CaseClass
from terms.complaint import ComplaintKind
from terms.intake import IntakeDemand
from terms.people import Role
from terms.time import local_date
from terms.trade import CustomerKind
from workflows.complaints.register import Known, Registration

# Whose callers become customers of the books.
ENTERS = (Role.CLERK, Role.SUPERVISOR, Role.SALES_ADMINISTRATION, Role.GENERAL_OFFICE)
UNKNOWN_CALLERS = 72
# Distributors who store badly and complain a lot, by key.
BAD_STORES = frozenset(range(7, 400, 41))


@dataclass(slots=True)
class Call:
    """One call to come.

    enters: the caller becomes a customer of the books. plain: an ordinary complaint about goods.
    by: the staff number of whoever picks up. like: an earlier call of the same incident.
    """

    at: datetime
    region: str
    kind: CustomerKind
    enters: bool = False
    plain: bool = False
    by: str = ""
    incident: str = ""
    consumers: int = 1
    like: Call | None = None
    _goods: Goods | None = None
    _said: tuple[Registration, Known] | None = None

    def take(self, desk: Desk, rng: Random) -> Complaint:
        """Register the call as it comes in."""
        actor, company = self._picks_up(desk, rng), desk.company
        customer = self._customer(desk, rng, actor)
        kind = self._about(desk, rng, customer)
        self._goods = self._find_goods(desk, rng, customer, kind)
        registration = Registration(
            channel=one(rng, company.channels[self.kind]),
            region_id=desk.house.regions[self.region].id,
            kind=kind,
            incident=self.incident,
            consumers=self.consumers,
            case_class=_class(rng, company, kind),
            proof_of_purchase=company.words["receipt"] if self._goods else "",
            truthful=any(one.demand is IntakeDemand.TRUTHFUL for one in desk.book.intake.formalities),
            **who(rng, company, customer, self.kind, self.region, kind),
            **what(rng, company, kind, self._goods, local_date(desk.now), self.kind),
        )
        self._said = registration, self._known(desk, customer)
        return desk.register(*self._said, actor)

    def again(self, desk: Desk, rng: Random) -> Complaint:
        """The same caller through another channel, taken by somebody else."""
        assert self._said is not None
        registration, known = self._said
        first, other = desk.company.again
        channel = first if registration.channel is not first else other
        actor = rng.choice(desk.house.at(Role.GENERAL_OFFICE))
        return desk.register(replace(registration, channel=channel), known, actor)

    def _known(self, desk: Desk, customer: Customer | None) -> Known:
        goods = self._goods
        batch = goods.batch if goods and goods.known else None
        return Known(desk.house.regions[self.region], customer, goods.product if goods else None, batch)

    def _picks_up(self, desk: Desk, rng: Random) -> Staff:
        house, region = desk.house, desk.house.regions[self.region]
        if self.by:
            return house.staff[self.by]
        role = one(rng, desk.company.picks_up) if desk.hours.open_at(self.at) else Role.GENERAL_OFFICE
        if role in (Role.CLERK, Role.SUPERVISOR):
            return rng.choice(house.at(role, region_id=region.id))
        within = region.department_id if role is Role.SALES_ADMINISTRATION else None
        return rng.choice(house.at(role, department_id=within))

    def _customer(self, desk: Desk, rng: Random, actor: Staff) -> Customer | None:
        if self.enters:
            enterer = actor if actor.roles.intersection(ENTERS) else desk.house.staff[desk.company.enters_callers]
            return desk.stock.enter_customer(rng, self.kind, desk.house.regions[self.region], enterer, desk.now)
        known = desk.stock.customers.get((self.region, self.kind))
        if not known or (self.kind is CustomerKind.CONSUMER and chance(rng, UNKNOWN_CALLERS)):
            return None
        return _often(desk, rng, known) if self.kind is CustomerKind.DISTRIBUTOR else rng.choice(known)

    def _about(self, desk: Desk, rng: Random, customer: Customer | None) -> ComplaintKind:
        if self.plain or self.incident:
            return ComplaintKind.QUALITY_COMPLAINT
        if customer is not None and self.kind is CustomerKind.DISTRIBUTOR and chance(rng, desk.company.returns):
            return ComplaintKind.RETURN
        return one(rng, desk.company.kinds)

    def _find_goods(self, desk: Desk, rng: Random, customer: Customer | None, kind: ComplaintKind) -> Goods | None:
        """A dealer's goods came with one of the dealer's shipments; now and then a number is not in the books."""
        if kind not in (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.RETURN):
            return None
        if self.like is not None:
            return self.like._goods  # noqa: SLF001  the same goods
        sent = desk.stock.sent.get(customer.id, [])[-12:] if customer else []
        sold = rng.choice(sent) if sent else None
        batch = sold.batch if sold else desk.stock.pick_batch(rng, local_date(desk.now))
        known = sold is not None or kind is ComplaintKind.RETURN or chance(rng, 96)
        return Goods(batch, desk.company.sort_of(batch.product.sku), sold, desk.stock.flaw(batch), known)


def _class(rng: Random, company: Company, kind: ComplaintKind) -> CaseClass | None:
    """Of which class whoever picked up takes it to be."""
    shares = company.classes.get(kind)
    return one(rng, shares) if shares and chance(rng, company.classed_at_once) else None


def _often(desk: Desk, rng: Random, known: list[Customer]) -> Customer:
    """One of the distributors; those who buy complain more than those who do not."""
    bad = [one for one in known if one.id in BAD_STORES and one.id in desk.stock.sent]
    if bad and chance(rng, 30):
        return rng.choice(bad)
    some = [rng.choice(known) for _ in range(4)]
    return next((one for one in some if one.id in desk.stock.sent), some[0])
