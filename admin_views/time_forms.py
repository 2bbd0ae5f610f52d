"""The forms of class, pause, extension and duties; each offers only what the policy of its case knows."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext

from admin_views.forms import Form, InputRequired, IntegerField, ProseField, TermField, required
from models import Complaint
from queries.rulebook import policy_of
from queries.running_clocks import lacking
from rulebook.time_limits import Extension
from terms.classes import CaseClass, ClassDuty
from terms.limits import ExtensionStatus, PauseReason

# Nobody asks for a year more.
MOST_ADDED = 365


class ClassForm(Form):
    case_class = TermField(lazy_gettext("Class"), CaseClass, [InputRequired()], radios=True)


class ReclassForm(ClassForm):
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw={"rows": 2})


class DutyForm(Form):
    duty = TermField(lazy_gettext("Duty of the class"), ClassDuty, [InputRequired()], radios=True)
    note = ProseField(lazy_gettext("How it was done"), required(), render_kw={"rows": 2})


class PauseForm(Form):
    waits_for = TermField(lazy_gettext("It waits for"), PauseReason, [InputRequired()], radios=True)
    reason = ProseField(lazy_gettext("What exactly is missing"), required(), render_kw={"rows": 2})


class ResumeForm(Form):
    reason = ProseField(lazy_gettext("What came in"), render_kw={"rows": 2})


class ExtensionForm(Form):
    amount = IntegerField(lazy_gettext("How much longer"), [InputRequired()], least=1, most=MOST_ADDED)
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw={"rows": 2})


class DecideExtensionForm(Form):
    verdict = TermField(
        lazy_gettext("Decision"), ExtensionStatus, [InputRequired()],
        among=(ExtensionStatus.APPROVED, ExtensionStatus.REFUSED), radios=True,
    )  # fmt: skip
    comment = ProseField(lazy_gettext("Comment"), render_kw={"rows": 2})

    def values(self) -> dict[str, Any]:
        return {"approved": self.verdict.data is ExtensionStatus.APPROVED, "comment": self.comment.data}


def fit(form: Form, case: Complaint) -> Form:
    """Offer what the policy of the case knows, and nothing else."""
    book = policy_of(case)
    if isinstance(form, ClassForm):
        form.case_class.among = tuple(one for one in book.classes.classes if one is not case.case_class)
    if isinstance(form, DutyForm):
        form.duty.among = lacking(case, book)
    if isinstance(form, PauseForm):
        form.waits_for.among = book.time_limits.pause.waits if book.time_limits.pause else ()
    if isinstance(form, ExtensionForm) and book.time_limits.extension:
        form.amount.description = said(book.time_limits.extension)
    return form


def said(rule: Extension) -> str:
    """What the policy says of more time."""
    if rule.most:
        return gettext("In the unit of the time limit; %(most)s at most.", most=rule.most)
    return gettext("In the unit of the time limit.")
