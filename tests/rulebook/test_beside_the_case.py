"""Notices, call-backs, rewards, corrections, and what recurs: by pack and profile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import rulebook
from rules.callback import what_follows
from rules.corrective import demanded, is_trend, outstanding, report_lacks
from rules.incentives import NotAllowed, efficient, ensure_sanction, reward_for, stars
from rules.notices import lacking
from rules.rounds import due_on, held_enough, plus_months, still_to_pass
from terms.callbacks import FollowUp
from terms.classes import CaseClass
from terms.complaint import CallBackOutcome, ComplaintKind
from terms.corrective import CorrectiveDemand, ReportSection
from terms.incentives import RewardBasis, RewardTo, Sanction
from terms.notices import NoticeKind, NoticePart, NoticeTo
from terms.periods import Period

QUALITY, SERVICE = ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SERVICE_COMPLAINT
EVERY = ("ground", *rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))


def parts(names):
    return frozenset(NoticePart(name) for name in names.split())


class TestNotices:
    @pytest.mark.requirement(
        "IN-22",
        "IN-31",
        "IN-32",
        "IN-33",
        "WF-14",
        "WF-36",
        "WF-37",
        "WF-38",
        "WF-39",
        "WF-40",
        "WF-41",
        "WF-45",
        "FS-15",
        "FS-29",
    )
    @pytest.mark.parametrize(
        ("name", "notice", "complete", "to", "clause"),
        [
            ("ground+p27", "acknowledgement", "number expected_time", "complainant", "P27 接收3"),
            ("ground+p32", "acknowledgement", "received_at received_how", "complainant", "P32 四1"),
            ("hospital", "acknowledgement", "procedure expected_time", "complainant", "P41 四3"),
            ("ground+p28", "acknowledgement", "procedure apology", "complainant", "P28 四(2)3"),
            ("ground+p25", "investigation", "expected_time", "complainant", "P25 四1(2)"),
            ("ground+p26", "unfounded", "reasons solution", "complainant", "P26 三2"),
            ("general", "timetable", "expected_time", "complainant", "P18 四2"),
            ("supermarket", "timetable", "next_steps", "complainant", "P34 四3"),
            ("retailer", "progress", "next_steps changes", "complainant", "P13 3.2"),
            ("ground+p40", "progress", "solution next_steps", "complainant", "P40 三4a"),
            ("general", "result", "measures solution", "complainant departments", "P18 四3"),
            ("ground+p28", "result", "reasons measures solution", "complainant", "P28 五6"),
            ("ground+p35", "result", "reasons measures", "complainant", "P35 五2"),
            ("hospital", "result", "accepted reasons solution appeal", "complainant", "P41 六2"),
            ("retailer", "result", "measures solution appeal", "complainant", "P12 四3"),
            ("supermarket", "result", "measures solution appeal", "complainant", "P34 五3"),
            ("ground+p25", "result", "measures solution thanks", "complainant", "P25 四3(2)"),
            ("ground+p32", "rectified", "measures apology", "complainant superior", "P32 五3"),
            ("fruit", "refused", "reasons solution", "complainant", "P37 九4"),
            ("retailer", "precautions", "care", "complainant", "P13 3.3"),
            ("electrical", "before_order", "not_installed warranty", "complainant", "P43 5.1.6"),
            ("salt", "superior_report", "reasons measures", "leaders", "P23 一节1"),
            ("delivery", "superior_report", "reasons", "superior", "P03 二10)"),
        ],
    )
    def test_lack_whatever_the_document_asks_for(self, pack, name, notice, complete, to, clause):
        notices, kind = pack(name).notices, NoticeKind(notice)
        told = frozenset(NoticeTo(one) for one in to.split())

        assert lacking(kind, notices, parts=parts(complete), told=told, written=True) is None
        for part in parts(complete):
            found = lacking(kind, notices, parts=parts(complete) - {part}, told=told, written=True)
            assert found is not None
            assert (found.parts, found.clause) == ((part,), clause)
        for one in told:
            found = lacking(kind, notices, parts=parts(complete), told=told - {one}, written=True)
            assert found is not None
            assert found.to == (one,)

    @pytest.mark.requirement("IN-31")
    @pytest.mark.parametrize(("name", "oral"), [("hospital", True), ("ground+p27", True), ("ground+p32", False)])
    def test_are_written_where_the_document_says_letter(self, pack, name, oral):
        notices = pack(name).notices
        everything = frozenset(NoticePart)

        found = lacking(NoticeKind.ACKNOWLEDGEMENT, notices, parts=everything, told=frozenset(NoticeTo), written=False)

        assert (found is not None and found.in_writing) is oral

    def test_are_not_asked_for_where_the_policy_is_silent(self, pack):
        assert lacking(NoticeKind.BEFORE_ORDER, pack("salt").notices) is None


class TestCallBack:
    @pytest.mark.requirement("CB-03", "WF-42")
    @pytest.mark.parametrize(
        ("name", "outcome", "follows", "clause"),
        [
            ("salt", "satisfied", FollowUp.CLOSE, "P23 二节2(2)"),
            ("ground+p32", "satisfied", FollowUp.CLOSE, "P32 六1"),
            ("ground+p29", "satisfied", FollowUp.CLOSE, "P29 流程7"),
            ("ground+p31", "satisfied", FollowUp.CLOSE, "P31 3.4"),
            ("ground+p40", "satisfied", FollowUp.CLOSE, "P40 三4c"),
            ("retailer", "satisfied", FollowUp.CLOSE, "P13 3.3"),
            ("retailer", "dissatisfied", FollowUp.REOPEN, "P13 5.1"),
            ("ground+p26", "dissatisfied", FollowUp.REOPEN, "P26 五3"),
            ("fruit", "dissatisfied", FollowUp.REOPEN, "P39 三4(2)"),
            ("food", "dissatisfied", FollowUp.REOPEN, "P06 五(3)"),
        ],
    )
    def test_leads_on_by_the_clause_of_the_document(self, pack, name, outcome, follows, clause):
        found = what_follows(CallBackOutcome(outcome), pack(name).callback, attempts=1)

        assert (found.follows, found.clause) == (follows, clause)


class TestSurveys:
    @pytest.mark.requirement(
        "CB-03", "CB-04", "CB-05", "CB-06", "CB-07", "CB-09", "CB-10", "CB-11", "MD-05", "FS-05", "FS-23"
    )
    @pytest.mark.parametrize(
        ("name", "survey", "every", "clause"),
        [
            ("salt", "satisfaction", Period.QUARTERLY, "P23 五节1(1)"),
            ("tableware", "acceptance", Period.EACH_CASE, "P24 十五"),
            ("medical", "visits", Period.IRREGULAR, "P22 二4"),
            ("general", "rating", Period.EACH_CASE, "P01 四5"),
            ("general", "satisfaction", Period.YEARLY, "P14 四章1节1"),
            ("general", "call_backs", Period.QUARTERLY, "P05 六6"),
            ("delivery", "after_delivery", Period.QUARTERLY, "P03 三7)"),
            ("delivery", "key_customers", Period.QUARTERLY, "P03 三3)"),
            ("caterer", "satisfaction", Period.QUARTERLY, "P09 二3"),
            ("caterer", "opinions", Period.EACH_CASE, "P02 十七"),
            ("retailer", "after_service", Period.EACH_CASE, "P13 3.3"),
            ("supermarket", "after_complaint", Period.EACH_CASE, "P38 4.1(1)"),
            ("supermarket", "satisfaction", Period.QUARTERLY, "P34 二3"),
            ("fruit", "follow_up", Period.EACH_CASE, "P39 三4(1)"),
        ],
    )
    def test_follow_the_document(self, pack, name, survey, every, clause):
        found = {one.key: one for one in pack(name).callback.surveys}[survey]

        assert (found.every, found.clause) == (every, clause)


class TestRewards:
    @pytest.mark.requirement("PK-25", "PK-28", "RX-30")
    @pytest.mark.parametrize(
        ("name", "basis", "to", "clause"),
        [
            ("ground+p32", RewardBasis.USEFUL_SUGGESTION, RewardTo.COMPLAINANT, "P32 七1"),
            ("supermarket", RewardBasis.SATISFIED_RESULT, RewardTo.COMPLAINANT, "P34 五2"),
            ("supermarket", RewardBasis.GOOD_WORK, RewardTo.STAFF, "P34 七1"),
            ("ground+p26", RewardBasis.GOOD_WORK, RewardTo.DEPARTMENT, "P26 八2"),
            ("general", RewardBasis.GOOD_WORK, RewardTo.STAFF, "P21 十一"),
        ],
    )
    def test_are_those_of_the_document(self, pack, name, basis, to, clause):
        assert reward_for(basis, to, pack(name).incentives).clause == clause

    def test_are_not_made_up(self, pack):
        with pytest.raises(NotAllowed):
            reward_for(RewardBasis.USEFUL_SUGGESTION, RewardTo.COMPLAINANT, pack("salt").incentives)


class TestStars:
    @pytest.mark.requirement("PK-13")
    @pytest.mark.parametrize(
        ("scores", "stars_"),
        [({1: "80", 2: "91.5", 3: "91.4"}, (2,)), ({1: "90", 2: "90"}, (1, 2)), ({5: "0"}, (5,))],
    )
    def test_have_the_best_customer_score_of_the_quarter(self, pack, scores, stars_):
        found = stars({person: Decimal(value) for person, value in scores.items()}, pack("salt").incentives)

        assert found is not None
        assert (found.by, found.reward.clause, found.reward.every) == (stars_, "P23 三节2(1)", Period.QUARTERLY)

    @pytest.mark.parametrize(("name", "scores"), [("salt", {}), ("supermarket", {1: Decimal(90)})])
    def test_are_nobody_without_scores_or_without_the_award(self, pack, name, scores):
        assert stars(scores, pack(name).incentives) is None


class TestEfficient:
    @pytest.mark.requirement("PK-14")
    @pytest.mark.parametrize(("hours", "earned"), [(23, True), (24, False), (25, False)])
    def test_is_who_handles_faster_than_the_target(self, pack, hours, earned):
        found = efficient({7: Fraction(hours), 8: Fraction(1)}, {7: Fraction(24)}, pack("salt").incentives)

        assert (found is not None) is earned
        assert found is None or (found.by, found.reward.clause) == ((7,), "P23 三节2(2)")


class TestEnsureSanction:
    @pytest.mark.requirement("PK-12", "PK-26", "PK-27", "WF-46")
    @pytest.mark.parametrize(
        ("name", "rule", "allowed", "refused", "clause"),
        [
            ("supermarket", "bad_handling", Sanction.CRITICISM, Sanction.DISMISSAL, "P34 七2"),
            ("supermarket", "repeated", Sanction.DISMISSAL, Sanction.FINE, "P34 七3"),
            ("general", "serious_breach", Sanction.WARNING, Sanction.DEMOTION, "P16 四3"),
            ("food", "major_impact", Sanction.DEMOTION, Sanction.FINE, "P06 七5"),
        ],
    )
    def test_allows_what_the_document_names_and_no_more(self, pack, name, rule, allowed, refused, clause):
        incentives = pack(name).incentives

        assert ensure_sanction(rule, allowed, incentives).clause == clause
        with pytest.raises(NotAllowed):
            ensure_sanction(rule, refused, incentives)

    def test_knows_no_sanction_of_another_pack(self, pack):
        with pytest.raises(NotAllowed):
            ensure_sanction("major_impact", Sanction.DEMOTION, pack("salt").incentives)

    @pytest.mark.requirement("WF-48")
    @pytest.mark.parametrize("name", EVERY)
    def test_never_fines_a_customer(self, pack, name):
        """A malicious complaint is a finding with reasons; P32 七2 is kept as a decision, not as a sanction."""
        assert not [one for one in pack(name).incentives.sanctions if "malicious" in one.sanction]


class TestDemanded:
    @pytest.mark.requirement("QA-01", "QA-02", "QA-03", "QA-04", "QA-09", "WF-29", "WF-46", "WF-47", "WF-55")
    @pytest.mark.parametrize(
        ("name", "kind", "case_class", "demands"),
        [
            ("ground+p33", QUALITY, None, "root_cause correction prevention effect_check"),
            ("electrical", QUALITY, None, "root_cause correction prevention effect_check"),
            ("ground+p35", QUALITY, CaseClass.MINOR, "correction"),
            ("ground+p35", QUALITY, CaseClass.GENERAL, "prevention correction"),
            ("ground+p35", SERVICE, CaseClass.SERIOUS, "prevention correction"),
            ("ground+p32", QUALITY, None, "accountability deadline root_cause"),
            ("ground+p32", SERVICE, None, ""),
            ("ground+p26", SERVICE, None, "accountability"),
            ("salt", QUALITY, None, "batch_trace"),
            ("medical", QUALITY, None, "root_cause batch_trace"),
            ("caterer", QUALITY, None, "trend accountability"),
            ("food", QUALITY, None, ""),
        ],
    )
    def test_is_what_the_document_asks_for(self, pack, name, kind, case_class, demands):
        found = demanded(kind, pack(name).corrective, case_class=case_class)

        assert [one.demand.value for one in found] == demands.split()
        assert all(one.clause in pack(name).clauses for one in found)

    def test_is_open_until_done(self, pack):
        done = frozenset({CorrectiveDemand.ROOT_CAUSE, CorrectiveDemand.CORRECTION, CorrectiveDemand.PREVENTION})

        left = outstanding(QUALITY, done, pack("ground+p33").corrective)

        assert [(one.demand, one.clause) for one in left] == [(CorrectiveDemand.EFFECT_CHECK, "P33 四")]


class TestIsTrend:
    @pytest.mark.requirement("QA-05")
    @pytest.mark.parametrize(
        ("name", "alike", "trend"),
        [("caterer", 2, False), ("caterer", 3, True), ("fruit", 2, False), ("fruit", 3, True), ("food", 99, False)],
    )
    def test_begins_with_the_packs_figure(self, pack, name, alike, trend):
        assert is_trend(alike, pack(name).corrective) is trend


class TestReportLacks:
    @pytest.mark.requirement("QA-06")
    @pytest.mark.parametrize("missing", ReportSection)
    def test_names_each_of_the_five_sections(self, pack, missing):
        corrective = pack("electrical").corrective

        found = report_lacks(frozenset(ReportSection) - {missing}, corrective)

        assert [one.section for one in found] == [missing]
        assert found[0].clause.startswith("P43 6.5.")

    def test_is_satisfied_by_all_five(self, pack):
        assert report_lacks(frozenset(ReportSection), pack("electrical").corrective) == ()


class TestRounds:
    @pytest.mark.requirement(
        "TR-03",
        "TR-04",
        "SV-01",
        "SV-02",
        "SV-03",
        "SV-04",
        "SV-05",
        "SV-06",
        "LG-07",
        "LG-11",
        "LG-12",
        "RP-01",
        "RP-02",
        "RP-04",
        "RP-05",
        "RP-06",
        "QA-16",
        "QA-18",
        "RX-21",
        "WF-57",
        "CB-08",
    )
    @pytest.mark.parametrize(
        ("name", "topic", "key", "every", "clause"),
        [
            ("general", "supervision", "service_quality", Period.MONTHLY, "P01 六2"),
            ("general", "supervision", "assessment", Period.YEARLY, "P19 3.4"),
            ("caterer", "supervision", "quality_department", Period.MONTHLY, "P08 七"),
            ("caterer", "supervision", "leaders", Period.QUARTERLY, "P08 八"),
            ("caterer", "reports", "assessment", Period.QUARTERLY, "P02 二十一"),
            ("delivery", "supervision", "manager", Period.MONTHLY, "P03 二1)"),
            ("delivery", "reports", "opinions", Period.MONTHLY, "P03 三5)"),
            ("supermarket", "supervision", "complaint_handling", Period.MONTHLY, "P34 六1"),
            ("supermarket", "reports", "common_problems", Period.MONTHLY, "P38 4.2(1)"),
            ("ground+p32", "supervision", "yearly", Period.YEARLY, "P32 十"),
            ("ground+p33", "supervision", "measures", Period.MONTHLY, "P33 四"),
            ("hospital", "supervision", "service_quality", Period.MONTHLY, "P41 八2"),
            ("ground+p35", "reports", "monthly_analysis", Period.MONTHLY, "P35 六2"),
            ("salt", "reports", "cost", Period.MONTHLY, "P23 三节1(1)"),
            ("salt", "reports", "customer_service", Period.YEARLY, "P23 五节1(1)"),
            ("salt", "reports", "return_reasons", Period.MONTHLY, "P23 二节3(2)"),
            ("salt", "reports", "service_data", Period.QUARTERLY, "P23 五节2(1)"),
            ("electrical", "reports", "record_copy", Period.EACH_CASE, "P43 7.2"),
            ("electrical", "reports", "replies", Period.MONTHLY, "P43 5.2.1"),
            ("ground+p31", "reports", "case_report", Period.EACH_CASE, "P31 7"),
            ("general", "reports", "complaint_analysis", Period.MONTHLY, "P18 四4"),
            ("general", "reports", "satisfaction", Period.YEARLY, "P14 四章2节1"),
            ("medical", "reports", "market", Period.MONTHLY, "P22 二9"),
            ("salt", "training", "cases", Period.QUARTERLY, "P23 一节2(3)"),
            ("general", "training", "sharing", Period.QUARTERLY, "P16 三3"),
            ("general", "training", "regular", Period.HALF_YEARLY, "P05 八"),
            ("caterer", "training", "regular", Period.HALF_YEARLY, "P02 十"),
            ("ground+p27", "training", "handlers", Period.HALF_YEARLY, "P27 监督2"),
        ],
    )
    def test_recur_as_the_document_says(self, pack, name, topic, key, every, clause):
        found = {one.key: one for one in getattr(pack(name), topic)}[key]

        assert (found.every, found.clause) == (every, clause)

    @pytest.mark.parametrize("name", EVERY)
    def test_have_a_reason_wherever_a_document_only_says_regularly(self, pack, name):
        book = pack(name)
        rounds = (*book.supervision, *book.training, *book.reports, *book.callback.surveys)

        assert all(one.clause or one.reason for one in rounds)


class TestDueOn:
    @pytest.mark.requirement("TR-01", "SV-05")
    @pytest.mark.parametrize(
        ("name", "topic", "key", "last", "due"),
        [
            ("salt", "training", "professional", "2026-01-31", "2026-07-31"),  # twice a year
            ("salt", "reports", "cost", "2026-01-31", "2026-02-28"),
            ("salt", "reports", "customer_service", "2028-02-29", "2029-02-28"),
            ("ground+p32", "supervision", "yearly", "2026-11-02", "2027-11-02"),
            ("electrical", "reports", "record_copy", "2026-11-02", None),
            ("medical", "callback", "visits", "2026-11-02", None),
        ],
    )
    def test_counts_from_the_last_time(self, pack, name, topic, key, last, due):
        told = getattr(pack(name), topic)
        found = {one.key: one for one in getattr(told, "surveys", told)}[key]

        assert due_on(found, date.fromisoformat(last)) == (date.fromisoformat(due) if due else None)


class TestHeldEnough:
    @pytest.mark.requirement("TR-01")
    @pytest.mark.parametrize(
        ("held", "enough"),
        [
            ([], False),
            (["2026-03-01"], False),
            (["2026-03-01", "2026-09-01"], True),
            (["2025-03-01", "2026-09-01"], False),
        ],
    )
    def test_wants_two_professional_trainings_a_year(self, pack, held, enough):
        course = {one.key: one for one in pack("salt").training}["professional"]

        assert held_enough(course, [date.fromisoformat(day) for day in held], 2026) is enough


class TestStillToPass:
    @pytest.mark.requirement("TR-02")
    @pytest.mark.parametrize(
        ("name", "course", "clause"),
        [
            ("salt", "newcomers", "P23 一节2(1)"),
            ("delivery", "newcomers", "P03 二2)"),
            ("medical", "sales_staff", "P22 一2"),
        ],
    )
    def test_keeps_newcomers_from_starting_before_the_test(self, pack, name, course, clause):
        courses = pack(name).training

        assert [(one.key, one.clause) for one in still_to_pass(frozenset(), courses)] == [(course, clause)]
        assert still_to_pass(frozenset({course}), courses) == ()

    def test_asks_nothing_where_no_test_is_named(self, pack):
        assert still_to_pass(frozenset(), pack("retailer").training) == ()


class TestPlusMonths:
    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-12-31", 12, "2027-12-31"),
        ],
    )
    def test_keeps_the_day_or_takes_the_last(self, day, months, expected):
        assert plus_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


class TestPublicity:
    @pytest.mark.requirement("GV-05", "GV-06", "GV-07", "IN-11", "IN-15", "RX-27", "RX-28")
    @pytest.mark.parametrize(
        ("name", "publication", "clause"),
        [
            ("retailer", "rules", "P12 五1"),
            ("retailer", "rights", "P12 五2"),
            ("caterer", "complaint_phone", "P25 三1"),
            ("general", "rights", "P04 五1"),
            ("general", "hours_and_channels", "P15 2"),
            ("ground+p32", "policy", "P32 八"),
            ("salt", "lectures", "P23 七节2(2)"),
            ("supermarket", "promise", "P38 1.1(1)"),
            ("delivery", "promises", "P03 二3)"),
            ("tableware", "standard_terms", "P24 四"),
            ("fruit", "policy", "P37 十一3"),
        ],
    )
    def test_says_what_is_made_known_where(self, pack, name, publication, clause):
        found = {one.key: one for one in pack(name).publicity}[publication]

        assert (found.clause, bool(found.where.zh)) == (clause, True)
