"""The forms of what a pack asks on the way of a case; each is cut to what the case's own pack asks."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext

from admin_views.forms import (
    BooleanField,
    DateField,
    Form,
    InputRequired,
    LineField,
    MomentField,
    ProseField,
    TermField,
    TermsField,
    required,
)
from admin_views.words import translate, words
from models import Complaint
from queries.case_facts import case_facts
from queries.rulebook import policy_of
from rules.corrective import demanded
from rules.course import Course
from rules.intake import acknowledgement
from rules.tellings import COMPLAINANTS
from terms.complaint import Channel, Verdict
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact, PlanPart
from terms.notices import NoticeKind, NoticePart, NoticeTo
from workflows.course.plan import FIELDS


def course_of(case: Complaint) -> Course:
    return case_facts(case).course


class AgreeForm(Form):
    note = ProseField(lazy_gettext("What the customer agreed to"), required(), render_kw={"rows": 2})


class InspectForm(Form):
    note = ProseField(lazy_gettext("What was inspected, and what was found"), required())


class StepForm(Form):
    fact = TermField(lazy_gettext("Step"), CaseFact, [InputRequired()])
    note = ProseField(lazy_gettext("What was done"), required(), render_kw={"rows": 2})

    def fit(self, case: Complaint) -> None:
        self.fact.among = tuple(course_of(case).to_record)


class PlanForm(Form):
    """The parts the policy asks for; the others are left away."""

    cause = ProseField(lazy_gettext("Cause"), render_kw={"rows": 2, "must": True})
    solution = ProseField(lazy_gettext("Solution"), render_kw={"must": True})
    department = LineField(lazy_gettext("Responsible department"), render_kw={"must": True})
    person = LineField(lazy_gettext("Responsible person"), render_kw={"must": True})
    carry_out_at = MomentField(lazy_gettext("To be carried out by"), render_kw={"must": True})

    def fit(self, case: Complaint) -> None:
        plan = policy_of(case).flow.plan
        for part, name in FIELDS.items():
            if plan is None or part not in plan.parts:
                del self[name]

    def values(self) -> dict[str, Any]:
        blank = {"cause": "", "solution": "", "department": "", "person": "", "carry_out_at": None}
        return {**blank, **super().values()}


def plan_of(case: Complaint) -> dict[str, Any]:
    """The plan that stands, to be put right; else what the investigation found."""
    if case.plans:
        return {name: getattr(case.plans[-1], name) for name in FIELDS.values()}
    causes = [one.cause for one in case.findings if one.cause]
    return {FIELDS[PlanPart.CAUSE]: causes[-1] if causes else ""}


class ReviewForm(Form):
    verdict = TermField(
        lazy_gettext("Decision"), Verdict, [InputRequired()], among=(Verdict.SIGNED, Verdict.SENT_BACK), radios=True
    )
    comment = ProseField(lazy_gettext("Comment"), render_kw={"rows": 2})

    def values(self) -> dict[str, Any]:
        return {"agrees": self.verdict.data is Verdict.SIGNED, "comment": self.comment.data}


class TellForm(Form):
    """One notice: what it must hold by the policy is ticked as it is said."""

    notice = TermField(lazy_gettext("Notice"), NoticeKind, [InputRequired()])
    told_to = TermField(lazy_gettext("Told to"), NoticeTo, [InputRequired()])
    channel = TermField(lazy_gettext("Channel"), Channel, [InputRequired()])
    parts = TermsField(lazy_gettext("What it held"), NoticePart)
    written = BooleanField(lazy_gettext("Given in writing"))
    said = ProseField(lazy_gettext("What was said"), required())

    def fit(self, case: Complaint) -> None:
        known = policy_of(case).notices.notices
        self.notice.among = tuple(known)
        rule = known.get(self.notice.data)
        rules = (rule,) if rule else tuple(known.values())
        held = {part for one in rules for part in one.parts}
        self.parts.among = tuple(part for part in NoticePart if part in held)
        receivers = {one for rule in rules for one in rule.to} | set(COMPLAINANTS)
        self.told_to.among = tuple(one for one in NoticeTo if one in receivers)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "parts": tuple(sorted(self.parts.data, key=list(NoticePart).index))}


def first_to_tell(case: Complaint) -> dict[str, Any]:
    """The notice the address names, else the first that is owed; with the words the system knows."""
    known, owed = policy_of(case).notices.notices, course_of(case).to_tell
    if not known:
        return {}
    named = next((one for one in known if one.value == request.values.get("notice")), None)
    notice = named or (owed[0].notice if owed else next(iter(known)))
    rule = known[notice]
    lack = next((one.lack for one in owed if one.notice is notice), None)
    to = lack.to[0] if lack and lack.to else rule.to[0]
    return {
        "notice": notice, "told_to": to, "channel": Channel.PHONE, "parts": rule.parts, "said": _words_for(case, notice)
    }  # fmt: skip


def _words_for(case: Complaint, notice: NoticeKind) -> str:
    if notice is NoticeKind.ACKNOWLEDGEMENT:
        return translate(acknowledgement(number=case.number, due_at=case.due_at))
    if notice in (NoticeKind.RESULT, NoticeKind.UNFOUNDED, NoticeKind.REFUSED):
        return case.result
    if notice is NoticeKind.PLAN and case.plans:
        return case.plans[-1].solution
    return ""


class CorrectForm(Form):
    demand = TermField(lazy_gettext("Demand"), CorrectiveDemand, [InputRequired()])
    what = ProseField(lazy_gettext("What was done"), required())
    person = LineField(lazy_gettext("Responsible person"))
    due_on = DateField(lazy_gettext("Deadline"))

    def fit(self, case: Complaint) -> None:
        wanted = demanded(case.kind, policy_of(case).corrective, case_class=case.case_class)
        self.demand.among = tuple(one.demand for one in wanted)
        if CorrectiveDemand.DEADLINE not in self.demand.among:
            del self.person, self.due_on


class ReportForm(Form):
    """The report to the customer, section by section (P43 6.5)."""

    background = ProseField(ReportSection.BACKGROUND.en)
    checks = ProseField(ReportSection.CHECKS.en)
    analysis = ProseField(ReportSection.ANALYSIS.en)
    measures = ProseField(ReportSection.MEASURES.en)
    conclusion = ProseField(ReportSection.CONCLUSION.en)

    def fit(self, case: Complaint) -> None:
        wanted = {one.section: one for one in policy_of(case).corrective.report}
        for section in ReportSection:
            if section not in wanted:
                del self[section.value]
                continue
            field = self[section.value]
            field.label.text = words(section)
            field.description = f"{words(wanted[section].contents)} ({wanted[section].clause})"

    def values(self) -> dict[str, Any]:
        return {"sections": {one: self[one.value].data for one in ReportSection if one.value in self}}


def report_of(case: Complaint) -> dict[str, Any]:
    return {one.section.value: one.contents for one in case.report_parts}
