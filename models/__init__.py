"""The tables, one module a subject."""

from __future__ import annotations

from models.attachment import Attachment
from models.audit import AuditEvent
from models.base import Model, db
from models.complaint import CallBack, Complaint, ComplaintClock, Contact, DailyReport, FalseReport, Finding
from models.machinery import JobRun, NumberSeries, SetupToken, Submission
from models.organisation import AuthSession, Department, Region, Staff, StaffRole, Substitution
from models.service_record import ServiceRecord
from models.settlement import Execution, Filing, Settlement, SettlementLine, Signature
from models.trade import Batch, Customer, Product, Shipment

__all__ = [
    "Attachment",
    "AuditEvent",
    "AuthSession",
    "Batch",
    "CallBack",
    "Complaint",
    "ComplaintClock",
    "Contact",
    "Customer",
    "DailyReport",
    "Department",
    "Execution",
    "FalseReport",
    "Filing",
    "Finding",
    "JobRun",
    "Model",
    "NumberSeries",
    "Product",
    "Region",
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
    "db",
]
