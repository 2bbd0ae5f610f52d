from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from models import AuditEvent, RulebookIssue, RulebookSignature
from queries.rulebook import in_force
from queries.rulebook_drafts import merged_of, waiting_issues
from rules.amendments import IssueNotPossible, NobodyToDecide
from rules.permissions import NotPermitted
from terms.complaint import Verdict
from terms.people import Role
from terms.rulebook import IssueStatus
from tests.factories import MORNING
from tests.workflows.rulebook.drafting import OWN, TOMORROW, Drafting
from workflows.entries import NothingChanged
from workflows.rows import NotFound
from workflows.rulebook.renew import renew
from workflows.rulebook.save import DraftWrong, save
from workflows.rulebook.sign import send_back
from workflows.rulebook.start import NotYoursToDraft
from workflows.rulebook.submit import Overtaken, WrongDay, withdraw
from workflows.transaction import ChangedMeanwhile

pytestmark = pytest.mark.requirement("AP-16", "GV-01")


@pytest.fixture
def house(session):
    return Drafting(session)


def head_decides(book):
    return [rung.within for rung in book.authority.rungs if rung.decides is Role.DEPARTMENT_HEAD]


def asked(issue):
    return [(one.role, one.department_id) for one in issue.signatures if one.verdict is Verdict.PENDING]


class TestStart:
    def test_copies_the_issue_in_force(self, house, session):
        issue = house.start()

        assert (issue.based_on, issue.status, issue.key) == ("food@2020-01-01", IssueStatus.DRAFT, None)
        assert head_decides(in_force(session, on=MORNING.date())) == [5]

    def test_refuses_whoever_the_policy_does_not_name(self, house):
        with pytest.raises(NotPermitted):
            house.start("clerk")
        with pytest.raises(NotYoursToDraft) as refused:
            house.start("manager")
        assert refused.value.clause == "P21 十二"


class TestSave:
    def test_keeps_what_was_typed_and_says_what_changed(self, house, session):
        issue = house.start()

        house.save(issue)

        assert merged_of(issue).topics["authority"]["ladder"][2]["within"] == 4
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "rulebook_issue.saved")).one()
        assert event.changes["authority/ladder.4/within"] == [5, 4]

    def test_keeps_nothing_where_one_place_is_wrong(self, house):
        issue = house.start()
        before = issue.content

        with pytest.raises(DraftWrong) as refused:
            house.save(issue, clause="P06 六(3)")

        assert [one.place for one in refused.value.problems] == ["ladder.4"]
        assert (issue.content, issue.version) == (before, 1)

    def test_refuses_what_changes_nothing_a_stale_form_and_another_hand(self, house):
        issue = house.start()
        house.save(issue)

        with pytest.raises(NothingChanged):
            house.save(issue)
        with pytest.raises(ChangedMeanwhile):
            house.save(issue, within="3", seen=1)
        with pytest.raises(IssueNotPossible, match="Only who drafted it"):
            house.save(issue, "west", within="3")


class TestSubmit:
    def test_asks_the_heads_concerned_the_office_and_last_the_general_manager(self, house):
        issue = house.submitted("office")

        east, west = house["east"].department_id, house["west"].department_id
        assert asked(issue) == [
            (Role.DEPARTMENT_HEAD, east), (Role.DEPARTMENT_HEAD, west), (Role.GENERAL_MANAGER, None),
        ]  # fmt: skip

    def test_asks_the_level_above_a_head_who_drafted(self, house):
        issue = house.submitted("east")

        assert asked(issue) == [
            (Role.DIRECTOR, None), (Role.DEPARTMENT_HEAD, house["west"].department_id),
            (Role.GENERAL_OFFICE, None), (Role.GENERAL_MANAGER, None),
        ]  # fmt: skip

    def test_refuses_a_draft_that_changes_nothing(self, house):
        with pytest.raises(NothingChanged):
            house.submit(house.start())

    def test_refuses_a_day_that_has_begun_or_is_taken(self, house):
        issue = house.start()
        house.save(issue)
        with pytest.raises(WrongDay, match="later than today"):
            house.submit(issue, on=MORNING.date())
        house.submitted("office")

        with pytest.raises(WrongDay, match="choose another day"):
            house.submit(issue)

    def test_refuses_a_draft_of_an_issue_that_another_followed(self, house):
        late = house.start("office")
        house.save(late, "office", within="3")
        house.approved()

        with pytest.raises(Overtaken):
            house.submit(late, "office", on=TOMORROW + timedelta(days=1))

    def test_refuses_a_day_before_the_issue_it_changes(self, house):
        house.approved()
        issue = house.start("office", at=MORNING)
        house.save(issue, "office", within="3", clause="补 2026-2", own="补 2026-2")

        assert issue.based_on == f"food@{TOMORROW}"
        with pytest.raises(WrongDay, match="choose another day"):
            house.submit(issue, "office", on=TOMORROW)

    def test_refuses_where_nobody_could_decide(self, house, session):
        house["manager"].role_rows.clear()
        session.commit()

        with pytest.raises(NobodyToDecide):
            house.submitted()


