"""A person of the staff as their page shows them: open cases, substitutes, log-ins."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from models import AuthSession, Complaint, Staff, Substitution
from queries.boards import WITHOUT_RESULT
from queries.scope import visible
from terms.people import Person


def open_cases(session: Session, staff: Staff, among: Person) -> int:
    """Cases without a result that are this person's to handle, as far as the reader sees them."""
    counted = select(func.count(Complaint.id)).where(
        Complaint.assigned_to_id == staff.id, Complaint.state.in_(WITHOUT_RESULT)
    )
    return session.scalar(visible(counted, Complaint, among)) or 0


def substitutions_of(session: Session, staff: Staff, among: Person, on: date) -> list[Substitution]:
    """Substitutions that hold today or later, both those of the person and those they stand in for, by first day."""
    either = or_(Substitution.principal_id == staff.id, Substitution.substitute_id == staff.id)
    coming = select(Substitution).where(either, Substitution.revoked_at.is_(None), Substitution.ends_on >= on)
    told = (joinedload(Substitution.principal), joinedload(Substitution.substitute))
    found = visible(coming, Substitution, among).options(*told)
    return list(session.scalars(found.order_by(Substitution.starts_on, Substitution.id)))


def last_log_ins(session: Session, staff: Staff, among: Person, first: int) -> list[AuthSession]:
    """The newest log-ins of a person; one's own, or anybody's for the administrator."""
    newest = select(AuthSession).where(AuthSession.staff_id == staff.id).order_by(AuthSession.id.desc())
    return list(session.scalars(visible(newest, AuthSession, among).limit(first)))
