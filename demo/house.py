"""The company in memory: its people at their posts, who is away, and who then stands in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from demo.companies.described import Colleague, Company, Leave
from demo.ledger import settle
from models import Complaint, Department, Region, Staff, Substitution
from queries.capacity import before, reaches
from rules.lifecycle import Viewer
from terms.people import Role
from workflows.auth.change_password import password_changed
from workflows.entries import amend, amended
from workflows.organisation.departments import department_created, department_made
from workflows.organisation.regions import region_created, region_made
from workflows.staff.create import created, made
from workflows.staff.one_time_password import given
from workflows.staff.setup import administrator, founded
from workflows.substitutions.name import made as substitution_made
from workflows.substitutions.name import named as substitution_named


class House:
    """Departments, regions and staff as rows, found by code and number."""

    def __init__(self, ledger: Any, company: Company) -> None:
        self.ledger = ledger
        self.company = company
        self.departments: dict[str, Department] = {}
        self.regions: dict[str, Region] = {}
        self.staff: dict[str, Staff] = {}
        self.leaves: list[Substitution] = []
        self._of: dict[tuple[Any, ...], list[Staff]] = {}
        self._at: dict[tuple[Any, ...], list[Staff]] = {}
        self._viewers: dict[tuple[int, ...], Viewer] = {}

    def found(self, at: datetime, password_hash: str) -> None:
        """Enter the administrator, then departments, regions and everybody else, who choose their own password."""
        first = next(person for person in self.company.people if Role.ADMINISTRATOR in person.roles)
        root = administrator(number=first.number, name=first.name, password_hash=password_hash)
        founded(self.ledger, root, at=at)
        self._keep(root)
        self._enter_places(root, at)
        for number, person in enumerate((one for one in self.company.people if one is not first), 1):
            row = self._enter(person, root, at + timedelta(minutes=number))
            password_changed(self.ledger, row, password_hash, at=at + timedelta(minutes=number, hours=3))
            self._keep(row)
        amend(root, self._place(first))
        amended(self.ledger, "staff.changed", root, actor=root, at=at + timedelta(hours=5))
        settle(root)

    def _enter_places(self, root: Staff, at: datetime) -> None:
        for code, name, sells in self.company.departments:
            department = department_made(code=code, name=name, is_sales=sells)
            department_created(self.ledger, department, actor=root, at=at)
            self.departments[code] = department
        for code, name, home, provinces in self.company.regions:
            region = region_made(code=code, name=name, department_id=self.departments[home].id, provinces=provinces)
            region_created(self.ledger, region, actor=root, at=at)
            self.regions[code] = region

    def _enter(self, person: Colleague, root: Staff, at: datetime) -> Staff:
        row = made(number=person.number, name=person.name, roles=person.roles, **self._place(person))
        given(row, "", at)
        created(self.ledger, row, actor=root, at=at)
        return row

    def _place(self, person: Colleague) -> dict[str, Any]:
        region = self.regions.get(person.region)
        return {
            "phone": f"138{int(person.number) * 7919 % 10**8:08d}",
            "department_id": self.departments[person.department].id,
            "region_id": region.id if region else None,
            "reports_to_id": self.staff[person.boss].id if person.boss else None,
        }

    def _keep(self, row: Staff) -> None:
        settle(row)
        self.staff[row.number] = row
        for role in row.role_rows:
            role.staff_id = row.id
            self.ledger.keep(role)

    def name_substitute(self, leave: Leave, first: date, last: date, at: datetime) -> None:
        """As the principal did before leaving."""
        principal, substitute = self.staff[leave.principal], self.staff[leave.substitute]
        row = substitution_made(
            principal_id=principal.id, substitute_id=substitute.id, starts_on=first, ends_on=last, reason=leave.reason
        )
        substitution_named(self.ledger, row, actor=principal, at=at)
        self.leaves.append(row)

    def of(self, role: Role, case: Complaint) -> list[Staff]:
        """The holders of a role over a case, by staff number."""
        place = (role, case.region_id, case.department_id)
        if place not in self._of:
            self._of[place] = [one for one in self.staff.values() if reaches(one, role, case)]
        return self._of[place]

    def at(self, role: Role, *, department_id: int | None = None, region_id: int | None = None) -> list[Staff]:
        """The holders of a role in a department or region, or anywhere."""
        place = (role, region_id, department_id)
        if place not in self._at:
            everyone = (one for one in self.staff.values() if role in one.roles)
            self._at[place] = [
                one
                for one in everyone
                if department_id in (None, one.department_id) and region_id in (None, one.region_id)
            ]
        return self._at[place]

    def stand_in(self, person: Staff, day: date) -> Staff:
        """The person, or whoever stands in while they are away."""
        leave = next((one for one in self.leaves if one.principal_id == person.id and one.covers(day)), None)
        return self.by_id(leave.substitute_id) if leave else person

    def by_id(self, key: int) -> Staff:
        found: Staff = self.ledger.rows[Staff][key - 1]
        return found

    def region_of(self, key: int) -> Region:
        return next(one for one in self.regions.values() if one.id == key)

    def viewer(self, person: Staff, case: Complaint, day: date) -> Viewer:
        """As `queries.capacity.viewer`, from the rows in memory; nobody changes post during the telling."""
        principals = self._principals(person, day)
        place = (person.id, case.region_id, case.department_id, *(one.id for one in principals))
        if place not in self._viewers:
            self._viewers[place] = before(case, person, principals)
        return self._viewers[place]

    def _principals(self, person: Staff, day: date) -> list[Staff]:
        keys = {one.principal_id for one in self.leaves if one.substitute_id == person.id and one.covers(day)}
        return [self.by_id(key) for key in sorted(keys)]
