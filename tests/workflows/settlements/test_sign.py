"""Return for correction, refusal, substitutes, and a form that was opened too early."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models import StaffRole
from rules.lifecycle import NotPossible
from terms.complaint import SettlementStatus, State, Verdict
from terms.people import Role, StaffStatus
from tests.factories import NOON, make_region, make_staff, make_substitution
from tests.workflows.life import last_event, refused
from workflows.complaints.withdraw import withdraw
from workflows.executions.carry_out import receive_goods
from workflows.rows import NotFound
from workflows.settlements.sign import refuse, send_back, sign
from workflows.transaction import AlreadySent, ChangedMeanwhile
from workflows.words import WordsMissing

TODAY = NOON.date()
BACK = [(send_back, Verdict.SENT_BACK, SettlementStatus.SENT_BACK, "settlement.sent_back"),
        (refuse, Verdict.REFUSED, SettlementStatus.REFUSED, "settlement.refused")]  # fmt: skip
turns_back = pytest.mark.parametrize(("turn_back", "verdict", "status", "kind"), BACK)


class TestSendBackAndRefuse:
    @turns_back
    def test_bring_the_case_back_to_its_handler_with_a_sentence(self, life, turn_back, verdict, status, kind):
        case = life.proposed(12, 24)

        turn_back(life.session, complaint_id=case.id, comment="缺少照片", actor=life.company.supervisor, at=NOON)

        assert (case.state, case.settlement.status) == (State.HANDLING, status)
        assert [row.verdict for row in case.settlement.signatures] == [verdict, Verdict.DROPPED]
        assert case.settlement.filing is None
        event = last_event(life.session)
        assert (event.kind, event.note, event.actor_id) == (kind, "缺少照片", life.company.supervisor.id)
        assert event.changes["state"] == ["proposed", "handling"]

    @turns_back
    @pytest.mark.parametrize("comment", ["", " \t"])
    def test_say_why(self, life, turn_back, verdict, status, kind, comment):
        case = life.proposed(12, 24)

        with refused(life.session, WordsMissing) as no:
            turn_back(life.session, complaint_id=case.id, comment=comment, actor=life.company.supervisor, at=NOON)

        assert [name for name, _text in no.value.fields] == ["comment"]

    @turns_back
    def test_are_open_to_co_signers_and_to_nobody_else(self, life, turn_back, verdict, status, kind):
        case = life.proposed(12, 24)

        for person in (life.company.clerk, life.company.director, life.company.finance):
            with refused(life.session, (NotPossible, NotFound)):
                turn_back(life.session, complaint_id=case.id, comment="不同意", actor=person, at=NOON)
        turn_back(life.session, complaint_id=case.id, comment="不同意", actor=life.company.head, at=NOON)

        assert case.state is State.HANDLING

    @turns_back
    def test_do_not_wait_for_the_goods(self, life, turn_back, verdict, status, kind):
        case = life.proposed(12, 121)

        turn_back(life.session, complaint_id=case.id, comment="倍数过高", actor=life.company.manager, at=NOON)

        assert case.state is State.HANDLING

    @turns_back
    def test_let_it_be_corrected_and_signed_after_all(self, life, turn_back, verdict, status, kind):
        case = life.proposed(12, 24)
        turn_back(life.session, complaint_id=case.id, comment="按1倍处理", actor=life.company.supervisor, at=NOON)

        life.propose(case, 12, 12)
        life.sign_all(case)

        assert case.state is State.APPROVED
        assert [one.status for one in case.settlements] == [status, SettlementStatus.APPROVED]
        assert case.settlement.execution.number.endswith("-2")

    def test_keep_the_goods_that_came_in_meanwhile(self, life):
        case = life.proposed(12, 121)
        receive_goods(life.session, complaint_id=case.id, actor=life.company.logistics, at=NOON)
        send_back(life.session, complaint_id=case.id, comment="补充说明", actor=life.company.manager, at=NOON)
        life.propose(case, 12, 121)

        sign(life.session, complaint_id=case.id, actor=life.company.manager, at=NOON)

        assert case.state is State.APPROVED


class TestSubstitute:
    """Decision 5: signs in the principal's name, both are kept; bound like the principal."""

    def stand_in(self, life, principal, *roles, region=None, first=TODAY, last=TODAY, **values):
        substitute = make_staff(life.session, *roles, region=region)
        make_substitution(life.session, principal, substitute, starts_on=first, ends_on=last, **values)
        return substitute

    @pytest.mark.parametrize(
        ("principal", "given", "role"),
        [
            ("supervisor", 24, Role.SUPERVISOR),
            ("head", 60, Role.DEPARTMENT_HEAD),
            ("director", 120, Role.SUPERVISOR),
            ("manager", 12, Role.GENERAL_OFFICE),
        ],
    )
    def test_signs_in_the_principals_name_and_both_are_kept(self, life, principal, given, role):
        """Whatever region or role they have of their own."""
        person = getattr(life.company, principal)
        substitute = self.stand_in(life, person, role, region=make_region(life.session))
        case = life.proposed(12, given, "20.00" if principal == "manager" else "0")

        sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

        row = next(one for one in case.settlement.signatures if one.signer_id == substitute.id)
        assert (row.verdict, row.principal_id) == (Verdict.SIGNED, person.id)
        event = last_event(life.session)
        assert (event.actor_id, event.principal_id) == (substitute.id, person.id)

    @pytest.mark.parametrize(
        ("first", "last", "within"),
        [(0, 0, True), (-3, 0, True), (0, 3, True), (-3, -1, False), (1, 3, False)],
    )
    def test_signs_on_the_days_named_only(self, life, first, last, within):
        days = {"first": TODAY + timedelta(days=first), "last": TODAY + timedelta(days=last)}
        substitute = self.stand_in(
            life, life.company.supervisor, Role.SUPERVISOR, region=make_region(life.session), **days
        )
        case = life.proposed(12, 24)

        if within:
            sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)
        else:
            with refused(life.session, NotFound):
                sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

    def test_signs_no_more_once_revoked(self, life):
        substitute = self.stand_in(
            life, life.company.supervisor, Role.SUPERVISOR, region=make_region(life.session), revoked_at=NOON
        )
        case = life.proposed(12, 24)

        with refused(life.session, NotFound):
            sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

    def test_signs_no_more_once_the_principal_has_left(self, life):
        substitute = self.stand_in(life, life.company.head, Role.SUPERVISOR, region=life.company.region)
        case = life.proposed(12, 60)
        life.company.head.status = StaffStatus.DISABLED
        life.session.commit()

        with refused(life.session, NotPossible, says="It waits for"):
            sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

    def test_hands_nothing_on(self, life):
        """A substitute's substitute stands in for the substitute, not for the principal."""
        middle = self.stand_in(life, life.company.head, Role.SUPERVISOR, region=life.company.region)
        last = self.stand_in(life, middle, Role.SUPERVISOR, region=life.company.region)
        case = life.proposed(12, 60)

        with refused(life.session, NotPossible, says="It waits for"):
            sign(life.session, complaint_id=case.id, actor=last, at=NOON)

    def test_of_the_proposer_signs_in_their_name_as_little_as_they_do(self, life):
        substitute = self.stand_in(life, life.company.clerk, Role.SUPERVISOR, region=make_region(life.session))
        case = life.proposed(12, 24)
        life.company.clerk.role_rows.append(StaffRole(role=Role.SUPERVISOR))
        life.session.commit()

        with refused(life.session, NotPossible, says="Nobody decides their own case"):
            sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

    def test_who_proposed_signs_in_nobodys_name(self, life):
        make_substitution(life.session, life.company.supervisor, life.company.clerk)
        case = life.proposed(12, 24)

        with refused(life.session, NotPossible, says="Nobody decides their own case"):
            sign(life.session, complaint_id=case.id, actor=life.company.clerk, at=NOON)

    def test_fills_one_place_only(self, life):
        substitute = self.stand_in(life, life.company.supervisor, Role.DEPARTMENT_HEAD)
        substitute.department_id = life.company.department.id
        life.session.commit()
        case = life.proposed(12, 24)
        sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

        with refused(life.session, NotPossible, says="You have already signed"):
            sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

    def test_signs_in_their_own_name_where_they_can(self, life):
        make_substitution(life.session, life.company.director, life.company.head)
        case = life.proposed(12, 60)

        sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON)

        assert case.settlement.signatures[0].principal_id is None

    def test_may_send_back_in_the_principals_name(self, life):
        substitute = self.stand_in(life, life.company.manager, Role.GENERAL_OFFICE)
        case = life.proposed(12, 12, "20.00")

        send_back(life.session, complaint_id=case.id, comment="先核实", actor=substitute, at=NOON)

        assert case.settlement.signatures[0].principal_id == life.company.manager.id

    def test_does_nothing_else_in_the_principals_name(self, life):
        """Only signatures are lent (decision 5): the case stays out of reach before and after."""
        region = make_region(life.session)
        substitute = self.stand_in(life, life.company.supervisor, Role.SUPERVISOR, region=region)
        case = life.ready()

        with refused(life.session, NotFound):
            withdraw(life.session, complaint_id=case.id, reason="误登记", actor=substitute, at=NOON)
        life.propose(case, 12, 24)
        with refused(life.session, NotPossible, says="It belongs to another region or department."):
            withdraw(life.session, complaint_id=case.id, reason="误登记", actor=substitute, at=NOON)


