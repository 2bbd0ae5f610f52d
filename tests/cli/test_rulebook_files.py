"""`flask rulebook issues | export | import`, and `explain` by the issues a company made itself."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from models import RulebookIssue
from terms.rulebook import IssueStatus
from tests.factories import MORNING
from tests.workflows.rulebook.drafting import TOMORROW, Drafting

FIRST = "food@2020-01-01"
TITLE = ("--title", "来自文件")


@pytest.fixture
def house(session):
    return Drafting(session)


@pytest.fixture
def run(app, session):
    def running(*words):
        session.commit()
        return app.test_cli_runner().invoke(args=list(words))

    return running


@pytest.fixture
def folder(run, tmp_path):
    """The issue in force as a folder."""
    assert run("rulebook", "export", "food", str(tmp_path), "--on", "2026-01-01").exit_code == 0
    return tmp_path / "food"


class TestExplain:
    def test_answers_by_the_companys_own_issue_from_its_day_on(self, house, run):
        house.approved()
        asked = ("explain", "authority", "--exchanged", "12", "--compensated", "54", "--json", "--on")

        before, after = (json.loads(run(*asked, str(day)).output) for day in (MORNING.date(), TOMORROW))
        assert (before["decides"], after["decides"]) == ("department_head", "director")

    def test_shows_a_topic_as_the_company_has_it(self, house, run):
        house.approved()

        told = json.loads(
            run("explain", "topic", "authority", "--pack", "food", "--on", str(TOMORROW), "--json").output
        )
        assert [one["place"] for one in told["places"]][:4] == ["ladder.1", "ladder.2", "ladder.4", "ladder.10"]


class TestIssues:
    def test_lists_the_shipped_one_then_those_of_the_company(self, house, run):
        assert FIRST in run("rulebook", "issues", "food").output

        issue = house.approved()
        told = json.loads(run("rulebook", "issues", "food", "--json").output)
        assert [one["issue"] for one in told["issues"]] == [issue.key, FIRST]

    def test_can_be_compared_by_their_keys(self, house, run):
        issue = house.approved()

        assert "权限表 · 4" in run("rulebook", "diff", FIRST, issue.key).output
        assert "ladder.4" in run("rulebook", "diff", FIRST, issue.key, "--json").output


class TestExport:
    def test_writes_a_folder_or_a_zip_of_any_issue(self, house, run, tmp_path):
        issue = house.approved()

        made = run("rulebook", "export", "food", str(tmp_path / "x.zip"), "--issue", issue.key)
        assert (made.exit_code, (tmp_path / "x.zip").stat().st_size > 0) == (0, True)
        assert issue.key in made.output

    def test_says_in_one_line_what_there_is_not(self, run, tmp_path):
        for words in (("nothing", str(tmp_path)), ("food", str(tmp_path), "--issue", "food@1999-01-01")):
            done = run("rulebook", "export", *words)
            assert (done.exit_code, len(done.output.strip().splitlines())) == (2, 1)


class TestImport:
    def test_makes_a_draft_of_the_named_person(self, house, run, folder, session):
        done = run("rulebook", "import", str(folder), "--by", house["office"].number, *TITLE)

        assert done.exit_code == 0, done.output
        draft = session.scalars(select(RulebookIssue).where(RulebookIssue.status == IssueStatus.DRAFT)).one()
        assert (draft.drafted_by_id, draft.pack) == (house["office"].id, "food")

    def test_names_file_topic_and_row_of_what_is_wrong_in_the_language_asked(self, house, run, folder, session):
        ladder = folder / "authority.toml"
        ladder.write_bytes(ladder.read_bytes().replace(b"within = 5\n", b"wihtin = 5\n"))

        tried = ("rulebook", "import", str(folder), "--by", house["office"].number, *TITLE, "--lang")
        chinese, english = (run(*tried, language) for language in ("zh", "en"))
        assert (chinese.exit_code, english.exit_code) == (1, 1)
        assert english.output.startswith("authority.toml, ladder row 3: within is missing; add it")
        assert chinese.output.startswith("authority.toml, ladder row 3: ")
        assert chinese.output != english.output
        assert session.scalars(select(RulebookIssue.id).where(RulebookIssue.status == IssueStatus.DRAFT)).all() == []

    def test_asks_for_somebody_who_may_draft(self, house, run, folder):
        stranger, clerk = (
            run("rulebook", "import", str(folder), "--by", number, *TITLE)
            for number in ("nobody", house["clerk"].number)
        )

        assert (stranger.exit_code, clerk.exit_code) == (2, 1)
