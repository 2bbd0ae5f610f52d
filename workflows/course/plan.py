"""The plan of a case, part by part, and its approval (P28 五3-4; P30 四5(2); P40 三3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import CasePlan, Complaint, PlanReview, Staff
from queries.case_facts import case_facts
from queries.rulebook import policy_of
from rules.lifecycle import Viewer
from terms.complaint import Act
from terms.flow import PlanPart
from workflows import audit
from workflows.case import begin, take_case
from workflows.transaction import transaction
from workflows.words import need

# The field of the form in which a part is written.
FIELDS = {
    PlanPart.CAUSE: "cause",
    PlanPart.SOLUTION: "solution",
    PlanPart.DEPARTMENT: "department",
    PlanPart.PERSON: "person",
    PlanPart.TIME: "carry_out_at",
}


def plan(
    session: Session, *, complaint_id: int, solution: str, cause: str, department: str, person: str,
    carry_out_at: datetime | None, actor: Staff, at: datetime, seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Write down the plan with every part the policy asks for; it replaces an earlier one and waits for its approval.

    Source: P28 五3; P40 三3b; WF-32.
    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        made = CasePlan(
            made_at=at, made_by_id=actor.id, cause=cause, solution=solution, department=department, person=person,
            carry_out_at=carry_out_at,
        )  # fmt: skip
        planned(session, case, by, made, actor=actor, at=at)
    return case


def planned(session: Session, case: Complaint, by: Viewer, made: CasePlan, *, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(case, Act.PLAN, by)
    wanted = policy_of(case).flow.plan
    assert wanted is not None  # the act is not known where the policy wants no plan
    need(**{FIELDS[part]: _written(made, part) for part in wanted.parts})
    for earlier in case.plans:
        earlier.waits_for = None
    made.clause, made.waits_for = wanted.clause, next(iter(wanted.approvers), None)
    case.plans.append(made)
    audit.record(session, "complaint.planned", case, actor, at, wanted.clause, note=made.solution)


def _written(made: CasePlan, part: PlanPart) -> str:
    value = getattr(made, FIELDS[part])
    return str(value or "")


def review_plan(
    session: Session, *, complaint_id: int, agrees: bool, comment: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Approve the plan as whom it waits for, or return it with what must be changed.

    Source: P28 五4; P30 四5(2); P40 三3c; WF-33.
    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        if not agrees:
            need(comment=comment)
        plan_reviewed(session, case, by, agrees=agrees, comment=comment, actor=actor, at=at)
    return case


def plan_reviewed(
    session: Session, case: Complaint, by: Viewer, *, agrees: bool, comment: str, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.REVIEW_PLAN, by)
    found = policy_of(case).flow.plan
    approver = case_facts(case).course.reviewer
    assert found is not None  # the table has seen to both
    assert approver is not None
    made = case.plans[-1]
    made.reviews.append(
        PlanReview(
            complaint_id=case.id, approver=approver, agrees=agrees, reviewed_at=at, reviewed_by_id=actor.id,
            comment=comment, clause=found.approval_clause,
        )
    )  # fmt: skip
    made.waits_for = case_facts(case).course.reviewer if agrees else None
    audit.record(
        session, "complaint.plan_reviewed", case, actor, at, found.approval_clause, note=comment,
        more={"approver": approver, "agrees": agrees},
    )  # fmt: skip
