"""Who can be tried out: one or two people for every role. Everybody of the demo company has this password."""

from __future__ import annotations

from dataclasses import dataclass

from demo.people import PEOPLE, Colleague
from terms.people import Role

# Three cups of green tea: easy to type, and passes the password rules.
PASSWORD = "sanbei-lvcha"  # noqa: S105  the demo's, printed on the console

# The story of today's desk is told round these people; the first of a role is printed first.
SHOWN = ("1036", "1028", "1004", "1002", "1001", "1007", "1010", "1014", "1016", "1019", "1024", "1022", "1023", "1057")


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


def accounts() -> list[Account]:
    """The log-ins to print, one or two for every role, in the order of the main job."""
    known = {person.number: person for person in PEOPLE}
    return [_account(known[number]) for number in SHOWN]


def _account(person: Colleague) -> Account:
    return Account(person.number, person.name, person.roles, PASSWORD)
