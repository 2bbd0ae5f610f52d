"""The forms of a month's close, one an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import wtforms
from flask_babel import lazy_gettext

from admin_views.forms import Form, InputRequired, ProseField, TermField, required
from admin_views.lookups import key_of
from terms.month import MonthAct, ReopeningAnswer
from workflows.months import approve, close, reopen, send, sign

SHORT = {"rows": 2}


class RemarkForm(Form):
    remark = ProseField(lazy_gettext("Remark"), render_kw=SHORT)


class ReasonForm(Form):
    reason = ProseField(lazy_gettext("Reason"), required(), render_kw=SHORT)


class OfDepartment(Form):
    """Forms that speak of one department."""

    department_id = wtforms.HiddenField()

    def values(self) -> dict[str, Any]:
        return {**super().values(), "department_id": key_of(self.department_id.data) or 0}


class SignForm(OfDepartment, RemarkForm):
    pass


class SendBackForm(OfDepartment, ReasonForm):
    pass


class DecideForm(Form):
    decision = TermField(lazy_gettext("Decision"), ReopeningAnswer, [InputRequired()], radios=True)
    answer = ProseField(lazy_gettext("Answer"), required(), render_kw=SHORT)

    def values(self) -> dict[str, Any]:
        return {"granted": self.decision.data is ReopeningAnswer.GRANTED, "answer": self.answer.data}


@dataclass(frozen=True)
class ActPage:
    """The form and the use-case of one act. figures: whether the figures are shown beside it."""

    form: type[Form]
    use_case: Callable[..., Any]
    figures: bool = False


PAGES = {
    MonthAct.SIGN: ActPage(SignForm, sign.sign, figures=True),
    MonthAct.SEND_BACK: ActPage(SendBackForm, sign.send_back),
    MonthAct.SEND: ActPage(RemarkForm, send.send, figures=True),
    MonthAct.APPROVE: ActPage(RemarkForm, approve.approve, figures=True),
    MonthAct.RETURN: ActPage(ReasonForm, approve.send_back),
    MonthAct.CLOSE: ActPage(RemarkForm, close.close),
    MonthAct.ASK_REOPENING: ActPage(ReasonForm, reopen.ask),
    MonthAct.DECIDE_REOPENING: ActPage(DecideForm, reopen.decide),
}
OF_DEPARTMENT = (MonthAct.SIGN, MonthAct.SEND_BACK)
