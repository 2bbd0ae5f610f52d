"""What a pack asks of a case beside the house's own acts: every shipped pack, both sides of every gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

import rulebook
from rules.case import Capacity, CaseFacts, ExecutionFacts, Viewer
from rules.course import NOTHING, PURPOSES, PlanMade, Record, course, step_of
from rules.lifecycle import obstacle, options
from rules.tellings import Situation, Told
from terms.classes import CaseClass
from terms.complaint import Act, CallBackOutcome, Channel, ComplaintKind, State
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact, FlowPurpose, PlanApprover, PlanPart
from terms.notices import NoticeKind, NoticePart
from terms.people import Person, Role

QUALITY_COMPLAINT, SERVICE_REQUEST = ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SERVICE_REQUEST
HANDLER, HEAD, INSPECTOR = 2, 3, 4
HANDLED = "received registered contacted forwarded assigned investigated diagnosed"
SETTLED = f"{HANDLED} planned plan_approved"
DONE = f"{SETTLED} carried_out repaired answered called_back rated"
EVERY = (*rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))


@cache
def book(name):
    return rulebook.book(name, on=date(2026, 11, 2))


def facts(words):
    return frozenset(CaseFact(word) for word in words.split())


def record(words=HANDLED, kind=QUALITY_COMPLAINT, **values):
    return Record(kind, facts(words), **{"signed": True, "situation": Situation(kind=kind), **values})


def of(name, one):
    said = book(name)
    return course(one, said.flow, said.notices, said.corrective, said.intake)


def asked(name, words=HANDLED, kind=QUALITY_COMPLAINT, **values):
    return of(name, record(words, kind, **values))


def why_not(act, found, state=State.HANDLING, role=Role.CLERK, key=HANDLER, **values):
    """Why somebody of a role may not do an act, while everything that is the house's own is done."""
    ordinary = {
        "contacted": True, "investigated": True, "last_call_back": CallBackOutcome.SATISFIED, "filed": True,
        "execution": ExecutionFacts(needs_goods=True, handed_over=False, needs_cash=False, paid=False),
    }  # fmt: skip
    case = CaseFacts(state, registered_by=1, assigned_to=HANDLER, course=found, **{**ordinary, **values})
    reason = obstacle(act, case, Viewer(Person(key, "王芳", frozenset({role})), (Capacity(role),)))
    return str(reason) if reason else None


def everything_told(name):
    """Everything the pack wants told, in full and in writing."""
    return tuple(
        Told(one.notice, to, frozenset(one.parts), written=True)
        for one in book(name).notices.notices.values()
        for to in one.to
    )


class TestFood:
    @pytest.mark.parametrize("kind", list(ComplaintKind))
    def test_asks_its_people_nothing_new(self, kind):
        assert asked("food", "received registered", kind) in (NOTHING, replace(NOTHING))

    def test_shows_them_none_of_the_small_acts(self):
        case = CaseFacts(State.HANDLING, registered_by=1, assigned_to=HANDLER, course=asked("food"))
        clerk = Viewer(Person(HANDLER, "王芳", frozenset({Role.CLERK})), (Capacity(Role.CLERK),))

        assert not {option.act for option in options(case, clerk)} & {Act.AGREE, Act.TELL, Act.PLAN, Act.CORRECT}


class TestKinds:
    @pytest.mark.requirement("IN-39", "WF-21")
    @pytest.mark.parametrize(
        ("kind", "purpose"),
        [
            ("quality_complaint", FlowPurpose.COMPLAINT), ("service_complaint", FlowPurpose.COMPLAINT),
            ("return", FlowPurpose.COMPLAINT), ("service_request", FlowPurpose.SERVICE),
            ("consultation", None), ("suggestion", None),
        ],
    )  # fmt: skip
    def test_decide_by_which_steps_a_case_is_walked(self, kind, purpose):
        assert PURPOSES.get(ComplaintKind(kind)) is purpose
        assert bool(asked("general", HANDLED, ComplaintKind(kind)).unfinished) is (purpose is not None)


class TestCustomersAgreement:
    @pytest.mark.requirement("WF-35")
    @pytest.mark.parametrize(
        ("name", "clause"),
        [("caterer", "P25 四2(2)"), ("supermarket", "P38 3.2(2)"), ("fruit", "P39 三3(1)"), ("general", "P17 4.1(3)"),
         ("ground+p25", "P25 四2(2)"), ("ground+p29", "P29 流程6")],
    )  # fmt: skip
    @pytest.mark.parametrize(("act", "role"), [(Act.HAND_OVER, Role.LOGISTICS), (Act.PAY, Role.FINANCE)])
    def test_is_asked_before_anything_is_carried_out(self, name, clause, act, role):
        before = asked(name, f"{SETTLED} analysed inspected")
        after = asked(name, f"{SETTLED} analysed inspected customer_agreed")
        order = ExecutionFacts(needs_goods=True, handed_over=False, needs_cash=True, paid=False)

        assert why_not(act, before, State.FILED, role, execution=order) == (
            f"First to be recorded: Customer agreed ({clause})."
        )
        assert why_not(act, after, State.FILED, role, execution=order) is None
        assert before.acts[Act.AGREE] == clause
        assert Act.AGREE not in after.acts

    @pytest.mark.parametrize("name", ["salt", "delivery", "hospital", "ground+p31"])
    def test_is_not_asked_where_the_policy_does_not_speak_of_it(self, name):
        assert Act.AGREE not in asked(name, SETTLED).acts


