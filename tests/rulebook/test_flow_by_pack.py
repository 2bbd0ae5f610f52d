"""The steps, gates, plans and classes of every pack and profile."""

from __future__ import annotations

from datetime import datetime

import pytest

import rulebook
from rules.classes import UnknownClass, duties, lacking, queue_place
from rules.flow import current, obstacles, plan_lacks, standing
from terms.classes import CaseClass, ClassDuty, QueueOrder
from terms.flow import CaseFact, FlowPurpose, PlanApprover, PlanPart
from terms.time import SHANGHAI

EVERY = ("ground", *rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))
COMPLAINT, SERVICE = FlowPurpose


def flow(book, purpose=COMPLAINT):
    return book.flow.flows[purpose]


def facts(*names):
    return frozenset(CaseFact(name) for name in names)


class TestTemplates:
    @pytest.mark.requirement(
        "WF-01", "WF-02", "WF-03", "WF-04", "WF-05", "WF-06", "WF-07", "WF-08", "WF-09", "WF-10", "WF-11", "WF-12"
    )
    @pytest.mark.parametrize(
        ("name", "purpose", "template", "clause", "steps"),
        [
            ("salt", COMPLAINT, "WF-01", "P23 二节2(2)", "登记 调查 方案 执行 回访"),
            ("caterer", COMPLAINT, "WF-02", "P02 十三", "服务接待 问题识别 问题解决 服务反馈"),
            ("caterer+p07", COMPLAINT, "WF-03", "P07 流程", "信息收集 处理 反馈 落实"),
            ("ground+p19", SERVICE, "WF-04", "P19 3.2", "服务接待 故障诊断 问题解决 用户满意度调查"),
            (
                "ground+p29", COMPLAINT, "WF-05", "P29 流程1",
                "投诉接收 投诉登记 投诉分析 投诉调查 解决方案制定 解决方案执行 投诉跟进 投诉总结",
            ),
            (
                "ground+p28", COMPLAINT, "WF-06", "P28 五1",
                "投诉分析 调查取证 处理方案订立 处理方案审核 投诉处理 处理结果反馈",
            ),
            ("fruit", COMPLAINT, "WF-07", "P39 三1(1)", "投诉受理 质量检查 解决方案制定 反馈与跟进"),
            ("ground+p40", COMPLAINT, "WF-08", "P40 三1a", "受理与登记 调查与确认 处理方案制定 反馈与处理 记录与统计"),
            (
                "general", SERVICE, "WF-09", "P10 六",
                "客户提出服务请求 接收服务请求 初步判断类型及资源 派遣人员或联系外部资源 现场服务 确认服务效果 收集客户反馈",
            ),
            ("ground+p01", SERVICE, "WF-10", "P01 四1", "售后服务请求 派单 实施 记录与反馈 满意度评价"),
            ("general", COMPLAINT, "WF-11", "P05 六1", "客户投诉 接诉处理 故障排查 维修保养 确认故障已解决 客户回访"),
            ("ground+p31", COMPLAINT, "WF-12", "P31 3.1", "投诉接收 投诉分析 投诉处理 投诉反馈"),
        ],
    )  # fmt: skip
    def test_are_the_twelve_of_the_documents(self, pack, name, purpose, template, clause, steps):
        found = flow(pack(name), purpose)

        assert (found.template, found.clause) == (template, clause)
        assert [step.name.zh for step in found.steps] == steps.split()

    @pytest.mark.parametrize("name", EVERY)
    def test_give_every_pack_a_way_for_its_complaints(self, pack, name):
        assert len(flow(pack(name)).steps) >= 4


class TestElectrical:
    @pytest.mark.requirement("WF-52", "WF-53", "WF-54", "WF-56", "WF-57", "QA-07")
    def test_walks_a_complaint_from_the_quality_form_to_the_general_managers_office(self, pack):
        steps = flow(pack("electrical")).steps

        assert [sorted(fact.value for fact in step.done_by) for step in steps] == [
            ["analysed", "registered"],
            ["forwarded"],
            ["inspected", "received"],
            ["investigated"],
            ["answered", "carried_out"],
            ["recorded"],
        ]

    def test_is_not_done_before_its_record_is_handed_in(self, pack):
        everything = frozenset(CaseFact) - facts("recorded")

        step = current(everything, flow(pack("electrical")))

        assert step is not None
        assert step.name.zh == "处理记录报总经办"


