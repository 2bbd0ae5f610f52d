"""Call-backs (回访): the calls made, the calls to make, and what may be closed after them."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views.base import opens
from admin_views.beside_case import BesideCase
from admin_views.filters import Choice, Dates
from admin_views.messages import tell
from admin_views.signed_in import actor
from admin_views.ticks import each, ticked
from models import CallBack, db
from queries import boards
from queries.rulebook import policy_of
from rules.permissions import Permission
from terms.complaint import CallBackOutcome
from terms.text import say
from workflows.complaints.close import close

# A morning's work on one page.
MOST = 50


class CallBacks(BesideCase):
    model = CallBack
    address = "call_back"
    title, icon = lazy_gettext("Call-backs"), "phone"
    permissions = {
        "read": Permission.CALL_BACK_READ,
        "call": Permission.CALL_BACK_DO,
        "close": Permission.COMPLAINT_CLOSE,
    }
    eager = ("complaint.product", "complaint.region", "called_by")
    column_list = (
        "complaint.number", "outcome", "called_at", "called_by.name", "spoke_with", "result", "speed", "attitude",
        "complaint.product.name", "complaint.region.name",
    )  # fmt: skip
    column_labels: dict[str, Any] = {
        "complaint.region.name": lazy_gettext("Region"),
        "complaint.product.name": lazy_gettext("Product"),
    }
    column_sortable_list = ("called_at",)
    pills = ("outcome",)
    filters = (Choice("outcome", CallBackOutcome), Dates("called_at"))
    list_template = "complaint/call_backs.html"

    @expose("/")
    @opens("read")
    def index_view(self) -> ResponseReturnValue:
        """Who calls comes to call; the calls made are a list of their own."""
        if self.allows("call") and not request.args:
            return self.waiting()
        return super().index_view()

    @expose("/waiting/")
    @opens("call")
    def waiting(self) -> ResponseReturnValue:
        """The consumers to call, with phone and script."""
        found = boards.to_call_back(db.session(), actor(), first=MOST)
        scripts = {policy_of(case).issue: policy_of(case).callback for case in found.rows}.values()
        return self.render("complaint/to_call.html", found=found, scripts=scripts, heading=gettext("To call back"))

    @expose("/closing/", methods=("GET", "POST"))
    @opens("close")
    def closing(self) -> ResponseReturnValue:
        """Confirmed and filed cases, closed together: each an act of its own."""
        found = boards.to_close(db.session(), actor(), first=MOST)
        if request.method != "POST":
            return self.render("complaint/to_close.html", found=found, heading=gettext("Confirmed, to be closed"))
        seen = ticked(request.form)
        closed = each(close, found.rows, seen)
        if closed:
            tell(say("Closed: %(numbers)s.", numbers=closed))
        elif not seen:
            tell(say("Nothing was closed: tick the cases."), "info")
        return redirect(url_for("call_back.closing"))
