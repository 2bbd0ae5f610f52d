"""The acts on a case: one row an act, with its form and its use-case. When and by whom stands in `rules.lifecycle`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from admin_views import act_forms as forms
from admin_views import course_forms as asked
from admin_views import time_forms
from admin_views.facts_form import FactsForm, facts_of
from admin_views.forms import Form, posted
from admin_views.propose_form import ProposeForm, first_lines
from models import Complaint, db
from queries.people import handlers
from queries.supplied import usual_supplier
from terms.complaint import Act, Channel, Responsible
from workflows.call_backs.record import call_back
from workflows.call_backs.report import decide_report
from workflows.complaints.answer import answer, find_unfounded
from workflows.complaints.assign import assign
from workflows.complaints.close import close
from workflows.complaints.complete_facts import complete_facts
from workflows.complaints.contact import contact
from workflows.complaints.dispute import dispute, settle_dispute
from workflows.complaints.investigate import investigate
from workflows.complaints.merge import merge
from workflows.complaints.reopen import reopen
from workflows.complaints.withdraw import withdraw
from workflows.course.correct import correct, write_report
from workflows.course.plan import plan, review_plan
from workflows.course.record import agree, inspect, record_step
from workflows.course.tell import tell
from workflows.executions.carry_out import hand_over, pay, prove, receive_goods
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import refuse, send_back, sign
from workflows.settlements.take_back import take_back
from workflows.time_limits.classify import classify, reclassify
from workflows.time_limits.extend import ask_extension, decide_extension
from workflows.time_limits.pause import pause, resume
from workflows.time_limits.tick_duty import tick_duty


@dataclass(frozen=True)
class ActPage:
    """How one act is done on screen.

    starts_with: what its form holds at first. own_page: too large for a panel on the case's page.
    tone: `primary` leads the case on, `danger` ends or turns it back.
    """

    act: Act
    form: type[Form]
    use_case: Callable[..., Any]
    starts_with: Callable[[Complaint], dict[str, Any]] = lambda _case: {}
    own_page: bool = False
    tone: str = ""

    def make(self, case: Complaint) -> Form:
        """The form, from what was sent or as it starts."""
        form = self.form(posted(), data=self.starts_with(case))
        return self.fitted(form, case)

    def panel(self, case: Complaint) -> Form:
        """A fresh form for the case's page, with names of its own for its fields."""
        form = self.fitted(self.form(data=self.starts_with(case)), case)
        form.version.data = str(case.version)
        for field in form:
            field.id = field.label.field_id = f"{self.act.value}-{field.id}"
        return form

    @staticmethod
    def fitted(form: Form, case: Complaint) -> Form:
        if isinstance(form, forms.AssignForm):
            form.to_id.handlers = tuple(handlers(db.session(), case))
        if hasattr(form, "fit"):
            form.fit(case)
        return time_forms.fit(form, case)


ROWS: tuple[ActPage, ...] = (
    ActPage(Act.ASSIGN, forms.AssignForm, assign),
    ActPage(Act.CONTACT, forms.ContactForm, contact, lambda _case: {"channel": Channel.PHONE, "reached": True}),
    ActPage(Act.COMPLETE_FACTS, FactsForm, complete_facts, facts_of, own_page=True),
    ActPage(Act.INVESTIGATE, forms.InvestigateForm, investigate, lambda _case: {"responsible": Responsible.UNKNOWN}),
    ActPage(Act.CLASSIFY, time_forms.ClassForm, classify),
    ActPage(Act.RECLASSIFY, time_forms.ReclassForm, reclassify),
    ActPage(Act.TICK_DUTY, time_forms.DutyForm, tick_duty),
    ActPage(Act.PAUSE, time_forms.PauseForm, pause),
    ActPage(Act.RESUME, time_forms.ResumeForm, resume, tone="primary"),
    ActPage(Act.ASK_EXTENSION, time_forms.ExtensionForm, ask_extension),
    ActPage(Act.DECIDE_EXTENSION, time_forms.DecideExtensionForm, decide_extension, tone="primary"),
    ActPage(Act.INSPECT, asked.InspectForm, inspect, tone="primary"),
    ActPage(Act.PLAN, asked.PlanForm, plan, asked.plan_of, own_page=True, tone="primary"),
    ActPage(Act.REVIEW_PLAN, asked.ReviewForm, review_plan, tone="primary"),
    ActPage(Act.PROPOSE, ProposeForm, propose, first_lines, own_page=True, tone="primary"),
    ActPage(Act.FIND_UNFOUNDED, forms.UnfoundedForm, find_unfounded),
    ActPage(Act.RECEIVE_GOODS, forms.GoodsForm, receive_goods, tone="primary"),
    ActPage(Act.SIGN, forms.CommentForm, sign, tone="primary"),
    ActPage(Act.SEND_BACK, forms.ReturnForm, send_back),
    ActPage(Act.REFUSE, forms.RefuseForm, refuse, tone="danger"),
    ActPage(Act.AGREE, asked.AgreeForm, agree, tone="primary"),
    ActPage(Act.RECORD_STEP, asked.StepForm, record_step),
    ActPage(Act.TELL, asked.TellForm, tell, asked.first_to_tell, own_page=True),
    ActPage(Act.CORRECT, asked.CorrectForm, correct),
    ActPage(Act.WRITE_REPORT, asked.ReportForm, write_report, asked.report_of, own_page=True),
    ActPage(Act.TAKE_BACK, forms.ReasonForm, take_back),
    ActPage(Act.FILE, forms.FileForm, file, tone="primary"),
    ActPage(
        Act.HAND_OVER, forms.HandOverForm, hand_over, lambda case: {"supplier_id": usual_supplier(case)}, tone="primary"
    ),
    ActPage(Act.PAY, forms.PayForm, pay, tone="primary"),
    ActPage(Act.PROVE, forms.ProveForm, prove, tone="primary"),
    ActPage(Act.ANSWER, forms.AnswerForm, answer, tone="primary"),
    ActPage(
        Act.CALL_BACK,
        forms.CallBackPage,
        call_back,
        lambda case: {"spoke_with": case.complainant_name},
        own_page=True,
        tone="primary",
    ),
    ActPage(Act.DECIDE_REPORT, forms.DecideReportForm, decide_report),
    ActPage(Act.DISPUTE, forms.ReasonForm, dispute, tone="danger"),
    ActPage(Act.SETTLE_DISPUTE, forms.SettleDisputeForm, settle_dispute),
    ActPage(Act.CLOSE, forms.NothingForm, close, tone="primary"),
    ActPage(Act.REOPEN, forms.ReasonForm, reopen),
    ActPage(Act.WITHDRAW, forms.ReasonForm, withdraw, tone="danger"),
    ActPage(Act.MERGE, forms.MergeForm, merge),
)
PAGES: Mapping[Act, ActPage] = {row.act: row for row in ROWS}


def page_of(name: str) -> ActPage | None:
    """The act of an address; None for a word that is none."""
    return next((row for row in ROWS if row.act.value == name), None)
