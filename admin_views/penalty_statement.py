"""A person's month on one page, for the screen and for an A4 printer (月度激励单)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from admin_views.lookups import key_of
from admin_views.penalty_words import notices
from models import PenaltyEntry, Staff, db
from queries.rulebook import in_force
from queries.scope import visible
from queries.statements import PersonSum, Statement, by_person, statement
from rulebook import wage_law
from rules.wages import Deduction, deduction
from terms.limits import PenaltyMode
from terms.penalties import EntryKind
from terms.people import Person
from terms.text import Text


@dataclass(frozen=True)
class MonthOfPerson:
    """The entries, what they come to, and what the modes and the law leave of it.

    modes: how the entries are carried out, the pack's own where there are none. deduction: of all of them; None for a
    reader who may not see the wage, which its limit would give away.
    """

    statement: Statement
    penalties: Decimal
    rewards: Decimal
    modes: tuple[PenaltyMode, ...]
    deduction: Deduction | None
    notices: list[Text]


def staff_of(posted: str, reader: Staff) -> Staff | None:
    """Whose statement is asked for: one's own, or that of somebody about whom the reader sees entries."""
    key = key_of(posted) if posted else reader.id
    if key is None or key == reader.id:
        return reader if key else None
    person = reader.as_person()
    about = visible(select(PenaltyEntry.staff_id), PenaltyEntry, person).where(PenaltyEntry.staff_id == key)
    return db.session.scalars(visible(select(Staff), Staff, person).where(Staff.id.in_(about))).one_or_none()


def gather(staff: Staff, month: date, reader: Person) -> MonthOfPerson:
    """Everything the statement says."""
    session = db.session()
    found = statement(session, staff, month, reader)
    modes = tuple(sorted({entry.mode for entry in found.entries})) or (in_force(session, on=month).penalties.mode,)
    owed, given = found.sum(EntryKind.PENALTY), found.sum(EntryKind.REWARD)
    return MonthOfPerson(found, owed, given, modes, _deduction(found, owed, reader), notices(found.entries))


def _deduction(found: Statement, owed: Decimal, reader: Person) -> Deduction | None:
    """What is taken in all: of the wage as far as the law allows, the rest as the bonus or the points bear it."""
    of_wage = found.sum(EntryKind.PENALTY, PenaltyMode.MONEY)
    if not of_wage:
        return Deduction(owed, owed, (), ())
    if reader.id != found.staff.id and found.wage is None:
        return None
    wage, minimum = (found.wage.amount, found.wage.minimum) if found.wage else (None, None)
    part = deduction(of_wage, mode=PenaltyMode.MONEY, law=wage_law(), wage=wage, minimum=minimum)
    return Deduction(owed, owed - part.rest, part.why, part.notice)


def people(month: date, reader: Person) -> list[PersonSum]:
    return by_person(db.session(), month, reader)
