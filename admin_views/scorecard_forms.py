"""The forms of scorecards: assessing, setting a target, and one form an act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms
from flask_babel import lazy_gettext

from admin_views.forms import DateField, Form, LineField, MoneyField, PickField, ProseField, TermField, required
from admin_views.labels import label_of
from admin_views.master_picks import DEPARTMENTS
from admin_views.record_screen import Page
from terms.measures import Measure
from terms.scorecard import ScoreAct
from terms.term import Term
from workflows.scorecards.freeze import freeze
from workflows.scorecards.sign import send_back, sign

TALL = {"rows": 3}


class PlainForm(Form):
    """An act that says nothing more."""


class ReasonForm(Form):
    reason = ProseField(label_of("reason"), required(), render_kw=TALL)


class AssessForm(Form):
    """Of one card and measure, which its address names."""

    subject = wtforms.HiddenField()
    measure = wtforms.HiddenField()
    points = MoneyField(
        lazy_gettext("Points of 100"), required(), description=lazy_gettext("From 0 to 100; 100 is the best.")
    )
    reason = ProseField(lazy_gettext("What it rests on"), required(), render_kw=TALL)

    def arranged(self) -> list[tuple[Any, list[Any]]]:
        """Without the two, which the template keeps hidden."""
        hidden = (self.subject.name, self.measure.name)
        return [(title, [one for one in fields if one.name not in hidden]) for title, fields in super().arranged()]

    def values(self) -> dict[str, Any]:
        found = super().values()
        measure = next((one for one in Measure if one.value == self.measure.data), None)
        return {**found, "subject": self.subject.data or "", "measure": measure}


class TargetForm(Form):
    measure = TermField(label_of("measure"), Measure, required(), among=(Measure.COST, Measure.EFFICIENCY))
    amount = MoneyField(
        lazy_gettext("Target"),
        required(),
        description=lazy_gettext("Yuan a case for cost control; hours a case for a duration."),
    )
    department_id = PickField(
        label_of("department"), DEPARTMENTS, description=lazy_gettext("Empty: for all that have none of their own.")
    )
    since = DateField(lazy_gettext("Holds from"), required())
    reason = LineField(label_of("reason"), required(), render_kw={"wide": True})


PAGES: Mapping[Term, Page] = {
    ScoreAct.FREEZE: Page(PlainForm, freeze),
    ScoreAct.SIGN: Page(PlainForm, sign),
    ScoreAct.RETURN: Page(ReasonForm, send_back),
}
