"""Who would sign a draft if it were submitted now, by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import Department, RulebookIssue
from queries.month_facts import holders
from queries.rulebook_drafts import amendment_of, people_concerned
from rules.amendments import Company, Wanted, who_signs
from terms.people import Role


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature that would be asked for. names: one of them signs; instead: a level above the drafter's own."""

    role: Role
    department: str
    names: tuple[str, ...]
    instead: bool
    last: bool


def signers(session: Session, issue: RulebookIssue) -> list[Signer]:
    """The signatures in their order; none where the policy does not say who changes it.

    :raises NobodyToDecide:
    """
    amendment = amendment_of(session, issue)
    if amendment is None or issue.drafted_by_id is None:
        return []
    company = people_concerned(session, issue.pack)
    found = who_signs(amendment, company, drafter=issue.drafted_by_id)
    asked = {*amendment.agreed_by, amendment.decided_by}
    return [
        Signer(
            one.role,
            _department(session, one),
            _names(session, issue, company, one, last=number == len(found)),
            instead=one.role not in asked,
            last=number == len(found),
        )
        for number, one in enumerate(found, start=1)
    ]


def _department(session: Session, one: Wanted) -> str:
    department = session.get(Department, one.department) if one.department else None
    return department.name if department else ""


def _names(session: Session, issue: RulebookIssue, company: Company, one: Wanted, *, last: bool) -> tuple[str, ...]:
    """Whoever could sign: not who drafted it, and before the end not the only one who can decide."""
    barred = {issue.drafted_by_id}
    amendment = amendment_of(session, issue)
    if amendment is not None and not last:
        deciders = company.holders.get(amendment.decided_by, frozenset()) - {issue.drafted_by_id}
        barred |= deciders if len(deciders) == 1 else frozenset()
    people = holders(session, one.role, department_id=one.department)
    return tuple(staff.name for staff in people if staff.id not in barred)