class TestSeen:
    """A form made from an older version never lands."""

    @pytest.mark.parametrize("act", [sign, send_back, refuse])
    def test_is_told_who_changed_the_case_meanwhile(self, life, act):
        case = life.proposed(12, 24)
        seen = case.version
        sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON)

        with refused(life.session, ChangedMeanwhile) as no:
            act(life.session, complaint_id=case.id, comment="见附件", actor=life.company.supervisor, at=NOON, seen=seen)

        assert (no.value.subject, no.value.subject_id, no.value.seen) == ("complaint", case.id, seen)
        assert last_event(life.session).version == seen + 1

    def test_goes_through_on_the_newest_version(self, life):
        case = life.proposed(12, 24)

        sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON, seen=case.version)

        assert case.version == last_event(life.session).version

    def test_of_a_form_sent_twice_is_done_once(self, life):
        case = life.proposed(12, 24)
        sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON, once="a form's token")

        with refused(life.session, AlreadySent):
            sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON, once="a form's token")

    def test_of_a_refused_form_may_be_sent_again(self, life):
        """A refusal takes back the token too: the corrected form is not a second sending."""
        case = life.proposed(12, 24)
        with refused(life.session, WordsMissing):
            send_back(life.session, complaint_id=case.id, comment="", actor=life.company.head, at=NOON, once="token")

        send_back(life.session, complaint_id=case.id, comment="缺照片", actor=life.company.head, at=NOON, once="token")

        assert case.state is State.HANDLING


def test_days_of_a_substitution_are_company_days(life):
    """Half past midnight in Shanghai is still the day before in UTC."""
    substitute = make_staff(life.session, Role.SUPERVISOR, region=make_region(life.session))
    make_substitution(
        life.session, life.company.supervisor, substitute, starts_on=date(2026, 9, 17), ends_on=date(2026, 9, 17)
    )
    case = life.proposed(12, 24)
    just_begun = NOON.replace(day=17, hour=0, minute=30)

    sign(life.session, complaint_id=case.id, actor=substitute, at=just_begun)

    assert case.settlement.signatures[0].signer_id == substitute.id
