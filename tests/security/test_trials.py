"""A trial tells of penalties what its reader may know: no breach that stands in a case, no sums without the right."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import Complaint, PenaltyEntry, Staff, Trial, TrialCase
from queries.past_cases import PastCases
from queries.scope import visible
from terms.complaint import ComplaintKind
from terms.limits import PenaltyMode
from terms.penalties import EntryKind, EvidenceKind
from terms.people import Role
from tests.factories import MORNING

BREACH, NAME = "procedure_not_followed", "Procedure not followed"
READ_CASES = [Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.GENERAL_MANAGER, Role.GENERAL_OFFICE, Role.FINANCE,
              Role.LOGISTICS, Role.QUALITY]  # fmt: skip


@pytest.fixture
def case(session, world) -> Complaint:
    """A case with a breach that somebody stated by hand."""
    found = session.scalars(
        select(Complaint).where(Complaint.kind == ComplaintKind.QUALITY_COMPLAINT, Complaint.id.in_(own(world)))
    ).first()
    assert found is not None
    session.add(
        PenaltyEntry(
            number="FJ-PLANTED", kind=EntryKind.PENALTY, staff_id=found.registered_by_id,
            department_id=found.department_id, breach=BREACH, times=1, least=Decimal(30), most=Decimal(30),
            amount=Decimal(30), mode=PenaltyMode.MONEY, clause="P06 七2", rulebook_pack="food",
            rulebook_issue="food@2020-01-01", evidence=EvidenceKind.STATEMENT, facts_key="planted", facts={},
            complaint_id=found.id, happened_on=MORNING.date(), month=date(2026, 9, 1), decides=Role.SUPERVISOR,
            proposed_at=MORNING,
        )
    )  # fmt: skip
    session.commit()
    return found


def own(world) -> list[int]:
    return [key for (where, _story), key in world.cases.items() if where == "own"]


class TestBreaches:
    def test_stand_in_a_past_case_for_whoever_reads_the_entry(self, session, world, case):
        told = {
            role for role in READ_CASES
            if PastCases(session, session.get_one(Staff, world.viewers[role]).as_person()).load([case.id])[0].breaches
        }  # fmt: skip

        assert told == {Role.DEPARTMENT_HEAD, Role.GENERAL_MANAGER}
        assert PastCases(session).load([case.id])[0].breaches == ((BREACH, 1),)


@pytest.mark.parametrize("role", READ_CASES, ids=[role.value for role in READ_CASES])
class TestPages:
    def test_name_no_penalty_to_whoever_may_not_read_it(self, role, session, world, enter, case):
        """The role asks itself, on the same cases; logistics has no right to sums at all."""
        viewer = session.get_one(Staff, world.viewers[role])
        row = session.scalars(select(TrialCase).where(TrialCase.complaint_id == case.id)).one()
        row.trial.asked_by_id = viewer.id
        row.trial.figures = {
            "cases": 1, "changed": 1, "changes": {"more_penalty": 1},
            "tables": {"breaches": {BREACH: [1, 1]}, "least": {BREACH: [0, 3000]}, "most": {BREACH: [0, 3000]}},
        }  # fmt: skip
        session.commit()
        client = enter(role)

        pages = [client.get(f"/trial/details/?id={row.trial_id}").text]
        if session.scalar(visible(select(TrialCase.id), TrialCase, viewer.as_person()).where(TrialCase.id == row.id)):
            why = client.get(f"/trial_case/details/?id={row.id}").text
            assert (NAME in why) is (role in (Role.DEPARTMENT_HEAD, Role.GENERAL_MANAGER))

        sums = role is not Role.LOGISTICS
        assert (NAME in pages[0], "Penalties, at least" in pages[0]) == (sums, sums)
        assert ("Costs more in penalties" in pages[0]) is sums

    def test_list_no_case_for_its_penalty_alone(self, role, session, world, enter, case):
        """What the head asked: the others see which cases go higher, not which cost more."""
        rows = session.scalars(select(TrialCase).join(Trial).where(TrialCase.complaint_id.in_(own(world)))).all()
        for row in rows:
            row.changes = "|more_penalty|" if row.complaint_id == case.id else "|higher|more_penalty|"
        session.commit()
        client = enter(role)
        listed = client.get(f"/trial_case/?trial_id={rows[0].trial_id}&size=100").text
        costing = client.get(f"/trial_case/?trial_id={rows[0].trial_id}&changes=more_penalty").text
        table = re.sub(r"<form.*?</form>", "", listed, flags=re.DOTALL)

        asker = rows[0].trial.asked_by_id == world.viewers[role]
        may = role is Role.GENERAL_MANAGER or asker
        assert (case.number in table) is may
        assert ("Costs more in penalties" in table) is may
        assert (case.number in costing) is may