class TestBeforeASettlement:
    @pytest.mark.parametrize(
        ("name", "missing", "clause"),
        [
            ("caterer", "analysed", "P02 十三"), ("fruit", "inspected", "P39 三1(1)"),
            ("electrical", "inspected", "P43 5.4.1"), ("ground+p31", "classified", "P31 3.1"),
            ("ground+p31", "analysed", "P31 3.1"), ("ground+p29", "analysed", "P29 流程1"),
        ],
    )  # fmt: skip
    def test_stands_what_can_only_be_learned_before_it(self, name, missing, clause):
        learned = f"{HANDLED} analysed inspected classified verified"
        whole, lacking = asked(name, learned), asked(name, learned.replace(missing, "").strip())

        assert why_not(Act.PROPOSE, whole) is None
        assert why_not(Act.PROPOSE, lacking) == f"First to be recorded: {CaseFact(missing).en} ({clause})."

    def test_an_unfounded_complaint_needs_no_agreement_and_no_repair(self):
        unfounded = record(DONE, situation=Situation(unfounded=True, answered=True))

        assert of("general", unfounded).unfinished == ()
        assert why_not(Act.FIND_UNFOUNDED, asked("general")) is None
        assert "Inspected" in why_not(Act.FIND_UNFOUNDED, asked("fruit"))

    def test_the_way_it_came_in_is_made_up_for(self):
        hospital = asked("hospital", signed=False)

        assert why_not(Act.PROPOSE, hospital) == "The way it came in still lacks: Signed (P41 四1)."
        assert why_not(Act.PROPOSE, asked("hospital")) is None


class TestPlan:
    WHOLE = frozenset(PlanPart)

    @pytest.mark.requirement("WF-32", "WF-33")
    @pytest.mark.parametrize(
        ("name", "parts", "approvers"),
        [
            ("ground+p28", "solution", "superior"),
            ("ground+p30", "solution", "internal"),
            ("ground+p40", "cause solution department time", "internal quality"),
        ],
    )
    def test_is_whole_and_approved_before_a_settlement_is_proposed(self, name, parts, approvers):
        parts, approvers = map(PlanPart, parts.split()), [PlanApprover(one) for one in approvers.split()]
        stated, learned = frozenset(parts), f"{HANDLED} analysed verified"
        approved = asked(name, learned, plan=PlanMade(HANDLER, stated, frozenset(approvers)))
        waiting = asked(name, learned, plan=PlanMade(HANDLER, stated, frozenset(approvers[:-1])))
        missing = asked(name, learned, plan=PlanMade(HANDLER, stated - {PlanPart.SOLUTION}, frozenset(approvers)))

        assert why_not(Act.PROPOSE, approved) is None
        assert approvers[-1].en in str(why_not(Act.PROPOSE, waiting)) or "Plan approved" in why_not(
            Act.PROPOSE, waiting
        )
        assert waiting.reviewer is approvers[-1]
        assert why_not(Act.PROPOSE, missing) is not None
        assert missing.plan_lacks == (PlanPart.SOLUTION,)

    def test_that_was_returned_counts_for_nothing(self):
        returned = PlanMade(HANDLER, self.WHOLE, frozenset({PlanApprover.SUPERIOR}), returned=True)

        assert PlanPart.SOLUTION in asked("ground+p28", f"{HANDLED} analysed", plan=returned).plan_lacks

    def review(self, role, key, name="ground+p28", **made):
        plan = PlanMade(HANDLER, self.WHOLE, **made)
        return why_not(Act.REVIEW_PLAN, asked(name, f"{HANDLED} analysed verified", plan=plan), role=role, key=key)

    def test_is_approved_by_a_superior_who_did_not_make_it(self):
        assert self.review(Role.DEPARTMENT_HEAD, HEAD) is None
        assert "Somebody else" in self.review(Role.DEPARTMENT_HEAD, HANDLER)
        assert "It waits for" in self.review(Role.QUALITY, INSPECTOR)

    def test_of_a_head_is_approved_above_the_head(self):
        assert "It waits for" in self.review(Role.SUPERVISOR, HEAD, made_as=Role.DEPARTMENT_HEAD)
        assert self.review(Role.DIRECTOR, 9, made_as=Role.DEPARTMENT_HEAD) is None
        assert self.review(Role.SUPERVISOR, 9) is None

    def test_is_approved_by_two_people_where_two_are_named(self):
        internal = {"approved_by": frozenset({PlanApprover.INTERNAL}), "reviewers": frozenset({INSPECTOR})}

        assert "Somebody else" in self.review(Role.QUALITY, INSPECTOR, "ground+p40", **internal)
        assert self.review(Role.QUALITY, 9, "ground+p40", **internal) is None
        assert "It waits for" in self.review(Role.DEPARTMENT_HEAD, HEAD, "ground+p40", **internal)


