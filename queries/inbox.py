"""Signatures that wait for one person, in their own name or in that of somebody they stand in for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, and_, cast, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from models import Complaint, Settlement, SettlementLine, Signature
from queries.capacity import reaches, within
from queries.scope import visible
from queries.some import COUNT_CAP
from terms.complaint import SettlementStatus, SignaturePart, State, Verdict
from terms.people import LADDER, Person, Role

MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One signature to give; in_name_of: the principal's name, where a substitute would sign."""

    signature: Signature
    in_name_of: str

    @property
    def settlement(self) -> Settlement:
        return self.signature.settlement

    @property
    def case(self) -> Complaint:
        return self.signature.settlement.complaint

    @property
    def decides(self) -> bool:
        return self.signature.part is SignaturePart.DECIDES

    @property
    def waits_for_goods(self) -> bool:
        """Only the decider waits for the warehouse (P06 六(5))."""
        return self.decides and self.settlement.needs_goods_received and self.case.goods_received_at is None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The first signatures in the order of the queue, and how many there are.

    blocked: those that cannot be given yet, because the goods must first be in the warehouse; not counted.
    """

    rows: list[Waiting]
    count: int
    blocked: list[Waiting]


def inbox(session: Session, person: Person, *, most: int = MOST) -> Inbox:
    """What this person may sign: urgent first, then the biggest multiple, then by due time, then by arrival."""
    found = _rows(session, person, _waiting(person), most)
    ready = [one for one in found if not one.waits_for_goods]
    blocked = [one for one in found if one.waits_for_goods]
    return Inbox(ready, count_waiting(session, person) if ready else 0, blocked)


def count_waiting(session: Session, person: Person, *, most: int = COUNT_CAP) -> int:
    """How many signatures can be given now, counted up to `most`."""
    waiting = _waiting(person).where(~_goods_missing()).with_only_columns(Signature.id).limit(most)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def _rows(session: Session, person: Person, waiting: Select[Any], most: int) -> list[Waiting]:
    whole = contains_eager(Signature.settlement)
    case = contains_eager(Signature.settlement).contains_eager(Settlement.complaint)
    order = (_goods_missing(), Complaint.priority.desc(), _times().desc(), Complaint.due_at, Signature.id)
    keys = session.scalars(waiting.with_only_columns(Signature.id).order_by(*order).limit(most)).all()
    if not keys:
        return []
    found = select(Signature).join(Signature.settlement).join(Settlement.complaint).where(Signature.id.in_(keys))
    rows = session.scalars(
        found.order_by(*order).options(
            case.joinedload(Complaint.product),
            case.joinedload(Complaint.region),
            whole.joinedload(Settlement.proposed_by),
            whole.selectinload(Settlement.lines).joinedload(SettlementLine.product),
        )
    ).unique()
    return [Waiting(row, _in_name_of(row, person)) for row in rows]


def _goods_missing() -> ColumnElement[bool]:
    """`Waiting.waits_for_goods` of one row, as a condition."""
    return and_(
        Signature.part == SignaturePart.DECIDES, Settlement.needs_goods_received, Complaint.goods_received_at.is_(None)
    )


def _times() -> ColumnElement[Any]:
    """For the order alone; what is decided is decided by the exact fraction."""
    return cast(Settlement.multiple_numerator, Float) / cast(Settlement.multiple_denominator, Float)


@lru_cache(maxsize=1024)
def _waiting(person: Person) -> Select[Any]:
    # Kept, because every page counts it and putting it together takes longer than running it.
    holders = (person, *person.standing_in)
    parts = [_may_give(role, holder, person) for holder in holders for role in LADDER if role in holder.roles]
    statement = (
        select(Signature)
        .join(Signature.settlement)
        .join(Settlement.complaint)
        .where(
            Signature.verdict == Verdict.PENDING,
            Settlement.status == SettlementStatus.PROPOSED,
            Complaint.state == State.PROPOSED,
            or_(*parts) if parts else false(),
        )
    )
    return visible(statement, Complaint, person)


def _may_give(role: Role, holder: Person, person: Person) -> ColumnElement[bool]:
    """What `rules.lifecycle.signature_for` says of one row, as a condition."""
    hands = {holder.id, person.id}
    clerk_decides = and_(Signature.part == SignaturePart.DECIDES, Signature.role == Role.CLERK)
    somebody_elses = and_(Settlement.proposed_by_id.not_in(hands), Complaint.registered_by_id.not_in(hands))
    other = aliased(Signature)
    signed = exists().where(
        other.settlement_id == Settlement.id,
        other.verdict == Verdict.SIGNED,
        or_(other.signer_id.in_(hands), other.principal_id.in_(hands)),
    )
    return and_(Signature.role == role, within(role, Complaint, holder), or_(clerk_decides, somebody_elses), ~signed)


def _in_name_of(row: Signature, person: Person) -> str:
    """Whose signature a substitute gives; empty for one's own."""
    case = row.settlement.complaint
    principals = (one for one in person.standing_in if reaches(one, row.role, case))
    principal = None if reaches(person, row.role, case) else next(principals, None)
    return principal.name if principal else ""
