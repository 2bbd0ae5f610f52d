"""What the company gave in like cases: so that the same is decided alike."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from models import Complaint, Settlement, Staff
from queries.scope import visible
from terms.complaint import SettlementStatus

MOST = 5


def given_before(session: Session, case: Complaint, staff: Staff) -> list[Settlement]:
    """The newest approved settlements for the same product and fault, of cases this reader may see."""
    if case.product_id is None:
        return []
    statement = (
        select(Settlement)
        .join(Settlement.complaint)
        .where(
            Complaint.product_id == case.product_id,
            Complaint.fault == case.fault,
            Complaint.id != case.id,
            Settlement.status == SettlementStatus.APPROVED,
        )
        .options(contains_eager(Settlement.complaint))
        .order_by(Settlement.id.desc())
        .limit(MOST)
    )
    return list(session.scalars(visible(statement, Complaint, staff.as_person())))
