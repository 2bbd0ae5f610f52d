"""Worked examples for what packs and profiles say of their own and no other table shows; both sides of each."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from rules.bearing import NotSettled, who_bears
from rules.corrective import demanded, outstanding, report_lacks
from rules.flow import obstacles
from rules.incentives import NotAllowed, ensure_sanction
from rules.intake import IntakeFacts, lacking, missing
from rules.notices import lacking as lacking_in
from rules.returns import ReturnRequest, judge
from rules.rounds import due_on
from rules.time_limits import Sort, clocks_from
from terms.bearing import Bearer, CostOccasion
from terms.complaint import Channel, Clock, ComplaintKind
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact
from terms.incentives import Sanction
from terms.intake import IntakeDemand, IntakeField
from terms.limits import StartsAt
from terms.measures import Measure
from terms.notices import NoticeKind, NoticePart, NoticeTo
from terms.returns import ReturnOutcome
from terms.time import SHANGHAI
from terms.trade import CustomerKind, Fault, Package
from tests.rulebook.conftest import ON

QUALITY, SERVICE, RETURN, REQUEST, QUESTION, IDEA = ComplaintKind
DAY = timedelta(days=1)


class TestCorrective:
    @pytest.mark.parametrize(
        ("name", "kind", "demand", "clause", "other"),
        [
            ("general", QUALITY, "root_cause", "P20 二6", SERVICE), ("medical", QUALITY, "root_cause", "P22 二7", SERVICE),
            ("medical", QUALITY, "batch_trace", "P22 一4", RETURN), ("salt", QUALITY, "batch_trace", "P23 六节1(1)", SERVICE),
            ("fruit", QUALITY, "root_cause", "P37 十2", RETURN), ("fruit", QUALITY, "trend", "P42 八", SERVICE),
            ("supermarket", SERVICE, "root_cause", "P38 3.1(2)", RETURN),
            ("supermarket", QUALITY, "correction", "P38 3.2(1)", QUESTION),
            ("ground+p25", SERVICE, "trend", "P25 四2(3)", RETURN),
            ("ground+p25", QUALITY, "accountability", "P25 七1", SERVICE),
            ("ground+p26", SERVICE, "accountability", "P26 五2", QUALITY),
            ("ground+p32", QUALITY, "accountability", "P32 五1", SERVICE),
            ("ground+p32", QUALITY, "deadline", "P32 五2", SERVICE),
            ("ground+p32", QUALITY, "root_cause", "P32 四3", SERVICE),
            ("ground+p33", QUALITY, "root_cause", "P33 二", SERVICE),
            ("ground+p33", QUALITY, "correction", "P33 三", SERVICE),
            ("ground+p36", SERVICE, "effect_check", "P36 二2", RETURN),
            ("electrical", QUALITY, "effect_check", "P43 6.5.5", SERVICE),
        ],
    )  # fmt: skip
    def test_demands_it_of_one_kind_until_it_is_done(self, pack, name, kind, demand, clause, other):
        corrective, wanted = pack(name).corrective, CorrectiveDemand(demand)
        everything = frozenset(CorrectiveDemand)

        assert {one.demand: one.clause for one in demanded(kind, corrective)}[wanted] == clause
        assert wanted not in {one.demand for one in demanded(other, corrective)}
        assert [one.demand for one in outstanding(kind, everything - {wanted}, corrective)] == [wanted]

    @pytest.mark.parametrize(
        ("section", "clause"),
        [
            (ReportSection.BACKGROUND, "P43 6.5.1"),
            (ReportSection.CHECKS, "P43 6.5.2"),
            (ReportSection.ANALYSIS, "P43 6.5.3"),
            (ReportSection.MEASURES, "P43 6.5.4"),
            (ReportSection.CONCLUSION, "P43 6.5.5"),
        ],
    )
    def test_wants_every_section_of_the_report(self, pack, section, clause):
        (lack,) = report_lacks(frozenset(ReportSection) - {section}, pack("electrical").corrective)

        assert (lack.section, lack.clause) == (section, clause)


class TestIntake:
    @pytest.mark.parametrize(
        ("name", "channel", "clause"),
        [
            ("caterer", "visit", "P08 十七"), ("electrical", "visit", "P43 5.3(3)"), ("fruit", "phone", "P39 二1(2)"),
            ("supermarket", "phone", "P34 二1"), ("supermarket", "employee", "P34 二4"),
            ("ground+p28", "phone", "P28 四(1)1"), ("ground+p28", "email", "P28 四(1)2"),
            ("ground+p28", "web", "P28 四(1)4"), ("ground+p32", "phone", "P32 三1"),
            ("ground+p32", "authority", "P32 三3"), ("ground+p33", "email", "P33 一"), ("ground+p35", "letter", "P35 三1"),
        ],
    )  # fmt: skip
    def test_names_the_ways_in(self, pack, name, channel, clause):
        found = {one.channel: one.clause for one in pack(name).intake.channels}

        assert found[Channel(channel)] == clause
        assert Channel.MARKET_POINT not in found

    @pytest.mark.parametrize(
        ("name", "kind", "field", "value", "clause"),
        [
            ("caterer", QUALITY, "name", "李敏", "P09 三2"), ("general", QUALITY, "phone", "13800000000", "P18 四1"),
            ("general", REQUEST, "demand", "上门维修", "P05 六2"), ("general", REQUEST, "model", "X1", "P17 4.1(1)"),
            ("medical", QUALITY, "batch", "B1", "P22 一3"), ("salt", QUALITY, "batch", "B1", "P23 六节1(1)"),
            ("ground+p26", QUALITY, "name", "李敏", "P26 二2"), ("ground+p30", SERVICE, "service_time", "周一", "P30 四2"),
        ],
    )  # fmt: skip
    def test_asks_for_a_fact_until_it_is_given(self, pack, name, kind, field, value, clause):
        intake, wanted = pack(name).intake, IntakeField(field)

        assert {one.field: one.clause for one in missing(IntakeFacts(kind), intake)}[wanted] == clause
        assert wanted not in {one.field for one in missing(IntakeFacts(kind, **{field: value}), intake)}

    @pytest.mark.requirement("IN-26")
    def test_talks_to_somebody_anonymous_first(self, pack):
        def lacks(**values):
            found = lacking(SERVICE, Channel.LETTER, pack("ground+p27").intake, anonymous=True, **values)
            return [(one.demand, one.clause) for one in found]

        assert lacks() == [(IntakeDemand.CONTACT_FIRST, "P27 审核2")]
        assert lacks(contacted=True) == []

    @pytest.mark.parametrize(
        ("name", "demand", "clause"),
        [("supermarket", "online_register", "P38 2.1(2)"), ("ground+p30", "number", "P30 四3")],
    )
    def test_is_satisfied_by_the_system_itself(self, pack, name, demand, clause):
        intake = pack(name).intake

        assert {one.demand: one.clause for one in intake.formalities}[IntakeDemand(demand)] == clause
        assert IntakeDemand(demand) not in {one.demand for one in lacking(QUALITY, Channel.PHONE, intake)}


class TestGates:
    @pytest.mark.parametrize(
        ("name", "before", "need", "clause"),
        [
            ("caterer", "carried_out", "customer_agreed", "P02 十六"),
            ("supermarket", "planned", "investigated", "P38 3.1(1)"),
        ],
    )
    def test_hold_until_it_is_on_record(self, pack, name, before, need, clause):
        everything, flow = frozenset(CaseFact), pack(name).flow

        assert clause in {one.clause for one in obstacles(CaseFact(before), everything - {CaseFact(need)}, flow)}
        assert obstacles(CaseFact(before), everything, flow) == ()


class TestNotices:
    @pytest.mark.parametrize(
        ("name", "notice", "part", "to", "clause"),
        [
            ("fruit", "result", "solution", "complainant", "P37 十4"),
            ("general", "progress", "next_steps", "complainant", "P10 五4"),
            ("supermarket", "superior_report", "measures", "departments", "P34 三3"),
            ("ground+p27", "plan", "solution", "complainant", "P27 处理3"),
        ],
    )
    def test_hold_every_part_for_everybody(self, pack, name, notice, part, to, clause):
        def lack(parts, told):
            return lacking_in(NoticeKind(notice), pack(name).notices, parts=parts, told=told, written=True)

        whole, everybody = frozenset(NoticePart), frozenset(NoticeTo)

        assert lack(whole, everybody) is None
        assert lack(whole - {NoticePart(part)}, everybody).clause == clause
        assert lack(whole, everybody - {NoticeTo(to)}).to == (NoticeTo(to),)


class TestRecurring:
    @pytest.mark.parametrize(
        ("name", "topic", "key", "due", "clause"),
        [
            ("caterer", "supervision", "assessment", "2027-02-02", "P02 十八"),
            ("fruit", "reports", "quality_feedback", "2026-12-02", "P42 八"),
            ("fruit", "supervision", "department", "2027-02-02", "P42 十三"),
            ("fruit", "training", "advice", "2027-05-02", "P39 四3"),
            ("fruit", "surveys", "call_backs", "2027-02-02", "P42 十二"),
            ("general", "training", "newcomers", None, "P18 八1"),
            ("medical", "reports", "quality_feedback", None, "P22 二7"),
            ("retailer", "reports", "archive", "2026-12-02", "P13 4.2"),
            ("retailer", "supervision", "effect", "2027-02-02", "P13 3.4"),
            ("retailer", "training", "regular", "2027-05-02", "P13 4.1"),
            ("salt", "training", "professional", "2027-05-02", "P23 一节2(2)"),
            ("supermarket", "training", "complaints", "2027-05-02", "P34 五4"),
            ("tableware", "supervision", "objectives", "2027-02-02", "P24 八"),
            ("ground+p25", "reports", "results", "2026-12-02", "P25 六2"),
            ("ground+p26", "reports", "complaint_summary", "2026-12-02", "P26 七"),
            ("ground+p26", "supervision", "complaint_handling", "2027-02-02", "P26 八1"),
            ("ground+p27", "supervision", "effect", "2027-02-02", "P27 监督1"),
            ("ground+p29", "reports", "complaint_summary", "2026-12-02", "P29 流程8"),
            ("ground+p29", "supervision", "complaint_handling", "2027-02-02", "P29 监督"),
            ("ground+p32", "reports", "complaint_statistics", "2026-12-02", "P32 六2"),
            ("ground+p36", "reports", "by_type", "2026-12-02", "P36 二1"),
            ("ground+p36", "training", "service_items", "2027-05-02", "P36 三1"),
            ("ground+p40", "reports", "complaint_statistics", "2026-12-02", "P40 三5c"),
        ],
    )
    def test_is_due_again_on_its_day_and_not_before(self, pack, name, topic, key, due, clause):
        book = pack(name)
        rounds = book.callback.surveys if topic == "surveys" else getattr(book, topic)
        one = {each.key: each for each in rounds}[key]

        assert (due_on(one, ON), one.clause) == (date.fromisoformat(due) if due else None, clause)
        assert due_on(one, ON - DAY) == (date.fromisoformat(due) - DAY if due else None)

    @pytest.mark.parametrize(
        ("name", "key", "clause"), [("hospital", "appeal", "P41 六3"), ("fruit", "warranty", "P42 六")]
    )
    def test_is_made_known_by_the_pack_that_says_so(self, pack, name, key, clause):
        assert {one.key: one.clause for one in pack(name).publicity}[key] == clause
        assert key not in {one.key for one in pack("food").publicity}


class TestTime:
    @pytest.mark.parametrize(
        ("name", "clause", "opens", "closes"),
        [("caterer", "P08 十四", "09:00", "21:00"), ("general", "P17 3", "09:00", "17:00"),
         ("general+p21", "P21 五", "08:30", "17:30")],
    )  # fmt: skip
    def test_runs_in_the_hours_of_the_document(self, pack, name, clause, opens, closes):
        hours = pack(name).time_limits.service_hours

        assert (hours.clause, f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}") == (clause, opens, closes)

    @pytest.mark.parametrize(
        ("name", "kind", "clock", "start", "due", "clause"),
        [
            ("caterer", QUALITY, Clock.FIRST_CONTACT, "09:00", "2026-11-02T09:30", "P09 三3"),
            ("caterer", QUALITY, Clock.FIRST_CONTACT, "20:31", "2026-11-03T09:01", "P09 三3"),
            ("general", REQUEST, Clock.RESPONSE, "13:00", "2026-11-02T17:00", "P10 五1"),
            ("general", REQUEST, Clock.RESPONSE, "13:01", "2026-11-03T09:01", "P10 五1"),
        ],
    )
    def test_goes_over_to_the_next_day_behind_the_last_minute(self, pack, name, kind, clock, start, due, clause):
        book = pack(name)
        at = datetime.fromisoformat(f"{ON}T{start}").replace(tzinfo=SHANGHAI)
        found = {
            one.clock: one for one in clocks_from(StartsAt.REGISTERED, at, Sort(kind), book.time_limits, book.calendar)
        }

        assert (found[clock].due_at.isoformat()[:16], found[clock].clause) == (due, clause)

    def test_tells_the_head_what_is_late_at_the_electrical_maker(self, pack):
        def first(name):
            return next(one.clause for one in pack(name).time_limits.escalation if one.level == 1)

        assert first("electrical") == "P43 6.1"
        assert first("general") != "P43 6.1"


class TestScorecard:
    @pytest.mark.parametrize(
        ("name", "measure", "weight", "clause"),
        [
            ("food", Measure.COST, 10, "P23 四章1(3)"), ("food", Measure.TEAMWORK, 10, "P23 四章1(4)"),
            ("supermarket", Measure.SATISFACTION, 1, "P38 5.1(2)"),
        ],
    )  # fmt: skip
    def test_weighs_as_the_document_says(self, pack, name, measure, weight, clause):
        card = pack(name).scorecard
        part = {one.measure: one for one in card.parts}[measure]

        assert (part.weight, part.clause) == (weight, clause)
        assert sum(card.share(one) for one in card.parts) == 1


class TestOthers:
    @pytest.mark.requirement("FS-21")
    def test_the_customer_bears_the_installation_the_general_maker_charges_for(self, pack):
        found = who_bears(CostOccasion.INSTALLATION, pack("general").bearing)

        assert (found.bears, found.clause) == (Bearer.CUSTOMER, "P01 七1")
        with pytest.raises(NotSettled):
            who_bears(CostOccasion.INSTALLATION, pack("food").bearing)

    def test_poor_work_at_the_fruit_shop_counts_in_the_assessment_only(self, pack):
        incentives = pack("fruit").incentives

        assert ensure_sanction("poor_work", Sanction.ASSESSMENT, incentives).clause == "P39 五3"
        with pytest.raises(NotAllowed):
            ensure_sanction("poor_work", Sanction.FINE, incentives)

    @pytest.mark.requirement("QA-08")
    def test_fruit_is_inspected_before_it_is_taken_back(self, pack):
        book = pack("fruit")

        def answer(inspected):
            request = ReturnRequest(
                customer=CustomerKind.CONSUMER, package=Package.LOOSE, fault=Fault.QUALITY, on=ON, expires_on=None,
                produced_on=None, purchased_on=ON - DAY, quantity=1, reason="腐烂", proof=True, inspected=inspected,
            )  # fmt: skip
            return judge(request, book.returns, book.statutes, book.calendar)

        assert answer(inspected=True).outcome is ReturnOutcome.ACCEPTED
        assert "P39 三2(1)" in {one.clause for one in answer(inspected=False).conditions if one.met is False}
