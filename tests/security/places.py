"""Where rows lie, named from where the people who look stand, and the keys of what is planted there.

`own` is their clerk's, `region` a colleague's, `department` the region beside, `elsewhere` the other department.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models import Customer, Region, Staff
from terms.people import Role
from tests.security.planted import Ledger

PLACES = ("own", "region", "department", "elsewhere")


@dataclass
class Place:
    name: str
    region: Region
    clerk: Staff
    supervisor: Staff
    head: Staff
    customer: Customer
    stranger: Customer


@dataclass
class World:
    """The keys of what was planted; rows are fetched anew by whoever needs them."""

    ledger: Ledger = field(default_factory=Ledger)
    viewers: dict[Role, int] = field(default_factory=dict)
    cases: dict[tuple[str, str], int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