class TestRenew:
    def test_carries_what_a_draft_changes_over_to_the_newest_issue(self, house, session):
        late = house.start("office")
        days = house.form(late, "papers") | {"letters.within_days": ["3"], "letters.reason.en": ["Three."]}
        save(session, issue_id=late.id, topics={"papers": days}, actor=house["office"], at=MORNING)
        approved = house.approved()

        renew(session, issue_id=late.id, actor=house["office"], at=MORNING)

        found = merged_of(late).topics
        assert late.based_on == approved.key
        assert (found["papers"]["letters"]["within_days"], found["authority"]["ladder"][2]["within"]) == (3, 4)
        house.submit(late, "office", on=TOMORROW + timedelta(days=1))

    def test_refuses_what_cannot_stand_together(self, house, session):
        late = house.start("office")
        house.save(late, "office", within="3")
        house.approved()

        with pytest.raises(DraftWrong):
            renew(session, issue_id=late.id, actor=house["office"], at=MORNING)

    def test_has_nothing_to_do_for_the_newest(self, house, session):
        with pytest.raises(NothingChanged):
            renew(session, issue_id=house.start().id, actor=house["east"], at=MORNING)


class TestSign:
    def test_approves_with_the_last_signature(self, house, session):
        issue = house.approved()

        assert (issue.status, issue.key) == (IssueStatus.APPROVED, f"food@{TOMORROW}")
        assert head_decides(in_force(session, on=MORNING.date())) == [5]
        assert head_decides(in_force(session, on=TOMORROW)) == [4]
        assert in_force(session, on=TOMORROW).clauses[OWN].zh.startswith("四倍")

    def test_is_nobodys_out_of_turn_twice_or_of_an_own_draft(self, house):
        issue = house.submitted()

        with pytest.raises(IssueNotPossible, match="It waits for"):
            house.sign(issue, "manager")
        with pytest.raises(IssueNotPossible, match="does not sign it"):
            house.sign(issue, "east")
        house.sign(issue, "west")
        with pytest.raises(IssueNotPossible, match="nobody signs twice"):
            house.sign(issue, "west")
        with pytest.raises(NotFound):
            house.sign(issue, "clerk")

    def test_comes_too_late_on_the_day_it_should_begin(self, house):
        issue = house.submitted()

        with pytest.raises(WrongDay):
            house.sign(issue, "west", at=MORNING + timedelta(days=1))

    def test_waits_in_the_inbox_of_whose_turn_it_is(self, house, session):
        issue = house.submitted()

        turns = {name: bool(waiting_issues(session, staff.as_person())) for name, staff in house.people.items()}

        assert turns == {
            "east": False, "west": True, "office": True, "director": True, "manager": False, "clerk": False,
        }  # fmt: skip
        assert waiting_issues(session, house["west"].as_person())[0].issue is issue


class TestSendBack:
    def test_gives_the_draft_back_with_the_reason_and_counts_no_signature(self, house):
        issue = house.submitted()
        house.sign(issue, "west")

        send_back(house.session, issue_id=issue.id, comment="理由不足", actor=house["office"], at=MORNING)

        assert issue.status is IssueStatus.DRAFT
        assert all(one.voided_at for one in issue.signatures)
        house.submit(issue)
        assert len(asked(issue)) == 4


class TestWithdraw:
    def test_ends_the_draft_and_asks_nobody(self, house):
        issue = house.submitted()

        withdraw(house.session, issue_id=issue.id, reason="不改了", actor=house["east"], at=MORNING)

        assert (issue.status, asked(issue)) == (IssueStatus.WITHDRAWN, [])


class TestAnIssueInForce:
    def test_is_never_edited_by_a_use_case(self, house):
        issue = house.approved()

        with pytest.raises(IssueNotPossible, match="not possible any more"):
            house.save(issue, within="3")

    @pytest.mark.parametrize("statement", [update(RulebookIssue).values(content="x"), delete(RulebookIssue)])
    def test_is_never_edited_in_the_database(self, house, session, statement):
        issue = house.approved()
        session.execute(delete(RulebookSignature))

        with pytest.raises(DBAPIError, match="never changes"), session.begin_nested():
            session.execute(statement.where(RulebookIssue.id == issue.id))
