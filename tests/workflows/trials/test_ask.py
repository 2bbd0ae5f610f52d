"""A trial: within the asker's scope, at once or by the job, the same figures either way, and nothing else changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from jobs.work import given_up
from models import AuditEvent, Complaint, RulebookIssue, Settlement, Trial, TrialCase, Work
from queries.past_cases import PastCases
from queries.rulebook import judged_under
from queries.scope import visible
from rules.permissions import NotPermitted
from rules.replay import Judge
from rules.replay_figures import figures_of
from terms.limits import StartsAt
from terms.people import Role, StaffStatus
from terms.replay import TrialState
from tests.factories import AFTERNOON, MORNING, NOON, Company, make_staff, save
from tests.tried import PACK, as_it_is, head_up_to, results_due_at
from tests.workflows.life import Life
from workflows.housekeeping.work import MOST_TRIES, end_work, take_work
from workflows.trials import ask as asking
from workflows.trials.ask import NothingToTry, Question, ask
from workflows.trials.work import AskerGone, Overtaken, work

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
LATER = AFTERNOON + timedelta(days=8)


@pytest.fixture
def draft(life):
    def make(content: str) -> RulebookIssue:
        return save(
            life.session,
            RulebookIssue(
                pack=PACK, title="5倍改为4倍", content=content, digest="", drafted_at=MORNING,
                drafted_by_id=life.company.head.id, effective_from=LAST,
            ),
        )  # fmt: skip

    return make


def question(issue: RulebookIssue, **values) -> Question:
    return Question(**{"pack": PACK, "first": FIRST, "last": LAST, "issue_id": issue.id, **values})


def tried(life, issue, actor=None, **values) -> Trial:
    return ask(life.session, question=question(issue, **values), actor=actor or life.company.director, at=LATER)


def rows(session, trial) -> list[tuple[str, str]]:
    found = select(Complaint.number, TrialCase.changes).join(Complaint, Complaint.id == TrialCase.complaint_id)
    return [tuple(row) for row in session.execute(found.where(TrialCase.trial_id == trial.id).order_by(Complaint.id))]


class TestAsk:
    def test_names_the_cases_that_would_have_gone_higher(self, life, draft):
        life.proposed(12, 48)
        higher = life.proposed(12, 60)

        trial = tried(life, draft(head_up_to(4)))

        assert trial.state is TrialState.DONE
        assert rows(life.session, trial) == [(higher.number, "|higher|")]
        figures = figures_of(trial.figures)
        assert (figures.cases, figures.changed) == (2, 1)
        assert figures.pair("decides", Role.DEPARTMENT_HEAD) == (2, 1)
        assert figures.pair("decides", Role.DIRECTOR) == (0, 1)

    def test_changes_no_case_and_is_one_event(self, life, draft):
        case, issue = life.proposed(12, 60), draft(head_up_to(4))
        version = case.version

        trial = tried(life, issue)

        life.session.refresh(case)
        assert (case.version, case.settlement.decides) == (version, Role.DEPARTMENT_HEAD)
        events = life.session.scalars(select(AuditEvent.kind).where(AuditEvent.subject == "trial")).all()
        assert (events, trial.content) == (["trial.asked"], issue.content)

    def test_counts_only_what_the_asker_may_see(self, life, draft):
        elsewhere = Life(life.session, life.storage, Company(life.session))
        elsewhere.proposed(12, 60)
        life.proposed(12, 60)

        assert tried(life, draft(head_up_to(4)), life.company.head).total == 1
        assert tried(life, draft(head_up_to(4)), life.company.director).total == 2

    def test_is_seen_by_the_asker_and_by_whoever_sees_every_case(self, life, draft):
        life.proposed(12, 60)
        trial = tried(life, draft(head_up_to(4)), life.company.head)
        other = make_staff(life.session, Role.DEPARTMENT_HEAD, department=Company(life.session).department)

        def sees(person):
            found = [select(Trial.id), select(TrialCase.id)]
            models = (Trial, TrialCase)
            return [
                life.session.scalar(visible(one, model, person.as_person()).limit(1)) is not None
                for one, model in zip(found, models, strict=True)
            ]

        assert sees(life.company.head) == sees(life.company.manager) == [True, True]
        assert sees(other) == sees(life.company.supervisor) == [False, False]
        assert trial.id

    def test_holds_a_case_against_the_issue_it_was_judged_under(self, life, draft):
        life.proposed(12, 60)

        assert figures_of(tried(life, draft(as_it_is())).figures).changed == 0

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"first": LAST, "last": FIRST}, "last"),
            ({"first": date(2025, 1, 1), "last": date(2025, 1, 2)}, "first"),
            ({"before": "food@1999-01-01"}, "before"),
            ({"before": "nonsense"}, "before"),
            ({"issue_id": None, "tried": "nonsense"}, "tried"),
        ],
    )
    def test_refuses_what_cannot_be_counted(self, life, draft, values, field):
        life.proposed(12, 60)

        with pytest.raises(NothingToTry) as refused:
            tried(life, draft(head_up_to(4)), **values)

        assert [name for name, _text in refused.value.fields] == [field]
        assert life.session.scalar(select(func.count(Trial.id))) == 0

    def test_refuses_a_draft_that_cannot_be_read(self, life, draft):
        life.proposed(12, 60)

        with pytest.raises(NothingToTry):
            tried(life, draft(as_it_is().replace('decides = "director"', 'decides = "nobody"')))

    def test_is_not_for_clerks(self, life, draft):
        with pytest.raises(NotPermitted):
            tried(life, draft(head_up_to(4)), life.company.clerk)


@pytest.fixture
def by_job(monkeypatch):
    monkeypatch.setattr(asking, "AT_ONCE", 0)


class TestWork:
    def worked(self, life, trial, tell=lambda _done, _total: None) -> str:
        return work(life.session, trial_id=trial.id, now=lambda: LATER, tell=tell)

    @pytest.mark.usefixtures("by_job")
    def test_comes_to_the_same_as_at_once(self, life, draft, monkeypatch):
        life.proposed(12, 60)
        life.closed()
        issue = draft(results_due_at(10))
        trial = tried(life, issue)
        assert (trial.state, life.session.scalars(select(Work.kind)).all()) == (TrialState.WAITING, ["trial"])

        assert self.worked(life, trial) == "2"

        monkeypatch.setattr(asking, "AT_ONCE", 9)
        again = tried(life, issue)
        assert trial.state is again.state is TrialState.DONE
        assert (trial.figures, rows(life.session, trial)) == (again.figures, rows(life.session, again))
        assert figures_of(trial.figures).changed

    @pytest.mark.usefixtures("by_job")
    def test_goes_on_where_it_stood(self, life, draft, monkeypatch):
        monkeypatch.setattr("queries.replay_processes.blocks", lambda keys: ([key] for key in keys))
        for _ in range(3):
            life.proposed(12, 60)
        trial = tried(life, draft(head_up_to(4)))

        def stops(done: int, total: int) -> None:
            assert total == 3
            if done == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            self.worked(life, trial, stops)
        life.session.refresh(trial)
        assert (trial.state, trial.done) == (TrialState.WAITING, 2)

        self.worked(life, trial)

        assert (trial.state, trial.done, figures_of(trial.figures).changed) == (TrialState.DONE, 3, 3)
        assert len(rows(life.session, trial)) == 3

    @pytest.mark.usefixtures("by_job")
    def test_counts_no_block_twice_when_a_runner_wakes_up_late(self, life, draft, monkeypatch):
        monkeypatch.setattr("queries.replay_processes.blocks", lambda keys: ([key] for key in keys))
        for _ in range(2):
            life.proposed(12, 60)
        trial = tried(life, draft(head_up_to(4)))

        def overtaken(done: int, _total: int) -> None:
            if done == 1:
                self.worked(life, trial)

        with pytest.raises(Overtaken):
            self.worked(life, trial, overtaken)

        life.session.refresh(trial)
        assert (trial.state, trial.done, figures_of(trial.figures).cases) == (TrialState.DONE, 2, 2)

    @pytest.mark.usefixtures("by_job")
    def test_fails_when_nobody_tries_it_any_more(self, life, draft):
        life.proposed(12, 60)
        trial = tried(life, draft(head_up_to(4)))
        (piece,) = life.session.scalars(select(Work))

        for hours in range(MOST_TRIES):
            at = LATER + timedelta(hours=hours)
            taken = take_work(life.session, work_id=piece.id, runner="a", at=at)
            assert trial.state is TrialState.WAITING
            end_work(life.session, taken, runner="a", at=at, fault="no memory", give_up=given_up)

        assert (trial.state, bool(trial.trouble)) == (TrialState.FAILED, True)
        assert trial.finished_at == at

    @pytest.mark.usefixtures("by_job")
    def test_ends_when_the_asker_has_left(self, life, draft):
        life.proposed(12, 60)
        trial = tried(life, draft(head_up_to(4)))
        life.company.director.status = StaffStatus.DISABLED
        life.session.commit()

        with pytest.raises(AskerGone):
            self.worked(life, trial)

        assert trial.state is TrialState.FAILED


class TestPastCases:
    def past(self, life):
        (case,) = PastCases(life.session).load(list(life.session.scalars(select(Complaint.id))))
        return case

    def test_remember_who_was_there_when_it_was_decided(self, life):
        life.proposed(12, 60)
        life.company.head.status = StaffStatus.DISABLED
        life.session.commit()

        case = self.past(life)
        ruling = Judge(judged_under(life.session, case.issue), NOON).outcome(case).rulings[0]

        assert case.settlements[0].people_known
        assert ruling.decision is not None
        assert ruling.decision.decides is Role.DEPARTMENT_HEAD

    def test_take_the_posts_of_today_for_settlements_that_do_not_remember(self, life):
        life.proposed(12, 60)
        (settlement,) = life.session.scalars(select(Settlement))
        settlement.holders, settlement.worth = None, None
        life.session.commit()

        (one,) = self.past(life).settlements

        assert not one.people_known
        assert one.people[Role.DEPARTMENT_HEAD] == {life.company.head.id}
        assert one.worth == 60 * life.company.product.price

    def test_know_from_when_their_limits_ran(self, life):
        life.closed()
        case = self.past(life)

        assert case.result_at is not None
        assert {moment.starts for moment in case.moments} >= {StartsAt.REGISTERED, StartsAt.CALLED_BACK}