class TestFruit:
    @pytest.mark.requirement("WF-52", "QA-08")
    def test_passes_fruit_on_and_has_it_inspected_before_a_solution(self, pack):
        found = obstacles(CaseFact.PLANNED, facts("registered", "forwarded"), pack("fruit").flow)

        assert (found[0].wanted, found[0].clause) == (facts("inspected"), "P39 三1(1)")


class TestStanding:
    @pytest.mark.requirement("WF-60")
    @pytest.mark.parametrize(
        ("on_record", "done"),
        [
            ((), 0),
            (("registered",), 1),
            (("registered", "investigated"), 2),
            (("registered", "planned"), 1),
            (("registered", "investigated", "planned", "carried_out"), 4),
            (("registered", "investigated", "planned", "carried_out", "called_back"), 5),
        ],
    )
    def test_counts_a_step_only_when_all_before_it_are_done(self, pack, on_record, done):
        assert sum(step.done for step in standing(facts(*on_record), flow(pack("salt")))) == done

    @pytest.mark.parametrize("name", EVERY)
    def test_closes_the_loop_of_every_pack(self, pack, name):
        chosen = flow(pack(name))
        everything = frozenset(fact for step in chosen.steps for fact in step.done_by)

        assert all(step.done for step in standing(everything, chosen))
        assert current(everything, chosen) is None
        assert current(frozenset(), chosen) is chosen.steps[0]


class TestObstacles:
    @pytest.mark.parametrize("name", EVERY)
    def test_let_every_pack_walk_its_own_steps(self, pack, name):
        flows = pack(name).flow
        gated = {gate.before: gate.needs for gate in flows.gates}
        on_record: frozenset[CaseFact] = frozenset()
        for step in flows.flows[COMPLAINT].steps:
            for fact in sorted(step.done_by):
                on_record |= gated.get(fact, frozenset())
                assert obstacles(fact, on_record, flows) == ()
                on_record |= {fact}

    def test_keep_a_step_from_being_jumped(self, pack):
        found = obstacles(CaseFact.CARRIED_OUT, facts("registered"), pack("salt").flow)

        assert (found[0].wanted, found[0].clause) == (facts("investigated", "planned"), "P23 二节2(2)")

    @pytest.mark.requirement("WF-35")
    @pytest.mark.parametrize(
        ("name", "before", "clause"),
        [
            ("caterer", "carried_out", "P25 四2(2)"),
            ("general", "repaired", "P17 4.1(3)"),
            ("supermarket", "carried_out", "P38 3.2(2)"),
            ("fruit", "carried_out", "P39 三3(1)"),
            ("ground+p29", "carried_out", "P29 流程6"),
            ("ground+p25", "carried_out", "P25 四2(2)"),
        ],
    )
    def test_ask_for_the_customers_agreement_first(self, pack, name, before, clause):
        flows = pack(name).flow
        ready = frozenset(CaseFact) - facts("customer_agreed", before)

        assert clause in [one.clause for one in obstacles(CaseFact(before), ready, flows)]
        assert obstacles(CaseFact(before), ready | facts("customer_agreed"), flows) == ()

    @pytest.mark.requirement("RX-33")
    def test_have_an_electrical_maker_verify_goods_first(self, pack):
        everything_else = frozenset(CaseFact) - facts("inspected")

        found = obstacles(CaseFact.CARRIED_OUT, everything_else, pack("electrical").flow)

        assert "P43 5.3(2)" in [one.clause for one in found]


class TestPlanLacks:
    @pytest.mark.requirement("WF-32", "WF-33")
    @pytest.mark.parametrize(
        ("given", "approved", "lacking"),
        [
            ((), (), "cause solution department time internal quality"),
            (("cause", "solution", "department"), ("internal", "quality"), "time"),
            (("cause", "solution", "department", "time"), ("internal",), "quality"),
            (("cause", "solution", "department", "time"), ("internal", "quality"), ""),
        ],
    )
    def test_names_what_p40_asks_of_a_plan(self, pack, given, approved, lacking):
        plan = pack("ground+p40").flow.plan

        found = plan_lacks(frozenset(map(PlanPart, given)), frozenset(map(PlanApprover, approved)), plan)

        assert [str(one.value) for one in found] == lacking.split()

    @pytest.mark.requirement("WF-33")
    @pytest.mark.parametrize(
        ("profile", "approver", "clause"),
        [
            ("p28", PlanApprover.SUPERIOR, "P28 五4"),
            ("p30", PlanApprover.INTERNAL, "P30 四5(2)"),
            ("p40", PlanApprover.QUALITY, "P40 三3c"),
        ],
    )
    def test_wants_the_approval_the_document_names(self, pack, profile, approver, clause):
        plan = pack(f"ground+{profile}").flow.plan

        assert plan.approval_clause == clause
        assert approver in plan_lacks(frozenset(plan.parts), frozenset(), plan)
        assert plan_lacks(frozenset(plan.parts), frozenset(plan.approvers), plan) == ()

    def test_asks_nothing_where_the_policy_does_not(self, pack):
        assert plan_lacks(frozenset(), frozenset(), pack("salt").flow.plan) == ()


