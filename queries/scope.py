"""Who sees which rows: the only place that knows. Deny by default.

    clerk: own cases, own region's customers      supervisor: the region       department head: the department
    director, general manager, general office, quality: the company            sales administration: the department
    finance, logistics: what reached them         service engineer: own service records and their cases
    finance: also the distributors, whose accounts it keeps; logistics: whoever goods are shipped to
    administrator: set-up, never a case        substitute: also what waits for the principal's signature

Several roles add up. List, count, details, lookups, export and use-cases all ask `visible`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Select, false, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import True_
from sqlalchemy.sql.functions import FunctionElement

from models import (
    Assessment,
    Attachment,
    AuditEvent,
    AuthSession,
    Batch,
    CallBack,
    CaseCorrection,
    CaseNotice,
    CasePlan,
    CaseStep,
    CompanySummary,
    Complaint,
    ComplaintClock,
    Contact,
    Cost,
    Customer,
    DailyReport,
    DeliveryPaper,
    Department,
    DepartmentSummary,
    DutyDone,
    Escalation,
    Execution,
    Extension,
    FalseReport,
    FileImport,
    Filing,
    Finding,
    FormCount,
    FormMove,
    GlassQuarter,
    HandlingForm,
    ImportRow,
    JobRun,
    JobTurn,
    Letter,
    LetterFile,
    Month,
    MonthApproval,
    MonthReopening,
    PackInForce,
    PenaltyEntry,
    PlanReview,
    Product,
    Region,
    Replenishment,
    ReplenishmentLine,
    ReportPart,
    Reward,
    RulebookIssue,
    RulebookSignature,
    Scorecard,
    ScorecardPart,
    ScorePeriod,
    ScoreTarget,
    ServiceRecord,
    Settlement,
    SettlementLine,
    Shipment,
    Signature,
    Staff,
    Substitution,
    TimeMark,
    Trial,
    TrialCase,
    Wage,
    Work,
)
from queries.reasons import Condition, Reason, Rule, any_of, guarded, simply
from queries.scope_cases import (
    complaints,
    costs,
    customers,
    form_counts,
    handling_forms,
    letter_files,
    letters,
    of_complaint,
    of_settlement,
    rewards,
    service_records,
    shipments,
)
from queries.scope_company import (
    assessments,
    audit,
    company_summaries,
    daily_reports,
    department_summaries,
    everybody,
    import_rows,
    imports,
    machinery,
    months_of,
    months_of_all,
    of_replenishment,
    own_sessions,
    penalties,
    reads_sums,
    replenishments,
    rulebook_issues,
    rulebook_signatures,
    scorecard_parts,
    scorecards,
    staff,
    substitutions,
    sums_of_penalties,
    sums_on_papers,
    tells_penalties,
    told_penalties,
    trial_cases,
    trials,
    wages,
)
from rules.permissions import Permission
from terms.people import Person

__all__ = [
    "RULES", "alternatives", "checked", "condition", "months_of", "months_of_all", "reads_sums", "sums_of_penalties",
    "sums_on_papers", "tells_penalties", "told_penalties", "unindexed", "visible",
]  # fmt: skip


def visible(statement: Select[Any], model: type[Any], person: Person | None) -> Select[Any]:
    """The statement, limited to the rows of `model` this person may see."""
    return statement.where(condition(model, person))


def condition(model: type[Any], person: Person | None) -> Condition:
    """The condition under which a row of `model` is this person's to see."""
    return any_of([reason.each for reason in _reasons(model, person)])


def checked(statement: Select[Any], model: type[Any], person: Person | None) -> Select[Any]:
    """The same as `visible`, for statements whose own conditions find the rows: a month's, a day's.

    SQLite would find them by the scope, and read all a region ever had for its last month.
    """
    return statement.where(unindexed(condition(model, person)))


def unindexed(asked: Condition) -> Condition:
    """A condition asked of rows that others have found: SQLite would otherwise begin with it."""
    return _Checked(asked)


