"""Who can be tried out: one or two people for every role. Everybody of a demo company has this password."""

from __future__ import annotations

from dataclasses import dataclass

from demo.companies import company
from demo.companies.described import Colleague
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


def _account(person: Colleague) -> Account:
    return Account(person.number, person.name, person.roles, PASSWORD)
