"""Letters that wait for somebody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letter, Staff
from queries.scope import visible
from queries.some import FIRST, Some, some
from terms.letters import LetterStatus


def to_answer(session: Session, staff: Staff, _at: datetime, *, first: int = FIRST) -> Some[Letter]:
    """Letters given to this person to answer, the most urgent first."""
    waiting = select(Letter).where(Letter.status == LetterStatus.WAITING, Letter.handler_id == staff.id)
    return some(session, visible(waiting, Letter, staff.as_person()), (Letter.due_on, Letter.id), first, ())
