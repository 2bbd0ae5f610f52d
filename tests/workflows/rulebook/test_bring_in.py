from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent
from queries.rulebook import judged_under
from queries.rulebook_drafts import merged_of, merged_under
from rulebook import bundle, stored
from rules.permissions import NotPermitted
from terms.rulebook import IssueStatus
from terms.text import english
from tests.factories import MORNING
from tests.workflows.rulebook.drafting import OWN, Drafting
from workflows.rulebook.bring_in import FilesWrong, bring_in

pytestmark = pytest.mark.requirement("AP-16", "GV-01")


@pytest.fixture
def house(session):
    return Drafting(session)


@pytest.fixture
def files(session, house):
    """The issue in force, as it is taken out."""
    return bundle.files_of(merged_under(session, "food@2020-01-01"), "food")


@pytest.fixture
def bring(session, house):
    def doing(files, who="office", pack="food"):
        return bring_in(session, pack=pack, files=files, title="来自文件", actor=house[who], at=MORNING)

    return doing


def stricter(files):
    """The rung of 5 times made 4, under a clause that the issue brings itself."""
    old, text = "within = 5\n", files["authority.toml"].decode()
    first, _, rest = text.partition(old)
    ladder = f"{first}within = 4\n{rest.replace('P06 六(3)', OWN, 1)}"
    clauses = f'["{OWN}"]\nzh = "四倍以内由销售部长审批。"\nen = "Up to 4 times the head decides."\n'
    return {**files, "authority.toml": ladder.encode(), "clauses.toml": clauses.encode()}


class TestBringIn:
    def test_makes_a_draft_that_says_what_was_taken_out(self, bring, files, session):
        issue = bring(files)

        assert (issue.status, issue.based_on) == (IssueStatus.DRAFT, "food@2020-01-01")
        held = judged_under(session, "food@2020-01-01")
        assert stored.read(merged_of(issue), "food", effective_from=held.pack.effective_from) == held
        assert session.scalars(select(AuditEvent.kind).where(AuditEvent.kind == "rulebook_issue.brought_in")).all()

    def test_puts_old_and_new_of_every_place_on_record(self, bring, files, session):
        bring(stricter(files))

        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "rulebook_issue.brought_in")).one()
        assert event.changes["authority/ladder.4/within"] == [5, 4]
        assert event.changes["title"] == [None, "来自文件"]

    def test_knows_which_figures_are_new(self, bring, files):
        text = merged_of(bring(stricter(files)))

        assert [rung["within"] for rung in text.topics["authority"]["ladder"]] == [1, 2, 4, 10]
        assert text.origins["authority", "ladder.4"] == "food"

    def test_leaves_out_a_topic_whose_file_is_gone(self, bring, files):
        issue = bring({name: text for name, text in files.items() if name != "incentives.toml"})

        assert "incentives" not in merged_of(issue).topics

    def test_keeps_the_documents_it_was_built_from(self, bring, files):
        changed = files["pack.toml"].replace(b"P11", b"P12")

        assert merged_of(bring({**files, "pack.toml": changed})).topics["pack"]["documents"] == ["P06", "P11"]

    def test_is_for_those_whom_the_policy_names(self, bring, files):
        with pytest.raises(NotPermitted):
            bring(files, "clerk")

    @pytest.mark.parametrize(
        ("name", "old", "new", "where", "problem"),
        [
            ("authority.toml", b"within = 5\n", b"within = 1\n", "authority.toml", "stands twice|overlap"),
            ("authority.toml", b"within = 5\n", b"within = 4\n", "authority.toml, ladder.4", "figure changed"),
            ("authority.toml", b"within = 5\n", b"wihtin = 5\n", "authority.toml, ladder row 3", "within is missing"),
            ("callback.toml", b"P06 \xe4\xba\x94(4)", b"P99 1", "callback.toml", "P99 1"),
            ("papers.toml", b"within_days = 7", b"within_days = 7.5", "papers.toml, ", "whole number"),
            ("papers.toml", b"[letters]", b"[[letters]]", "papers.toml", "must be a table"),
            ("papers.toml", b"[letters]", b".".join([b"a"] * 3000) + b" = 1\n[letters]", "papers.toml", "dotted key"),
            ("pack.toml", b"builds_on", b"", "pack.toml", "missing"),
        ],
    )
    def test_names_file_topic_and_row_of_what_is_wrong(self, bring, files, name, old, new, where, problem):
        if name == "pack.toml":
            wrong = {one: text for one, text in files.items() if one != name}
        else:
            assert old in files[name]
            wrong = {**files, name: files[name].replace(old, new, 1)}

        with pytest.raises(FilesWrong, match=problem) as refused:
            bring(wrong)

        assert refused.value.problems[0][0].startswith(where)
        assert english(refused.value.problems[0][1])
