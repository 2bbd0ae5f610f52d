"""The audit: who did what to which entry, in whose name, when, and what it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, g
from flask_babel import gettext, lazy_gettext
from sqlalchemy import ColumnElement, false
from werkzeug.datastructures import MultiDict

from admin_views.audit_words import SUBJECTS, rows_of, spoken_of, subject_words
from admin_views.base import Screen
from admin_views.clauses import clause_url
from admin_views.event_words import KINDS, kind_words
from admin_views.filters import Chip, Dates, Filter, Picked
from admin_views.history import told
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import STAFF
from admin_views.scoped import Tab
from admin_views.story import Cell, Facts, Table
from admin_views.words import words
from models import AuditEvent, db
from queries.audit_chain import Anchor, agrees, link_of, tail
from queries.search import long_enough
from rules.permissions import Permission
from workflows.housekeeping.anchor import last_anchor

LOG_INS = ("staff.logged_in", "staff.log_in_failed", "staff.locked", "staff.logged_out")
RIGHTS = (
    "staff.created", "staff.roles_changed", "staff.disabled", "staff.enabled", "staff.password_reset",
    "staff.password_changed", "staff.unlocked", "staff.set_up", "substitution.named", "substitution.revoked",
)  # fmt: skip
DECISIONS = (
    "settlement.signed", "settlement.sent_back", "settlement.refused", "complaint.found_unfounded",
    "complaint.withdrawn", "complaint.merged", "complaint.dispute_settled", "complaint.report_decided",
    "complaint.reopened", "complaint.closed",
)  # fmt: skip
SET_UP = ("department", "region", "product", "batch", "customer", "shipment", "staff", "substitution")


class OneOf(Filter):
    """Any of the ticked names of a list that has words of its own."""

    kind = "choice"

    def __init__(
        self, name: str, named: dict[str, Any], label: Any = None, *, words: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(name, label)
        self.named = named
        self.words = words or (lambda one: str(named[one]))

    def read(self, args: MultiDict[str, str]) -> tuple[str, ...] | None:
        wanted = set(args.getlist(self.name))
        return tuple(name for name in self.named if name in wanted) or None

    def condition(self, model: type[Any], value: tuple[str, ...]) -> ColumnElement[bool]:
        return getattr(model, self.name).in_(value)

    def chips(self, value: tuple[str, ...]) -> list[Chip]:
        return [
            (f"{self.label}: {self.words(one)}", {self.name: [other for other in value if other != one]})
            for one in value
        ]

    def arguments(self, value: tuple[str, ...]) -> dict[str, Any]:
        return {self.name: list(value)}

    def options(self, value: tuple[str, ...] | None) -> list[tuple[str, str, bool]]:
        return [(name, self.words(name), name in (value or ())) for name in self.named]


def in_full(kind: str) -> str:
    """A kind with what it is about, where many kinds stand together."""
    subject, _dot, _done = kind.partition(".")
    return f"{subject_words(subject)} · {kind_words(kind)}" if subject in SUBJECTS else kind_words(kind)


def what(row: AuditEvent) -> str:
    return kind_words(row.kind)


def whom(row: AuditEvent) -> str:
    """Who did it; the house itself where nobody pressed a button."""
    if row.actor is None:
        return gettext("nobody logged in") if row.kind.startswith("staff.log_in") else gettext("the job runner")
    if row.principal is None:
        return row.actor.name
    return gettext("%(name)s in the name of %(principal)s", name=row.actor.name, principal=row.principal.name)


def spoken(row: AuditEvent) -> Cell:
    """The entry it is about, leading to its page."""
    subject = g.subjects.get((row.subject, row.subject_id))
    if subject is None:
        return Cell(subject_words(row.subject))
    return linked(SUBJECTS[row.subject][2], subject, f"{subject_words(row.subject)} {named(subject)}")


def named(subject: Any) -> str:
    """How a row is called in a list of many kinds."""
    if subject.__tablename__ == "substitution":
        return gettext("%(first)s to %(last)s", first=words(subject.starts_on), last=words(subject.ends_on))
    return str(subject)


def clause(row: AuditEvent) -> Cell:
    return Cell(words(row.clause), url=clause_url(row.clause) if row.clause else "")


def _agreeing(anchor: Anchor) -> Cell:
    if agrees(db.session(), anchor):
        return Cell(gettext("yes"), pill="pill-confirmed")
    return Cell(gettext("no: run `flask audit verify`"), pill="pill-refused")


def _seal(row: AuditEvent) -> Cell:
    """The link that seals an event, with enough of its hash to find it in a log."""
    link = link_of(db.session(), row.id)
    if link is None:
        return Cell(gettext("none: slipped in past the application"))
    return Cell(gettext("link %(seq)s, %(hash)s…", seq=link.seq, hash=link.hash[:12]))


class Audit(Screen):
    model = AuditEvent
    address = "audit"
    title, icon = lazy_gettext("Audit"), "history"
    permissions = {"read": Permission.AUDIT_READ}
    eager = ("actor", "principal")
    column_list = ("at", "kind", "subject", "actor.name", "clause", "note")
    column_labels = {
        "kind": lazy_gettext("Event"),
        "actor.name": label_of("actor"),
        "subject": label_of("subject"),
        "address": lazy_gettext("Network address"),
    }
    column_formatters = {"kind": what, "actor.name": whom, "subject": spoken, "clause": clause}
    filters = (
        OneOf("subject", {name: label for name, (label, _model, _address) in SUBJECTS.items()}, label_of("subject")),
        Picked("actor_id", STAFF, label_of("actor")),
        Dates("at"),
        OneOf("kind", KINDS, lazy_gettext("Event"), words=in_full),
    )
    tabs = (
        Tab("log_ins", lazy_gettext("Log-ins"), lambda: AuditEvent.kind.in_(LOG_INS)),
        Tab("rights", lazy_gettext("Rights"), lambda: AuditEvent.kind.in_(RIGHTS)),
        Tab("decisions", lazy_gettext("Decisions"), lambda: AuditEvent.kind.in_(DECISIONS)),
        Tab("set_up", lazy_gettext("Set-up"), lambda: AuditEvent.subject.in_(SET_UP)),
    )
    shows_history = False
    list_template = "audit/list.html"

    def chain(self) -> Facts:
        """How far the chain reaches, and whether it agrees with what was noted outside the database."""
        seq, _hash = tail(db.session())
        anchor = last_anchor(current_app.config["SETTINGS"].anchor_files)
        facts = [(gettext("Sealed up to link"), Cell(str(seq), numeric=True))]
        if anchor is None:
            return Facts("", [*facts, (gettext("Last anchor"), Cell(words(None)))])
        at = gettext("%(time)s, link %(seq)s", time=words(anchor.at), seq=anchor.seq)
        return Facts("", [*facts, (gettext("Last anchor"), Cell(at)), (gettext("Agrees with it"), _agreeing(anchor))])

    def init_search(self) -> bool:
        return True

    def search_hint(self) -> str:
        return gettext("Number, name, phone, pinyin")

    def found_by(self, term: str) -> ColumnElement[bool]:
        return spoken_of(term) if long_enough(term) else false()

    def gather(self, rows: list[AuditEvent]) -> None:
        g.subjects = rows_of(rows)

    def title_of(self, row: AuditEvent) -> str:
        return what(row)

    def sections(self, row: AuditEvent) -> list[Any]:
        self.gather([row])
        event = told([row])[0]
        names = (*self.column_list, "address")
        labels = [gettext("Column"), gettext("Before"), gettext("After")]
        changes = [[Cell(one.label), Cell(one.old), Cell(one.new)] for one in event.changes]
        facts = [(self.label(name), self.cell(row, name)) for name in names]
        return [
            Facts("", [*facts, (gettext("Seal"), _seal(row))]),
            Table(label_of("changes"), labels, changes, empty=gettext("No column of the entry itself changed.")),
        ]
