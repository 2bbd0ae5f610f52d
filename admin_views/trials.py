"""Try before approving: an issue of the rulebook on past cases, with figures before and after."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views import acting
from admin_views.base import Screen, opens
from admin_views.filters import Choice
from admin_views.forms import posted
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Link
from admin_views.trial_folds import is_same
from admin_views.trial_forms import TrialForm, pack_words, prefilled
from admin_views.trial_tables import cases_url, tables
from admin_views.words import day, words
from models import Trial
from rulebook import packs
from rules.permissions import Permission
from rules.replay_figures import figures_of
from terms.replay import TrialState
from workflows.trials.ask import ask

PILLS = {TrialState.WAITING: "pill-handling", TrialState.DONE: "pill-confirmed", TrialState.FAILED: "pill-refused"}


def state(row: Trial) -> Cell:
    return Cell(words(row.state), pill=PILLS[row.state])


def changed(row: Trial) -> Cell:
    return Cell(f"{figures_of(row.figures).changed:,}", numeric=True)


def span(row: Trial) -> str:
    return f"{day(row.first)} – {day(row.last)}"


def tried(row: Trial) -> str:
    """What is tried, in the reader's language where it has no title of its own."""
    if row.issue is not None and not row.issue.based_on:
        return pack_words(row.issue.pack)
    return pack_words(row.tried) if row.tried in packs() else row.tried


def held_against(row: Trial) -> str:
    return row.before or gettext("The issue each case was judged under")


class Trials(Screen):
    model = Trial
    address = "trial"
    title, icon = lazy_gettext("Trials on past cases"), "swap"
    permissions = {"read": Permission.RULEBOOK_TRY, "create": Permission.RULEBOOK_TRY}
    create_with = staticmethod(ask)
    form = TrialForm
    eager = ("asked_by", "issue")
    column_list = ("tried", "pack", "span", "state", "total", "changed", "asked_by.name", "asked_at")
    column_labels = {
        "tried": lazy_gettext("What is tried"), "pack": lazy_gettext("On the cases of"),
        "span": lazy_gettext("Registered between"), "total": lazy_gettext("Cases"),
        "changed": lazy_gettext("Come out otherwise"), "asked_by": lazy_gettext("Asked by"),
        "asked_by.name": lazy_gettext("Asked by"), "asked_at": lazy_gettext("Asked at"),
        "before": lazy_gettext("Held against"),
    }  # fmt: skip
    column_formatters = {
        "tried": tried, "state": state, "changed": changed, "span": span, "before": held_against,
        "pack": lambda row: pack_words(row.pack),
    }  # fmt: skip
    filters = (Choice("state", TrialState),)
    details_template = "trial/details.html"

    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        form = TrialForm(posted(), data=prefilled())
        return acting.answer(
            self, form, ask, {}, title=gettext("Try on past cases"), button=gettext("Work it out"),
            done=lambda row: redirect(self.url_of(row)),
        )  # fmt: skip

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        row = self.row()
        at_work = row.state is TrialState.WAITING
        return self.render(
            self.details_template, row=row, heading=self.title_of(row), sections=self.sections(row),
            links=self.links(row), events=[], at_work=at_work, figures=figures_of(row.figures),
            mine=row.asked_by_id == actor().id, is_same=is_same, trouble=row.trouble and gettext(row.trouble),
        )  # fmt: skip

    def sections(self, row: Trial) -> list[Any]:
        names = ("tried", "pack", "before", "span", "asked_by.name", "asked_at")
        facts = Facts("", [(self.label(name), self.cell(row, name)) for name in names])
        return [*(tables(row) if row.state is TrialState.DONE else []), facts]

    def links(self, row: Trial) -> list[Link]:
        if row.state is not TrialState.DONE or not figures_of(row.figures).changed:
            return []
        return [Link(gettext("Cases that come out otherwise"), cases_url(row), primary=True, icon="list")]

    def title_of(self, row: Trial) -> str:
        return f"{tried(row)} · {span(row)}"

    @expose("/progress/")
    @opens("read")
    def progress_view(self) -> ResponseReturnValue:
        """How far it is, for the bar: cases done of all, and whether there is more to wait for."""
        row = self.row()
        at_work = row.state is TrialState.WAITING
        return jsonify(state=row.state.value, at_work=at_work, done=row.done, total=row.total)
