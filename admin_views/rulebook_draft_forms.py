"""The forms of an issue on its way, one an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import wtforms
from flask_babel import lazy_gettext
from wtforms.validators import Length

from admin_views.fields import TermsField
from admin_views.forms import DateField, Form, InputRequired, LineField, ProseField, required
from admin_views.rulebook_profiles import ProfilesField, combined, demand_together
from terms.rulebook import IssueAct
from terms.trade import CustomerKind
from workflows.rulebook import renew, sign, submit

SHORT = {"rows": 2}


class TicksField(wtforms.SelectMultipleField):
    """Several of the entries there are, as tick boxes."""

    control = "ticks"


class PackForm(Form):
    """A pack, and the profiles on top of it."""

    pack = wtforms.SelectField(lazy_gettext("Policy"), validate_choice=True)
    profiles = ProfilesField()

    def validate_profiles(self, field: Any) -> None:
        demand_together(self.pack.data or "", field.data or ())

    def values(self) -> dict[str, Any]:
        return combined(super().values())


class StartForm(PackForm):
    title = LineField(
        lazy_gettext("What the change is about"), [*required(), Length(max=200)],
        description=lazy_gettext("In a few words, such as: five times becomes four times"), render_kw={"wide": True},
    )  # fmt: skip
    reason = ProseField(lazy_gettext("Reason of the change"), render_kw=SHORT)


class SubmitForm(Form):
    title = LineField(
        lazy_gettext("What the change is about"), [*required(), Length(max=200)], render_kw={"wide": True}
    )
    reason = ProseField(lazy_gettext("Reason of the change"), required(), render_kw={"rows": 3})
    effective_from = DateField(
        lazy_gettext("In force from"), [InputRequired()],
        description=lazy_gettext("Tomorrow at the earliest: cases registered before keep the issue they have."),
    )  # fmt: skip


class SignForm(Form):
    comment = ProseField(lazy_gettext("Comment"), render_kw=SHORT)


class ReturnForm(Form):
    comment = ProseField(lazy_gettext("What to correct"), required(), render_kw=SHORT)


class WithdrawForm(Form):
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw=SHORT)


class RenewForm(Form):
    """Nothing to enter: what the draft changes is changed in the newest issue."""


class TopicForm(Form):
    """The marks alone: the fields of a topic are as its reader says."""


class InForceForm(PackForm):
    """A side of which nothing is ticked stays open: it holds for all."""

    since = DateField(lazy_gettext("In force from"), [InputRequired()])
    departments = TicksField(lazy_gettext("Departments"))
    branches = TicksField(lazy_gettext("Branches"))
    product_lines = TicksField(lazy_gettext("Product lines"))
    customers = TermsField(lazy_gettext("Customer kinds"), CustomerKind)
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw=SHORT)


class CallOffForm(Form):
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw=SHORT)


class EndForm(Form):
    until = DateField(
        lazy_gettext("No longer in force from"), [InputRequired()],
        description=lazy_gettext("The first day it does not hold any more."),
    )  # fmt: skip


@dataclass(frozen=True)
class ActPage:
    """The form and the use-case of one act."""

    form: type[Form]
    use_case: Callable[..., Any]


PAGES: dict[IssueAct, ActPage] = {
    IssueAct.SUBMIT: ActPage(SubmitForm, submit.submit),
    IssueAct.SIGN: ActPage(SignForm, sign.sign),
    IssueAct.RETURN: ActPage(ReturnForm, sign.send_back),
    IssueAct.RENEW: ActPage(RenewForm, renew.renew),
    IssueAct.WITHDRAW: ActPage(WithdrawForm, submit.withdraw),
}
