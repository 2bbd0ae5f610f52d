"""Audit events as people read them: who did what when, and what it changed from and to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Date, Enum, select

from admin_views.breach_names import breach_name
from admin_views.event_words import kind_words
from admin_views.labels import label_of
from admin_views.rulebook_asked import issue_name
from admin_views.signed_in import actor
from admin_views.words import NOTHING, listed, money, words
from models import AuditEvent, Model, db
from models.base import Moment, Money
from rules.privacy import may_be_told, phone_for
from terms.classes import ClassDuty
from terms.complaint import AttachmentKind, CallBackOutcome, Clock, FindingStatus, Responsible, SignaturePart
from terms.corrective import CorrectiveDemand
from terms.flow import CaseFact, PlanApprover
from terms.limits import PauseReason
from terms.notices import NoticeKind, NoticeTo
from terms.people import Role

# Telephone numbers are no more open in the history than on the page.
PRIVATE = frozenset({("customer", "phone"), ("complaint", "complainant_phone")})
# Words kept in rows beside the subject, which no column tells the kind of.
WORDS: dict[tuple[str, str], Any] = {
    ("staff", "roles"): Role,
    ("complaint", "decides"): Role,
    ("complaint", "role"): Role,
    ("rulebook_issue", "role"): Role,
    ("complaint", "part"): SignaturePart,
    ("complaint", "outcome"): CallBackOutcome,
    ("complaint", "responsible"): Responsible,
    ("complaint", "status"): FindingStatus,
    ("complaint", "clock"): Clock,
    ("complaint", "waits_for"): PauseReason,
    ("complaint", "kind"): AttachmentKind,
    ("complaint", "fact"): CaseFact,
    ("complaint", "duty"): ClassDuty,
    ("complaint", "approver"): PlanApprover,
    ("complaint", "notice"): NoticeKind,
    ("complaint", "told_to"): NoticeTo,
    ("complaint", "demanded"): CorrectiveDemand,
}
# Packs and issues by their keys, which nobody reads.
RULEBOOK = frozenset({"rulebook_issue", "pack_in_force"})
PACKS = frozenset({"pack", "based_on", "ended", "goes_on"})
TABLES = {mapper.class_.__tablename__: mapper.class_ for mapper in Model.registry.mappers}


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """One entry of a story; in_name_of is the principal of a substitute."""

    at: datetime
    kind: str
    what: str
    who: str
    in_name_of: str
    clause: str
    note: str
    changes: tuple[Change, ...]


def told(events: list[AuditEvent]) -> list[Event]:
    """The events in words. Names behind keys are fetched with one statement a table."""
    names, reader = _names(events), actor().as_person()
    return [_told(event, names, whole=may_be_told(reader, event.kind)) for event in events]


def _told(event: AuditEvent, names: dict[tuple[str, int], str], *, whole: bool) -> Event:
    changes = event.changes.items() if whole else ()
    return Event(
        event.at, event.kind, kind_words(event.kind), event.actor.name if event.actor else "",
        event.principal.name if event.principal else "", event.clause, event.note if whole else "",
        tuple(_change(event.subject, column, pair, names) for column, pair in changes),
    )  # fmt: skip


def _change(subject: str, column: str, pair: Any, names: dict[tuple[str, int], str]) -> Change:
    old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
    return Change(str(label_of(column)), _words(subject, column, old, names), _words(subject, column, new, names))


def _words(subject: str, column: str, value: Any, names: dict[tuple[str, int], str]) -> str:
    if value is None or value == "":
        return NOTHING
    if (subject, column) in PRIVATE:
        return phone_for(actor().as_person(), str(value))
    if (subject, column) == ("penalty", "breach"):
        return breach_name(str(value))
    if subject in RULEBOOK and column in PACKS:
        return listed(issue_name(str(one)) for one in (value if isinstance(value, list) else [value]))
    if (subject, column) in WORDS:
        return listed(WORDS[subject, column](one) for one in (value if isinstance(value, list) else [value]))
    table = _target(subject, column)
    if table is not None:
        return names.get((table, value), str(value))
    if isinstance(value, list):
        return listed(value)
    return _typed(_column(subject, column), value)


def _typed(column: Any, value: Any) -> str:
    kind = column.type if column is not None else None
    try:
        if isinstance(kind, Enum) and kind.enum_class:
            return words(cast("Any", kind.enum_class)(value))
        if isinstance(kind, Moment):
            return words(datetime.fromisoformat(value))
        if isinstance(kind, Date):
            return words(date.fromisoformat(value))
        return money(Decimal(value)) if isinstance(kind, Money) else words(value)
    except (ValueError, TypeError, ArithmeticError):
        return str(value)


def _column(subject: str, column: str) -> Any:
    model = TABLES.get(subject)
    return model.__table__.columns.get(column) if model else None


def _target(subject: str, column: str) -> str | None:
    """The table a key column points to."""
    found = _column(subject, column)
    keys = list(found.foreign_keys) if found is not None else []
    return keys[0].column.table.name if keys else None


def _names(events: list[AuditEvent]) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {}
    for event in events:
        for column, pair in event.changes.items():
            table = _target(event.subject, column)
            if table and isinstance(pair, list):
                wanted.setdefault(table, set()).update(key for key in pair if isinstance(key, int))
    return {
        (table, row.id): _short(row)
        for table, keys in wanted.items()
        for row in db.session.scalars(select(TABLES[table]).where(TABLES[table].id.in_(keys)))
    }


def _short(row: Any) -> str:
    return str(getattr(row, "number", "") if not hasattr(row, "name") else row.name) or str(row)
