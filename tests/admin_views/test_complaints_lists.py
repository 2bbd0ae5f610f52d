"""The lists of daily work, the files of a case and its papers: scope, doors, constant statements."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import event, func, select

from models import Attachment, AuditEvent, Complaint, DailyReport
from terms.complaint import CallBackOutcome, State
from terms.people import Role
from tests.admin_views.at_the_desk import act
from tests.factories import AFTERNOON, NOON, Company, make_region, make_staff
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import find_unfounded
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def waiting(company, storage, session):
    """`waiting(12, 12)`: a case whose settlement waits for signatures."""

    def waiting(exchanged=12, compensated=12):
        case = company.ready_to_propose(storage, quantity=exchanged)
        propose(
            session,
            complaint_id=case.id,
            proposal=company.proposal(exchanged, compensated),
            actor=company.clerk,
            at=NOON,
        )
        return case

    return waiting


@pytest.fixture
def confirmed(company, storage, session, clock):
    """`confirmed()`: an unfounded case whose complainant agreed."""
    clock.at = AFTERNOON

    def confirmed():
        case = company.ready_to_propose(storage)
        find_unfounded(session, complaint_id=case.id, reasons="查无此批次", actor=company.clerk, at=NOON)
        form = Form(outcome=CallBackOutcome.SATISFIED, spoke_with="李敏", attitude=5, speed=5, result=5)
        call_back(session, complaint_id=case.id, form=form, actor=company.general_office, at=AFTERNOON)
        return case

    return confirmed


def statements(session, ask):
    counted = []
    count = lambda *_: counted.append(1)  # noqa: E731
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", count)
    assert ask().status_code == 200
    event.remove(connection, "before_cursor_execute", count)
    return len(counted)


class TestInbox:
    def test_holds_what_the_person_may_sign_and_says_as_what(self, company, waiting, log_in):
        one, two = waiting(12, 12), waiting(12, 48)

        supervisor, head = log_in(company.supervisor).get("/inbox/").text, log_in(company.head).get("/inbox/").text

        assert (one.number in supervisor, two.number in supervisor) == (True, False)
        assert (one.number in head, two.number in head) == (True, True)
        assert "4×" in head

    def test_signs_ticked_co_signatures_together_each_for_itself(self, company, waiting, log_in, session):
        first, second = waiting(), waiting()
        ticks = [f"{first.id}:{first.version}", f"{second.id}:{second.version}"]

        page = log_in(company.head).post("/inbox/sign/", data={"case": ticks}, follow_redirects=True).text

        assert f"已签字：{first.number}、{second.number}" in page
        assert session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.kind == "settlement.signed")) == 2

    def test_tells_which_of_several_was_refused_and_why(self, company, waiting, log_in, session):
        fresh, stale = waiting(), waiting()
        ticks = [f"{fresh.id}:{fresh.version}", f"{stale.id}:{stale.version - 1}"]

        page = log_in(company.head).post("/inbox/sign/", data={"case": ticks}, follow_redirects=True).text

        assert f"已签字：{fresh.number}" in page
        assert f"{stale.number}：" in page

    def test_signs_no_decision_in_a_row(self, company, waiting, log_in, session):
        case = waiting(12, 48)

        log_in(company.head).post("/inbox/sign/", data={"case": f"{case.id}:{case.version}"})

        assert session.get(Complaint, case.id).state is State.PROPOSED

    @pytest.mark.parametrize("tick", ["", "x", "1", "1:", ":1", "9" * 30 + ":1", "1:1:1"])
    def test_takes_no_nonsense_for_a_tick(self, company, waiting, log_in, tick):
        waiting()

        assert log_in(company.head).post("/inbox/sign/", data={"case": tick}).status_code == 302

    @pytest.mark.parametrize("role", [Role.FINANCE, Role.LOGISTICS, Role.GENERAL_OFFICE, Role.ADMINISTRATOR])
    def test_is_closed_to_who_signs_nothing(self, role, log_in, session):
        client = log_in(make_staff(session, role))

        assert client.get("/inbox/").status_code == 403
        assert client.post("/inbox/sign/").status_code == 403

    def test_asks_the_same_number_of_statements_for_many_as_for_one(self, company, waiting, log_in, session):
        waiting()
        head = log_in(company.head)
        one = statements(session, lambda: head.get("/inbox/"))
        for _ in range(4):
            waiting()

        assert statements(session, lambda: head.get("/inbox/")) == one


class TestClosing:
    def test_closes_ticked_cases_together(self, company, confirmed, log_in, session):
        first, second = confirmed(), confirmed()
        ticks = [f"{first.id}:{first.version}", f"{second.id}:{second.version}"]

        page = log_in(company.general_office).post("/call_back/closing/", data={"case": ticks}, follow_redirects=True)

        assert f"已结案：{first.number}、{second.number}" in page.text
        assert session.get(Complaint, first.id).state is State.CLOSED

    def test_is_the_general_office_s_alone(self, company, confirmed, log_in, session):
        case = confirmed()

        for staff in (company.head, company.quality, company.sales_administration):
            assert (
                log_in(staff).post("/call_back/closing/", data={"case": f"{case.id}:{case.version}"}).status_code == 403
            )
        assert session.get(Complaint, case.id).state is State.ANSWERED


class TestCallDesk:
    def test_shows_phone_script_and_what_was_reported(self, company, storage, log_in, session):
        case = company.ready_to_propose(storage)
        find_unfounded(session, complaint_id=case.id, reasons="查无此批次", actor=company.clerk, at=NOON)

        page = log_in(company.general_office).get("/call_back/waiting/").text

        for words in (case.number, f"tel:{company.customer.phone}", "处理速度是否满意", "查无此批次"):
            assert words in page


class TestDailyReport:
    @pytest.mark.requirement("SL-04")
    def test_is_written_already_and_sent_by_one_key(self, company, confirmed, log_in, session):
        case = confirmed()
        office = log_in(company.general_office)

        assert case.number in office.get("/report/").text
        office.post("/report/send/", data={"remark": "正常"})
        again = office.post("/report/send/", data={"remark": "再发"}, follow_redirects=True)

        assert session.scalars(select(DailyReport.confirmed)).all() == [1]
        assert "已发送" in again.text

    def test_is_the_general_office_s_alone(self, company, log_in):
        assert log_in(company.director).get("/report/").status_code == 403
        assert log_in(company.head).post("/report/send/").status_code == 403


class TestLists:
    @pytest.mark.parametrize("path", ["/complaint/", "/settlement/", "/filing/", "/call_back/"])
    def test_hold_nothing_of_another_region(self, company, waiting, log_in, session, path):
        case = waiting(12, 48)
        sign(session, complaint_id=case.id, actor=company.head, at=NOON)
        stranger = log_in(make_staff(session, Role.SUPERVISOR, region=make_region(session)))

        assert case.number not in stranger.get(path).text
        assert case.number in log_in(company.supervisor).get(path).text or path == "/call_back/"

    @pytest.mark.parametrize("path", ["/complaint/", "/settlement/", "/filing/"])
    def test_ask_the_same_number_of_statements_for_many_as_for_one(self, company, waiting, log_in, session, path):
        case = waiting(12, 48)
        sign(session, complaint_id=case.id, actor=company.head, at=NOON)
        office = log_in(company.general_office)
        one = statements(session, lambda: office.get(path))
        for _ in range(4):
            sign(session, complaint_id=waiting(12, 48).id, actor=company.head, at=NOON)

        assert statements(session, lambda: office.get(path)) == one

    @pytest.mark.parametrize("term", ["渗漏", "便利店", "TS-2026"])
    @pytest.mark.parametrize("path", ["/complaint/", "/settlement/"])
    def test_are_searched_by_two_characters_of_the_case(self, company, waiting, log_in, path, term):
        case = waiting()

        found = log_in(company.head).get(path, query_string={"search": term}).text

        assert case.number in found

    def test_mask_phones_for_who_does_not_call(self, company, storage, log_in):
        company.register(storage)

        assert company.customer.phone not in log_in(company.quality).get("/complaint/").text
        assert company.customer.phone in log_in(company.supervisor).get("/complaint/").text


class TestAttachment:
    @pytest.fixture
    def stored(self, company, storage, log_in, session):
        """A case with a picture that came in by the form."""
        case, content = company.register(storage), BytesIO()
        Image.new("RGB", (8, 8), "red").save(content, "PNG")
        content.seek(0)
        form = {"id": case.id, "version": case.version, "kind": "photo", "uploads": (content, "瓶 盖.png")}
        assert log_in(company.clerk).post("/complaint/attach/", data=form).status_code == 302
        return session.scalars(select(Attachment)).one()

    def test_is_shown_in_the_page_and_cannot_be_taken_for_something_else(self, company, stored, log_in):
        with log_in(company.clerk).get(f"/complaint/attachment/?file={stored.id}") as answer:
            assert answer.data

        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "filename*=UTF-8''%E7%93%B6%20%E7%9B%96.png" in answer.headers["Content-Disposition"]
        assert answer.headers["Content-Disposition"].startswith("inline")

    def test_of_another_region_s_case_is_not_found(self, stored, log_in, session):
        stranger = log_in(make_staff(session, Role.SUPERVISOR, region=make_region(session)))

        assert stranger.get(f"/complaint/attachment/?file={stored.id}").status_code == 404

    def test_that_is_a_pdf_is_saved_not_opened(self, company, storage, log_in, session):
        case = company.register(storage)
        form = {"id": case.id, "version": case.version, "kind": "paper", "uploads": (BytesIO(b"%PDF-1.7 x"), "单.pdf")}
        clerk = log_in(company.clerk)
        clerk.post("/complaint/attach/", data=form)

        with clerk.get(f"/complaint/attachment/?file={session.scalars(select(Attachment.id)).one()}") as answer:
            assert answer.data

        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_that_is_no_picture_is_refused_at_the_field(self, company, storage, log_in, session):
        case = company.register(storage)
        form = {"id": case.id, "version": case.version, "kind": "photo", "uploads": (BytesIO(b"<svg/>"), "x.png")}

        answer = log_in(company.clerk).post("/complaint/attach/", data=form)

        assert answer.status_code == 422
        assert session.scalar(select(func.count(Attachment.id))) == 0


class TestFiling:
    @pytest.mark.requirement("AP-08")
    def test_is_offered_at_its_office_only(self, company, waiting, log_in, session):
        case = waiting(12, 48)
        sign(session, complaint_id=case.id, actor=company.head, at=NOON)

        assert act(log_in(company.sales_administration), case, "file", paper_place="x").status_code == 422
        session.refresh(case)
        assert act(log_in(company.general_office), case, "file", paper_place="3号柜").status_code == 302
        assert "BZ-2026-09-00001" in log_in(company.head).get("/filing/").text


class TestQuantity:
    @pytest.mark.parametrize(("number", "words"), [(1, "1 bottle<"), (12, "12 bottles<")])
    def test_is_counted_as_the_language_counts(self, company, storage, log_in, session, number, words):
        case = company.register(storage, quantity=number)
        company.clerk.language = "en"
        session.commit()

        assert words in log_in(company.clerk).get(f"/complaint/details/?id={case.id}").text
