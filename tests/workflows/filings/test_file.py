"""Filing (备案): an act of its own, at the office of the band, in a register without gaps."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import NumberSeries
from queries.desks import to_file
from rules.lifecycle import NotPossible
from terms.complaint import Act, State
from terms.people import Office, StaffStatus
from terms.time import SHANGHAI
from tests.factories import NOON, make_department, make_staff
from tests.workflows.acts import do
from tests.workflows.life import last_event, refused
from workflows.filings.file import file
from workflows.rows import NotFound

# 12 bottles exchanged; what is given, where it is filed, the letters of that register.
BANDS = [(12, Office.SALES_ADMINISTRATION, "BX"), (24, Office.SALES_ADMINISTRATION, "BX"), (25, Office.GENERAL_OFFICE, "BZ"),
         (60, Office.GENERAL_OFFICE, "BZ"), (120, Office.GENERAL_OFFICE, "BZ")]  # fmt: skip
bands = pytest.mark.parametrize(("given", "office", "letters"), BANDS)


def at_office(life, office):
    return life.company.sales_administration if office is Office.SALES_ADMINISTRATION else life.company.general_office


class TestFile:
    @pytest.mark.requirement("AP-01", "AP-02", "AP-03", "AP-04", "AP-07")
    @bands
    def test_is_done_by_the_office_of_the_band_and_no_other(self, life, given, office, letters):
        case = life.approved(12, given)
        right, wrong = (at_office(life, one) for one in (office, *(set(Office) - {office})))

        with refused(life.session, NotPossible, says=f"It is filed at: {office.en}."):
            file(life.session, complaint_id=case.id, actor=wrong, at=NOON)
        file(life.session, complaint_id=case.id, actor=right, at=NOON, paper_place="3号柜")

        filing = case.settlement.filing
        assert case.state is State.FILED
        assert (filing.filed_at, filing.filed_by_id, filing.paper_place) == (NOON, right.id, "3号柜")
        assert filing.register_number == f"{letters}-2026-09-00001"
        event = last_event(life.session)
        assert (event.kind, event.clause) == ("settlement.filed", filing.clause)
        assert event.changes["register_number"] == [None, filing.register_number]

    def test_is_asked_for_at_approval_with_the_clause_of_the_band(self, life):
        filing = life.approved(12, 48).settlement.filing

        assert (filing.opened_at, filing.filed_at, filing.register_number, filing.clause) == (
            NOON,
            None,
            None,
            "P06 六(3)",
        )

    @pytest.mark.parametrize("post", ["clerk", "supervisor", "head", "director", "manager"])
    def test_is_nobodys_who_signs(self, life, post):
        case = life.approved(12, 48)

        with refused(life.session, NotPossible, says="It is for: "):
            file(life.session, complaint_id=case.id, actor=getattr(life.company, post), at=NOON)

    def test_is_not_another_departments(self, life):
        case = life.approved(12, 24)
        theirs = make_staff(
            life.session, life.company.sales_administration.role_rows[0].role, department=make_department(life.session)
        )

        with refused(life.session, NotFound):
            file(life.session, complaint_id=case.id, actor=theirs, at=NOON)

    def test_numbers_each_office_and_month_by_itself_without_gaps(self, life):
        numbers = []
        for given, month in ((24, 9), (48, 9), (24, 9), (48, 10)):
            case = life.approved(12, given)
            office = at_office(life, case.settlement.file_at)
            with refused(life.session, NotPossible):
                file(life.session, complaint_id=case.id, actor=life.company.clerk, at=NOON)
            file(life.session, complaint_id=case.id, actor=office, at=datetime(2026, month, 16, 12, tzinfo=SHANGHAI))
            numbers.append(case.settlement.filing.register_number)

        assert numbers == ["BX-2026-09-00001", "BZ-2026-09-00001", "BX-2026-09-00002", "BZ-2026-10-00001"]
        assert life.session.get(NumberSeries, "BX-2026-09").last == 2

    def test_comes_before_goods_and_money_leave(self, life):
        """P06 七1: nothing is handled unfiled."""
        case = life.approved(12, 48, "20.00")

        for act in (Act.HAND_OVER, Act.PAY):
            with refused(life.session, NotPossible, says="It must be filed first."):
                do(life, act, case)
        for act in (Act.PROVE, Act.ANSWER):
            with refused(life.session, NotPossible, says="The case is in state “Approved”"):
                do(life, act, case)


class TestOffice:
    def test_is_the_general_office_where_the_department_has_no_sales_administration(self, life):
        """Decided for the pack: a case must not stand still for want of somebody to file it."""
        case = life.approved(12, 24)
        life.company.sales_administration.status = StaffStatus.DISABLED
        life.session.commit()

        assert [row.settlement.complaint_id for row in to_file(life.session, life.company.general_office).rows] == [
            case.id
        ]
        file(life.session, complaint_id=case.id, actor=life.company.general_office, at=NOON)

        filing = case.settlement.filing
        assert (case.state, filing.office) == (State.FILED, Office.GENERAL_OFFICE)
        assert filing.register_number.startswith("BZ-")

    def test_stays_the_sales_administration_s_while_there_is_one(self, life):
        case = life.approved(12, 24)

        assert to_file(life.session, life.company.general_office).rows == []
        with refused(life.session, NotPossible, says="It is filed at"):
            file(life.session, complaint_id=case.id, actor=life.company.general_office, at=NOON)
