"""The count of a department's forms before its summary."""

from __future__ import annotations

from datetime import date

import pytest

from rules.permissions import NotPermitted
from terms.forms import FormAct, FormStatus
from terms.people import Role
from tests.factories import AFTERNOON, NOON, make_department, make_staff
from tests.workflows.life import events, last_event
from workflows.forms.count import NotYourCabinet, count
from workflows.forms.hand_in import hand_in

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def forms(life):
    """Three of one month: two in the cabinet, one in the clerk's hands."""
    found = [life.approved(12, 24).settlement.handling_form for _ in range(3)]
    for form in found[:2]:
        hand_in(life.session, handling_form_id=form.id, place="1号柜", actor=life.company.sales_administration, at=NOON)
    return found


def counted(life, present, **values):
    actor = values.pop("actor", life.company.sales_administration)
    given = {"department_id": life.company.department.id, "month": SEPTEMBER, **values}
    return count(life.session, present=[form.id for form in present], actor=actor, at=AFTERNOON, **given)


class TestCount:
    @pytest.mark.requirement("LG-04")
    def test_marks_what_should_lie_there_and_does_not(self, life, forms):
        row = counted(life, forms[:1])

        assert (row.expected, row.kept, row.held, row.missing, row.lost) == (3, 1, 1, 1, 0)
        assert [form.status for form in forms] == [FormStatus.KEPT, FormStatus.MISSING, FormStatus.HELD]
        assert forms[1].moves[-1].act is FormAct.MISS

    def test_is_one_event_that_names_what_is_gone(self, life, forms):
        before = len(events(life.session))

        counted(life, forms[:1])

        assert len(events(life.session)) == before + 1
        assert last_event(life.session).changes["not_found"] == [None, [forms[1].number]]

    def test_can_be_done_again(self, life, forms):
        counted(life, forms[:2])

        assert counted(life, forms[:2]).missing == 0

    def test_is_of_one_month(self, life, forms):
        assert counted(life, forms, month=date(2026, 8, 1)).expected == 0

    def test_is_for_one_s_own_department(self, life, forms):
        elsewhere = make_staff(life.session, Role.SALES_ADMINISTRATION, department=make_department(life.session))

        with pytest.raises(NotYourCabinet):
            counted(life, forms, actor=elsewhere)
        with pytest.raises(NotPermitted):
            counted(life, forms, actor=life.company.head)

    def test_is_the_general_office_s_too(self, life, forms):
        assert counted(life, forms[:2], actor=life.company.general_office).kept == 2
