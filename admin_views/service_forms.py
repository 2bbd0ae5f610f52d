"""The forms of a service record, one an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from admin_views.clock import now
from admin_views.forms import Form, IntegerField, LineField, MomentField, PickField, ProseField, TermField, required
from admin_views.labels import label_of
from admin_views.master_picks import COMPLAINTS, CUSTOMERS, ENGINEERS, PRODUCTS
from models import ServiceRecord
from terms.service import ServiceAct, ServiceKind
from workflows.services.accept import RATINGS, accept, decline
from workflows.services.plan import change, plan
from workflows.services.visit import visit

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


def start_of(act: ServiceAct, row: ServiceRecord) -> dict[str, Any]:
    """What an act's form starts with."""
    if act is ServiceAct.VISIT:
        return {"visited_at": now()}
    if act is ServiceAct.ACCEPT:
        return {"accepted_by": row.customer.contact or row.customer.name}
    return {
        name: getattr(row, name) for name in ("kind", "product_id", "place", "request", "engineer_id", "planned_at")
    }
