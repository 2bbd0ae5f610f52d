"""A person's month on one page, for the screen and for an A4 printer (月度激励单)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from admin_views.clock import today
from admin_views.lookups import key_of
from admin_views.penalty_words import notices
from models import PenaltyEntry, Staff, db
from queries.penalties import PersonSum, Statement, by_person, statement
from queries.rulebook import in_force
from queries.scope import visible
from rulebook import wage_law
from rules.wages import Deduction, deduction
from terms.limits import PenaltyMode
from terms.penalties import EntryKind
from terms.people import Person
from terms.text import Text


@dataclass(frozen=True)
class MonthOfPerson:
    """The entries, what they come to, and what the mode and the law leave of it.

    knows_wage: whether the reader may see the wage; who may not is told no limit that would give it away.
    """

    statement: Statement
    penalties: Decimal
    rewards: Decimal
    mode: PenaltyMode
    deduction: Deduction | None
    notices: list[Text]
    knows_wage: bool


def staff_of(posted: str, reader: Staff) -> Staff | None:
    """Whose statement is asked for: one's own, or that of somebody about whom the reader sees entries."""
    key = key_of(posted) if posted else reader.id
    if key is None or key == reader.id:
        return reader if key else None
    person = reader.as_person()
    about = visible(select(PenaltyEntry.staff_id), PenaltyEntry, person).where(PenaltyEntry.staff_id == key)
    return db.session.scalars(visible(select(Staff), Staff, person).where(Staff.id.in_(about))).one_or_none()


def month_of(text: str) -> date:
    """The month of an address, such as 2026-09; this month when it makes no sense."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


def gather(staff: Staff, month: date, reader: Person) -> MonthOfPerson:
    """Everything the statement says."""
    session = db.session()
    found = statement(session, staff, month, reader)
    book = in_force(session, on=month)
    modes = {entry.mode for entry in found.entries}
    mode = next(iter(modes)) if len(modes) == 1 else book.penalties.mode
    knows = reader.id == staff.id or found.wage is not None
    told = mode is not PenaltyMode.MONEY or knows
    owed, given = found.sum(EntryKind.PENALTY), found.sum(EntryKind.REWARD)
    taken = deduction(
        owed, mode=mode, law=wage_law(), wage=found.wage.amount if found.wage else None,
        minimum=found.wage.minimum if found.wage else None,
    )  # fmt: skip
    return MonthOfPerson(found, owed, given, mode, taken if told else None, notices(found.entries), knows)


def people(month: date, reader: Person) -> list[PersonSum]:
    return by_person(db.session(), month, reader)
