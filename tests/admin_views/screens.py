"""Screens of the tests' own, over real tables: what every subject gets from `Screen`, without any subject's wishes."""

from __future__ import annotations

from flask_admin import expose
from flask_admin.actions import action

from admin_views.base import Screen, opens
from admin_views.filters import Choice, Dates, Flag, Picked
from admin_views.forms import BooleanField, Form, LineField, PickField, ProseField, TermField, required
from admin_views.lookups import Pick
from admin_views.scoped import Tab
from admin_views.story import Cell
from models import Customer, Region
from rules.permissions import Permission
from terms.refusal import Refusal
from terms.text import say
from terms.trade import CustomerGrade, CustomerKind
from workflows import audit
from workflows.rows import raise_version, take
from workflows.transaction import transaction

REGIONS = Pick(Region, least=1)
SHOPS = Pick(Customer, only=lambda: Customer.active.is_(True), text=lambda row: f"{row.name} · {row.code}")


def create(session, *, actor, at, once=None, **values):
    """The shortest honest use-case."""
    with transaction(session, once=once, actor=actor, at=at):
        row = Customer(created_by_id=actor.id, created_at=at, **values)
        session.add(row)
        session.flush()
        audit.record(session, "customer.created", row, actor, at)
    return row


def change(session, *, customer_id, actor, at, seen=None, once=None, **values):
    with transaction(session, once=once, actor=actor, at=at):
        row = take(session, Customer, customer_id, actor=actor, seen=seen)
        if values.get("name") == "refused":
            raise Refusal(say("Not this name."), clause="P06 六(1)", fields=(("name", say("Choose another.")),))
        for name, value in values.items():
            setattr(row, name, value)
        raise_version(row)
        audit.record(session, "customer.changed", row, actor, at)
    return row


class ShopForm(Form):
    groups = (("Shop", ("code", "name")),)
    code = LineField("Code", required(), most=64)
    name = LineField("Name", required())
    kind = TermField("Kind", CustomerKind, required())
    grade = TermField("Grade", CustomerGrade, required())
    region_id = PickField("Region", REGIONS, required())
    distributor_id = PickField("Distributor", SHOPS)
    note = ProseField("Note", most=200)
    active = BooleanField("Active")


class Shops(Screen):
    model, address, title, icon = Customer, "shops", "Shops", "users"
    permissions = {
        "read": Permission.CUSTOMER_READ,
        "create": Permission.CUSTOMER_WRITE,
        "edit": Permission.CUSTOMER_WRITE,
        "promote": Permission.CUSTOMER_WRITE,
        "audit": Permission.AUDIT_READ,
    }
    create_with, update_with = staticmethod(create), staticmethod(change)
    form = ShopForm
    column_list = ("code", "name", "kind", "grade", "region.name", "distributor.name", "created_at")
    column_formatters = {"kind": lambda row: Cell(row.kind.value, mark="late")}
    column_sortable_list = ("code", "name")
    eager = ("region", "distributor")
    filters = (
        Choice("kind", CustomerKind), Dates("created_at"), Flag("active"), Picked("region_id", REGIONS),
        Picked("distributor_id", SHOPS),
    )  # fmt: skip
    tabs = (Tab("key", "Key customers", lambda: Customer.grade == CustomerGrade.KEY),)
    pills = ("grade",)

    @action("promote", "Promote", "Really?")
    def promote(self, ids):
        for row in self.rows(ids):
            self.attempt(change, customer_id=row.id, grade=CustomerGrade.KEY)

    @action("forgotten", "Forgotten")
    def forgotten(self, ids):
        """No permission names it."""
        raise AssertionError("nobody may do this")

    @expose("/secret/")
    @opens("audit")
    def secret(self):
        return "for auditors"

    @expose("/unnamed/")
    def unnamed(self):
        """A page that forgot its verb."""
        raise AssertionError("nobody may open this")


class Areas(Screen):
    """A small table without a word index, read-only."""

    model, address, title = Region, "areas", "Areas"
    permissions = {"read": Permission.ORGANISATION_READ}
    column_list = ("code", "name", "department.name")
    column_searchable_list = ("code", "name")
    column_default_sort = "id"
    eager = ("department",)


GROUPS = (("Tests", (Shops, Areas)),)