class _Checked(FunctionElement[bool]):
    """A condition that no index is used for."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002  SQLAlchemy's name
        return self


@compiles(_Checked)
def _plainly(element: Any, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)})"


@compiles(_Checked, "sqlite")
def _without_index(element: Any, compiler: Any, **kw: Any) -> str:
    return f"+({compiler.process(element.clauses, **kw)})"


def alternatives(model: type[Any], person: Person | None) -> list[Condition]:
    """The reasons for which this person may see rows of `model`, each by itself: `condition` is that one of them holds.

    For lists: an index gives the rows of one reason in order, but never those of several asked together.
    """
    listed = [reason.listed for reason in _reasons(model, person)] or [false()]
    return [true()] if any(isinstance(one, True_) for one in listed) else listed


def _reasons(model: type[Any], person: Person | None) -> list[Reason]:
    rule = RULES.get(model)
    return [] if person is None or rule is None else rule(person)


RULES: dict[type[Any], Rule] = {
    Complaint: guarded(Permission.COMPLAINT_READ, complaints),
    ComplaintClock: of_complaint(ComplaintClock.complaint_id),
    TimeMark: of_complaint(TimeMark.complaint_id),
    Extension: of_complaint(Extension.complaint_id),
    Escalation: of_complaint(Escalation.complaint_id),
    DutyDone: of_complaint(DutyDone.complaint_id),
    Contact: of_complaint(Contact.complaint_id),
    Finding: of_complaint(Finding.complaint_id),
    CaseStep: of_complaint(CaseStep.complaint_id),
    CasePlan: of_complaint(CasePlan.complaint_id),
    PlanReview: of_complaint(PlanReview.complaint_id),
    CaseNotice: of_complaint(CaseNotice.complaint_id),
    CaseCorrection: of_complaint(CaseCorrection.complaint_id),
    ReportPart: of_complaint(ReportPart.complaint_id),
    FalseReport: guarded(Permission.CALL_BACK_READ, of_complaint(FalseReport.complaint_id)),
    Attachment: of_complaint(Attachment.complaint_id),
    CallBack: guarded(Permission.CALL_BACK_READ, of_complaint(CallBack.complaint_id)),
    Settlement: guarded(Permission.SETTLEMENT_READ, of_complaint(Settlement.complaint_id)),
    SettlementLine: guarded(Permission.SETTLEMENT_READ, of_settlement(SettlementLine.settlement_id)),
    Signature: guarded(Permission.SETTLEMENT_READ, of_settlement(Signature.settlement_id)),
    Filing: guarded(Permission.FILING_READ, of_settlement(Filing.settlement_id)),
    Execution: guarded(Permission.SETTLEMENT_READ, of_complaint(Execution.complaint_id)),
    HandlingForm: guarded(Permission.FORM_READ, handling_forms),
    FormMove: guarded(Permission.FORM_READ, of_complaint(FormMove.complaint_id)),
    FormCount: guarded(Permission.FORM_READ, simply(form_counts)),
    Cost: guarded(Permission.COST_READ, costs),
    Letter: guarded(Permission.LETTER_READ, letters),
    LetterFile: guarded(Permission.LETTER_READ, letter_files),
    ServiceRecord: guarded(Permission.SERVICE_READ, service_records),
    Customer: guarded(Permission.CUSTOMER_READ, customers),
    Shipment: guarded(Permission.SHIPMENT_READ, shipments),
    DailyReport: simply(daily_reports),
    PenaltyEntry: guarded(Permission.PENALTY_READ, penalties),
    Wage: guarded(Permission.PENALTY_READ, simply(wages)),
    Reward: guarded(Permission.REWARD_READ, rewards),
    ScorePeriod: guarded(Permission.SCORECARD_READ, simply(everybody)),
    ScoreTarget: guarded(Permission.SCORECARD_READ, simply(everybody)),
    Scorecard: guarded(Permission.SCORECARD_READ, simply(scorecards)),
    ScorecardPart: guarded(Permission.SCORECARD_READ, simply(scorecard_parts)),
    Assessment: guarded(Permission.SCORECARD_READ, simply(assessments)),
    Product: guarded(Permission.PRODUCT_READ, simply(everybody)),
    Batch: guarded(Permission.PRODUCT_READ, simply(everybody)),
    RulebookIssue: guarded(Permission.RULEBOOK_READ, simply(rulebook_issues)),
    Trial: guarded(Permission.RULEBOOK_TRY, simply(trials)),
    TrialCase: guarded(Permission.RULEBOOK_TRY, simply(trial_cases)),
    RulebookSignature: guarded(Permission.RULEBOOK_READ, simply(rulebook_signatures)),
    PackInForce: guarded(Permission.RULEBOOK_READ, simply(everybody)),
    Department: guarded(Permission.ORGANISATION_READ, simply(everybody)),
    Region: guarded(Permission.ORGANISATION_READ, simply(everybody)),
    Staff: guarded(Permission.STAFF_READ, simply(staff)),
    Substitution: simply(substitutions),
    AuthSession: simply(own_sessions),
    AuditEvent: guarded(Permission.AUDIT_READ, simply(audit)),
    FileImport: guarded(Permission.IMPORT, simply(imports)),
    ImportRow: guarded(Permission.IMPORT, simply(import_rows)),
    JobRun: simply(machinery),
    Month: guarded(Permission.MONTH_READ, simply(everybody)),
    DepartmentSummary: guarded(Permission.MONTH_READ, simply(department_summaries)),
    CompanySummary: guarded(Permission.MONTH_READ, simply(company_summaries)),
    MonthApproval: guarded(Permission.MONTH_READ, simply(company_summaries)),
    MonthReopening: guarded(Permission.MONTH_READ, simply(company_summaries)),
    Replenishment: guarded(Permission.REPLENISHMENT_READ, replenishments(Replenishment.distributor_id)),
    ReplenishmentLine: guarded(Permission.REPLENISHMENT_READ, of_replenishment(ReplenishmentLine.replenishment_id)),
    DeliveryPaper: guarded(Permission.REPLENISHMENT_READ, of_replenishment(DeliveryPaper.replenishment_id)),
    GlassQuarter: guarded(Permission.ACCOUNT_READ, replenishments(GlassQuarter.distributor_id)),
    JobTurn: simply(machinery),
    Work: simply(machinery),
}
