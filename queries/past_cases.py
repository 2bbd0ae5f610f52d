"""Past cases as plain facts, many at a time: what a policy decides from, read by columns without the ORM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Complaint,
    Product,
    Region,
    Staff,
    StaffRole,
)
from queries.capacity import OF_DEPARTMENT, OF_REGION
from queries.past_moments import first_class, moments_of
from queries.past_rows import CASE, Beside, wanted
from queries.scope import checked
from rules import ladder
from rules.ladder import People
from rules.past_case import Decided, PastCase, PastSettlement
from rules.returns import ReturnRequest, expiry
from rules.time_limits import Sort
from terms.complaint import (
    ComplaintKind,
    SettlementStatus,
    State,
)
from terms.people import LADDER, Person, Role, StaffStatus
from terms.returns import stated_promotion
from terms.time import day_start
from terms.trade import Unit

# So many cases are read at once: enough that a statement costs little a case, few enough for any memory.
BLOCK = 500
# What was withdrawn or taken into another case punishes nobody.
GONE = (State.WITHDRAWN, State.MERGED)


@dataclass(frozen=True, slots=True)
class Span:
    """Which cases: judged under a pack, registered from `first` to `last`, both included."""

    pack: str
    first: date
    last: date


def keys_of(session: Session, span: Span, person: Person | None) -> list[int]:
    """The ids of the cases of a span in order; of those a person may see. None: all, for whoever runs the machine."""
    # By the moment, which has an index; the day follows from it.
    spanned = select(Complaint.id).where(
        Complaint.registered_at >= day_start(span.first),
        Complaint.registered_at < day_start(span.last, 1),
        Complaint.rulebook_pack == span.pack,
    )
    if person is not None:
        spanned = checked(spanned, Complaint, person)
    return list(session.scalars(spanned.order_by(Complaint.id)))


def blocks(keys: Sequence[int], size: int = BLOCK) -> Iterator[Sequence[int]]:
    return (keys[first : first + size] for first in range(0, len(keys), size))


class _Product(NamedTuple):
    package: Any
    units_per_case: int
    shelf_life_days: int
    price: Decimal


class PastCases:
    """Reads cases in blocks; what all of them share is read once. person: as `Beside`."""

    def __init__(self, session: Session, person: Person | None = None) -> None:
        self.session, self.person = session, person
        goods: Any = select(Product.id, Product.package, Product.units_per_case, Product.shelf_life_days, Product.price)
        self.products = {key: _Product(*values) for key, *values in session.execute(goods)}
        served: Any = select(Region.id, Region.provinces)
        self.served: dict[int, str] = {row.id: row.provinces for row in session.execute(served)}
        self.posts = _posts(session)
        self.people: dict[tuple[int, int], People] = {}

    def load(self, keys: Sequence[int]) -> list[PastCase]:
        """The cases of these ids, in their order."""
        beside = Beside(self.session, keys, self.person)
        return [self._case(row, beside) for row in self.session.execute(wanted(CASE, Complaint.id, keys))]

    def _case(self, row: Any, beside: Beside) -> PastCase:
        settlements = tuple(self._settlement(row, one, beside) for one in beside.settlements.get(row.id, ()))
        return PastCase(
            id=row.id,
            number=row.number,
            issue=row.rulebook_issue,
            department=row.department_id,
            sort=Sort(row.kind, row.severity, first_class(row, beside), urgent=row.urgent),
            customer=row.customer_kind,
            consumers=row.consumers,
            registrar=row.registered_by_id,
            handler=row.assigned_to_id or row.registered_by_id,
            punishable=row.kind is ComplaintKind.QUALITY_COMPLAINT and row.state not in GONE,
            moments=tuple(moments_of(row, beside)),
            settlements=settlements,
            result_at=row.result_at,
            first_call_at=_first_call(row, beside),
            breaches=tuple(beside.breaches.get(row.id, ())),
            address=row.address,
            served=self.served.get(row.region_id, ""),
        )

    def _settlement(self, case: Any, row: Any, beside: Beside) -> PastSettlement:
        lines = beside.lines.get(row.id, [])
        worth = row.worth if row.worth is not None else row.cash + self._goods(lines)
        people = ladder.recalled(row.holders) if row.holders is not None else self._people(case)
        return PastSettlement(
            id=row.id,
            multiple=Fraction(row.multiple_numerator, row.multiple_denominator),
            cash=row.cash,
            worth=worth,
            proposer=row.proposed_by_id,
            people=people,
            people_known=row.holders is not None,
            in_force=row.status is SettlementStatus.APPROVED,
            request=self._request(case, lines),
            decided=Decided(
                row.decides,
                tuple(sorted(beside.co_signers.get(row.id, ()), key=LADDER.index)),
                row.file_at,
                row.needs_goods_received,
                row.clause,
            ),
        )

    def _goods(self, lines: Iterable[Any]) -> Decimal:
        """At today's prices, for settlements that do not keep those of their day."""
        return sum((self._bottles(one) * self.products[one.product_id].price for one in lines), Decimal(0))

    def _bottles(self, line: Any) -> int:
        per_case = self.products[line.product_id].units_per_case if line.unit is Unit.CASE else 1
        return int(line.compensated_quantity * per_case)

    def _request(self, case: Any, lines: list[Any]) -> ReturnRequest | None:
        """What `workflows.settlements.propose` asks the return rules; whether gifts came back is not on record."""
        product = self.products.get(case.product_id)
        if product is None or not lines:
            return None
        per_case = product.units_per_case if case.unit is Unit.CASE else 1
        return ReturnRequest(
            customer=case.customer_kind,
            package=product.package,
            fault=case.fault,
            on=case.registered_on,
            expires_on=expiry(case.produced_on, product.shelf_life_days) if case.produced_on else None,
            produced_on=case.produced_on,
            purchased_on=case.purchased_on,
            quantity=case.quantity * per_case,
            reason=case.said,
            promotion=stated_promotion(case.promotion),
            same_product=all(line.product_id == case.product_id for line in lines),
        )

    def _people(self, case: Any) -> People:
        """Who holds the ladder's roles today, for settlements that do not keep who held them then."""
        place = (case.department_id, case.region_id)
        if place not in self.people:
            self.people[place] = {
                role: frozenset(one for one, department, region in self.posts.get(role, ())
                                if _covers(role, place, department, region))
                for role in LADDER
            }  # fmt: skip
        return self.people[place]


def _first_call(case: Any, beside: Beside) -> datetime | None:
    if case.result_at is None:
        return None
    return next((call.called_at for call in beside.calls.get(case.id, ()) if call.called_at >= case.result_at), None)


def _posts(session: Session) -> dict[Role, list[tuple[int, int | None, int | None]]]:
    """Who holds the ladder's roles today, each with department and region."""
    found: dict[Role, list[tuple[int, int | None, int | None]]] = {}
    held = (
        select(StaffRole.role, Staff.id, Staff.department_id, Staff.region_id)
        .join(Staff, Staff.id == StaffRole.staff_id)
        .where(Staff.status == StaffStatus.ACTIVE, StaffRole.role.in_(LADDER))
        .order_by(Staff.id)
    )
    for role, key, department, region in session.execute(held):
        found.setdefault(role, []).append((key, department, region))
    return found


def _covers(role: Role, place: tuple[int, int], department: int | None, region: int | None) -> bool:
    """The same as `queries.capacity.reaches`."""
    if role in OF_REGION:
        return region == place[1]
    return role not in OF_DEPARTMENT or department == place[0]
