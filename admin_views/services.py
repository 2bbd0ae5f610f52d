"""Service records: asked for, planned, visited, accepted by the customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views.base import opens
from admin_views.clock import now, today
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Dates, Picked
from admin_views.forms import posted
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import COMPLAINTS, CUSTOMERS, ENGINEERS, REGIONS, STAFF
from admin_views.scoped import Tab
from admin_views.service_forms import PAGES, RequestForm, start_of
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Link
from admin_views.words import near, words
from models import ServiceRecord
from rules.permissions import Permission
from rules.privacy import phone_for
from rules.services import options
from terms.exchange import FileKind
from terms.service import ServiceAct, ServiceKind, ServiceStatus
from terms.time import day_start
from workflows.services.case import facts_of
from workflows.services.request import request as ask

OPEN = (ServiceStatus.REQUESTED, ServiceStatus.NOT_ACCEPTED, ServiceStatus.VISITED)
ASKED = ("number", "status", "kind", "request", "place", "requested_at", "requested_by.name")
VISITED = ("engineer.name", "planned_at", "visited_at", "work_done", "result")
ACCEPTED = ("accepted_by", "accepted_at", "rating")


def planned(row: ServiceRecord) -> Cell:
    """Red when the time has gone by without a visit."""
    if row.planned_at is None:
        return Cell(words(None))
    waits = row.status in (ServiceStatus.REQUESTED, ServiceStatus.NOT_ACCEPTED)
    return Cell(near(row.planned_at), mark="late" if waits and row.planned_at < now() else "")


def stars(row: ServiceRecord) -> Cell:
    if row.rating is None:
        return Cell(words(None))
    return Cell(gettext("%(rating)s of 5", rating=row.rating))


def due_today() -> Any:
    tomorrow = day_start(today()) + timedelta(days=1)
    return ServiceRecord.status.in_(OPEN) & (ServiceRecord.planned_at < tomorrow)


def unplanned() -> Any:
    waits = ServiceRecord.status.in_((ServiceStatus.REQUESTED, ServiceStatus.NOT_ACCEPTED))
    return waits & (ServiceRecord.engineer_id.is_(None) | ServiceRecord.planned_at.is_(None))


class Services(WithFiles):
    model = ServiceRecord
    file_kind = FileKind.SERVICES
    address = "service"
    title, icon = lazy_gettext("Service records"), "wrench"
    permissions = {
        "read": Permission.SERVICE_READ,
        "create": Permission.SERVICE_REQUEST,
        "export": Permission.EXPORT,
    }
    create_with = staticmethod(ask)
    form = RequestForm
    eager = ("customer", "engineer", "requested_by", "product", "region", "complaint")
    column_list = (
        "number",
        "status",
        "kind",
        "customer.name",
        "region.name",
        "engineer.name",
        "planned_at",
        "requested_at",
    )
    column_sortable_list = ("number", "planned_at", "requested_at")
    pills = ("status",)
    column_formatters = {"planned_at": planned, "rating": stars}
    filters = (
        Choice("status", ServiceStatus),
        Choice("kind", ServiceKind),
        Picked("engineer_id", STAFF),
        Picked("customer_id", CUSTOMERS),
        Picked("region_id", REGIONS),
        Dates("requested_at"),
        Dates("planned_at"),
    )
    tabs = (
        Tab(
            "mine",
            lazy_gettext("Mine, open"),
            lambda: (ServiceRecord.engineer_id == actor().id) & ServiceRecord.status.in_(OPEN),
        ),
        Tab("today", lazy_gettext("Planned until today"), due_today),
        Tab("unplanned", lazy_gettext("To be planned"), unplanned),
        Tab("open", lazy_gettext("Open"), lambda: ServiceRecord.status.in_(OPEN)),
    )
    details_template = "screen/record.html"
    extra_picks = {"engineer_id": ENGINEERS}

    # The page.
    def sections(self, row: ServiceRecord) -> list[Any]:
        phone = Cell(phone_for(actor().as_person(), row.customer.phone or "") or words(None))
        whose = [
            (label_of("customer"), linked("customer", row.customer)),
            (label_of("phone"), phone),
            (label_of("product"), linked("product", row.product)),
            (label_of("complaint"), self._complaint(row)),
        ]
        return [
            Facts(gettext("Request"), [*self._facts(row, ASKED), *whose]),
            Facts(gettext("Visit"), self._facts(row, VISITED)),
            Facts(gettext("Acceptance"), self._facts(row, ACCEPTED)),
        ]

    def _facts(self, row: ServiceRecord, names: tuple[str, ...]) -> list[tuple[Any, Cell]]:
        return [(self.label(name), self.cell(row, name)) for name in names]

    def _complaint(self, row: ServiceRecord) -> Cell:
        """The case it belongs to, if the reader sees that case."""
        case = COMPLAINTS.one(row.complaint_id) if row.complaint_id else None
        return linked("complaint", case)

    def acts(self, row: ServiceRecord) -> list[Any]:
        """Every act with what stands in its way."""
        return list(options(facts_of(row), actor().as_person()))

    def links(self, row: ServiceRecord) -> list[Link]:
        possible = [option.step.act for option in self.acts(row) if option.obstacle is None]
        # The later act is the one that brings the record on.
        onward = [act for act in (ServiceAct.VISIT, ServiceAct.ACCEPT, ServiceAct.PLAN) if act in possible][:1]
        return [
            Link(words(act), self.url_of(row, "act_view", act=act.value), primary=act in onward) for act in possible
        ]

    # Entering.
    def prefill(self) -> dict[str, Any]:
        customer, case = (
            pick.one(request.args.get(name, ""))
            for pick, name in ((CUSTOMERS, "customer_id"), (COMPLAINTS, "complaint_id"))
        )
        return {
            "customer_id": customer.id if customer else case.customer_id if case else None,
            "complaint_id": case.id if case else None,
            "kind": ServiceKind.REPAIR,
        }

    # Acts.
    @expose("/act/", methods=("GET", "POST"))
    @opens("read")
    def act_view(self) -> ResponseReturnValue:
        row = self.row()
        act = next((act for act in PAGES if act.value == request.values.get("act")), None) or abort(404)
        form = PAGES[act].form(posted(), data=start_of(act, row))
        option = next(one for one in self.acts(row) if one.step.act is act)
        return self.act(
            row, form, PAGES[act].use_case, title=words(act), button=words(act), template="screen/act.html",
            act_name=act.value, option=option,
        )  # fmt: skip
