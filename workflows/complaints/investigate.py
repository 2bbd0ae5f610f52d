"""Write down what was found: facts, evidence, cause, who answers for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Finding, Staff
from rules.lifecycle import Viewer
from terms.complaint import Act, Responsible
from workflows import audit
from workflows.case import begin, stop_for, take_case
from workflows.transaction import transaction
from workflows.words import need


def investigate(
    session: Session,
    *,
    complaint_id: int,
    facts: str,
    responsible: Responsible,
    actor: Staff,
    at: datetime,
    evidence: str = "",
    cause: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Record one finding; several may follow each other.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(facts=facts)
        investigated(
            session, case, by, facts=facts, responsible=responsible, evidence=evidence, cause=cause, actor=actor, at=at
        )
    return case


def investigated(
    session: Session,
    case: Complaint,
    by: Viewer,
    *,
    facts: str,
    responsible: Responsible,
    actor: Staff,
    at: datetime,
    evidence: str = "",
    cause: str = "",
) -> None:
    """The step itself."""
    step = begin(case, Act.INVESTIGATE, by)
    case.findings.append(
        Finding(found_at=at, found_by_id=actor.id, facts=facts, evidence=evidence, cause=cause, responsible=responsible)
    )
    stop_for(case, Act.INVESTIGATE, at)
    audit.record(
        session, "complaint.investigated", case, actor, at, step.clause, note=facts, more={"responsible": responsible}
    )
