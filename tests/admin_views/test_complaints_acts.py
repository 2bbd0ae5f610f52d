"""Acts on a case by form: the whole life, stale and double sending, and what a direct request may not do."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import event, func, select

from admin_views.acts import PAGES, ROWS
from models import Attachment, AuditEvent, Complaint
from rules.lifecycle import TABLE
from terms.complaint import Act, Channel, State
from terms.people import Role
from tests.admin_views.at_the_desk import act, line, marks, offered, page_of
from tests.factories import NOON, Company, make_region, make_staff
from workflows.complaints.contact import contact
from workflows.settlements.propose import propose


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def case(company, storage):
    return company.ready_to_propose(storage)


@pytest.fixture
def clerk(company, log_in):
    return log_in(company.clerk)


def proposal(company, exchanged=12, compensated=48, **more):
    remedy = "exchange" if compensated <= exchanged else "replacement"
    first = line(
        0, remedy=remedy, product_id=company.product.id, exchanged_quantity=exchanged,
        compensated_quantity=compensated, unit="bottle",
    )  # fmt: skip
    return {**first, "reason": "按制度处理", **more}


def photo(name="签收.png"):
    content = BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    content.seek(0)
    return content, name


class TestTable:
    def test_has_a_page_for_every_act_of_a_complaint_s_life(self):
        assert [row.act for row in ROWS] == list(dict.fromkeys(row.act for row in ROWS))
        assert set(PAGES) == {step.act for step in TABLE}


class TestLife:
    @pytest.mark.requirement("AP-03")
    def test_runs_from_the_call_to_the_closed_case_by_forms_alone(self, company, storage, log_in, session):
        case = company.register(storage)
        clerk, head = log_in(company.clerk), log_in(company.head)
        office, logistics = log_in(company.general_office), log_in(company.logistics)

        def done(client, name, **entries):
            session.refresh(case)
            assert name in offered(client, case), name
            answer = act(client, case, name, **entries)
            assert answer.status_code == 302, answer.text
            session.refresh(case)

        done(clerk, "contact", channel="phone", reached="1", said="已致电核实")
        done(clerk, "investigate", facts="瓶盖压合不严", responsible="production")
        done(clerk, "propose", **proposal(company))
        assert case.state is State.PROPOSED
        done(head, "sign", comment="同意")
        done(office, "file", paper_place="综合部3号柜")
        done(logistics, "hand_over", carrier="自有车辆")
        done(clerk, "prove", received_by="李敏", proof="已签收", uploads=photo())
        done(clerk, "answer", result="已调换12瓶并赔偿48瓶")
        done(
            office, "call_back", outcome="satisfied", spoke_with="李敏", result="5", speed="4", attitude="5",
            answers="满意",
        )  # fmt: skip
        done(office, "close")

        assert case.state is State.CLOSED
        assert session.scalar(select(func.count(Attachment.id))) == 1
        page = page_of(office, case)
        for words in ("BZ-2026-09-00001", "综合部3号柜", "已调换12瓶并赔偿48瓶", "P06 六(3)", "已结案"):
            assert words in page

    def test_shows_in_english_as_well(self, company, case, session, log_in):
        company.clerk.language = "en"
        session.commit()

        page = page_of(log_in(company.clerk), case)

        assert "Propose settlement" in page
        assert "Why not something else?" in page

    def test_assigns_to_somebody_of_the_department(self, company, storage, log_in, session):
        case, other = company.register(storage), make_staff(session, Role.CLERK, region=company.region)

        page = page_of(log_in(company.head), case)
        act(log_in(company.head), case, "assign", to_id=other.id)

        assert f"{other.name} · 业务员 · 在办0件" in page
        assert session.get(Complaint, case.id).assigned_to_id == other.id

    def test_assigns_to_nobody_else(self, company, storage, log_in, session):
        case, foreign = company.register(storage), make_staff(session, Role.CLERK, region=make_region(session))

        answer = act(log_in(company.head), case, "assign", to_id=foreign.id)

        assert answer.status_code == 422
        assert session.get(Complaint, case.id).assigned_to_id is None

    def test_of_a_dissatisfied_call_back_reopens_the_case(self, company, case, log_in, session):
        act(log_in(company.clerk), case, "find_unfounded", reasons="查无此批次")
        session.refresh(case)

        act(
            log_in(company.general_office), case, "call_back", outcome="dissatisfied", spoke_with="李敏", result="1",
            speed="3", attitude="3", answers="没有解决",
        )  # fmt: skip

        assert session.get(Complaint, case.id).state is State.REOPENED


class TestForm:
    def test_that_is_stale_shows_what_the_other_person_changed_and_keeps_the_entries(
        self, company, case, clerk, session
    ):
        seen = case.version
        contact(
            session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said="主管已联系", actor=company.supervisor,
            at=NOON,
        )  # fmt: skip

        answer = act(clerk, case, "investigate", version=seen, facts="我的调查", responsible="transport")

        assert answer.status_code == 422
        assert "主管已联系" in answer.text
        assert company.supervisor.name in answer.text
        assert "我的调查" in answer.text
        assert marks(answer.text)["version"] == str(session.get(Complaint, case.id).version)

    def test_sent_twice_is_done_once(self, company, case, clerk, session):
        entries = {"facts": "瓶盖", "responsible": "production", "submission": "one-token-for-both-of-them"}
        version = case.version

        act(clerk, case, "investigate", version=version, **entries)
        again = act(clerk, case, "investigate", version=version, **entries)

        assert again.status_code == 302
        assert len(session.get(Complaint, case.id).findings) == 2  # one of the fixture, one of this form

    def test_without_a_version_is_stale(self, case, clerk, session):
        answer = act(clerk, case, "investigate", version="", facts="瓶盖", responsible="production")

        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("name", "entries", "field"),
        [
            ("contact", {"channel": "phone", "reached": "1", "said": " "}, "said"),
            ("investigate", {"responsible": "production"}, "facts"),
            ("find_unfounded", {}, "reasons"),
        ],
    )
    def test_says_at_the_field_what_is_needed(self, case, clerk, session, name, entries, field):
        answer = act(clerk, case, name, **entries)

        assert answer.status_code == 422
        assert f'id="{field}-said"' in answer.text
        assert session.get(Complaint, case.id).version == case.version

    def test_returns_only_with_a_reason(self, company, case, log_in, session):
        propose(session, complaint_id=case.id, proposal=company.proposal(), actor=company.clerk, at=NOON)

        answer = act(log_in(company.head), case, "send_back", comment=" ")

        assert answer.status_code == 422
        assert session.get(Complaint, case.id).state is State.PROPOSED

    def test_of_a_call_that_was_answered_wants_the_scores(self, company, case, log_in):
        act(log_in(company.clerk), case, "find_unfounded", reasons="查无此批次")

        answer = act(log_in(company.general_office), case, "call_back", outcome="satisfied", spoke_with="李敏")

        assert answer.status_code == 422


class TestPropose:
    def test_names_the_line_that_is_wrong(self, company, case, clerk, session):
        wrong = {**proposal(company), **line(2, remedy="cash")}

        answer = act(clerk, case, "propose", **wrong)

        assert answer.status_code == 422
        assert 'id="lines-2-remedy-said"' in answer.text
        assert session.get(Complaint, case.id).state is State.HANDLING

    def test_takes_no_line_for_a_settlement(self, case, clerk):
        assert act(clerk, case, "propose", reason="没有内容").status_code == 422

    def test_keeps_every_line_and_leaves_empty_ones_out(self, company, case, clerk, session):
        two = {**proposal(company, 12, 12), **line(3, remedy="apology", note="电话致歉")}

        act(clerk, case, "propose", **two)

        assert [row.remedy.value for row in session.get(Complaint, case.id).settlement.lines] == ["exchange", "apology"]

    def test_refuses_what_the_return_terms_refuse_with_the_clause(self, company, case, clerk, session):
        case.customer_kind, case.fault = "distributor", "breakage"
        session.commit()

        answer = act(clerk, case, "propose", **proposal(company, 12, 12))

        assert answer.status_code == 422
        assert "P11 〈二〉3" in answer.text


class TestWeigh:
    def ask(self, client, case, **entries):
        return client.post("/complaint/weigh/", data={"id": case.id, **entries}).text

    @pytest.mark.requirement("AP-03")
    def test_says_who_decides_before_anything_is_sent(self, company, case, clerk):
        weighed = self.ask(clerk, case, **proposal(company))

        for words in ("4×", "销售部长", company.head.name, "综合部", "P06 六(3)"):
            assert words in weighed

    @pytest.mark.requirement("AP-06")
    def test_sends_money_to_the_general_manager(self, company, case, clerk):
        assert "总经理" in self.ask(clerk, case, **proposal(company, 12, 12), **line(1, remedy="cash", cash="20"))

    @pytest.mark.requirement("AP-05")
    def test_tells_that_the_goods_come_first_above_ten_times(self, company, case, clerk):
        assert "须先将货物拉至库房" in self.ask(clerk, case, **proposal(company, 12, 121))

    def test_warns_where_the_law_may_give_more(self, company, case, clerk, session):
        case.fault = "foreign_body"
        session.commit()

        assert "1000" in self.ask(clerk, case, **proposal(company, 1, 1))

    @pytest.mark.parametrize("typed", ["", "x", "-3", "9" * 40, "\0", "1e9"])
    def test_survives_whatever_is_typed(self, company, case, clerk, typed):
        entries = {**proposal(company), "lines-0-exchanged_quantity": typed, "lines-0-product_id": typed}

        assert clerk.post("/complaint/weigh/", data={"id": case.id, **entries}).status_code == 200


# Acts every policy knows, and two that this one does not: they are nobody's.
TRIED = [*(step.act for step in TABLE if step.known is None), Act.TELL, Act.CLASSIFY]
FORBIDDEN = {
    Act.TELL: Role.SUPERVISOR, Act.CLASSIFY: Role.SUPERVISOR,
    Act.ASSIGN: Role.CLERK, Act.CONTACT: Role.GENERAL_OFFICE, Act.COMPLETE_FACTS: Role.GENERAL_OFFICE, Act.INVESTIGATE: Role.GENERAL_OFFICE,
    Act.PROPOSE: Role.QUALITY, Act.FIND_UNFOUNDED: Role.QUALITY, Act.RECEIVE_GOODS: Role.DIRECTOR,
    Act.SIGN: Role.GENERAL_OFFICE, Act.SEND_BACK: Role.GENERAL_OFFICE, Act.REFUSE: Role.GENERAL_OFFICE,
    Act.TAKE_BACK: Role.QUALITY,
    Act.FILE: Role.DIRECTOR, Act.HAND_OVER: Role.DIRECTOR, Act.PAY: Role.DIRECTOR, Act.PROVE: Role.QUALITY,
    Act.ANSWER: Role.QUALITY, Act.CALL_BACK: Role.QUALITY, Act.DECIDE_REPORT: Role.QUALITY, Act.DISPUTE: Role.QUALITY,
    Act.SETTLE_DISPUTE: Role.QUALITY, Act.CLOSE: Role.QUALITY, Act.REOPEN: Role.QUALITY, Act.WITHDRAW: Role.DIRECTOR,
    Act.MERGE: Role.DIRECTOR,
}  # fmt: skip
FILLED = {
    "to_id": "1", "channel": "phone", "reached": "1", "said": "x", "facts": "x", "responsible": "production",
    "reason": "x", "reasons": "x", "comment": "x", "paper_place": "x", "carrier": "x", "voucher": "x",
    "received_by": "x", "proof": "x", "result": "x", "outcome": "satisfied", "finding": "confirmed",
    "into_number": "TS-2026-09-00001", "batch_mark": "printed", "quantity": "12", "unit": "bottle", "fault": "leak",
}  # fmt: skip


class TestDirectRequest:
    @pytest.mark.parametrize("name", TRIED)
    def test_for_an_act_that_is_not_one_s_own_changes_nothing(self, company, case, log_in, session, name):
        role = FORBIDDEN[name]
        staff = make_staff(session, role, region=company.region, department=company.department)
        before = (case.version, session.scalar(select(func.count(AuditEvent.id))))

        answer = act(log_in(staff), case, name.value, **FILLED)

        assert answer.status_code in (404, 422), answer.status_code
        session.refresh(case)
        assert (case.version, session.scalar(select(func.count(AuditEvent.id)))) == before

    @pytest.mark.parametrize("name", TRIED)
    def test_for_the_page_of_a_forbidden_act_says_why_and_offers_no_form(self, company, case, log_in, session, name):
        staff = make_staff(session, FORBIDDEN[name], region=company.region, department=company.department)

        answer = log_in(staff).get(f"/complaint/act/?id={case.id}&act={name.value}")

        assert answer.status_code in (200, 404)
        assert 'name="submission"' not in answer.text

    @pytest.mark.parametrize(
        "path",
        [
            "/complaint/details/?id={id}", "/complaint/act/?id={id}&act=sign", "/complaint/paper/?id={id}&paper=handling",
            "/complaint/paper/?id={id}&paper=call_back", "/complaint/attach/?id={id}",
        ],
    )  # fmt: skip
    def test_for_a_case_of_another_region_finds_nothing(self, case, log_in, session, path):
        stranger = log_in(make_staff(session, Role.SUPERVISOR, region=make_region(session)))

        assert stranger.get(path.format(id=case.id)).status_code == 404

    @pytest.mark.parametrize("name", ["sign", "contact", "propose", "withdraw"])
    def test_for_an_act_on_a_case_of_another_region_finds_nothing(self, case, log_in, session, name):
        stranger = log_in(make_staff(session, Role.SUPERVISOR, region=make_region(session)))

        assert act(stranger, case, name, **FILLED).status_code == 404
        assert stranger.post("/complaint/weigh/", data={"id": case.id}).status_code == 404

    @pytest.mark.parametrize("key", ["", "x", "0", "-1", "9" * 20, "1 OR 1=1", "\0"])
    def test_for_something_that_is_no_key_finds_nothing(self, clerk, key):
        assert clerk.get("/complaint/details/", query_string={"id": key}).status_code == 404
        assert clerk.get("/complaint/attachment/", query_string={"file": key}).status_code == 404
        assert clerk.get("/complaint/act/", query_string={"id": key, "act": "sign"}).status_code == 404

    def test_for_an_act_nobody_knows_finds_nothing(self, clerk, case):
        assert clerk.get(f"/complaint/act/?id={case.id}&act=fly").status_code == 404


class TestPage:
    def test_asks_the_same_number_of_statements_for_a_long_story_as_for_a_short_one(
        self, company, case, log_in, session, engine
    ):
        office = log_in(company.supervisor)
        short = self.statements(office, case, session)
        for number in range(6):
            contact(
                session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said=f"第{number}次", actor=company.clerk,
                at=NOON,
            )  # fmt: skip

        assert self.statements(office, case, session) == short

    @staticmethod
    def statements(client, case, session):
        counted = []
        connection = session.connection()
        count = lambda *_: counted.append(1)  # noqa: E731
        event.listen(connection, "before_cursor_execute", count)
        page_of(client, case)
        event.remove(connection, "before_cursor_execute", count)
        return len(counted)

    def test_masks_the_phone_for_who_does_not_call(self, company, case, log_in):
        quality = page_of(log_in(company.quality), case)

        assert company.customer.phone not in quality
        assert f"{company.customer.phone[:3]}****{company.customer.phone[-4:]}" in quality
        assert f"tel:{company.customer.phone}" in page_of(log_in(company.supervisor), case)
