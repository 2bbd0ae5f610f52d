"""Handling forms (售后服务处理单): who holds each paper, which are late, missing or lost, and the month's count."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import ColumnElement, select

from admin_views.base import opens
from admin_views.beside_case import told_by
from admin_views.case_words import times
from admin_views.clock import now
from admin_views.counting import answer_count
from admin_views.filters import Choice, Dates, OfCase, Picked
from admin_views.forms import BooleanField, Form, LineField, PickField, required
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import COLLEAGUES, COMPLAINTS, DEPARTMENTS, REGIONS, STAFF
from admin_views.record_screen import Page, RecordScreen
from admin_views.scoped import Tab
from admin_views.signed_in import actor, may
from admin_views.story import Cell, Facts, Link, Table
from admin_views.words import near, words
from models import Complaint, HandlingForm, db
from queries.forms import overdue
from queries.rulebook import in_force
from rules.forms import STEPS
from rules.permissions import Permission
from terms.forms import FormAct, FormStatus
from terms.time import day_start, local_date
from workflows.forms.custody import facts_of
from workflows.forms.hand_in import hand_in, lend, move
from workflows.forms.lose import find, miss, report_lost
from workflows.forms.pass_on import pass_on


class PlaceForm(Form):
    place = LineField(label_of("paper_place"), required(), description=lazy_gettext("Cabinet, shelf, folder"))


class ToForm(Form):
    to_id = PickField(lazy_gettext("To whom"), COLLEAGUES, required())
    note = LineField(label_of("note"), render_kw={"wide": True})


class NoteForm(Form):
    note = LineField(label_of("note"), render_kw={"wide": True})


class LossForm(Form):
    note = LineField(lazy_gettext("What happened"), required(), render_kw={"wide": True})
    affects_summary = BooleanField(label_of("affects_summary"))
    affects_replenishment = BooleanField(label_of("affects_replenishment"))


class FoundForm(PlaceForm):
    note = LineField(label_of("note"), render_kw={"wide": True})


def holder(row: HandlingForm) -> Cell:
    """Whose hands it is in; nobody's while it is looked for."""
    gone = row.status in (FormStatus.MISSING, FormStatus.LOST)
    return Cell(gettext("last %(name)s", name=row.held_by.name) if gone else row.held_by.name)


def place(row: HandlingForm) -> Cell:
    return Cell(words(row.place or None))


def is_overdue(row: HandlingForm) -> bool:
    """Whether it should have been handed in; the same as the condition of `queries.forms.overdue`."""
    today = local_date(now())
    days = in_force(db.session(), on=today).papers.hand_in_days
    waits = row.status is FormStatus.HELD and row.handed_in_at is None
    return waits and row.opened_at < day_start(today, -days)


def opened(row: HandlingForm) -> Cell:
    return Cell(near(row.opened_at), mark="late" if is_overdue(row) else "")


