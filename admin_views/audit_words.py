"""What the audit speaks of, in words: the kinds of subjects, and how a row of each is called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, and_, or_, select

from admin_views.signed_in import person
from models import (
    AuditEvent,
    Batch,
    Complaint,
    Customer,
    DailyReport,
    Department,
    FileImport,
    JobTurn,
    Month,
    PackInForce,
    PenaltyEntry,
    Product,
    Region,
    Replenishment,
    RulebookIssue,
    ServiceRecord,
    Shipment,
    Staff,
    Substitution,
    Trial,
    Wage,
    Work,
    db,
)
from models.search import SEARCHED
from queries.scope import visible
from queries.search import matching

# table: (its name in words, the model, the address of its screen)
SUBJECTS: dict[str, tuple[Any, Any, str]] = {
    "complaint": (lazy_gettext("Complaint"), Complaint, "complaint"),
    "service_record": (lazy_gettext("Service record"), ServiceRecord, "service"),
    "customer": (lazy_gettext("Customer"), Customer, "customer"),
    "product": (lazy_gettext("Product"), Product, "product"),
    "batch": (lazy_gettext("Batch"), Batch, "batch"),
    "shipment": (lazy_gettext("Shipment"), Shipment, "shipment"),
    "staff": (lazy_gettext("Staff"), Staff, "staff"),
    "substitution": (lazy_gettext("Substitute"), Substitution, "substitution"),
    "department": (lazy_gettext("Department"), Department, "department"),
    "region": (lazy_gettext("Region"), Region, "region"),
    "penalty": (lazy_gettext("Penalty or reward"), PenaltyEntry, "penalty"),
    "wage": (lazy_gettext("Wage"), Wage, ""),
    "file_import": (lazy_gettext("Import"), FileImport, "import"),
    "month": (lazy_gettext("Month close"), Month, "month"),
    "replenishment": (lazy_gettext("Replenishment"), Replenishment, "replenishment"),
    "rulebook_issue": (lazy_gettext("Rulebook changes"), RulebookIssue, "rulebook_draft"),
    "pack_in_force": (lazy_gettext("Policies in force"), PackInForce, "pack_in_force"),
    "daily_report": (lazy_gettext("Daily report"), DailyReport, ""),
    "trial": (lazy_gettext("Trial on past cases"), Trial, "trial"),
    "job_turn": (lazy_gettext("Job"), JobTurn, ""),
    "work": (lazy_gettext("Background work"), Work, ""),
}
# A word that fits more rows than this says too little to look for their events.
MOST = 200


def subject_words(subject: str) -> str:
    return str(SUBJECTS[subject][0]) if subject in SUBJECTS else subject


def rows_of(events: Iterable[AuditEvent]) -> dict[tuple[str, int], Any]:
    """The rows that events speak of, as far as the reader sees them; one statement a kind of subject."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        if event.subject_id is not None and event.subject in SUBJECTS:
            wanted.setdefault(event.subject, set()).add(event.subject_id)
    return {
        (subject, row.id): row
        for subject, keys in wanted.items()
        for row in db.session.scalars(_named(SUBJECTS[subject][1], keys)).unique()
    }


def _named(model: Any, keys: set[int]) -> Any:
    return visible(select(model), model, person()).where(model.id.in_(keys))


def spoken_of(term: str) -> ColumnElement[bool]:
    """Events about rows that a word finds: by number, code, name, phone or pinyin."""
    found = [
        and_(AuditEvent.subject == subject, AuditEvent.subject_id.in_(_keys(model, matching(model, term))))
        for subject, (_label, model, _address) in SUBJECTS.items()
        if model in SEARCHED
    ]
    shipment = _keys(Shipment, Shipment.number == term.strip().upper())
    return or_(*found, and_(AuditEvent.subject == "shipment", AuditEvent.subject_id.in_(shipment)))


def _keys(model: Any, condition: ColumnElement[bool]) -> Any:
    return select(model.id).where(condition).order_by(model.id.desc()).limit(MOST)
