"""Correspondence (来函去函): letters in and out under their numbers, what waits for a reply, and the reply in print."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views import acting
from admin_views.base import opens
from admin_views.clock import now, today
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Dates, Picked
from admin_views.forms import DateField, Form, LineField, PickField, ProseField, posted, required
from admin_views.labels import label_of
from admin_views.letter_files import FilesForm, registered, serve, with_storage
from admin_views.links import linked
from admin_views.master_picks import COLLEAGUES, COMPLAINTS, CUSTOMERS, PRODUCTS, REGIONS, STAFF
from admin_views.record_screen import Page, RecordScreen
from admin_views.scoped import Tab
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Link, Table
from admin_views.uploads import FilesField
from admin_views.words import words
from models import Letter, db
from queries.rulebook import in_force
from rules.letters import STEPS
from rules.permissions import Permission
from terms.exchange import FileKind
from terms.letters import LetterAct, LetterDirection, LetterStatus
from workflows.letters.settle import assign, attach, cancel, facts_of, need_no_reply, reply

WIDE = {"wide": True}


class LetterFields(Form):
    party = LineField(label_of("party"), required())
    address = LineField(label_of("address"))
    dated_on = DateField(label_of("dated_on"), required())
    subject = LineField(lazy_gettext("Regarding"), required(), render_kw=WIDE)
    body = ProseField(lazy_gettext("What it says"), most=20000)
    complaint_id = PickField(label_of("complaint"), COMPLAINTS)
    customer_id = PickField(label_of("customer"), CUSTOMERS)
    product_id = PickField(label_of("product"), PRODUCTS, description=lazy_gettext("Letters are filed by product."))
    uploads = FilesField(lazy_gettext("Files"))
    values = with_storage


class IncomingForm(LetterFields):
    groups = (
        (lazy_gettext("The letter"), ("party", "address", "dated_on", "subject", "body", "uploads")),
        (lazy_gettext("What it is about"), ("complaint_id", "customer_id", "product_id")),
        (lazy_gettext("Reply"), ("handler_id", "due_on")),
    )
    handler_id = PickField(label_of("handler"), COLLEAGUES)
    due_on = DateField(label_of("due_on"), description=lazy_gettext("Left empty: no reply is needed."))


class OutgoingForm(LetterFields):
    groups = (
        (lazy_gettext("The letter"), ("party", "address", "dated_on", "subject", "body", "uploads")),
        (lazy_gettext("What it is about"), ("complaint_id", "customer_id", "product_id")),
    )


class ReplyForm(Form):
    subject = LineField(lazy_gettext("Regarding"), required(), render_kw=WIDE)
    address = LineField(label_of("address"))
    dated_on = DateField(label_of("dated_on"), required())
    body = ProseField(lazy_gettext("What it says"), required(), most=20000, render_kw={"rows": 10})
    uploads = FilesField(lazy_gettext("Files"))
    values = with_storage


class AssignForm(Form):
    handler_id = PickField(label_of("handler"), COLLEAGUES, required())
    due_on = DateField(label_of("due_on"), required())


class ReasonForm(Form):
    reason = LineField(label_of("reason"), required(), render_kw=WIDE)


def reply_starts(row: Letter) -> dict[str, Any]:
    title = gettext("Reply to your letter “%(subject)s”", subject=row.subject)
    return {"subject": title[:200], "address": row.address, "dated_on": today()}


def due(row: Letter) -> Cell:
    """Red when the day has gone by without a reply."""
    if row.due_on is None:
        return Cell(words(None))
    waits = row.status is LetterStatus.WAITING
    return Cell(words(row.due_on), mark="late" if waits and row.due_on < today() else "")


class Letters(WithFiles, RecordScreen):
    model = Letter
    file_kind = FileKind.LETTERS
    address = "letter"
    title, icon = lazy_gettext("Letters"), "file"
    permissions = {"read": Permission.LETTER_READ, "create": Permission.LETTER_WRITE, "export": Permission.EXPORT}
    create_with = staticmethod(registered(LetterDirection.INCOMING))
    form = IncomingForm
    eager = (
        "handler", "registered_by", "complaint", "customer", "product", "region", "answers", "replies",
        "files.added_by",
    )  # fmt: skip
    column_list = (
        "number", "status", "dated_on", "party", "subject", "product", "handler.name", "due_on",
    )  # fmt: skip
    column_labels: dict[str, Any] = {
        "product": label_of("product"), "handler.name": label_of("handler"), "subject": lazy_gettext("Regarding"),
    }  # fmt: skip
    column_sortable_list = ("number", "dated_on", "due_on")
    column_searchable_list = ("number", "party", "subject")
    pills = ("status",)
    column_formatters = {"product": lambda row: row.product.name if row.product else "", "due_on": due}
    filters = (
        Choice("direction", LetterDirection),
        Choice("status", LetterStatus),
        Picked("handler_id", STAFF),
        Picked("product_id", PRODUCTS),
        Picked("region_id", REGIONS),
        Picked("customer_id", CUSTOMERS),
        Dates("dated_on"),
        Dates("due_on"),
    )
    tabs = (
        Tab("waiting", lazy_gettext("To be answered"), lambda: Letter.status == LetterStatus.WAITING),
        Tab(
            "late",
            lazy_gettext("Overdue"),
            lambda: (Letter.status == LetterStatus.WAITING) & (Letter.due_on < today()),
        ),
        Tab(
            "mine",
            lazy_gettext("For me to answer"),
            lambda: (Letter.status == LetterStatus.WAITING) & (Letter.handler_id == actor().id),
        ),
    )
    table, facts_of = STEPS, staticmethod(facts_of)
    onward = (LetterAct.REPLY,)
    pages = {
        LetterAct.REPLY: Page(ReplyForm, reply, reply_starts),
        LetterAct.ASSIGN: Page(AssignForm, assign, lambda row: {"handler_id": row.handler_id, "due_on": row.due_on}),
        LetterAct.NO_REPLY: Page(ReasonForm, need_no_reply),
        LetterAct.ATTACH: Page(FilesForm, attach),
        LetterAct.CANCEL: Page(ReasonForm, cancel),
    }
    list_template = "letter/list.html"
    details_template = "letter/details.html"

    def sections(self, row: Letter) -> list[Any]:
        facts = [
            *self.told(row, ("direction", "status", "party", "address", "dated_on", "subject")),
            (
                label_of("complaint"),
                linked("complaint", COMPLAINTS.one(row.complaint_id)),
            ),
            (label_of("customer"), linked("customer", CUSTOMERS.one(row.customer_id))),
            *self.told(row, ("product",)),
        ]
        return [Facts(gettext("The letter"), facts), Facts(gettext("Reply"), self._reply(row)), self._files(row)]

    def _reply(self, row: Letter) -> list[tuple[Any, Cell]]:
        answers = [(label_of("answers_letter"), self._letter(row.answers))] if row.answers else []
        replies = [(gettext("Answered by"), self._letter(one)) for one in row.replies]
        names = (
            ("handler.name", "due_on", "answered_on")
            if row.direction is LetterDirection.INCOMING
            else ("handler.name",)
        )
        return [*answers, *self.told(row, names), *replies, *self.told(row, ("registered_by.name", "registered_at")),
                *(self.told(row, ("reason",)) if row.reason else [])]  # fmt: skip

    def _letter(self, row: Letter) -> Cell:
        return linked("letter", row, f"{row.number} {words(row.status)}") if self.get_one(row.id) else Cell(row.number)

    def _files(self, row: Letter) -> Table:
        rows = [
            [Cell(one.original_name, url=self.url_of(row, "file_view", file=one.id)), Cell(words(one.added_at)),
             Cell(one.added_by.name)]
            for one in row.files
        ]  # fmt: skip
        return Table(gettext("Files"), [label_of("original_name"), label_of("added_at"), label_of("added_by")], rows)

    def links(self, row: Letter) -> list[Link]:
        links = super().links(row)
        if row.direction is LetterDirection.OUTGOING:
            links.append(Link(gettext("Print"), self.url_of(row, "paper_view"), primary=not links, icon="print"))
        return links

    # Registering.
    def prefill(self) -> dict[str, Any]:
        case = COMPLAINTS.one(request.args.get("complaint_id", ""))
        found = {
            "complaint_id": case.id, "customer_id": case.customer_id, "product_id": case.product_id,
            "party": case.complainant_name, "address": case.address,
        } if case else {}  # fmt: skip
        days = in_force(db.session(), on=today()).papers.reply_days
        return {"dated_on": today(), "due_on": today() + timedelta(days=days), "handler_id": actor().id, **found}

    @expose("/send/", methods=("GET", "POST"))
    @opens("create")
    def send_view(self) -> ResponseReturnValue:
        """A letter of ours that answers none."""
        form = OutgoingForm(posted(), data=self.prefill())
        return acting.answer(
            self,
            form,
            registered(LetterDirection.OUTGOING),
            {},
            title=gettext("Letter out"),
            done=self.after_create,
        )

    # Papers.
    @expose("/file/")
    @opens("read")
    def file_view(self) -> ResponseReturnValue:
        return serve(self.row())

    @expose("/paper/")
    @opens("read")
    def paper_view(self) -> ResponseReturnValue:
        row = self.row()
        if row.direction is not LetterDirection.OUTGOING:
            abort(404)
        return self.render("letter/paper.html", heading=gettext("Letter"), letter=row, printed_at=now())
