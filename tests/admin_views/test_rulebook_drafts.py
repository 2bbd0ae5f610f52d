"""A change of the rulebook on its pages, without scripts: tables that grow by posting, what is wrong at its row."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from models import PackInForce, RulebookIssue
from queries.rulebook_drafts import merged_of
from rulebook.fields import TOPICS, schema
from terms.rulebook import IssueStatus
from tests.admin_views.at_the_desk import marks
from tests.workflows.rulebook.drafting import CLAUSES, OWN, TOMORROW, Drafting

pytestmark = pytest.mark.requirement("AP-16")


@pytest.fixture
def house(session):
    return Drafting(session)


def names(page: str) -> set[str]:
    """The inputs of a page, without those of blank rows."""
    return {name for name in re.findall(r'name="([^"]+)"', page) if "__new__" not in name}


class Editor:
    """One topic of a draft before somebody's browser."""

    def __init__(self, house, client, issue, topic="authority"):
        self.house, self.client, self.issue, self.topic = house, client, issue, topic
        self.path = f"/rulebook/draft/topic/?id={issue.id}&topic={topic}"

    def get(self):
        return self.client.get(self.path)

    def post(self, act="save", **values):
        form = self.house.form(self.issue, self.topic) | CLAUSES | {name: [value] for name, value in values.items()}
        sent = {**marks(self.get().text), "id": self.issue.id, "topic": self.topic, "act": act, **form}
        return self.client.post("/rulebook/draft/topic/", data=sent)


@pytest.fixture
def editor(house, log_in):
    issue = house.start()
    return Editor(house, log_in(house["east"]), issue)


class TestTopicView:
    def test_shows_the_ladder_as_a_table(self, editor):
        page = editor.get().text

        assert {f"ladder.{row}.{name}" for row in range(4) for name in ("within", "decides", "clause")} <= names(page)
        assert "倍数以内" in page
        assert '<option value="director" selected>总监</option>' in page

    def test_adds_and_removes_rows_without_keeping_anything(self, editor):
        more = editor.post("add:ladder", **{"ladder.2.within": "7"})
        less = editor.post("remove:ladder.3")

        assert "ladder.4.within" in names(more.text)
        assert 'value="7"' in more.text
        assert "ladder.3.within" not in names(less.text)
        assert merged_of(editor.issue).topics["authority"]["ladder"][2]["within"] == 5

    def test_keeps_what_was_typed_and_says_at_the_row_what_is_wrong(self, editor, session):
        answer = editor.post(**{"ladder.2.within": "4"})

        page = unescape(answer.text)
        assert answer.status_code == 422
        assert '<a href="#ladder.2">权限表 第3行</a>' in page
        assert "内容已改，依据条款（P06 六(3)）未改" in page
        assert re.search(r'name="ladder.2.within" value="4"', page)
        session.refresh(editor.issue)
        assert merged_of(editor.issue).topics["authority"]["ladder"][2]["within"] == 5

    def test_checks_without_keeping_anything(self, editor, session):
        answer = editor.post("check", **{"ladder.2.within": "4", "ladder.2.clause": OWN})

        session.refresh(editor.issue)
        assert (answer.status_code, editor.issue.version) == (200, 1)

    def test_offers_a_row_for_a_clause_without_text(self, editor):
        page = editor.post(**{"ladder.2.within": "4", "ladder.2.clause": "补 9"}).text

        assert 'name="clauses.1.key" value="补 9"' in page

    def test_marks_both_of_two_rows_alike(self, editor):
        page = editor.post("check", **{"ladder.2.within": "10"}).text

        assert all(f'<tr id="ladder.{row}" class="wrong">' in page for row in (2, 3))
        assert "检查结果" in page

    def test_saves_and_shows_before_and_after(self, editor, session):
        answer = editor.post(**{"ladder.2.within": "4", "ladder.2.clause": OWN})

        page = editor.client.get(answer.location).text
        session.refresh(editor.issue)
        assert merged_of(editor.issue).topics["authority"]["ladder"][2]["within"] == 4
        assert "<del>5</del>" in page
        assert "<ins>4</ins>" in page

    def test_is_only_the_drafters(self, editor, house, log_in):
        west = Editor(house, log_in(house["west"]), editor.issue)

        assert west.get().location.endswith(f"/rulebook/draft/details/?id={editor.issue.id}")
        assert log_in(house["clerk"]).get(editor.path).status_code == 403

    def test_opens_every_topic(self, editor):
        for topic in TOPICS:
            page = editor.client.get(f"/rulebook/draft/topic/?id={editor.issue.id}&topic={topic}").text
            assert all(f'id="{one.name}"' in page for one in schema()[topic].fields if one.fields), topic


