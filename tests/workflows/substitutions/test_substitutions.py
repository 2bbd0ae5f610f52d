from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models import AuditEvent, Substitution
from queries.capacity import principals
from rules.permissions import NotPermitted
from terms.people import Role, StaffStatus
from tests.factories import MORNING, Company, make_staff
from workflows.entries import Missing
from workflows.substitutions.name import NotYours, Overlapping, Unfit, WrongDays, name_substitute
from workflows.substitutions.revoke import Over, revoke

FIRST, LAST = date(2026, 9, 16), date(2026, 9, 20)


@pytest.fixture
def company(session):
    return Company(session)


def entry(company, **values):
    ordinary = {"substitute_id": company.head.id, "starts_on": FIRST, "ends_on": LAST, "reason": "出差"}
    return {**ordinary, "actor": company.supervisor, "at": MORNING, **values}


class TestNameSubstitute:
    @pytest.mark.requirement("AP-02")
    def test_lets_the_substitute_stand_in_on_these_days(self, session, company):
        row = name_substitute(session, **entry(company))

        assert (row.principal_id, row.substitute_id) == (company.supervisor.id, company.head.id)
        assert [person.id for person in principals(session, company.head, LAST)] == [company.supervisor.id]
        assert principals(session, company.head, date(2026, 9, 21)) == []
        assert session.scalars(select(AuditEvent)).one().kind == "substitution.named"

    def test_is_one_s_own_to_name(self, session, company):
        with pytest.raises(NotYours):
            name_substitute(session, **entry(company, principal_id=company.director.id))

    def test_is_the_administrator_s_to_name_for_others(self, session, company):
        row = name_substitute(session, **entry(company, principal_id=company.clerk.id, actor=company.administrator))

        assert row.principal_id == company.clerk.id

    def test_is_for_those_who_sign(self, session, company):
        with pytest.raises(Unfit):
            name_substitute(session, **entry(company, principal_id=company.finance.id, actor=company.administrator))
        with pytest.raises(NotPermitted):
            name_substitute(session, **entry(company, actor=company.finance))

    def test_refuses_oneself_and_a_closed_account(self, session, company):
        gone = make_staff(session, Role.SUPERVISOR, region=company.region, status=StaffStatus.DISABLED)

        for substitute_id in (company.supervisor.id, gone.id, 999):
            with pytest.raises(Unfit):
                name_substitute(session, **entry(company, substitute_id=substitute_id))

    @pytest.mark.parametrize(
        ("starts_on", "ends_on"), [(LAST, FIRST), (date(2026, 9, 1), date(2026, 9, 15))], ids=["out of order", "over"]
    )
    def test_refuses_days_that_mean_nothing(self, session, company, starts_on, ends_on):
        with pytest.raises(WrongDays):
            name_substitute(session, **entry(company, starts_on=starts_on, ends_on=ends_on))

    def test_takes_a_day_that_is_today(self, session, company):
        assert name_substitute(session, **entry(company, starts_on=FIRST, ends_on=FIRST)).covers(FIRST)

    def test_needs_both_days(self, session, company):
        with pytest.raises(Missing):
            name_substitute(session, **entry(company, ends_on=None))

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "free"),
        [
            (date(2026, 9, 10), date(2026, 9, 16), False),
            (date(2026, 9, 20), date(2026, 9, 25), False),
            (date(2026, 9, 17), date(2026, 9, 18), False),
            (date(2026, 9, 1), date(2026, 9, 30), False),
            (date(2026, 9, 21), date(2026, 9, 25), True),
        ],
    )
    def test_names_one_person_a_day(self, session, company, starts_on, ends_on, free):
        name_substitute(session, **entry(company))
        again = entry(company, substitute_id=company.director.id, starts_on=starts_on, ends_on=ends_on)

        if free:
            name_substitute(session, **again)
        else:
            with pytest.raises(Overlapping):
                name_substitute(session, **again)

        assert len(session.scalars(select(Substitution)).all()) == 1 + free

    def test_frees_the_days_of_a_revoked_one(self, session, company):
        row = name_substitute(session, **entry(company))
        revoke(session, substitution_id=row.id, actor=company.supervisor, at=MORNING)

        assert name_substitute(session, **entry(company, substitute_id=company.director.id)).id


class TestRevoke:
    def test_ends_it_at_once_and_keeps_it(self, session, company):
        row = name_substitute(session, **entry(company))

        revoke(session, substitution_id=row.id, actor=company.supervisor, at=MORNING, seen=1)

        assert (row.revoked_at, row.version) == (MORNING, 2)
        assert principals(session, company.head, LAST) == []

    def test_is_not_the_substitute_s(self, session, company):
        row = name_substitute(session, **entry(company))

        with pytest.raises(NotYours):
            revoke(session, substitution_id=row.id, actor=company.head, at=MORNING)

    def test_is_the_administrator_s(self, session, company):
        row = name_substitute(session, **entry(company))

        assert revoke(session, substitution_id=row.id, actor=company.administrator, at=MORNING).revoked_at == MORNING

    def test_happens_once(self, session, company):
        row = name_substitute(session, **entry(company))
        revoke(session, substitution_id=row.id, actor=company.supervisor, at=MORNING)

        with pytest.raises(Over):
            revoke(session, substitution_id=row.id, actor=company.supervisor, at=MORNING)
