"""What must hold of every customer, new or changed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Customer, Region, Staff
from queries.scope import visible
from rules.territory import may_write_in
from terms.refusal import Refusal
from terms.text import say
from terms.trade import CustomerKind
from workflows.entries import named, refused
from workflows.rows import NotFound


class NotYourRegion(Refusal):
    """The region's customers are another region's or department's to enter."""


class SamePhone(Refusal):
    """A customer of this kind with this phone is known already."""


class NoDistributor(Refusal):
    """The supplier named is none."""


def region_of(session: Session, region_id: int, actor: Staff) -> Region:
    """The region named, if its customers are the actor's to write.

    :raises NotFound, NotYourRegion:
    """
    region = named(session, Region, region_id, "region_id", actor.as_person())
    if region is None or not region.active:
        raise refused(NotFound, "region_id", say("Choose a region that is in use."))
    demand_own(region, actor)
    return region


def demand_own(region: Region, actor: Staff) -> None:
    """:raises NotYourRegion:"""
    if not may_write_in(actor.as_person(), region_id=region.id, department_id=region.department_id):
        sentence = say("Customers of %(region)s are not yours to enter or change.", region=region.name)
        raise refused(NotYourRegion, "region_id", sentence)


def demand_distributor(
    session: Session, distributor_id: int | None, actor: Staff, *, of: Customer | None = None
) -> None:
    """:raises NotFound, NoDistributor:"""
    distributor = named(session, Customer, distributor_id, "distributor_id", actor.as_person())
    if distributor is None:
        return
    if distributor.kind is not CustomerKind.DISTRIBUTOR or distributor is of:
        sentence = say("%(name)s is no distributor that could supply this customer.", name=distributor.name)
        raise refused(NoDistributor, "distributor_id", sentence)


def demand_new_phone(
    session: Session, phone: str | None, kind: CustomerKind, actor: Staff, *, besides: Customer | None = None
) -> None:
    """Refuse a phone that a customer of this kind has, as far as the actor may see one.

    What lies outside the scope is not told: the question must not become a way to look there.

    :raises SamePhone:
    """
    if not phone:
        return
    same = visible(select(Customer).where(Customer.phone == phone, Customer.kind == kind), Customer, actor.as_person())
    if besides is not None:
        same = same.where(Customer.id != besides.id)
    known = session.scalars(same.order_by(Customer.id).limit(1)).first()
    if known is not None:
        sentence = say("%(code)s %(name)s has this phone already.", code=known.code, name=known.name)
        raise refused(SamePhone, "phone", sentence)