class HandlingForms(RecordScreen):
    model = HandlingForm
    address = "handling_form"
    title, icon = lazy_gettext("Handling forms"), "folder"
    permissions = {"read": Permission.FORM_READ, "count": Permission.FORM_KEEP}
    eager = (
        "complaint.region", "complaint.product", "held_by", "lost_reported_by", "settlement.filing", "moves.by",
        "moves.giver", "moves.receiver",
    )  # fmt: skip
    column_list = ("number", "status", "held_by", "place", "region", "product", "multiple", "opened_at", "handed_in_at")
    column_labels: dict[str, Any] = {
        "held_by": lazy_gettext("Who has it"), "place": label_of("paper_place"), "opened_at": label_of("approved_at"),
        "region": label_of("region"), "product": label_of("product"), "found_at": lazy_gettext("Found again at"),
    }  # fmt: skip
    column_sortable_list = ("number", "opened_at", "handed_in_at")
    column_searchable_list = ("number",)
    pills = ("status",)
    column_formatters = {
        "held_by": holder, "place": place, "opened_at": opened,
        "handed_in_at": lambda row: near(row.handed_in_at) if row.handed_in_at else "",
        "held_since": lambda row: near(row.held_since),
        "region": lambda row: row.complaint.region.name,
        "product": lambda row: row.complaint.product.name if row.complaint.product else "",
        "multiple": lambda row: times(row.settlement),
    }  # fmt: skip
    filters = (
        Choice("status", FormStatus),
        Picked("held_by_id", STAFF, lazy_gettext("Who has it")),
        OfCase("department_id", DEPARTMENTS),
        OfCase("region_id", REGIONS),
        Dates("opened_at", label_of("approved_at")),
    )
    tabs = (
        Tab(
            "mine",
            lazy_gettext("In my hands"),
            lambda: (HandlingForm.held_by_id == actor().id) & (HandlingForm.status == FormStatus.HELD),
        ),
        Tab("overdue", lazy_gettext("Overdue to hand in"), lambda: overdue(db.session(), now())),
        Tab("missing", lazy_gettext("Not found"), lambda: HandlingForm.status == FormStatus.MISSING),
        Tab("lost", lazy_gettext("Reported lost"), lambda: HandlingForm.status == FormStatus.LOST),
        Tab(
            "lent",
            lazy_gettext("Lent out"),
            lambda: (HandlingForm.status == FormStatus.HELD) & HandlingForm.handed_in_at.is_not(None),
        ),
    )
    table, facts_of = STEPS, staticmethod(facts_of)
    onward = (FormAct.HAND_IN, FormAct.FIND)
    pages = {
        FormAct.HAND_IN: Page(PlaceForm, hand_in),
        FormAct.PASS_ON: Page(ToForm, pass_on),
        FormAct.LEND: Page(ToForm, lend),
        FormAct.MOVE: Page(PlaceForm, move, lambda row: {"place": row.place}),
        FormAct.MISS: Page(NoteForm, miss),
        FormAct.REPORT_LOST: Page(LossForm, report_lost, lambda _row: {"affects_summary": True}),
        FormAct.FIND: Page(FoundForm, find),
    }
    list_template = "papers/forms.html"

    def search_hint(self) -> str:
        return gettext("Case number, complainant, phone, what happened")

    def found_by(self, term: str) -> ColumnElement[bool]:
        cases = select(Complaint.id).where(told_by(term))
        return super().found_by(term) | HandlingForm.complaint_id.in_(cases)

    def sections(self, row: HandlingForm) -> list[Any]:
        sections: list[Any] = [Facts(gettext("Where it is"), self._where(row))]
        if row.lost_at is not None:
            names = (
                "lost_at",
                "lost_reported_by.name",
                "loss_note",
                "affects_summary",
                "affects_replenishment",
                "found_at",
            )
            sections.append(Facts(gettext("The loss"), self.told(row, names)))
        return [*sections, self._moves(row)]

    def _where(self, row: HandlingForm) -> list[tuple[Any, Cell]]:
        seen = self._case(row)
        facts = self.told(row, ("status", "held_by", "held_since", "place", "opened_at", "handed_in_at"))
        return [(label_of("complaint"), seen), *facts]

    def _case(self, row: HandlingForm) -> Cell:
        """The case; a form may be in the hands of somebody who does not see its case."""
        return linked("complaint", COMPLAINTS.one(row.complaint_id))

    def _moves(self, row: HandlingForm) -> Table:
        labels = [gettext("When"), gettext("What"), gettext("From"), gettext("To"), label_of("paper_place"),
                  label_of("note"), gettext("Written down by")]  # fmt: skip
        rows = [
            [
                Cell(near(one.at)), Cell(words(one.act)), Cell(words(one.giver.name if one.giver else None)),
                Cell(words(one.receiver.name if one.receiver else None)), Cell(words(one.place or None)),
                Cell(words(one.note or None)), Cell(one.by.name),
            ]
            for one in reversed(row.moves)
        ]  # fmt: skip
        return Table(gettext("The way of the paper"), labels, rows)

    def links(self, row: HandlingForm) -> list[Link]:
        links = super().links(row)
        if self._case(row).url:
            links.append(
                Link(
                    gettext("Print"),
                    url_for("complaint.paper_view", id=row.complaint_id, paper="handling"),
                    icon="print",
                )
            )
        return links

    # The count before the month's summary.
    @expose("/count/", methods=("GET", "POST"))
    @opens("count")
    def count_view(self) -> ResponseReturnValue:
        return answer_count(self)

    @property
    def count_url(self) -> str:
        return url_for("handling_form.count_view") if may(Permission.FORM_KEEP) else ""
