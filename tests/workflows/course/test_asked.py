"""What packs ask beside the house's own acts, done by the use-cases: recorded once, in order, by whom it is for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import PackInForce
from queries.case_facts import case_facts
from queries.course import course_of, record_of, steps_of
from queries.course_boards import goods_to_inspect, open_before_closing, plans_to_approve
from queries.rulebook import policy_of
from rules.lifecycle import NotPossible
from rules.turns import turns
from terms.complaint import Act, Channel, Clock, ComplaintKind, State
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact, PlanApprover
from terms.notices import NoticeKind, NoticePart, NoticeTo
from terms.people import FILES_AS, Role
from tests.factories import MORNING, NOON, make_staff, save
from tests.workflows.life import SATISFIED, last_event, refused
from workflows.complaints.answer import answer
from workflows.complaints.assign import assign
from workflows.complaints.close import close
from workflows.complaints.contact import contact
from workflows.complaints.investigate import investigate
from workflows.complaints.register import FactsMissing
from workflows.course.correct import NotDemanded, NothingWritten, correct, write_report
from workflows.course.plan import plan, review_plan
from workflows.course.record import NotWanted, agree, inspect, record_step
from workflows.course.tell import NotANotice, tell
from workflows.executions.carry_out import hand_over
from workflows.filings.file import file
from workflows.words import WordsMissing

N, P, T = NoticeKind, NoticePart, NoticeTo


@pytest.fixture
def under(life):
    """Puts the company under a pack from the beginning of the year."""

    def put(name):
        save(life.session, PackInForce(pack=name, since=date(2026, 1, 1), put_at=MORNING))
        return life

    return put


def registered(life, **values):
    asked = {"truthful": True, "signed": True, "proof_of_purchase": "小票", "demand": "换货", "persons": "前台"}
    return life.company.register(life.storage, **{**asked, **values})


def handled(life, *, cause="瓶盖压合不严", **values):
    """Registered, contacted, investigated."""
    case = registered(life, **values)
    common = {"complaint_id": case.id, "actor": life.company.clerk, "at": NOON}
    contact(life.session, channel=Channel.PHONE, reached=True, said="已核实", **common)
    return investigate(life.session, facts="渗漏", responsible="production", cause=cause, **common)


def do(life, use_case, case, *, by=None, at=NOON, **values):
    return use_case(life.session, complaint_id=case.id, actor=by or life.company.clerk, at=at, **values)


def filed(life, case):
    return file(life.session, complaint_id=case.id, actor=life.signer(FILES_AS[case.settlement.file_at]), at=NOON)


def told(life, case, notice, *parts, to=T.COMPLAINANT, **values):
    words = {"channel": Channel.PHONE, "said": "已告知", **values}
    return do(life, tell, case, notice=notice, told_to=to, parts=parts, **words)


class TestRegister:
    def test_asks_the_facts_of_the_cases_own_pack(self, under):
        life = under("hospital")

        with pytest.raises(FactsMissing) as no:
            registered(life, persons="")

        assert dict(no.value.fields).keys() == {"persons"}
        assert no.value.clause == "P41 五1"

    @pytest.mark.requirement("IN-19", "IN-20", "IN-24")
    def test_keeps_when_and_how_it_came_who_was_concerned_and_that_truth_was_asked_for(self, under):
        case = registered(under("hospital"), channel=Channel.LETTER)

        assert (case.registered_at, case.channel, case.persons) == (MORNING, Channel.LETTER, "前台")
        assert (case.signed, case.truthful) == (True, True)

    @pytest.mark.requirement("IN-27")
    def test_takes_a_service_complaint_in_writing_only_where_the_pack_says_so(self, under):
        life = under("retailer+p27")
        spoken = {"kind": ComplaintKind.SERVICE_COMPLAINT}

        with pytest.raises(FactsMissing) as no:
            registered(life, **spoken)

        assert (dict(no.value.fields).keys(), no.value.clause) == ({"written"}, "P27 接收1")
        assert registered(life, channel=Channel.EMAIL, **spoken).channel is Channel.EMAIL


class TestRecord:
    @pytest.mark.requirement("WF-35")
    def test_lets_goods_out_once_the_customer_agreed(self, under):
        life = under("supermarket")
        case = handled(life)
        life.propose(case, 12, 12)
        life.sign_all(case)
        filed(life, case)

        with refused(life.session, NotPossible, says="Customer agreed (P38 3.2(2))"):
            hand_over(life.session, complaint_id=case.id, carrier="自有", actor=life.company.logistics, at=NOON)
        assert [turn.act for turn in turns(case_facts(case))] == [Act.AGREE]
        do(life, agree, case, note="同意换货")

        event = last_event(life.session)
        assert (event.kind, event.clause, event.note) == ("complaint.step_recorded", "P38 3.2(2)", "同意换货")
        assert hand_over(life.session, complaint_id=case.id, carrier="自有", actor=life.company.logistics, at=NOON)

    @pytest.mark.requirement("QA-08", "WF-30")
    def test_waits_for_the_inspector_where_the_pack_wants_one(self, under):
        life = under("fruit")
        case = handled(life)

        assert [one.id for one in goods_to_inspect(life.session, life.company.quality, NOON).rows] == [case.id]
        with refused(life.session, NotPossible, says="Inspected"):
            life.propose(case, 12, 12)
        with refused(life.session, NotPossible, says="It is inspected by"):
            do(life, inspect, case, note="腐烂")
        do(life, inspect, case, note="腐烂三成", by=life.company.quality)

        assert goods_to_inspect(life.session, life.company.quality, NOON).count == 0
        assert life.propose(case, 12, 12)

    def test_keeps_the_order_of_the_steps(self, under):
        life = under("general")
        case = handled(life, kind=ComplaintKind.SERVICE_REQUEST, model="X1", fault_time="昨天")

        with refused(life.session, NotPossible, says="Dispatched"):
            do(life, record_step, case, fact=CaseFact.EFFECT_CONFIRMED, note="正常")
        with refused(life.session, NotWanted, says="Effect confirmed"):
            do(life, record_step, case, fact=CaseFact.SUMMARISED, note="总结")
        for fact in (CaseFact.DISPATCHED, CaseFact.CARRIED_OUT, CaseFact.EFFECT_CONFIRMED):
            do(life, record_step, case, fact=fact, note="已办")
        assert [one.fact for one in case.steps][-1] is CaseFact.EFFECT_CONFIRMED

    @pytest.mark.requirement("WF-10")
    def test_of_a_service_is_the_result_that_was_told(self, under):
        life = under("general+p01")
        case = handled(life, kind=ComplaintKind.SERVICE_REQUEST, model="X1", fault_time="昨天")
        for fact in (CaseFact.DISPATCHED, CaseFact.CARRIED_OUT):
            do(life, record_step, case, fact=fact, note="已办")

        before = {step.name.zh: step.done for step in steps_of(case, policy_of(case), since=case.registered_at)}
        do(life, answer, case, result="已修好")
        after = {step.name.zh: step.done for step in steps_of(case, policy_of(case), since=case.registered_at)}

        assert [name for name, done in before.items() if done] == ["售后服务请求", "派单", "实施"]
        assert [name for name, done in after.items() if not done] == ["满意度评价"]

    def test_is_unknown_to_the_food_pack(self, life):
        case = life.ready()

        with refused(life.session, NotPossible, says="does not know it"):
            do(life, agree, case, note="同意")


class TestPlan:
    PARTS = {
        "solution": "换货并检查仓库",
        "cause": "仓储温度高",
        "department": "仓储部",
        "person": "",
        "carry_out_at": NOON,
    }

    @pytest.mark.requirement("WF-32")
    def test_states_every_part_the_pack_asks_for(self, under):
        life = under("retailer+p40")
        case = handled(life)
        do(life, record_step, case, fact=CaseFact.VERIFIED, note="属实")

        with pytest.raises(WordsMissing) as no:
            do(life, plan, case, **{**self.PARTS, "department": ""})
        do(life, plan, case, **self.PARTS)

        assert dict(no.value.fields).keys() == {"department"}
        assert (case.plans[-1].waits_for, case.plans[-1].clause) == (PlanApprover.INTERNAL, "P40 三3b")

    @pytest.mark.requirement("WF-31")
    def test_is_not_made_before_somebody_talked_to_the_complainant(self, under):
        life = under("retailer+p28")
        case = registered(life, demand="换货并道歉")
        assign(life.session, complaint_id=case.id, to_id=life.company.clerk.id, actor=life.company.head, at=NOON)

        with refused(life.session, NotPossible, says="First record a contact"):
            do(life, plan, case, **self.PARTS)

    @pytest.mark.requirement("WF-33", "WF-34")
    def test_is_approved_by_a_superior_before_a_settlement_is_proposed(self, under):
        life = under("retailer+p28")
        company, case = life.company, handled(life)
        do(life, plan, case, **self.PARTS)

        assert [one.id for one in plans_to_approve(life.session, company.supervisor, NOON).rows] == [case.id]
        assert plans_to_approve(life.session, company.quality, NOON).count == 0
        with refused(life.session, NotPossible, says="Plan approved"):
            life.propose(case, 12, 12)
        with refused(life.session, WordsMissing):
            do(life, review_plan, case, by=company.supervisor, agrees=False, comment="")
        do(life, review_plan, case, by=company.supervisor, agrees=False, comment="补充时间")
        assert [turn.act for turn in turns(case_facts(case))] == [Act.PLAN]
        do(life, plan, case, **self.PARTS)
        do(life, review_plan, case, by=company.supervisor, agrees=True, comment="")

        assert last_event(life.session).clause == "P28 五4"
        assert case.plans[-1].waits_for is None
        assert life.propose(case, 12, 12)

    def test_is_nobodys_own_to_approve(self, under):
        life = under("retailer+p28")
        case = handled(life)
        do(life, plan, case, by=life.company.supervisor, **self.PARTS)

        with refused(life.session, NotPossible, says="Somebody else has to approve"):
            do(life, review_plan, case, by=life.company.supervisor, agrees=True, comment="")
        other = make_staff(life.session, Role.DEPARTMENT_HEAD, department=life.company.department)
        do(life, review_plan, case, by=other, agrees=True, comment="")


class TestTell:
    @pytest.mark.requirement("IN-31")
    def test_acknowledges_with_number_and_time_and_stops_the_limit(self, under):
        life = under("hospital")
        case = registered(life)
        told(life, case, N.ACKNOWLEDGEMENT, P.PROCEDURE, P.EXPECTED_TIME, channel=Channel.LETTER)

        kept = case.notices[-1]
        assert (kept.written, kept.parts, kept.clause) == (True, ["procedure", "expected_time"], "P41 四3")
        assert all(one.met_at == NOON for one in case.clocks if one.clock is Clock.ACKNOWLEDGEMENT)

    def test_knows_only_the_notices_of_the_pack_and_whom_they_are_for(self, under):
        life = under("salt")
        case = registered(life)

        with refused(life.session, NotANotice):
            told(life, case, N.PRECAUTIONS)
        with refused(life.session, NotANotice, says="Leaders"):
            told(life, case, N.SUPERIOR_REPORT, to=T.DEPARTMENTS)
        with refused(life.session, WordsMissing):
            told(life, case, N.ACKNOWLEDGEMENT, said=" ")

    @pytest.mark.requirement("WF-36")
    def test_owes_a_timetable_once_the_day_is_over(self, under):
        case = registered(under("supermarket"))
        book, since = policy_of(case), case.registered_at

        def owed(at):
            return [one.notice for one in course_of(case, book, since=since, at=at).to_tell]

        assert N.TIMETABLE not in owed(NOON)
        assert N.TIMETABLE in owed(NOON + timedelta(days=1))

    def test_tells_a_result_again_after_the_case_was_opened_again(self, under):
        case = handled(life := under("supermarket"))
        told(life, case, N.RESULT, P.MEASURES, P.SOLUTION, P.APPEAL)
        told(life, case, N.ACKNOWLEDGEMENT, P.NUMBER, P.EXPECTED_TIME)
        later = NOON + timedelta(minutes=1)

        assert {one.notice for one in record_of(case, since=NOON).told} == {N.RESULT, N.ACKNOWLEDGEMENT}
        assert {one.notice for one in record_of(case, since=later).told} == {N.ACKNOWLEDGEMENT}


class TestCorrect:
    def test_records_what_the_pack_demands_and_nothing_else(self, under):
        life = under("electrical")
        case = handled(life)

        with refused(life.session, NotDemanded, says="Corrective measure"):
            do(life, correct, case, demand=CorrectiveDemand.BATCH_TRACE, what="追溯")
        do(life, correct, case, demand=CorrectiveDemand.PREVENTION, what="加装检测", by=life.company.quality)

        assert (case.corrections[-1].clause, last_event(life.session).note) == ("P43 6.3", "加装检测")

    def test_names_person_and_day_of_a_deadline(self, under):
        life = under("retailer+p32")
        case = handled(life)

        with pytest.raises(WordsMissing) as no:
            do(life, correct, case, demand=CorrectiveDemand.DEADLINE, what="整改")

        assert dict(no.value.fields).keys() == {"person", "due_on"}

    @pytest.mark.requirement("QA-06")
    def test_keeps_the_newest_of_every_section_of_the_report(self, under):
        life = under("electrical")
        case = handled(life)

        with refused(life.session, NothingWritten):
            do(life, write_report, case, sections={ReportSection.CHECKS: " "})
        do(life, write_report, case, sections={ReportSection.CHECKS: "外观完好", ReportSection.ANALYSIS: ""})
        do(life, write_report, case, sections={ReportSection.CHECKS: "外观完好，功能正常"})

        assert [(one.section, one.contents) for one in case.report_parts][-1] == (
            ReportSection.CHECKS, "外观完好，功能正常",
        )  # fmt: skip


class TestClosing:
    def test_waits_for_what_the_pack_asks_and_then_ends(self, under):
        life = under("supermarket")
        case = handled(life)
        told(life, case, N.ACKNOWLEDGEMENT, P.NUMBER, P.EXPECTED_TIME)
        do(life, agree, case, note="同意")
        life.propose(case, 12, 12)
        life.sign_all(case)
        filed(life, case)
        hand_over(life.session, complaint_id=case.id, carrier="自有", actor=life.company.logistics, at=NOON)
        life.prove(case)
        do(life, answer, case, result="已换货")
        case = life.called_back(SATISFIED, case=case)

        assert [one.id for one in open_before_closing(life.session, life.company.clerk, NOON).rows] == [case.id]
        with refused(life.session, NotPossible, says="Still to be told: Result"):
            do(life, close, case, by=life.company.general_office)
        told(life, case, N.RESULT, P.MEASURES, P.SOLUTION)
        with refused(life.session, NotPossible, says="Still to be told: Result"):
            do(life, close, case, by=life.company.general_office)
        told(life, case, N.RESULT, P.APPEAL)
        with refused(life.session, NotPossible, says="Corrective measure"):
            do(life, close, case, by=life.company.general_office)
        do(life, correct, case, demand=CorrectiveDemand.CORRECTION, what="更换冷柜")

        assert do(life, close, case, by=life.company.general_office).state is State.CLOSED
        assert open_before_closing(life.session, life.company.clerk, NOON).count == 0
