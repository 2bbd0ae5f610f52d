"""Service records: asked for, planned, visited, accepted by the customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views.base import Screen, opens
from admin_views.clock import now, today
from admin_views.filters import Choice, Dates, Picked
from admin_views.forms import (
    Form,
    IntegerField,
    LineField,
    MomentField,
    PickField,
    ProseField,
    TermField,
    posted,
    required,
)
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import COMPLAINTS, CUSTOMERS, ENGINEERS, PRODUCTS, REGIONS, STAFF
from admin_views.scoped import Tab
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Link
from admin_views.words import near, words
from models import ServiceRecord
from rules.permissions import Permission
from rules.privacy import phone_for
from rules.services import options
from terms.service import ServiceAct, ServiceKind, ServiceStatus
from terms.time import day_start
from workflows.services.accept import RATINGS, accept, decline
from workflows.services.case import facts_of
from workflows.services.plan import change, plan
from workflows.services.request import request as ask
from workflows.services.visit import visit

OPEN = (ServiceStatus.REQUESTED, ServiceStatus.NOT_ACCEPTED, ServiceStatus.VISITED)
ASKED = ("number", "status", "kind", "request", "place", "requested_at", "requested_by.name")
VISITED = ("engineer.name", "planned_at", "visited_at", "work_done", "result")
ACCEPTED = ("accepted_by", "accepted_at", "rating")
TALL = {"rows": 3}


class RequestForm(Form):
    groups = (
        (lazy_gettext("Whose"), ("customer_id", "complaint_id", "place")),
        (lazy_gettext("What"), ("kind", "product_id", "request")),
        (lazy_gettext("Who goes, and when"), ("engineer_id", "planned_at")),
    )
    customer_id = PickField(label_of("customer"), CUSTOMERS, required())
    complaint_id = PickField(label_of("complaint"), COMPLAINTS)
    place = LineField(label_of("place"), description=lazy_gettext("Left empty: the customer's address."))
    kind = TermField(label_of("kind"), ServiceKind, required())
    product_id = PickField(label_of("product"), PRODUCTS)
    request = ProseField(label_of("request"), required())
    engineer_id = PickField(label_of("engineer"), ENGINEERS)
    planned_at = MomentField(label_of("planned_at"))


class ChangeForm(Form):
    kind = TermField(label_of("kind"), ServiceKind, required())
    product_id = PickField(label_of("product"), PRODUCTS)
    place = LineField(label_of("place"))
    request = ProseField(label_of("request"), required())


class PlanForm(Form):
    engineer_id = PickField(label_of("engineer"), ENGINEERS, required())
    planned_at = MomentField(label_of("planned_at"), required())


class VisitForm(Form):
    visited_at = MomentField(label_of("visited_at"), required())
    work_done = ProseField(label_of("work_done"), required(), render_kw=TALL)
    result = ProseField(label_of("result"), required(), render_kw=TALL)


class AcceptForm(Form):
    accepted_by = LineField(lazy_gettext("Who accepted for the customer"), required(), most=64)
    rating = IntegerField(
        label_of("rating"),
        required(),
        least=RATINGS[0],
        most=RATINGS[-1],
        description=lazy_gettext("1 to 5; 5 is best."),
    )


class DeclineForm(Form):
    reason = LineField(lazy_gettext("What the customer is not content with"), required(), render_kw={"wide": True})


@dataclass(frozen=True)
class Page:
    """The form and the use-case of one act."""

    form: type[Form]
    use_case: Callable[..., Any]


PAGES = {
    ServiceAct.CHANGE: Page(ChangeForm, change),
    ServiceAct.PLAN: Page(PlanForm, plan),
    ServiceAct.VISIT: Page(VisitForm, visit),
    ServiceAct.ACCEPT: Page(AcceptForm, accept),
    ServiceAct.DECLINE: Page(DeclineForm, decline),
}


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


class Services(Screen):
    model = ServiceRecord
    address = "service"
    title, icon = lazy_gettext("Service records"), "wrench"
    permissions = {"read": Permission.SERVICE_READ, "create": Permission.SERVICE_REQUEST}
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
    details_template = "service/details.html"
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
        form = PAGES[act].form(posted(), data=_start(act, row))
        option = next(one for one in self.acts(row) if one.step.act is act)
        return self.act(
            row, form, PAGES[act].use_case, title=words(act), button=words(act), template="service/act.html",
            act_name=act.value, option=option,
        )  # fmt: skip


def _start(act: ServiceAct, row: ServiceRecord) -> dict[str, Any]:
    """What an act's form starts with."""
    if act is ServiceAct.VISIT:
        return {"visited_at": now()}
    if act is ServiceAct.ACCEPT:
        return {"accepted_by": row.customer.contact or row.customer.name}
    return {
        name: getattr(row, name) for name in ("kind", "product_id", "place", "request", "engineer_id", "planned_at")
    }
