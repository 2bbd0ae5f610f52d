"""The forms of the acts on a case: one small class each, named by what is written down."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext

from admin_views.forms import (
    BooleanField,
    Form,
    InputRequired,
    LineField,
    MomentField,
    PickField,
    ProseField,
    TermField,
    required,
)
from admin_views.lookups import key_of
from admin_views.master_picks import DISTRIBUTORS
from admin_views.uploads import FilesField, storage
from admin_views.words import listed
from queries.people import Handler
from terms.complaint import CallBackOutcome, Channel, FindingStatus, Responsible
from workflows.call_backs.record import Form as CallBackForm

SCORES = {
    "5": lazy_gettext("5 very good"),
    "4": lazy_gettext("4 good"),
    "3": lazy_gettext("3 fair"),
    "2": lazy_gettext("2 poor"),
    "1": lazy_gettext("1 very poor"),
}


class NothingForm(Form):
    """An act that needs no more than the decision to do it."""


class CommentForm(Form):
    comment = ProseField(lazy_gettext("Comment"), render_kw={"rows": 2})


class ReturnForm(Form):
    comment = ProseField(lazy_gettext("What must be corrected"), required(), render_kw={"rows": 2})


class RefuseForm(Form):
    comment = ProseField(lazy_gettext("Why not"), required(), render_kw={"rows": 2})


class ReasonForm(Form):
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw={"rows": 2})


class PersonField(wtforms.Field):
    """One of a few people, with how many cases each has; data is the staff id."""

    control = "radios"
    handlers: tuple[Handler, ...] = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = key_of(valuelist[0]) if valuelist else None

    def iter_choices(self) -> Any:
        for one in self.handlers:
            said = gettext(
                "%(name)s · %(roles)s · %(cases)s open",
                name=one.staff.name,
                roles=listed(sorted(one.staff.roles)),
                cases=one.cases,
            )
            yield (one.staff.id, said, one.staff.id == self.data, {})

    def pre_validate(self, form: Any) -> None:
        if self.data not in {one.staff.id for one in self.handlers}:
            raise wtforms.ValidationError(self.gettext("Choose one of the people."))


class AssignForm(Form):
    to_id = PersonField(lazy_gettext("Assign to"), render_kw={"wide": True})


class ContactForm(Form):
    channel = TermField(lazy_gettext("Channel"), Channel, [InputRequired()])
    reached = BooleanField(lazy_gettext("Reached"), default=True)
    said = ProseField(lazy_gettext("What was said"), required())
    next_promise_at = MomentField(lazy_gettext("I promise to call again at"))


class InvestigateForm(Form):
    facts = ProseField(lazy_gettext("Facts"), required())
    responsible = TermField(lazy_gettext("Who answers for the cause"), Responsible, [InputRequired()])
    cause = ProseField(lazy_gettext("Cause"), render_kw={"rows": 2})
    evidence = ProseField(lazy_gettext("Evidence"), render_kw={"rows": 2})


class UnfoundedForm(Form):
    reasons = ProseField(lazy_gettext("Reasons, as told to the complainant"), required())


class GoodsForm(Form):
    note = LineField(lazy_gettext("Note"), description=lazy_gettext("What arrived, how much, in which state."))


class FileForm(Form):
    paper_place = LineField(lazy_gettext("Place of the paper"), render_kw={"list": "paper-places"})


class HandOverForm(Form):
    carrier = LineField(lazy_gettext("Carrier"), required())
    supplier_id = PickField(
        lazy_gettext("Out of a distributor's stock"),
        DISTRIBUTORS,
        description=lazy_gettext("Replenished after the month. Left empty: our warehouse."),
    )


class PayForm(Form):
    voucher = LineField(lazy_gettext("Payment voucher"), required(), most=64)


class ProveForm(Form):
    received_by = LineField(lazy_gettext("Received by"), required(), most=64)
    proof = ProseField(lazy_gettext("Proof"), required(), render_kw={"rows": 2})
    uploads = FilesField(lazy_gettext("Photo or signed paper"))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "storage": storage()}


class AnswerForm(Form):
    result = ProseField(lazy_gettext("Result, as told to the complainant"), required())


class ScoreField(wtforms.RadioField):
    """1 to 5, or nothing said."""

    control = "radios"

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, [wtforms.validators.Optional()], choices=[], **options)

    def iter_choices(self) -> Any:
        for score, label in SCORES.items():
            yield (score, str(label), self.data == score, {})

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in SCORES:
            raise wtforms.ValidationError(self.gettext("Not a valid choice."))

    @property
    def score(self) -> int | None:
        return int(self.data) if self.data in SCORES else None


class CallBackPage(Form):
    outcome = TermField(
        lazy_gettext("Outcome of the call"), CallBackOutcome, [InputRequired()], radios=True,
        among=(
            CallBackOutcome.SATISFIED, CallBackOutcome.DISSATISFIED, CallBackOutcome.CONTRADICTS,
            CallBackOutcome.NOT_REACHED,
        ),
    )  # fmt: skip
    spoke_with = LineField(lazy_gettext("Spoke with"), most=64)
    result = ScoreField(lazy_gettext("Result"))
    speed = ScoreField(lazy_gettext("Speed"))
    attitude = ScoreField(lazy_gettext("Attitude"))
    answers = ProseField(lazy_gettext("What the consumer said"), render_kw={"rows": 3})
    difference = ProseField(lazy_gettext("What differs from the report"), render_kw={"rows": 2})
    next_step = LineField(lazy_gettext("Next step"))

    def values(self) -> dict[str, Any]:
        form = CallBackForm(
            outcome=self.outcome.data,
            spoke_with=self.spoke_with.data,
            attitude=self.attitude.score,
            speed=self.speed.score,
            result=self.result.score,
            answers=self.answers.data,
            difference=self.difference.data,
            next_step=self.next_step.data,
        )
        return {"form": form}


class DecideReportForm(Form):
    finding = TermField(
        lazy_gettext("Finding"), FindingStatus, [InputRequired()],
        among=(FindingStatus.CONFIRMED, FindingStatus.DISMISSED),
    )  # fmt: skip
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw={"rows": 2})

    def values(self) -> dict[str, Any]:
        return {"confirmed": self.finding.data is FindingStatus.CONFIRMED, "reason": self.reason.data}


class SettleDisputeForm(Form):
    outcome = ProseField(lazy_gettext("Outcome of the dispute"), required(), render_kw={"rows": 2})
    handle_again = BooleanField(lazy_gettext("Handle the case again"), default=True)


class MergeForm(Form):
    into_number = LineField(lazy_gettext("Number of the case that goes on"), required(), most=64)
    reason = LineField(lazy_gettext("Reason"))