class TestDuties:
    @pytest.mark.requirement("WF-15", "WF-16", "WF-17", "WF-18", "WF-19", "WF-20", "WF-25", "WF-26", "WF-27", "WF-28")
    @pytest.mark.parametrize(
        ("name", "case_class", "wanted", "clause"),
        [
            ("ground+p35", "minor", ["rectify"], "P35 五3"),
            ("ground+p35", "general", ["named_person", "rectify", "prevent"], "P35 五4"),
            (
                "ground+p35", "serious",
                ["emergency", "special_group", "change_process", "accountability"], "P35 五5",
            ),
            ("ground+p26", "general", ["rectify"], "P26 四2"),
            ("ground+p26", "complex", ["special_group"], "P26 三3"),
            ("ground+p30", "general", [], "P30 四4"),
            ("ground+p30", "important", ["report_up"], "P30 四4"),
            ("ground+p30", "special", ["report_up", "special_group"], "P30 四4"),
            ("supermarket", "simple", [], "P34 四2"),
            ("supermarket", "complex", ["explain_next"], "P34 四3"),
            ("supermarket", "major", ["report_up", "tell_departments"], "P34 四4"),
            ("salt", "major", ["special_group", "report_up"], "P23 二节2(1)"),
            ("ground+p25", "important", ["report_up"], "P25 四2(1)"),
            ("tableware", "urgent", [], "P24 十八"),
        ],
    )  # fmt: skip
    def test_are_those_of_the_class(self, pack, name, case_class, wanted, clause):
        found = duties(CaseClass(case_class), pack(name).classes)

        assert ([one.value for one in found.duties], found.clause) == (wanted, clause)

    @pytest.mark.parametrize(
        ("name", "case_class"), [("supermarket", "minor"), ("food", "major"), ("ground+p26", "simple")]
    )
    def test_are_refused_for_a_class_the_pack_does_not_know(self, pack, name, case_class):
        with pytest.raises(UnknownClass):
            duties(CaseClass(case_class), pack(name).classes)

    def test_are_open_until_done(self, pack):
        classes = pack("ground+p35").classes

        left = lacking(CaseClass.GENERAL, frozenset({ClassDuty.RECTIFY}), classes)

        assert left == (ClassDuty.NAMED_PERSON, ClassDuty.PREVENT)


def moment(hour):
    return datetime(2026, 11, 2, hour, tzinfo=SHANGHAI)


class TestQueuePlace:
    @pytest.mark.requirement("WF-22", "WF-24")
    @pytest.mark.parametrize(("name", "first"), [("supermarket", "early"), ("salt", "major")])
    def test_follows_arrival_or_priority_as_the_pack_says(self, pack, name, first):
        classes = pack(name).classes
        early = queue_place(points=0, due_at=moment(18), arrived_at=moment(9), key=1, classes=classes)
        major = queue_place(
            points=0, due_at=moment(18), arrived_at=moment(10), key=2, classes=classes, case_class=CaseClass.MAJOR
        )

        assert min((early, "early"), (major, "major"))[1] == first

    def test_is_never_shared(self, pack):
        for name in ("supermarket", "food"):
            places = {
                queue_place(points=1, due_at=moment(18), arrived_at=moment(9), key=key, classes=pack(name).classes)
                for key in range(5)
            }
            assert len(places) == 5

    def test_of_a_supermarket_is_strictly_by_arrival(self, pack):
        assert (pack("supermarket").classes.order, pack("supermarket").classes.order_clause) == (
            QueueOrder.FIRST_COME, "P34 四1",
        )  # fmt: skip

    @pytest.mark.requirement("MD-03")
    def test_puts_key_customers_of_a_salt_works_before_serious_cases(self, pack):
        points = pack("salt").intake.priority

        assert points.key_customer > points.serious
        assert "P23 五节1(2)" in points.reason.zh
