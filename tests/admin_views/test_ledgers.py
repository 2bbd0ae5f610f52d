"""The ledgers as people use them: the register book, the forms, the costs, the letters; in both languages."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select

from models import Cost, FormCount, HandlingForm, Letter
from terms.costs import CostStatus
from terms.forms import FormStatus
from terms.letters import LetterStatus
from tests.admin_views.at_the_desk import send
from tests.factories import NOON
from tests.workflows.life import Life
from workflows.forms.hand_in import hand_in

LANGUAGES = ("zh-CN", "en")


@pytest.fixture
def life(session, storage):
    return Life(session, storage)


@pytest.fixture
def company(life):
    return life.company


@pytest.fixture
def form(life):
    return life.approved(12, 24).settlement.handling_form


class TestRegisterBook:
    @pytest.mark.requirement("LG-05", "LG-06")
    def test_tells_every_case_of_the_span_with_what_became_of_it(self, life, company, log_in):
        case = life.answered(12, 48)

        page = log_in(company.head).get("/register_book/?from=2026-09-01&to=2026-09-30").text

        for told in (case.number, company.product.name, case.description, company.head.name, "4×"):
            assert told in page

    def test_holds_the_days_asked_for_and_one_s_own_sight(self, life, company, log_in):
        case = life.ready()

        assert case.number not in log_in(company.head).get("/register_book/?from=2026-08-01&to=2026-08-31").text
        assert case.number not in log_in(company.logistics).get("/register_book/?from=2026-09-01").text

    @pytest.mark.parametrize("asked", ["from=x&to=y&page=z", "from=9999-01-01", "page=99999999999", "department_id=x"])
    def test_bears_nonsense(self, company, log_in, asked):
        assert log_in(company.head).get(f"/register_book/?{asked}").status_code == 200

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_speaks_the_reader_s_language(self, life, company, log_in, language):
        life.closed()

        page = log_in(company.clerk).get("/register_book/?from=2026-09-01", headers={"Accept-Language": language})

        assert ("质量投诉登记簿" in page.text) is (language == "zh-CN")


class TestHandlingForms:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("tab", ["", "mine", "overdue", "missing", "lost", "lent"])
    def test_are_listed_by_what_is_wrong_with_them(self, company, form, log_in, tab, language):
        page = log_in(company.clerk).get(f"/handling_form/?tab={tab}", headers={"Accept-Language": language})

        assert (form.number in page.text) is (tab in ("", "mine"))

    def test_become_overdue(self, company, form, log_in, clock):
        clock.forward(days=8)

        assert form.number in log_in(company.sales_administration).get("/handling_form/?tab=overdue").text
        assert form.number in log_in(company.sales_administration).get("/").text
        assert form.number in log_in(company.clerk).get("/").text

    def test_go_into_the_cabinet_and_out_again(self, session, company, form, log_in):
        keeper = log_in(company.sales_administration)
        act = f"/handling_form/act/?id={form.id}"

        assert send(keeper, f"{act}&act=hand_in", place="1号柜").status_code == 302
        assert send(keeper, f"{act}&act=lend", to_id=company.head.id).status_code == 302

        session.refresh(form)
        assert (form.status, form.held_by_id) == (FormStatus.HELD, company.head.id)

    @pytest.mark.requirement("LG-04")
    def test_are_reported_lost_and_say_so_on_their_page(self, session, company, form, log_in):
        clerk = log_in(company.clerk)

        send(clerk, f"/handling_form/act/?id={form.id}&act=report_lost", note="途中遗失", affects_summary="1")

        page = clerk.get(f"/handling_form/details/?id={form.id}").text
        assert "途中遗失" in page
        assert company.clerk.name in page

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("act", ["hand_in", "pass_on", "lend", "move", "miss", "report_lost", "find"])
    def test_have_a_page_for_every_act(self, company, form, log_in, act, language):
        page = log_in(company.sales_administration).get(
            f"/handling_form/act/?id={form.id}&act={act}", headers={"Accept-Language": language}
        )

        assert page.status_code == 200

    def test_are_named_on_the_case(self, company, form, log_in):
        assert form.number in log_in(company.clerk).get(f"/complaint/details/?id={form.complaint_id}").text


class TestCount:
    def test_is_asked_for_at_home_once_the_month_is_over(self, company, form, log_in, clock):
        clock.forward(days=20)
        keeper = log_in(company.sales_administration)

        assert "/handling_form/count/?month=2026-09" in keeper.get("/").text

    @pytest.mark.requirement("LG-04")
    def test_is_written_down_from_the_ticks(self, session, life, company, form, log_in):
        hand_in(session, handling_form_id=form.id, place="1号柜", actor=company.sales_administration, at=NOON)
        keeper = log_in(company.sales_administration)
        assert form.number in keeper.get("/handling_form/count/?month=2026-09").text

        send(keeper, "/handling_form/count/?month=2026-09", form=form.id, note="月末清点")

        row = session.scalars(select(FormCount)).one()
        assert (row.expected, row.kept, row.missing) == (1, 1, 0)
        session.refresh(form)
        assert form.status is FormStatus.KEPT

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_shows_the_last_one(self, session, company, form, log_in, language):
        keeper = log_in(company.sales_administration)
        send(keeper, "/handling_form/count/?month=2026-09")

        page = keeper.get("/handling_form/count/?month=2026-09", headers={"Accept-Language": language})

        assert company.sales_administration.name in page.text


class TestCosts:
    def test_are_entered_from_the_case_and_added_up_there(self, session, life, company, log_in):
        case = life.executed(12, 24)
        logistics = log_in(company.logistics)
        assert f"complaint_id={case.id}" in logistics.get(f"/complaint/details/?id={case.id}").text

        send(logistics, "/cost/new/", complaint_id=case.id, kind="freight", amount="86.50", spent_on="2026-09-16",
             purpose="退回样品", voucher="YF-1")  # fmt: skip

        row = session.scalars(select(Cost)).one()
        page = log_in(company.clerk).get(f"/complaint/details/?id={case.id}").text
        assert row.number in page
        assert "¥194.50" in page

    def test_offer_the_kinds_of_one_s_post(self, company, log_in):
        page = log_in(company.quality).get("/cost/new/").text

        assert 'value="test"' in page
        assert 'value="freight"' not in page

    def test_are_withdrawn_with_the_reason(self, session, life, company, log_in):
        case, logistics = life.filed(12, 24), log_in(company.logistics)
        send(logistics, "/cost/new/", complaint_id=case.id, kind="freight", amount="1", spent_on="2026-09-16",
             purpose="运费", voucher="1")  # fmt: skip
        row = session.scalars(select(Cost)).one()

        answer = send(logistics, f"/cost/act/?id={row.id}&act=withdraw", reason="重复")

        session.refresh(row)
        assert (answer.status_code, row.status) == (302, CostStatus.WITHDRAWN)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_a_month_stand_by_department_and_product(self, life, company, log_in, language):
        life.executed(12, 24, "50")

        page = log_in(company.finance).get("/cost/month/?month=2026-09", headers={"Accept-Language": language}).text

        for told in (company.department.name, company.product.name, "¥158.00"):
            assert told in page

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_have_pages(self, session, life, company, log_in, language):
        case, client = life.filed(12, 24), log_in(company.logistics)
        send(client, "/cost/new/", complaint_id=case.id, kind="freight", amount="1", spent_on="2026-09-16",
             purpose="运费", voucher="1")  # fmt: skip
        row, said = session.scalars(select(Cost)).one(), {"Accept-Language": language}

        for path in ("", f"details/?id={row.id}", f"act/?id={row.id}&act=correct", f"act/?id={row.id}&act=withdraw",
                     "?search=运费&kind=freight&spent_on_from=2026-09-01"):  # fmt: skip
            assert client.get(f"/cost/{path}", headers=said).status_code == 200


class TestLetters:
    def letter(self, session, client, **values):
        words = {"party": "消费者协会", "subject": "调查函", "dated_on": "2026-09-16", "due_on": "2026-09-23"}
        send(client, "/letter/new/", **{**words, **values})
        return session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()

    @pytest.mark.requirement("IN-30")
    def test_are_registered_shown_to_whoever_answers_and_answered(self, session, company, log_in):
        office = log_in(company.general_office)
        row = self.letter(session, office, handler_id=company.quality.id)
        quality = log_in(company.quality)
        assert row.number in quality.get("/").text

        send(quality, f"/letter/act/?id={row.id}&act=reply", subject="复函", body="经查……", dated_on="2026-09-16")

        session.refresh(row)
        assert row.status is LetterStatus.ANSWERED
        assert row.number not in quality.get("/").text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_ours_are_printed(self, session, company, log_in, language):
        office = log_in(company.general_office)
        row = self.letter(session, office)
        send(office, f"/letter/act/?id={row.id}&act=reply", subject="复函", body="经查属实", dated_on="2026-09-16")
        ours = session.scalars(select(Letter).where(Letter.answers_id == row.id)).one()

        page = office.get(f"/letter/paper/?id={ours.id}", headers={"Accept-Language": language})

        assert "经查属实" in page.text
        assert row.number in page.text
        assert office.get(f"/letter/paper/?id={row.id}").status_code == 404

    def test_carry_files_that_only_their_readers_get(self, session, company, log_in):
        office = log_in(company.general_office)
        row = self.letter(session, office, uploads=(BytesIO(b"%PDF-1.4 x"), "来函.pdf"))
        file = row.files[0]

        with office.get(f"/letter/file/?id={row.id}&file={file.id}") as answer:
            assert answer.data == b"%PDF-1.4 x"
        assert log_in(company.clerk).get(f"/letter/file/?id={row.id}&file={file.id}").status_code == 404

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_have_pages(self, session, company, log_in, language):
        office, said = log_in(company.general_office), {"Accept-Language": language}
        row = self.letter(session, office)

        acts = [f"act/?id={row.id}&act={act}" for act in ("reply", "assign", "no_reply", "attach", "cancel")]
        for path in ("", "?tab=waiting", "?tab=late", "?tab=mine", "new/", "send/", f"details/?id={row.id}", *acts):
            assert office.get(f"/letter/{path}", headers=said).status_code == 200

    def test_turn_red_when_their_day_has_gone_by(self, session, company, log_in, clock):
        row = self.letter(session, log_in(company.general_office))
        clock.forward(days=8)

        assert row.number in log_in(company.general_office).get("/letter/?tab=late").text


def test_no_form_is_lost_on_the_way(session, form):
    """The form stands beside its settlement, once."""
    assert session.scalars(select(HandlingForm.settlement_id)).all() == [form.settlement_id]
