"""Changing the rulebook: drafts of issues, their topics as forms, what they change, and who signs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

import rulebook
from admin_views import acting
from admin_views import rulebook_asked as asked
from admin_views.base import opens
from admin_views.clock import today
from admin_views.filters import Choice
from admin_views.forms import posted
from admin_views.history import told
from admin_views.messages import tell
from admin_views.rulebook_changes import changes, topic_title
from admin_views.rulebook_draft_forms import PAGES, StartForm
from admin_views.rulebook_inputs import problem_words
from admin_views.rulebook_places import place_words, row_names
from admin_views.rulebook_profiles import split
from admin_views.rulebook_signing import own_clauses, sentences, tell_what_follows, waits_for, who_would_sign
from admin_views.rulebook_topic_form import TopicPages
from admin_views.signed_in import actor, is_signed_in
from admin_views.story import Cell, Link
from admin_views.words import words
from models import RulebookIssue, RulebookSignature, db
from queries import rulebook_drafts as found
from queries.history import history
from queries.rulebook import company, judged_under
from rulebook import Book, RulebookError, drafts, silences, stored
from rulebook.drafts import Problem
from rulebook.fields import TOPICS
from rules import amendments
from rules.conflicts import with_statute
from rules.permissions import Permission, allowed
from terms.rulebook import IssueAct, IssueStatus
from terms.text import say
from workflows.rulebook.start import start

ONWARD = (IssueAct.SIGN, IssueAct.SUBMIT)


class RulebookDrafts(TopicPages):
    """Issues of the packs a company works by; what was approved is only read."""

    model = RulebookIssue
    address, path = "rulebook_draft", "rulebook/draft"
    title, icon = lazy_gettext("Rulebook changes"), "book"
    permissions = {
        "read": Permission.RULEBOOK_DRAFT,
        "create": Permission.RULEBOOK_DRAFT,
        "save": Permission.RULEBOOK_DRAFT,
    }
    create_with = staticmethod(start)
    form = StartForm
    eager = ("drafted_by",)
    column_list = ("title", "pack", "status", "effective_from", "drafted_by.name", "drafted_at")
    column_sortable_list = ("pack", "effective_from", "drafted_at")
    column_default_sort = "-drafted_at"
    column_formatters = {"pack": lambda row: Cell(asked.name_of(row.pack))}
    filters = (Choice("status", IssueStatus),)
    pills = ("status",)

    def allows(self, verb: str) -> bool:
        """A substitute reads what the substitute may sign, whatever their own roles."""
        standing_in = actor().as_person().standing_in if is_signed_in() else ()
        return super().allows(verb) or (
            verb == "read" and any(allowed(one.roles, Permission.RULEBOOK_SIGN) for one in standing_in)
        )

    def badge(self) -> int:
        return len(found.waiting_issues(db.session(), actor().as_person()))

    def title_of(self, row: RulebookIssue) -> str:
        return row.title or str(row)

    def key(self, row: RulebookIssue) -> dict[str, Any]:
        return {"issue_id": row.id}

    def prefill(self) -> dict[str, Any]:
        names = [name for name, _words in packs()]
        return split(request.args.get("pack", ""), names) or {"pack": names[0]}

    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        form = StartForm(posted(), data=self.prefill())
        form.pack.choices = packs()
        return acting.answer(self, form, start, {}, title=gettext("Draft a change"), done=self.after_create)

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        row = self.row()
        return self.render(
            "rulebook/draft.html", row=row, pack_name=asked.name_of(row.pack), heading=self.title_of(row),
            links=self.links(row), topics=[(name, topic_title(name)) for name in TOPICS],
            signers=who_would_sign(row), waits_for=waits_for(row) if row.status is IssueStatus.SUBMITTED else [],
            may_save=self.may(row, IssueAct.SAVE) is None, name_of=asked.issue_name, signatures=self.signatures(row),
            events=told(history(db.session(), "rulebook_issue", row.id)), turn=self.may(row, IssueAct.SIGN),
            amendment=found.amendment_of(db.session(), row), **self.compared(row),
        )  # fmt: skip

    def compared(self, row: RulebookIssue) -> dict[str, Any]:
        """What the issue changes and leaves as it was, what stands in its way, what it says against the law."""
        if not row.based_on:
            return {"changes": [], "problems": [], "warnings": [], "silent": [], "own": {}, "changed": []}
        base, draft = found.merged_under(db.session(), row.based_on), found.merged_of(row)
        problems = drafts.problems(draft, base=base) if row.status is IssueStatus.DRAFT else ()
        books = [judged_under(db.session(), row.based_on), *self.book(row)]
        return {
            "changes": changes(drafts.compared(base, draft), silences.amended(base, draft), names=row_names(*books)),
            "problems": self.told_problems(problems),
            "warnings": [
                one for book in self.book(row) for one in with_statute(book, on=row.effective_from or today())
            ],
            "silent": sentences(silences.left_standing(base, draft)),
            "own": own_clauses(draft.topics.get(drafts.CLAUSES, {})),
            "changed": silences.changed_topics(base, draft),
        }

    @staticmethod
    def told_problems(problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
        """Topic, place and what is wrong there."""
        return [(one.topic, place_words(one.topic, one.place, at=one.at), problem_words(one)) for one in problems]

    @staticmethod
    def book(row: RulebookIssue) -> list[Book]:
        """What the issue says, read; nothing where it cannot be read."""
        try:
            return [stored.read(found.merged_of(row), row.pack, effective_from=row.effective_from or today())]
        except RulebookError:
            return []

    def signatures(self, row: RulebookIssue) -> list[tuple[RulebookSignature, list[str]]]:
        """Every signature with who could give it, those that still count first."""
        names = found.names_of(db.session(), [one for one in row.signatures if one.signer_id is None])
        ordered = sorted(row.signatures, key=lambda one: (one.voided_at is not None, one.id))
        return [(one, names.get(one.id, [])) for one in ordered]

    # Acts.
    def may(self, row: RulebookIssue, act: IssueAct) -> Any:
        """What stands in the way of an act; None when it is possible."""
        return amendments.obstacle(act, found.facts_of(db.session(), row), actor().as_person())

    def links(self, row: RulebookIssue) -> list[Link]:
        possible = [act for act in PAGES if self.may(row, act) is None]
        if IssueAct.RENEW in possible and found.newest(db.session(), row.pack).issue == row.based_on:
            possible.remove(IssueAct.RENEW)
        acts = [Link(words(act), self.url_of(row, "act_view", act=act.value), act in ONWARD) for act in possible]
        return [*acts, *self._try(row)]

    def _try(self, row: RulebookIssue) -> list[Link]:
        """The way to past cases under this draft."""
        if row.status is IssueStatus.WITHDRAWN or not row.based_on:
            return []
        return [Link(gettext("Try on past cases"), url_for("trial.create_view", issue=row.id), icon="chart")]

    @expose("/act/", methods=("GET", "POST"))
    @opens("read")
    def act_view(self) -> ResponseReturnValue:
        row = self.row()
        act = next((act for act in PAGES if act.value == request.values.get("act")), None) or abort(404)
        if request.method == "GET" and self.may(row, act) is not None:
            return redirect(self.url_of(row))
        page = PAGES[act]
        form = page.form(posted(), data=self._start(row, act))
        return self.act(
            row, form, page.use_case, title=words(act), button=words(act), template="rulebook/draft_act.html",
            act_name=act.value,
            beside=lambda: {**self.compared(row), "signers": who_would_sign(row)},
        )  # fmt: skip

    def after_create(self, row: RulebookIssue) -> ResponseReturnValue:
        """On to the topic somebody came from, or to the draft."""
        tell(say("Saved."))
        topic = request.args.get("topic", "")
        return redirect(self.url_of(row, "topic_view", topic=topic) if topic in TOPICS else self.url_of(row))

    def after_change(self, row: RulebookIssue) -> ResponseReturnValue:
        tell_what_follows(row)
        return redirect(self.url_of(row))

    def _start(self, row: RulebookIssue, act: IssueAct) -> dict[str, Any]:
        if act is not IssueAct.SUBMIT:
            return {}
        return {"title": row.title, "reason": row.reason, "effective_from": row.effective_from}


def packs() -> list[tuple[str, str]]:
    """The packs to choose from, those the company works by first."""
    working = dict.fromkeys(row.pack for row in company(db.session()))
    return [(name, asked.name_of(name)) for name in dict.fromkeys((*working, *rulebook.packs()))]
