"""A form sets what it shows and nothing else, whatever is posted along with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import Complaint, Department, Model, Region, Staff, StaffRole
from terms.people import Role
from tests.factories import make_department, make_region, make_staff
from tests.security.browsing import Page
from tests.security.conftest import Enter
from tests.security.crawling import Atlas, crawl
from tests.security.places import World
from tests.security.planted import texts
from tests.security.walking import Try, Walker

MARKER = "smuggled"
LOWER_ROLES = [Role.CLERK, Role.SUPERVISOR, Role.GENERAL_OFFICE, Role.LOGISTICS, Role.QUALITY]
# Columns that only the house writes.
STATES = {"state": "closed", "status": "approved", "verdict": "signed", "decides": "clerk", "roles": "general_manager", "role": "administrator",
          "version": "77", "priority": "77", "late": "1", "unfounded": "1", "must_change_password": "0", "active": "0"}  # fmt: skip


@pytest.fixture
def nobody(session):
    """Somebody and somewhere that nothing refers to, until a form smuggles it in."""
    department = make_department(session)
    region = make_region(session, department)
    return make_staff(session, Role.GENERAL_MANAGER, region=region)


def smuggled(nobody: Staff, shown: set[str]) -> dict[str, str]:
    """Every column of every table, but for those the form shows."""
    keys = {"staff": nobody.id, "region": nobody.region_id, "department": nobody.department_id}
    sent = dict(STATES)
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name in keys:
                    sent[column.name] = str(keys[key.column.table.name])
    for mapper in Model.registry.mappers:
        sent |= dict.fromkeys(texts(mapper.class_), MARKER)
    sent |= {
        "number": MARKER,
        "rulebook_issue": MARKER,
        "password_hash": MARKER,
        "registered_on": "2020-01-01",
        "closed_at": "2020-01-01T10:00",
    }
    return {name: value for name, value in sent.items() if name not in shown}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestForms:
    @pytest.mark.parametrize("role", LOWER_ROLES, ids=str)
    def test_take_nothing_but_their_own_fields(self, role, app, enter: Enter, world: World, session, nobody):
        atlas, client = Atlas(), enter(role)
        crawl(Walker(client, role, world.ledger), app, atlas)
        held, people = references(session, nobody), sorted(map(tuple, session.execute(select(StaffRole.__table__))))
        states = states_of(session)
        for step in atlas.forms:
            fields = dict(step.data or ())
            extra = smuggled(nobody, {*fields, *shown_by(client, step)})
            client.post(step.url, data={**fields, "submission": "s" * 20, **extra}).close()

        assert texts_saying(session, MARKER) == []
        assert references(session, nobody) == held
        assert sorted(map(tuple, session.execute(select(StaffRole.__table__)))) == people
        assert {key for key, state in states_of(session).items() if state == "closed"} == {
            key for key, state in states.items() if state == "closed"
        }

    def test_are_sent_as_they_would_be_without_the_extra_fields(self, app, enter, world, session, nobody):
        """The other half of the proof: the honest part of such a form is done, the smuggled part is not."""
        client, key = enter(Role.SUPERVISOR), world.cases["own", "registered"]
        case = session.get_one(Complaint, key)
        number, version = case.number, case.version
        sent = {
            "id": str(key),
            "act": "withdraw",
            "version": str(version),
            "submission": "s" * 20,
            "reason": "asked for",
        }
        client.post("/complaint/act/", data={**smuggled(nobody, set(sent)), **sent})

        case = session.get_one(Complaint, key)
        assert (case.state.value, case.number, case.version) == ("withdrawn", number, version + 1)
        assert case.region_id != nobody.region_id


def shown_by(client, step: Try) -> set[str]:
    """The fields a form shows where it stands, even those that were left empty."""
    page = Page(client.get(step.url).get_data(as_text=True), step.url)
    return {control.name for form in page.forms if form.method == "post" for control in form.controls}


def references(session, nobody: Staff) -> int:
    """How many rows point at somebody or somewhere; audit events of their own log-in are none of this."""
    keys = {
        Staff.__tablename__: nobody.id,
        Region.__tablename__: nobody.region_id,
        Department.__tablename__: nobody.department_id,
    }
    count = 0
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column.table.name
                if target in keys:
                    count += len(session.execute(select(column).where(column == keys[target])).all())
    return count


def texts_saying(session, marker: str) -> list[str]:
    return [
        f"{mapper.class_.__tablename__}.{name}"
        for mapper in Model.registry.mappers
        for name in texts(mapper.class_)
        if session.scalars(select(getattr(mapper.class_, name)).where(getattr(mapper.class_, name) == marker)).first()
    ]


def states_of(session) -> dict[int, str]:
    return {key: state.value for key, state in session.execute(select(Complaint.id, Complaint.state))}
