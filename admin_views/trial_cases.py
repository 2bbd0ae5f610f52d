"""The cases that come out otherwise in a trial: a list to narrow down, and of each why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import and_, or_
from werkzeug.datastructures import MultiDict

from admin_views.base import Screen, opens
from admin_views.case_words import times
from admin_views.filters import Chip, Choice, Condition, Filter
from admin_views.lookups import Pick
from admin_views.signed_in import actor
from admin_views.story import Cell, Link
from admin_views.trial_why import sides
from admin_views.words import listed, translate, words
from models import Trial, TrialCase, db
from queries.replays import Replay, Told
from queries.scope import tells_penalties, told_penalties
from rulebook import RulebookError
from rules.permissions import Permission
from terms.replay import OF_PENALTIES, ReplayChange
from workflows.trials.work import compared_by

TRIALS = Pick(Trial)


class OfTrial(Filter):
    """The trial whose cases are listed: in the address, not in the panel."""

    kind = "kept"

    def read(self, args: MultiDict[str, str]) -> tuple[int, str] | None:
        row = TRIALS.one(args.get(self.name, ""))
        return (row.id, str(row)) if row is not None else None

    def condition(self, model: type[Any], value: tuple[int, str]) -> Condition:
        found: Condition = getattr(model, self.name) == value[0]
        return found

    def chips(self, value: tuple[int, str]) -> list[Chip]:
        return [(value[1], {self.name: None})]

    def arguments(self, value: tuple[int, str]) -> dict[str, Any]:
        return {self.name: value[0]}


class Shows(Choice):
    """Cases that show any of the ticked changes."""

    def condition(self, model: type[Any], value: tuple[Any, ...]) -> Condition:
        return or_(*(self._shows(model, one) for one in value))

    def _shows(self, model: type[Any], one: ReplayChange) -> Condition:
        found = getattr(model, self.name).contains(f"|{one.value}|", autoescape=True)
        return and_(found, told_penalties(actor().as_person())) if one in OF_PENALTIES else found


def changes(row: TrialCase) -> str:
    """What comes out otherwise; of penalties only to whoever may read them."""
    found = [ReplayChange(one) for one in row.changes.strip("|").split("|")]
    told = tells_penalties(row.trial, actor().as_person())
    return listed(one for one in found if told or one not in OF_PENALTIES)


def multiple(row: TrialCase) -> str:
    """Of the last settlement."""
    last = row.complaint.settlement
    return times(last) if last else ""


def decides(row: TrialCase) -> Cell:
    """Who decides, before and after; once where it is the same."""
    if row.decided is row.decides:
        return Cell(words(row.decides))
    return Cell(f"{words(row.decided)} → {words(row.decides)}")


class TrialCases(Screen):
    model = TrialCase
    address = "trial_case"
    title, icon = lazy_gettext("Cases that come out otherwise"), "list"
    permissions = {"read": Permission.RULEBOOK_TRY}
    eager = ("complaint.product", "complaint.settlements", "trial")
    column_list = (
        "complaint.number", "complaint.registered_at", "complaint.product.name", "multiple", "changes", "decides",
        "complaint.state",
    )  # fmt: skip
    column_labels = {
        "complaint.product.name": lazy_gettext("Product"), "changes": lazy_gettext("Change"),
        "decides": lazy_gettext("Decides"),
    }  # fmt: skip
    column_formatters = {"multiple": multiple, "changes": changes, "decides": decides}
    column_default_sort = "id"
    filters = (OfTrial("trial_id"), Shows("changes", ReplayChange, lazy_gettext("Change")))
    shows_history = False
    list_template = "trial/cases.html"
    details_template = "trial/why.html"

    @expose("/")
    @opens("read")
    def index_view(self) -> ResponseReturnValue:
        if TRIALS.one(request.args.get("trial_id", "")) is None:
            return redirect(url_for("trial.index_view"))
        answer: ResponseReturnValue = super().index_view()
        return answer

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        """Why one case comes out otherwise: judged again, from the record as it is now."""
        row = self.row()
        told = self._told(row)
        return self.render(
            self.details_template, row=row, heading=self.title_of(row), found=list(self._found(told)),
            before=sides(told.case, told.before), after=sides(told.case, told.after), links=self.links(row), events=[],
            trial_url=url_for("trial.details_view", id=row.trial_id), list_url=self._list_url(row),
        )  # fmt: skip

    def _told(self, row: TrialCase) -> Told:
        try:
            return Replay(db.session(), compared_by(row.trial, actor().as_person())).tell([row.complaint_id])[0]
        except (RulebookError, ValueError):  # an issue that is no longer to be had
            return abort(404)

    def _found(self, told: Told) -> Iterator[tuple[str, str, str, str]]:
        for one in told.found:
            yield words(one.change), translate(one.said), one.was, one.clause

    def _list_url(self, row: TrialCase) -> str:
        return url_for("trial_case.index_view", trial_id=row.trial_id)

    def links(self, row: TrialCase) -> list[Link]:
        return [
            Link(gettext("Open the case"), url_for("complaint.details_view", id=row.complaint_id), icon="complaint")
        ]

    def title_of(self, row: TrialCase) -> str:
        return str(row.complaint.number)
