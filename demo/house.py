"""The company in memory: its people at their posts, who is away, and who then stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from demo.ledger import settle
from demo.people import DEPARTMENTS, PEOPLE, REGIONS, Colleague
from models import Complaint, Department, Region, Staff, StaffRole, Substitution
from queries.capacity import before, reaches
from rules.lifecycle import Viewer
from terms.people import Role
from workflows import audit
from workflows.organisation.departments import department_created, department_made
from workflows.organisation.regions import region_created, region_made
from workflows.staff.create import created, made
from workflows.substitutions.name import made as substitution_made
from workflows.substitutions.name import named as substitution_named


@dataclass(frozen=True, slots=True)
class Leave:
    """Who was or is away. days: the first and the last, counted from today."""

    principal: str
    substitute: str
    days: tuple[int, int]
    reason: str


LEAVES = (
    Leave("1006", "1002", (-2, 6), "出差参加糖酒会"),
    Leave("1029", "1028", (-3, 4), "婚假"),
    Leave("1001", "1002", (-75, -69), "外出考察"),
    Leave("1031", "1032", (-96, -87), "年休假"),
    Leave("1004", "1002", (-140, -131), "年休假"),
    Leave("1034", "1035", (-180, -176), "外出培训"),
    Leave("1005", "1003", (-221, -214), "外出培训"),
    Leave("1002", "1003", (-305, -299), "病假"),
    Leave("1001", "1002", (20, 26), "年休假"),
)


class House:
    """Departments, regions and staff as rows, found by code and number."""

    def __init__(self, ledger: Any, today: date) -> None:
        self.ledger = ledger
        self.today = today
        self.departments: dict[str, Department] = {}
        self.regions: dict[str, Region] = {}
        self.staff: dict[str, Staff] = {}
        self.leaves: list[Substitution] = []
        self._of: dict[tuple[Any, ...], list[Staff]] = {}
        self._at: dict[tuple[Any, ...], list[Staff]] = {}
        self._viewers: dict[tuple[int, ...], Viewer] = {}

    def found(self, at: datetime, password_hash: str) -> None:
        """Enter the administrator, then departments, regions and everybody else."""
        administrator = next(person for person in PEOPLE if Role.ADMINISTRATOR in person.roles)
        self._administrator(administrator, at, password_hash)
        root = self.staff[administrator.number]
        for code, name, sells in DEPARTMENTS:
            self.departments[code] = department_made(code=code, name=name, is_sales=sells)
            department_created(self.ledger, self.departments[code], actor=root, at=at)
        for code, name, department, provinces in REGIONS:
            home = self.departments[department]
            self.regions[code] = region_made(code=code, name=name, department_id=home.id, provinces=provinces)
            region_created(self.ledger, self.regions[code], actor=root, at=at)
        for person in PEOPLE:
            if person is not administrator:
                self._person(person, root, at, password_hash)

    def _administrator(self, person: Colleague, at: datetime, password_hash: str) -> None:
        """As `workflows.staff.setup` makes the first one."""
        row = Staff(number=person.number, name=person.name, password_hash=password_hash, must_change_password=False)
        row.role_rows = [StaffRole(role=role) for role in person.roles]
        self._keep(row)
        audit.record(self.ledger, "staff.set_up", row, row, at)

    def _person(self, person: Colleague, root: Staff, at: datetime, password_hash: str) -> None:
        region = self.regions.get(person.region)
        row = made(
            number=person.number,
            name=person.name,
            roles=person.roles,
            phone=f"138{int(person.number) * 7919 % 10**8:08d}",
            department_id=self.departments[person.department].id,
            region_id=region.id if region else None,
            reports_to_id=self.staff[person.boss].id if person.boss else None,
        )
        created(self.ledger, row, actor=root, at=at)
        # Everybody has changed the one-time password at the first log-in.
        row.password_hash, row.must_change_password = password_hash, False
        self._keep_roles(row)

    def _keep(self, row: Staff) -> None:
        self.ledger.keep(row)
        self._keep_roles(row)

    def _keep_roles(self, row: Staff) -> None:
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