class TestClosing:
    def close(self, found):
        return why_not(Act.CLOSE, found, State.ANSWERED, Role.GENERAL_OFFICE)

    @pytest.mark.requirement("IN-31", "WF-39", "WF-45")
    @pytest.mark.parametrize("name", [name for name in EVERY if book(name).notices.notices])
    def test_waits_until_everybody_was_told_everything(self, name):
        grave = Situation(answered=True, decided=True, carried_out=True, corrected=True, grave=True, lasts=True)
        everything = everything_told(name)
        whole = asked(name, DONE, situation=grave, told=everything)

        assert whole.to_tell == ()
        for one in asked(name, DONE, situation=grave).to_tell:
            others = tuple(other for other in everything if other.notice is not one.notice)
            lacking = asked(name, DONE, situation=grave, told=others)
            assert [lack.notice for lack in lacking.to_tell] == [one.notice]

    def test_wants_every_part_and_the_written_form(self):
        situation = Situation(answered=True)
        told = everything_told("hospital")
        oral = tuple(replace(one, written=False) for one in told)
        short = tuple(replace(one, parts=one.parts - {NoticePart.APPEAL}) for one in told)

        assert asked("hospital", DONE, situation=situation, told=told).to_tell == ()
        (lack,) = asked("hospital", DONE, situation=situation, told=oral).to_tell
        assert (lack.notice, lack.lack.in_writing, lack.lack.clause) == (
            NoticeKind.ACKNOWLEDGEMENT, True, "P41 四3",
        )  # fmt: skip
        (lack,) = asked("hospital", DONE, situation=situation, told=short).to_tell
        assert (lack.notice, lack.lack.parts) == (NoticeKind.RESULT, (NoticePart.APPEAL,))

    def test_asks_nobody_to_tell_somebody_anonymous(self):
        assert asked("hospital", DONE, situation=Situation(answered=True, anonymous=True)).to_tell == ()

    @pytest.mark.requirement("WF-36", "WF-25")
    def test_asks_for_a_timetable_only_of_what_lasts_and_upward_only_what_is_grave(self):
        def notices(**values):
            return [one.notice for one in asked("supermarket", DONE, situation=Situation(**values)).to_tell]

        assert notices() == [NoticeKind.ACKNOWLEDGEMENT]
        assert NoticeKind.TIMETABLE in notices(lasts=True)
        assert NoticeKind.SUPERIOR_REPORT in notices(grave=True)

    @pytest.mark.requirement("QA-02", "QA-06")
    def test_waits_for_corrections_and_the_report(self):
        told = everything_told("electrical")
        demands = frozenset(CorrectiveDemand)
        done = {"told": told, "corrected": demands, "written": frozenset(ReportSection)}
        words = f"{DONE} analysed inspected recorded"

        assert self.close(asked("electrical", words, **done)) is None
        assert "Preventive measure" in self.close(
            asked("electrical", words, **{**done, "corrected": demands - {CorrectiveDemand.PREVENTION}})
        )
        assert "Conclusion" in self.close(
            asked("electrical", words, **{**done, "written": frozenset(ReportSection) - {ReportSection.CONCLUSION}})
        )

    def test_asks_a_class_for_what_only_it_owes(self):
        def owed(case_class):
            return {one.demand for one in asked("ground+p35", DONE, case_class=case_class).to_correct}

        assert owed(CaseClass.SERIOUS) == {CorrectiveDemand.PREVENTION, CorrectiveDemand.CORRECTION}
        assert owed(CaseClass.MINOR) == owed(None) == {CorrectiveDemand.CORRECTION}

    def test_does_not_wait_for_a_tendency(self):
        assert CorrectiveDemand.TREND not in {one.demand for one in asked("fruit", DONE).to_correct}


class TestService:
    def test_is_walked_by_hand_from_the_dispatch_to_the_effect(self):
        words = f"{HANDLED} contacted"
        found = asked("general", words, SERVICE_REQUEST)

        assert list(found.to_record) == [CaseFact.DISPATCHED, CaseFact.CARRIED_OUT, CaseFact.EFFECT_CONFIRMED]
        assert step_of(CaseFact.CARRIED_OUT, SERVICE_REQUEST) is Act.RECORD_STEP
        assert step_of(CaseFact.CARRIED_OUT, QUALITY_COMPLAINT) is None

    def test_has_no_plan_and_no_agreement(self):
        assert not {Act.PLAN, Act.AGREE} & set(asked("ground+p28", HANDLED, SERVICE_REQUEST).acts)


