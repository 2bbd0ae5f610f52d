"""Complaints: the list, the register form, the case and every act on it."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views import acting
from admin_views.acts import ActPage, page_of
from admin_views.attachments import AttachForm, serve
from admin_views.base import opens
from admin_views.case_page import gather, next_turns, script, with_names
from admin_views.case_words import amount, caller, due_cell
from admin_views.clock import now
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Dates, Flag, Picked
from admin_views.forms import Form, posted
from admin_views.goods_picks import BATCHES, CUSTOMERS, DEPARTMENTS, PRODUCTS, REGIONS
from admin_views.history import told
from admin_views.listing import eagerly
from admin_views.lookups import Pick, key_of
from admin_views.master_picks import DISTRIBUTORS
from admin_views.messages import tell
from admin_views.papers import PAPERS, code_of, paper_of, signed_rows
from admin_views.proposal_preview import weigh
from admin_views.propose_form import ProposeForm
from admin_views.register_form import RegisterForm
from admin_views.register_panel import panel
from admin_views.scoped import Tab
from admin_views.signed_in import actor, may
from admin_views.words import words
from models import Complaint, Staff, db
from queries.boards import WITHOUT_RESULT, goes_on, of_handler
from queries.case_page import WHOLE
from queries.history import history
from rules.lifecycle import Option
from rules.permissions import Permission
from terms.complaint import Act, Channel, ComplaintKind, Severity, State
from terms.exchange import FileKind
from terms.text import say
from terms.trade import BatchMark, CustomerKind, Fault, Unit
from workflows.attachments.attach import attach
from workflows.complaints.register import register

STAFF = Pick(Staff, text=lambda row: f"{row.name} · {row.number}")


class Complaints(WithFiles):
    model = Complaint
    file_kind = FileKind.COMPLAINTS
    address = "complaint"
    title, icon = lazy_gettext("Complaints"), "complaint"
    permissions = {
        "read": Permission.COMPLAINT_READ,
        "create": Permission.COMPLAINT_REGISTER,
        "attach": Permission.ATTACHMENT_ADD,
        "export": Permission.EXPORT,
    }
    create_with = staticmethod(register)
    form = RegisterForm
    eager = ("region", "product", "batch", "assigned_to")
    column_list = (
        "number", "state", "due_at", "region.name", "product.name", "batch_code", "quantity", "complainant_name",
        "assigned_to.name",
    )  # fmt: skip
    column_labels = {"quantity": lazy_gettext("Quantity")}
    column_sortable_list = ("number", "due_at", "state_since")
    pills = ("state",)
    column_formatters = {
        "due_at": due_cell,
        "quantity": amount,
        "complainant_name": caller,
    }
    filters = (
        Choice("state", State),
        Flag("late"),
        Choice("fault", Fault),
        Choice("kind", ComplaintKind),
        Choice("channel", Channel),
        Choice("severity", Severity),
        Picked("department_id", DEPARTMENTS),
        Picked("region_id", REGIONS),
        Picked("assigned_to_id", STAFF),
        Picked("product_id", PRODUCTS),
        Picked("batch_id", BATCHES),
        Picked("customer_id", CUSTOMERS),
        Dates("registered_at"),
    )
    tabs = (
        Tab("open", lazy_gettext("Without result"), lambda: Complaint.state.in_(WITHOUT_RESULT)),
        Tab(
            "overdue",
            lazy_gettext("Overdue"),
            lambda: Complaint.state.in_(WITHOUT_RESULT) & (Complaint.due_at < now()) & goes_on(),
        ),
        Tab("mine", lazy_gettext("Mine"), lambda: of_handler(actor().id)),
    )
    extra_picks = {"goods": PRODUCTS, "supplier_id": DISTRIBUTORS}
    list_template = "complaint/list.html"
    details_template = "complaint/details.html"

    # Registering.
    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        form = RegisterForm(posted(), data=self.prefill())
        return acting.answer(
            self, form, register, {}, title=gettext("Register a complaint"), done=self.registered,
            template="complaint/register.html", beside=lambda: {"panel": panel(form, actor(), now())},
        )  # fmt: skip

    def prefill(self) -> dict[str, Any]:
        return {
            "channel": Channel.PHONE,
            "kind": ComplaintKind.QUALITY_COMPLAINT,
            "severity": Severity.GENERAL,
            "customer_kind": CustomerKind.CONSUMER,
            "batch_mark": BatchMark.PRINTED,
            "unit": Unit.BOTTLE,
            "consumers": 1,
            "region_id": actor().region_id,
        }

    def registered(self, row: Complaint) -> ResponseReturnValue:
        return redirect(self.url_of(row, new=1))

    @expose("/panel/", methods=("POST",))
    @opens("create")
    def panel_view(self) -> str:
        form = RegisterForm(posted())
        form.validate()
        form.photos.expect(request.form.get("photo_count", ""))
        return render_template("complaint/panel.html", panel=panel(form, actor(), now()), admin_view=self)

    # The case.
    def whole(self) -> Complaint:
        """The case a request means, with everything its page shows; 404 when it is not the person's."""
        key = key_of(request.values.get("id"))
        wanted = eagerly(self.statement().where(Complaint.id == (key or 0)), Complaint, WHOLE)
        return db.session.scalars(wanted).unique().one_or_none() or abort(404)

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        case = self.whole()
        return self.render(
            self.details_template, row=case, heading=self.title_of(case), page=gather(case, actor(), now()),
            events=told(history(db.session(), "complaint", case.id)), with_names=with_names,
            fresh="new" in request.args,
            papers=[paper for paper in PAPERS if may(paper.permission) and paper.fits(case)],
        )  # fmt: skip

    # Acts.
    @expose("/act/", methods=("GET", "POST"))
    @opens("read")
    def act_view(self) -> ResponseReturnValue:
        page = page_of(request.values.get("act", ""))
        if page is None:
            abort(404)
        case = self.row()
        form = page.make(case)
        return acting.answer(
            self, form, page.use_case, {"complaint_id": case.id}, row=case, title=words(page.act),
            button=words(page.act), done=lambda row: self.acted(row, page),
            template=f"complaint/{template_of(page)}.html", act=page,
            beside=lambda: self.around(page, form),
        )  # fmt: skip

    def around(self, page: ActPage, form: Form) -> dict[str, Any]:
        """What stands beside the form of an act; looked up only when the form is shown."""
        case = self.whole()
        found = gather(case, actor(), now())
        options = (*(panel.option for panel in found.panels), *found.refused, *found.for_others)
        return {
            "page": found,
            "option": next((one for one in options if one.act is page.act), unknown(page.act)),
            "book": script(case),
            "weighed": weigh(form, case, actor()) if isinstance(form, ProposeForm) else None,
        }

    def acted(self, case: Complaint, page: ActPage) -> ResponseReturnValue:
        """Say what was recorded, and what comes next by whom."""
        # An act may take the case out of one's sight: then there is nothing to go back to.
        seen = self.get_one(case.id)
        following = next_turns(seen, actor()) if seen else ""
        done = say("%(number)s: recorded “%(act)s”.", number=case.number, act=page.act)
        tell(say("%(done)s Next: %(next)s.", done=done, next=following) if following else done)
        return redirect(self.url_of(case) if seen else url_for("home.index"))

    @expose("/weigh/", methods=("POST",))
    @opens("read")
    def weigh_view(self) -> str:
        form = ProposeForm(posted())
        form.validate()
        return render_template("complaint/weighed.html", weighed=weigh(form, self.whole(), actor()), admin_view=self)

    @expose("/paper/")
    @opens("read")
    def paper_view(self) -> ResponseReturnValue:
        paper = paper_of(request.args.get("paper", ""))
        if paper is None:
            abort(404)
        if not may(paper.permission):
            abort(403)
        case = self.whole()
        if not paper.fits(case):
            abort(404)
        return self.render(
            paper.template,
            heading=paper.title,
            case=case,
            page=gather(case, actor(), now()),
            code=code_of(case),
            signatures=signed_rows(case.settlement) if may(Permission.SETTLEMENT_READ) else [],
            book=script(case),
        )

    # Photos and papers.
    @expose("/attach/", methods=("GET", "POST"))
    @opens("attach")
    def attach_view(self) -> ResponseReturnValue:
        return self.act(self.row(), AttachForm(posted()), attach, title=gettext("Add photos and papers"))

    @expose("/attachment/")
    @opens("read")
    def attachment(self) -> ResponseReturnValue:
        return serve()


def unknown(act: Act) -> Option:
    """An act that the policy of the case does not know."""
    return Option(act, False, say("The policy of this case does not know it."), "")


# Acts with a page of their own that looks like any other.
PLAIN = (Act.PLAN, Act.TELL, Act.WRITE_REPORT)


def template_of(page: Any) -> str:
    return page.act.value if page.own_page and page.act not in PLAIN else "act"