class TestAct:
    def test_brings_an_issue_from_draft_to_force(self, house, log_in, session):
        issue = house.start()
        house.save(issue)
        for name, act, entries in (
            ("east", "submit", {"title": "五倍改为四倍", "reason": "理由", "effective_from": TOMORROW.isoformat()}),
            ("west", "sign", {}), ("director", "sign", {}), ("office", "sign", {}), ("manager", "sign", {}),
        ):  # fmt: skip
            client, path = log_in(house[name]), f"/rulebook/draft/act/?id={issue.id}&act={act}"
            found = marks(client.get(path).text)
            assert client.post("/rulebook/draft/act/", data={"id": issue.id, "act": act, **found, **entries}).location

        session.refresh(issue)
        assert issue.status is IssueStatus.APPROVED
        assert log_in(house["clerk"]).get(f"/rulebook/pack/?issue={issue.key}").status_code == 200

    def test_says_where_a_draft_and_the_newest_issue_cannot_stand_together(self, house, log_in):
        late = house.start("office")
        house.save(late, "office", within="3")
        house.approved()
        client, path = log_in(house["office"]), f"/rulebook/draft/act/?id={late.id}&act=renew"
        page = client.get(f"/rulebook/draft/details/?id={late.id}").text

        answer = client.post(
            "/rulebook/draft/act/", data={"id": late.id, "act": "renew", **marks(client.get(path).text)}
        )

        assert "act=renew" in page
        assert answer.status_code == 422
        assert "权限表" in answer.text.partition("attention")[2]

    def test_waits_on_the_first_page_of_whose_turn_it_is(self, house, log_in):
        issue = house.submitted()
        link = f"/rulebook/draft/details/?id={issue.id}"

        assert link in log_in(house["west"]).get("/").text
        assert link not in log_in(house["manager"]).get("/").text
        assert "轮到您签批" in log_in(house["west"]).get(link).text


class TestDetails:
    def test_shows_what_the_change_leaves_as_it_was_until_it_is_amended(self, editor, house):
        house.save(editor.issue)
        page = f"/rulebook/draft/details/?id={editor.issue.id}"
        before = editor.client.get(page).text
        pack = Editor(house, editor.client, editor.issue, "pack")
        amended = {"decided.0.answer.zh": "含本数：4倍归销售部长。", "decided.0.answer.en": ""}
        saved = pack.post(**amended)

        assert "含本数：5倍归销售部长" in before
        assert "topic=pack" in before
        after = editor.client.get(saved.location).text
        assert "<ins>含本数：4倍归销售部长。</ins>" in after
        assert not re.search("<dd>含本数：", after)

    def test_names_the_signers_and_the_row(self, editor, house):
        house.save(editor.issue)
        page = editor.client.get(f"/rulebook/draft/details/?id={editor.issue.id}").text

        assert "权限表 超过2倍至5倍 · 销售部长" in page
        assert all(house[name].name in page for name in ("west", "director", "office", "manager"))
        assert "其中一人签字即可" in page


class TestPacksInForce:
    def test_says_what_is_shipped_while_nothing_was_chosen(self, house, log_in):
        assert "pack=food" in log_in(house["clerk"]).get("/rulebook/in_force/").text

    def test_puts_a_pack_in_force_for_a_department(self, house, log_in, session):
        client = log_in(house["manager"])
        found = marks(client.get("/rulebook/in_force/new/").text)
        code = house["east"].department.code
        entries = {"pack": "salt", "since": TOMORROW.isoformat(), "departments": code, "reason": "东区改营盐业"}

        looked = client.post("/rulebook/in_force/new/", data={**found, **entries}).text
        assert not session.scalars(select(PackInForce)).all()
        assert "pill-changed" in looked
        [mark] = re.findall(r'name="looked" value="([^"]+)"', looked)
        client.post("/rulebook/in_force/new/", data={**marks(looked), **entries, "looked": unescape(mark)})

        rows = session.scalars(select(PackInForce).order_by(PackInForce.id)).all()
        assert [(row.pack, row.departments) for row in rows] == [("food", []), ("salt", [code])]
        assert "东区" in client.get("/rulebook/in_force/").text
        page = client.get(f"/rulebook/in_force/details/?id={rows[1].id}").text
        assert "东区改营盐业" in page
        assert "/rulebook/in_force/call_off/" in page

    def test_can_be_drafted_whatever_it_builds_on(self, house, log_in, session):
        client = log_in(house["east"])
        for pack in ("salt", "hospital"):
            found = marks(client.get("/rulebook/draft/new/").text)
            client.post("/rulebook/draft/new/", data={**found, "pack": pack, "title": "修订"})

        drafted = select(RulebookIssue.pack).where(RulebookIssue.status == IssueStatus.DRAFT)
        assert set(session.scalars(drafted)) == {"salt", "hospital"}