# What each act of the house brings about, in the order of a case's life; the handler is lazy and asks for nothing first.
LIFE = [
    (Act.PROPOSE, State.HANDLING, State.PROPOSED, "planned plan_approved"),
    (Act.PROVE, State.FILED, State.EXECUTED, "carried_out repaired"),
    (Act.ANSWER, State.EXECUTED, State.ANSWERED, "answered"),
    (Act.CALL_BACK, State.ANSWERED, State.ANSWERED, "called_back rated"),
    (Act.CLOSE, State.ANSWERED, State.CLOSED, "recorded"),
]
SERVED = [(Act.ANSWER, State.HANDLING, State.ANSWERED, "answered"), *LIFE[3:]]
UNFOUNDED = [(Act.FIND_UNFOUNDED, State.HANDLING, State.ANSWERED, "answered"), *LIFE[3:]]
ROLES = {Act.CALL_BACK: Role.GENERAL_OFFICE, Act.CLOSE: Role.GENERAL_OFFICE}


class Lazy:
    """Somebody who does what a policy asks only when they cannot go on without it, and then only what can be done."""

    def __init__(self, name, kind):
        self.name, self.record = (
            name,
            record("received registered contacted forwarded assigned", kind, signed=False, channel=Channel.LETTER),
        )

    @property
    def course(self):
        return of(self.name, self.record)

    def why_not(self, act, state, role=None):
        execution = ExecutionFacts(needs_goods=True, handed_over=True, needs_cash=False, paid=True)
        last = None if act is Act.CALL_BACK else CallBackOutcome.SATISFIED
        return why_not(
            act, self.course, state, role or ROLES.get(act, Role.CLERK), key=9 if act in ROLES else HANDLER,
            settles=self.record.kind.settles, execution=execution, last_call_back=last,
            unfounded=self.record.situation.unfounded,
        )  # fmt: skip

    def now(self, words, **values):
        self.record = replace(self.record, facts=self.record.facts | facts(words), **values)

    def go_on(self, act, state):
        for _ in range(12):
            reason = self.why_not(act, state)
            if reason is None:
                return
            self.help_out(state)
        raise AssertionError(f"{self.name}: {act} stays impossible: {reason}")

    def help_out(self, state):
        """Every small act that is possible in this state."""
        if state is State.HANDLING:
            self.now("analysed classified investigated diagnosed", signed=True, truthful=True)
        for fact in self.course.to_record:
            self.act(Act.RECORD_STEP, state, fact.value)
        self.act(Act.AGREE, state, "customer_agreed")
        self.act(Act.INSPECT, state, "inspected", Role.QUALITY)
        self.act(Act.PLAN, state, plan=PlanMade(HANDLER, frozenset(PlanPart)))
        self.review(state)
        self.act(Act.TELL, state, told=everything_told(self.name))
        self.act(Act.CORRECT, state, corrected=frozenset(CorrectiveDemand))
        self.act(Act.WRITE_REPORT, state, written=frozenset(ReportSection))

    def act(self, act, state, brings="", role=None, **values):
        if act in self.course.acts and self.why_not(act, state, role) is None:
            self.now(brings, **values)

    def review(self, state):
        while state is State.HANDLING and self.course.reviewer and self.record.plan:
            made = self.record.plan
            self.now("", plan=replace(made, approved_by=made.approved_by | {self.course.reviewer}))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    ("kind", "life"),
    [
        (QUALITY_COMPLAINT, LIFE), (ComplaintKind.SERVICE_COMPLAINT, LIFE), (ComplaintKind.RETURN, LIFE),
        (QUALITY_COMPLAINT, UNFOUNDED), (ComplaintKind.RETURN, UNFOUNDED), (SERVICE_REQUEST, SERVED),
        (ComplaintKind.CONSULTATION, SERVED),
    ],
)  # fmt: skip
def test_every_policy_lets_a_case_come_to_its_end_however_late_one_thinks_of_it(name, kind, life):
    lazy = Lazy(name, kind)
    for act, state, _to, brings in life:
        lazy.go_on(act, state)
        situation = lazy.record.situation
        if act is Act.FIND_UNFOUNDED:
            situation = replace(situation, unfounded=True)
        if act is Act.PROPOSE:
            situation = replace(situation, decided=True)
        if act is Act.ANSWER:
            situation = replace(situation, grave=True, lasts=True, carried_out=True)
        lazy.now(brings, situation=replace(situation, answered=situation.answered or "answered" in brings))
