"""One topic of a draft as a form. Rows are added and removed by posting, or by the page's script; nothing is kept
until it is saved, and what was typed stays when something is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin_views import acting
from admin_views.base import Screen, opens
from admin_views.forms import posted
from admin_views.messages import tell
from admin_views.rulebook_changes import topic_title
from admin_views.rulebook_draft_forms import TopicForm
from admin_views.rulebook_inputs import Sheet, clause_sheet, clauses_typed, problem_words
from admin_views.rulebook_places import place_words
from admin_views.rulebook_signing import Sentence, sentences
from models import RulebookIssue, db
from queries.rulebook_drafts import merged_of, merged_under
from rulebook import typed as typing_
from rulebook.drafts import CLAUSES, Problem
from rulebook.fields import Field, schema
from rulebook.rows_typed import settled, with_clauses, with_row, without_row
from rulebook.silences import left_standing
from terms.refusal import Refusal
from terms.rulebook import IssueAct
from terms.text import say
from workflows.rulebook.save import DraftWrong, read, save

Typed = Mapping[str, Sequence[str]]
OF_CLAUSES = f"{CLAUSES}."
# Buttons that only change the form: "add:ladder", "remove:ladder.2".
RESHAPE = {"add": with_row, "remove": without_row}


class TopicPages(Screen):
    """The editor of a topic; the screen of drafts stands on it."""

    def may(self, row: RulebookIssue, act: IssueAct) -> Any:
        raise NotImplementedError

    @expose("/topic/", methods=("GET", "POST"))
    @opens("save")
    def topic_view(self) -> ResponseReturnValue:
        row, topic = self.row(), schema().get(request.values.get("topic", "")) or abort(404)
        form = TopicForm(posted())
        if request.method != "POST":
            if self.may(row, IssueAct.SAVE) is not None:
                return redirect(self.url_of(row))
            form.version.data = str(row.version)
            return self._page(row, topic, form, *_as_it_stands(row, topic))
        typed = {name: list(values) for name, values in request.form.lists()}
        act, _, at = request.form.get("act", "").partition(":")
        if act in RESHAPE:
            typed = RESHAPE[act](typed, at)
            return self._page(row, topic, form, typed, _clauses_in(typed)), 200
        return self._sent(row, topic, form, settled(typed), check_only=act == "check")

    def _sent(
        self, row: RulebookIssue, topic: Field, form: TopicForm, typed: Typed, *, check_only: bool
    ) -> ResponseReturnValue:
        """Save, or only say what would be wrong."""
        topics = {topic.name: _topic_in(typed), CLAUSES: _clauses_in(typed)}
        problems: tuple[Problem, ...] = ()
        silent: list[Sentence] = []
        try:
            if check_only:
                base = merged_under(db.session(), row.based_on)
                draft = read(merged_of(row), base, topics, pack=row.pack)
                silent = sentences(left_standing(base, draft, topics=[topic.name]))
                tell(say("Nothing is wrong with it; it is not saved yet."), "info")
            else:
                acting.call(save, issue_id=row.id, topics=topics, seen=form.seen or 0, once=form.submission.data)
                tell(say("Saved."))
                return redirect(self.url_of(row))
        except Refusal as refusal:
            problems = refusal.problems if isinstance(refusal, DraftWrong) else ()
            if not (problems and check_only):
                form.refuse(refusal)
            if not isinstance(refusal, DraftWrong):
                meanwhile = acting.meanwhile(self, form, refusal, row)
                return self._page(row, topic, form, typed, _clauses_in(typed), meanwhile=meanwhile), 422
        clauses = with_clauses(_clauses_in(typed), [one.lacks for one in problems if one.lacks])
        page = self._page(row, topic, form, typed, clauses, problems=problems, silent=silent, checked=check_only)
        return page, 422 if problems else 200

    def _page(
        self, row: RulebookIssue, topic: Field, form: TopicForm, typed: Typed, clauses: Typed,
        *, problems: Sequence[Problem] = (), meanwhile: Sequence[Any] = (), silent: Sequence[Sentence] = (),
        checked: bool = False,
    ) -> str:  # fmt: skip
        return self.render(
            "rulebook/draft_topic.html", row=row, form=form, heading=topic_title(topic.name), topic=topic.name,
            parts=Sheet(topic.name, typed, problems).parts(topic.fields), clauses=clause_sheet(clauses, problems),
            problems=[(one.at, place_words(one.topic, one.place, at=one.at), problem_words(one)) for one in problems],
            meanwhile=meanwhile, silent=silent, checked=checked,
        )  # fmt: skip


def _as_it_stands(row: RulebookIssue, topic: Field) -> tuple[Typed, Typed]:
    draft = merged_of(row)
    return typing_.write(topic, draft.topics.get(topic.name, {})), clauses_typed(draft.topics.get(CLAUSES, {}))


def _topic_in(typed: Typed) -> dict[str, Sequence[str]]:
    return {name: values for name, values in typed.items() if not name.startswith(OF_CLAUSES)}


def _clauses_in(typed: Typed) -> dict[str, Sequence[str]]:
    return {name: values for name, values in typed.items() if name.startswith(OF_CLAUSES)}
