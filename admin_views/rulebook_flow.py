"""The way of a case: its steps as a path, the gates before them, the plan, the papers, and what it must lead to."""

from __future__ import annotations

from flask_babel import gettext as _

from admin_views.rulebook_tables import Line, Part, line, only, said, setting, stated, yes
from admin_views.words import listed, words
from rulebook import Book
from rulebook.flow import Flow, FlowStep, Gate, Plan
from terms.classes import CaseClass
from terms.complaint import ComplaintKind
from terms.flow import FlowPurpose


def flow(book: Book) -> list[Part]:
    rule = book.flow
    paths = [_path(one, rule.gates) for one in rule.flows.values()]
    gates = [_gate(one) for one in rule.gates]
    labels = [_("Step"), _("Must stand on record"), _("For"), _("Classes")]
    return [*paths, Part(_("Gates"), labels, gates), *([_plan(rule.plan)] if rule.plan else [])]


def _path(found: Flow, gates: tuple[Gate, ...]) -> Part:
    title = _("The way of a case: %(purpose)s", purpose=words(found.purpose))
    steps = [_step(found, step, gates) for step in found.steps]
    return Part(title, [_("Step"), _("Done by")], steps, path=True)


def _step(found: Flow, step: FlowStep, gates: tuple[Gate, ...]) -> Line:
    shut = [_gate(one) for one in gates if one.before in step.done_by and found.purpose in one.purposes]
    values = (said(step.name), listed(sorted(step.done_by)))
    return Line(values, found.clause, place=f"flows.{found.purpose}", beneath=shut)


def _gate(one: Gate) -> Line:
    needs, purposes = listed(sorted(one.needs)), only(one.purposes, FlowPurpose)
    return stated(one, f"gates.{one.gate}", words(one.before), needs, purposes, only(one.classes, CaseClass))


def _plan(plan: Plan) -> Part:
    parts = line(plan.clause, _("What a plan states"), listed(plan.parts), at="plan")
    approved = line(plan.approval_clause, _("Who approves it"), listed(plan.approvers), at="plan")
    return Part(_("The plan"), [_("What"), _("Rule")], [parts, *([approved] if plan.approvers else [])])


def execution(book: Book) -> list[Part]:
    rule = book.execution
    first = _("Filed before goods or money leave")
    filed = line(rule.clause, first, yes(rule.needs_filing_first), at="needs_filing_first", why=rule.reason)
    return [Part("", [_("Rule"), _("Applies")], [filed])]


def papers(book: Book) -> list[Part]:
    rule = book.papers
    form = line(
        rule.hand_in_clause, _("Handling form handed in, days after approval"), str(rule.hand_in_days),
        at="hand_in", why=rule.hand_in_reason,
    )  # fmt: skip
    letter = setting(
        _("Letter answered, days after its date"), str(rule.reply_days), at="letters", why=rule.reply_reason
    )
    return [Part("", [_("What"), _("How many")], [form, letter])]


def corrective(book: Book) -> list[Part]:
    rule = book.corrective
    demands = [
        stated(
            one, f"demands.{one.demand}", words(one.demand), only(one.kinds, ComplaintKind),
            only(one.classes, CaseClass),
        )
        for one in rule.demands
    ]  # fmt: skip
    sections = [stated(one, f"report.{one.section}", words(one.section), said(one.contents)) for one in rule.report]
    alike = setting(_("Cases alike that make a trend"), str(rule.trend_from), at="trend", why=rule.trend_reason)
    return [
        Part(_("What a case must lead to"), [_("Demand"), _("For"), _("Classes")], demands),
        Part(_("Sections of the report to the customer"), [_("Section"), _("What it holds")], sections),
        Part(_("Trends"), [_("What"), _("Number of cases")], [alike] if rule.trend_from else []),
    ]
