"""About whom somebody may propose an entry, and for which day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Staff
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from terms.time import local_date
from workflows.entries import named, refused
from workflows.rows import NotFound


class AlreadyProposed(Refusal):
    """The same fact stands in another entry of the person."""


class NotYours(Refusal):
    """Nobody proposes anything about themselves, nor about people who are not theirs."""


class NotYet(Refusal):
    """A day that has not come proves nothing."""


def demand_theirs(session: Session, staff_id: int, actor: Staff) -> Staff:
    """The person, if this actor may propose something about them: a head of the own department's, others of anybody.

    :raises NotFound, NotYours:
    """
    person = named(session, Staff, staff_id, "staff_id", actor.as_person())
    if person is None:
        raise refused(NotFound, "staff_id", say("This entry does not exist or is not yours to see."))
    if person.id == actor.id:
        raise refused(NotYours, "staff_id", say("Nobody proposes anything about themselves."))
    if not theirs(person.department_id, actor):
        raise refused(NotYours, "staff_id", say("This person belongs to another department."))
    return person


def theirs(department_id: int | None, actor: Staff) -> bool:
    """Whether this actor proposes about people of the department."""
    everywhere = not actor.roles.isdisjoint({Role.GENERAL_OFFICE, Role.HUMAN_RESOURCES})
    return everywhere or department_id == actor.department_id


def demand_past(happened_on: date, at: datetime) -> None:
    if happened_on > local_date(at):
        raise refused(NotYet, "happened_on", say("%(day)s is still to come.", day=happened_on))
