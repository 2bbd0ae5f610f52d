"""Signatures that wait for one person, in their own name or in that of somebody they stand in for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased, contains_eager

from models import Complaint, Settlement, Signature, Staff
from queries.capacity import principals, reaches
from queries.scope import visible
from terms.complaint import SettlementStatus, SignaturePart, State, Verdict
from terms.people import LADDER, Role

MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One signature to give; in_name_of is the principal of a substitute."""

    signature: Signature
    in_name_of: Staff | None

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
    """The first signatures in the order of the queue, and how many there are."""

    rows: list[Waiting]
    count: int


def inbox(session: Session, staff: Staff, on: date, *, most: int = MOST) -> Inbox:
    """What this person may sign on this day: urgent first, then by due time, then by arrival."""
    holders = [staff, *principals(session, staff, on)]
    waiting = _waiting(staff, holders)
    count = session.scalar(select(func.count()).select_from(waiting.with_only_columns(Signature.id).subquery())) or 0
    if not count:
        return Inbox([], 0)
    found = waiting.order_by(Complaint.priority.desc(), Complaint.due_at, Signature.id).limit(most).options(
        contains_eager(Signature.settlement).contains_eager(Settlement.complaint),
        contains_eager(Signature.settlement).joinedload(Settlement.proposed_by),
        contains_eager(Signature.settlement).selectinload(Settlement.signatures),
        contains_eager(Signature.settlement).contains_eager(Settlement.complaint).joinedload(Complaint.product),
        contains_eager(Signature.settlement).contains_eager(Settlement.complaint).joinedload(Complaint.region),
    )  # fmt: skip
    rows: list[Signature] = list(session.scalars(found).unique())
    return Inbox([Waiting(row, _principal(row, staff, holders)) for row in rows], count)


def _waiting(staff: Staff, holders: list[Staff]) -> Select[Any]:
    parts = [_may_give(role, holder, staff) for holder in holders for role in LADDER if role in holder.roles]
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
    return visible(statement, Complaint, staff.as_person())


def _may_give(role: Role, holder: Staff, staff: Staff) -> ColumnElement[bool]:
    """The rows of `rules.lifecycle.signature_for`, as a condition."""
    hands = {holder.id, staff.id}
    clerk_decides = and_(Signature.part == SignaturePart.DECIDES, Signature.role == Role.CLERK)
    somebody_elses = and_(Settlement.proposed_by_id.not_in(hands), Complaint.registered_by_id.not_in(hands))
    other = aliased(Signature)
    signed = exists().where(
        other.settlement_id == Settlement.id,
        other.verdict == Verdict.SIGNED,
        or_(other.signer_id.in_(hands), other.principal_id.in_(hands)),
    )
    return and_(Signature.role == role, _territory(role, holder), or_(clerk_decides, somebody_elses), ~signed)


def _territory(role: Role, holder: Staff) -> ColumnElement[bool]:
    if role in (Role.CLERK, Role.SUPERVISOR):
        return Complaint.region_id == holder.region_id
    return Complaint.department_id == holder.department_id if role is Role.DEPARTMENT_HEAD else true()


def _principal(row: Signature, staff: Staff, holders: list[Staff]) -> Staff | None:
    case = row.settlement.complaint
    named = (holder for holder in holders if reaches(holder, row.role, case))
    holder = next(named, staff)
    return None if holder is staff else holder
