"""The tables, one module a subject."""

from __future__ import annotations

from models.attachment import Attachment
from models.audit import AuditEvent, AuditLink
from models.audit_chain import link_events
from models.base import Model, db
from models.case_step import CaseCorrection, CaseNotice, CasePlan, CaseStep, PlanReview, ReportPart
from models.case_time import ComplaintClock, DutyDone, Escalation, Extension, TimeMark
from models.complaint import CallBack, Complaint, Contact, DailyReport, FalseReport, Finding
from models.cost import Cost
from models.file_import import FileImport, ImportRow
from models.handling_form import FormCount, FormMove, HandlingForm
from models.letter import Letter, LetterFile
from models.machinery import JobRun, JobTurn, NumberSeries, SetupToken, Submission, Work
from models.month import (
    CompanySummary,
    DeliveryPaper,
    DepartmentSummary,
    GlassQuarter,
    Month,
    MonthApproval,
    MonthReopening,
    Replenishment,
    ReplenishmentLine,
)
from models.organisation import AuthSession, Department, Region, Staff, StaffRole, Substitution
from models.penalty import PenaltyEntry, Wage
from models.reward import Reward
from models.rulebook import PackInForce, RulebookIssue, RulebookSignature
from models.scorecard import Assessment, Scorecard, ScorecardPart, ScorePeriod, ScoreTarget
from models.service_record import ServiceRecord
from models.settlement import Execution, Filing, Settlement, SettlementLine, Signature
from models.trade import Batch, Customer, Product, Shipment
from models.trial import Trial, TrialCase

__all__ = [
    "Assessment",
    "Attachment",
    "AuditEvent",
    "AuditLink",
    "AuthSession",
    "Batch",
    "CallBack",
    "CaseCorrection",
    "CaseNotice",
    "CasePlan",
    "CaseStep",
    "CompanySummary",
    "Complaint",
    "ComplaintClock",
    "Contact",
    "Cost",
    "Customer",
    "DailyReport",
    "DeliveryPaper",
    "Department",
    "DepartmentSummary",
    "DutyDone",
    "Escalation",
    "Execution",
    "Extension",
    "FalseReport",
    "FileImport",
    "Filing",
    "Finding",
    "FormCount",
    "FormMove",
    "GlassQuarter",
    "HandlingForm",
    "ImportRow",
    "JobRun",
    "JobTurn",
    "Letter",
    "LetterFile",
    "Model",
    "Month",
    "MonthApproval",
    "MonthReopening",
    "NumberSeries",
    "PackInForce",
    "PenaltyEntry",
    "PlanReview",
    "Product",
    "Region",
    "Replenishment",
    "ReplenishmentLine",
    "ReportPart",
    "Reward",
    "RulebookIssue",
    "RulebookSignature",
    "ScorePeriod",
    "ScoreTarget",
    "Scorecard",
    "ScorecardPart",
    "ServiceRecord",
    "Settlement",
    "SettlementLine",
    "SetupToken",
    "Shipment",
    "Signature",
    "Staff",
    "StaffRole",
    "Submission",
    "Substitution",
    "TimeMark",
    "Trial",
    "TrialCase",
    "Wage",
    "Work",
    "db",
    "link_events",
]
