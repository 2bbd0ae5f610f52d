"""From the first talk to the reported result: who may, what stops, what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.lifecycle import NotPossible
from terms.complaint import Act, Channel, Clock, ComplaintKind, Responsible, State
from terms.people import Role, StaffStatus
from tests.factories import AFTERNOON, MORNING, NOON, make_region, make_staff
from tests.workflows.acts import do
from tests.workflows.life import DISSATISFIED, SATISFIED, last_event, refused
from workflows.complaints.answer import answer, find_unfounded
from workflows.complaints.assign import CannotHandle, assign
from workflows.complaints.contact import contact
from workflows.complaints.investigate import investigate
from workflows.rows import NotFound
from workflows.words import WordsMissing

FOUR = MORNING.replace(hour=16, minute=0)


def clock(case, kind):
    """The newest clock of a kind."""
    return [row for row in case.clocks if row.clock is kind][-1]


class TestAssign:
    def give(self, life, case, person, *, by=None):
        return assign(life.session, complaint_id=case.id, to_id=person.id, actor=by or life.company.head, at=NOON)

    @pytest.mark.requirement("WF-50")
    def test_gives_the_case_to_somebody_of_its_department(self, life):
        case = life.company.register(life.storage)
        other = make_staff(life.session, Role.CLERK, region=make_region(life.session, life.company.department))

        self.give(life, case, other)

        assert (case.state, case.assigned_to_id) == (State.HANDLING, other.id)
        event = last_event(life.session)
        assert (event.kind, event.clause, event.note) == ("complaint.assigned", "P06 五(3)", other.name)
        assert event.changes == {"assigned_to_id": [None, other.id], "state": ["registered", "handling"]}

    def test_gives_it_to_somebody_else_later(self, life):
        case, other = life.ready(), make_staff(life.session, Role.CLERK, region=life.company.region)

        self.give(life, case, other)

        assert last_event(life.session).changes == {"assigned_to_id": [life.company.clerk.id, other.id]}

    @pytest.mark.parametrize(
        "role", [role for role in Role if role not in (Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD)]
    )
    def test_gives_it_to_nobody_who_handles_no_cases(self, life, role):
        case = life.company.register(life.storage)
        person = make_staff(life.session, role, department=life.company.department)

        with refused(life.session, CannotHandle, says=person.name, clause="P06 五(3)") as no:
            self.give(life, case, person)
        assert [name for name, _text in no.value.fields] == ["to_id"]

    def test_gives_it_to_nobody_who_has_left(self, life):
        case = life.company.register(life.storage)
        gone = make_staff(life.session, Role.CLERK, region=life.company.region, status=StaffStatus.DISABLED)

        with refused(life.session, CannotHandle):
            self.give(life, case, gone)

    def test_gives_it_to_nobody_of_another_department(self, life):
        case, theirs = (
            life.company.register(life.storage),
            make_staff(life.session, Role.CLERK, region=make_region(life.session)),
        )

        with refused(life.session, CannotHandle):
            self.give(life, case, theirs, by=life.company.director)

    def test_tells_no_name_of_a_colleague_out_of_sight(self, life):
        case, theirs = (
            life.company.register(life.storage),
            make_staff(life.session, Role.CLERK, region=make_region(life.session)),
        )

        for key in (theirs.id, 999_999):
            with refused(life.session, NotFound, says="does not exist or is not yours to see"):
                assign(life.session, complaint_id=case.id, to_id=key, actor=life.company.supervisor, at=NOON)

    @pytest.mark.parametrize("post", ["clerk", "manager", "general_office", "quality"])
    def test_is_for_those_who_lead(self, life, post):
        case = life.company.register(life.storage)

        with refused(life.session, NotPossible, says="It is for: ", clause="P06 五(3)"):
            self.give(life, case, life.company.clerk, by=getattr(life.company, post))


class TestContact:
    def talk(self, life, case, *, reached=True, by=None, at=NOON, said="已核实"):
        return contact(
            life.session, complaint_id=case.id, channel=Channel.PHONE, reached=reached, said=said,
            actor=by or life.company.clerk, at=at,
        )  # fmt: skip

    @pytest.mark.requirement("SL-01")
    def test_stops_the_first_clock_once_somebody_was_reached(self, life):
        case = life.company.register(life.storage)

        self.talk(life, case, reached=False, at=MORNING)
        assert clock(case, Clock.FIRST_CONTACT).met_at is None
        self.talk(life, case, at=NOON)
        self.talk(life, case, at=AFTERNOON)

        assert clock(case, Clock.FIRST_CONTACT).met_at == NOON

    def test_makes_whoever_talks_first_the_handler(self, life):
        case = life.company.register(life.storage)

        self.talk(life, case)

        assert (case.state, case.assigned_to_id) == (State.HANDLING, life.company.clerk.id)

    def test_does_not_take_the_case_from_its_handler(self, life):
        case = life.ready()

        self.talk(life, case, by=life.company.supervisor)

        assert case.assigned_to_id == life.company.clerk.id

    @pytest.mark.requirement("SL-01")
    @pytest.mark.parametrize(("minutes", "late"), [(30, False), (31, True)])
    def test_is_late_after_its_minutes_whether_the_sweep_came_or_not(self, life, minutes, late):
        case = life.company.register(life.storage, at=MORNING)
        at = MORNING + timedelta(minutes=minutes)

        self.talk(life, case, at=at)

        row = clock(case, Clock.FIRST_CONTACT)
        assert (row.met_at, row.late_at) == (at, at if late else None)
        assert case.late is False

    def test_needs_what_was_said(self, life):
        case = life.company.register(life.storage)

        with refused(life.session, WordsMissing):
            self.talk(life, case, said=" ")


class TestInvestigate:
    @pytest.mark.requirement("WF-29")
    def test_keeps_one_finding_after_the_other(self, life):
        case = life.ready()

        investigate(
            life.session, complaint_id=case.id, facts="复检合格", responsible=Responsible.TRANSPORT, cause="运输挤压",
            evidence="照片3张", actor=life.company.quality, at=AFTERNOON,
        )  # fmt: skip

        assert [one.facts for one in case.findings] == ["瓶盖压合不严", "复检合格"]
        assert (case.findings[-1].found_by_id, case.findings[-1].cause) == (life.company.quality.id, "运输挤压")
        assert last_event(life.session).changes == {"responsible": [None, "transport"]}

    def test_needs_facts(self, life):
        case = life.ready()

        with refused(life.session, WordsMissing):
            investigate(
                life.session,
                complaint_id=case.id,
                facts="",
                responsible=Responsible.UNKNOWN,
                actor=life.company.clerk,
                at=NOON,
            )


class TestAnswer:
    @pytest.mark.requirement("SL-03")
    @pytest.mark.parametrize(
        ("at", "late"), [(FOUR - timedelta(seconds=1), False), (FOUR, False), (FOUR + timedelta(seconds=1), True)]
    )
    def test_stops_the_clocks_and_knows_whether_it_was_four_oclock(self, life, at, late):
        case = life.answered(at=at)

        assert (case.state, case.result_at, case.late) == (State.ANSWERED, at, late)
        for kind in (Clock.RESULT, Clock.SAME_DAY):
            assert (clock(case, kind).met_at, clock(case, kind).late_at) == (at, at if late else None)
        event = last_event(life.session)
        assert (event.kind, event.clause, event.note) == ("complaint.answered", "P06 五(3)", "已调换并赔偿")
        assert ("late" in event.changes) is late

    def test_needs_the_settlement_carried_out(self, life):
        case = life.ready()

        with refused(life.session, NotPossible, says="First a settlement must be carried out."):
            answer(life.session, complaint_id=case.id, result="已处理", actor=life.company.clerk, at=NOON)

    @pytest.mark.parametrize(
        "kind", [ComplaintKind.CONSULTATION, ComplaintKind.SUGGESTION, ComplaintKind.SERVICE_REQUEST]
    )
    def test_ends_a_question_without_a_settlement(self, life, kind):
        """Talk, answer, call back, close: nothing to sign, nothing to file."""
        case = life.company.register(life.storage, kind=kind)
        with refused(life.session, NotPossible):
            do(life, Act.ANSWER, case)

        do(life, Act.CONTACT, case)
        do(life, Act.ANSWER, case)
        life.called_back(SATISFIED, case=case)
        do(life, Act.CLOSE, case)

        assert case.state is State.CLOSED

    @pytest.mark.parametrize("act", [answer, find_unfounded])
    def test_needs_words(self, life, act):
        case = life.executed() if act is answer else life.ready()
        words = {"result": " "} if act is answer else {"reasons": ""}

        with refused(life.session, WordsMissing) as no:
            act(life.session, complaint_id=case.id, actor=life.company.clerk, at=NOON, **words)
        assert [name for name, _text in no.value.fields] == list(words)


class TestFindUnfounded:
    def test_answers_with_reasons_and_leaves_nothing_to_file(self, life):
        case = life.ready()

        do(life, Act.FIND_UNFOUNDED, case)
        assert (case.state, case.unfounded, case.result) == (State.ANSWERED, True, "经查与产品无关")
        assert clock(case, Clock.RESULT).met_at == NOON
        life.called_back(SATISFIED, case=case)
        do(life, Act.CLOSE, case)

        assert case.state is State.CLOSED

    def test_is_forgotten_once_a_settlement_is_carried_out_after_all(self, life):
        case = life.ready()
        do(life, Act.FIND_UNFOUNDED, case)
        life.called_back(DISSATISFIED, case=case)
        do(life, Act.ASSIGN, case)
        life.handle(case)
        life.propose(case)
        life.sign_all(case)
        do(life, Act.FILE, case)
        do(life, Act.HAND_OVER, case)
        do(life, Act.PROVE, case)

        do(life, Act.ANSWER, case, at=AFTERNOON)

        assert (case.state, case.unfounded) == (State.ANSWERED, False)
