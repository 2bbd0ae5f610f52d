"""Who can be tried out: one or two people for every role. Everybody of a demo company has this password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo.companies import PACKS, company
from demo.companies.described import Colleague
from models import Staff
from terms.people import Role

# Three cups of green tea: easy to type, and passes the password rules.
PASSWORD = "sanbei-lvcha"  # noqa: S105  the demo's, printed on the console


@dataclass(frozen=True, slots=True)
class Account:
    """One log-in. role: what the table of accounts says first of the person."""

    number: str
    name: str
    roles: tuple[Role, ...]
    password: str

    @property
    def role(self) -> Role:
        return self.roles[0]


def accounts(pack: str = "food") -> list[Account]:
    """The log-ins to print, one or two for every role, in the order of the main job."""
    of = company(pack)
    known = {person.number: person for person in of.people}
    return [_account(known[number]) for number in of.shown]


def works_here(session: Session) -> str | None:
    """The pack of the demo company that stands in a database, known by its people; None where there is another one."""
    for pack in PACKS:
        shown = accounts(pack)[0]
        known = select(Staff.id).where(Staff.number == shown.number, Staff.name == shown.name)
        if session.scalar(known) is not None:
            return pack
    return None


def _account(person: Colleague) -> Account:
    return Account(person.number, person.name, person.roles, PASSWORD)
