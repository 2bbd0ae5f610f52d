"""The inbox is the rule of signatures asked of the database: both must name the same signatures."""

from __future__ import annotations

from datetime import date

import pytest

from queries.capacity import stand_in, viewer
from queries.case_facts import case_facts
from queries.inbox import count_waiting, inbox
from rules.lifecycle import signature_for
from terms.people import Role
from terms.text import Text
from tests.factories import NOON, Company, make_region, make_staff, make_substitution
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign

TODAY = date(2026, 9, 16)


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def cases(company, storage, session):
    """Settlements of every band, by different hands, some half signed."""
    found = []
    for exchanged, compensated, cash, by in (
        (12, 12, "0", company.clerk), (12, 24, "0", company.clerk), (12, 48, "0", company.clerk),
        (12, 96, "0", company.clerk), (12, 121, "0", company.clerk), (12, 12, "9.00", company.clerk),
        (12, 12, "0", company.supervisor), (12, 24, "0", company.supervisor), (12, 48, "0", company.head),
    ):  # fmt: skip
        case = company.ready_to_propose(storage, quantity=exchanged, by=by)
        proposal = company.proposal(exchanged, compensated, cash)
        propose(session, complaint_id=case.id, proposal=proposal, actor=by, at=NOON)
        found.append(case)
    sign(session, complaint_id=found[0].id, actor=company.supervisor, at=NOON)
    sign(session, complaint_id=found[1].id, actor=company.head, at=NOON)
    return found


def by_rule(session, staff, cases):
    """What the rule lets a person sign, case by case; goods not in keep a signature waiting all the same."""
    found = set()
    for case in cases:
        answer = signature_for(case_facts(case), viewer(session, staff, case, TODAY))
        if not isinstance(answer, Text):
            found.add(case.id)
    return found


def by_query(session, staff):
    stand_in(session, staff, TODAY)
    found = inbox(session, staff.as_person())
    return {one.case.id for one in (*found.rows, *found.blocked)}


class TestInbox:
    def test_names_what_the_rule_names_for_everybody(self, company, cases, session):
        for staff in company.everybody():
            assert by_query(session, staff) == by_rule(session, staff, cases), staff.roles

    def test_names_what_the_rule_names_for_a_substitute(self, company, cases, session):
        elsewhere = make_staff(session, Role.SUPERVISOR, region=make_region(session))
        make_substitution(session, company.head, elsewhere)
        make_substitution(session, company.manager, company.director)

        for staff in (elsewhere, company.director):
            assert by_query(session, staff) == by_rule(session, staff, cases)
            assert by_query(session, staff)

    def test_gives_nobody_a_second_place_in_one_settlement(self, company, cases, session):
        """The supervisor co-signed the first case and stands in for the head, whose co-signature is missing there."""
        make_substitution(session, company.head, company.supervisor)

        found = by_query(session, company.supervisor)

        assert cases[0].id not in found
        assert found == by_rule(session, company.supervisor, cases)

    def test_names_in_whose_name_a_substitute_signs(self, company, cases, session):
        elsewhere = make_staff(session, Role.SUPERVISOR, region=make_region(session))
        make_substitution(session, company.head, elsewhere)
        stand_in(session, elsewhere, TODAY)

        rows = inbox(session, elsewhere.as_person()).rows

        assert {row.in_name_of for row in rows} == {company.head.name}

    def test_counts_what_it_shows(self, company, cases, session):
        person = company.head.as_person()

        assert count_waiting(session, person) == len(inbox(session, person).rows)

    def test_says_that_a_decision_waits_for_the_goods(self, company, cases, session):
        found = inbox(session, company.manager.as_person())

        assert [row.case.id for row in found.blocked] == [cases[4].id]
        assert cases[4].id not in [row.case.id for row in found.rows]
        assert found.count == count_waiting(session, company.manager.as_person()) == len(found.rows)

    def test_shows_the_biggest_multiple_first(self, company, cases, session):
        rows = inbox(session, company.head.as_person()).rows

        assert [row.settlement.multiple for row in rows] == sorted(
            (row.settlement.multiple for row in rows), reverse=True
        )
