"""Try before approving on the screen: the form, the figures, the cases, and why."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from models import RulebookIssue, Trial, TrialCase
from tests.factories import MORNING, save
from tests.tried import PACK, head_up_to
from tests.workflows.life import Life
from workflows.trials import ask as asking


@pytest.fixture
def life(session, storage):
    return Life(session, storage)


@pytest.fixture
def issue(life):
    return save(
        life.session,
        RulebookIssue(pack=PACK, title="五倍改为四倍", content=head_up_to(4), digest="", drafted_at=MORNING),
    )


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def tried(client, issue):
    form = {"tried": f"issue:{issue.id}", "pack": PACK, "before": "", "first": "2026-09-01", "last": "2026-09-16"}
    return client.post("/trial/new/", data={**form, "submission": "token-of-this-very-trial"})


class TestTrials:
    def test_lead_from_the_figures_to_the_case_and_why(self, life, issue, log_in):
        higher, same = life.proposed(12, 60), life.proposed(12, 48)
        client = log_in(life.company.director)
        assert f'value="issue:{issue.id}" selected' in page(client, f"/trial/new/?issue={issue.id}")

        made = tried(client, issue)

        figures = page(client, made.headers["Location"])
        assert "审批上移" in figures
        trial, case = life.session.scalars(select(Trial)).one(), life.session.scalars(select(TrialCase)).one()
        listed = page(client, f"/trial_case/?trial_id={trial.id}&changes=higher")
        assert (higher.number in listed, same.number in listed) == (True, False)
        assert higher.number not in page(client, f"/trial_case/?trial_id={trial.id}&changes=lower")
        why = page(client, f"/trial_case/details/?id={case.id}")
        assert "5倍由总监审批，原由销售部长审批。" in why
        assert "P06 六(3)" in why

    def test_tell_how_far_a_long_one_is(self, life, issue, log_in, monkeypatch):
        monkeypatch.setattr(asking, "AT_ONCE", 0)
        life.proposed(12, 60)
        client = log_in(life.company.director)

        made = tried(client, issue)

        trial = life.session.scalars(select(Trial)).one()
        assert "data-progress" in page(client, made.headers["Location"])
        assert client.get(f"/trial/progress/?id={trial.id}").json == {
            "state": "waiting", "at_work": True, "done": 0, "total": 1,
        }  # fmt: skip

    def test_leave_the_text_of_issues_out_of_lists(self, life, issue, log_in):
        """60 thousand characters a row, of which a list shows none."""
        life.proposed(12, 60)
        client = log_in(life.company.director)
        tried(client, issue)
        life.session.expunge_all()
        asked: list[str] = []
        event.listen(life.session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2]))

        for address in ("/trial/", "/rulebook/draft/", "/"):
            page(client, address)

        assert any("FROM rulebook_issue" in one for one in asked)
        assert any("FROM trial" in one for one in asked)
        assert [one for one in asked if ".content" in one] == []

    def test_show_a_refusal_at_its_field(self, life, issue, log_in):
        answer = tried(log_in(life.company.director), issue)

        assert answer.status_code == 422
        assert "没有您可查看的、适用本制度的案件" in answer.text

    def test_open_no_list_without_its_trial(self, life, log_in):
        answer = log_in(life.company.director).get("/trial_case/")

        assert (answer.status_code, answer.headers["Location"]) == (302, "/trial/")
