"""Take back a proposal before it is decided: to correct it, or because whoever was to sign is there no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from rules.lifecycle import Viewer
from terms.complaint import Act, SettlementStatus
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.settlements.sign import drop
from workflows.transaction import transaction
from workflows.words import need


def take_back(
    session: Session,
    *,
    complaint_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Take back the proposal that waits for signatures; another one asks the ladder anew.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        taken_back(session, case, by, reason=reason, actor=actor, at=at)
    return case


def taken_back(session: Session, case: Complaint, by: Viewer, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself. Signatures already given stay on record."""
    step = begin(case, Act.TAKE_BACK, by)
    assert case.settlement is not None
    drop(case.settlement, SettlementStatus.TAKEN_BACK)
    move(case, step.to, at)
    audit.record(session, "settlement.taken_back", case, actor, at, step.clause, note=reason)
