"""Which policy holds for which cases of the company, and since when."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from admin_views import acting
from admin_views import rulebook_asked as asked
from admin_views.base import Screen, opens
from admin_views.forms import posted
from admin_views.rulebook_draft import packs
from admin_views.rulebook_draft_forms import EndForm, InForceForm
from admin_views.rulebook_profiles import split
from admin_views.signed_in import person
from admin_views.story import Cell, Link
from admin_views.words import listed
from models import Department, PackInForce, Product, Region, db
from queries.scope import visible
from rules.permissions import Permission
from terms.trade import CustomerKind
from workflows.rulebook.put_in_force import end, put_in_force

MOST = 500


def names(column: str) -> Any:
    """The codes of one side; an open side is everybody."""
    return lambda row: Cell(listed(getattr(row, column)) if getattr(row, column) else gettext("all"))


def customer_kinds(row: PackInForce) -> Cell:
    return Cell(listed([CustomerKind(one) for one in row.customers]) if row.customers else gettext("all"))


class PacksInForce(Screen):
    model = PackInForce
    address, path = "pack_in_force", "rulebook/in_force"
    title, icon = lazy_gettext("Policies in force"), "book"
    permissions = {
        "read": Permission.RULEBOOK_READ,
        "create": Permission.RULEBOOK_PUT,
        "end": Permission.RULEBOOK_PUT,
    }
    create_with = staticmethod(put_in_force)
    form = InForceForm
    eager = ("put_by",)
    column_list = (
        "pack", "since", "until", "departments", "branches", "product_lines", "customers", "put_by.name",
    )  # fmt: skip
    column_sortable_list = ("pack", "since", "until")
    column_default_sort = "-since"
    column_formatters = {
        "pack": lambda row: Cell(asked.name_of(row.pack)), "departments": names("departments"),
        "branches": names("branches"), "product_lines": names("product_lines"), "customers": customer_kinds,
    }  # fmt: skip

    def title_of(self, row: PackInForce) -> str:
        return f"{asked.name_of(row.pack)} · {row.since.isoformat()}"

    def links(self, row: PackInForce) -> list[Link]:
        may_end = self.allows("end") and row.until is None
        return [Link(gettext("End it"), self.url_of(row, "end_view"))] if may_end else []

    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        names = [name for name, _words in packs()]
        form = InForceForm(posted(), data=split(request.args.get("pack", ""), names))
        form.pack.choices = packs()
        form.departments.choices = _codes(Department)
        form.branches.choices = _codes(Region)
        form.product_lines.choices = _lines()
        return acting.answer(
            self, form, put_in_force, {}, title=gettext("Put a policy in force"), done=self.after_create
        )

    @expose("/end/", methods=("GET", "POST"))
    @opens("end")
    def end_view(self) -> ResponseReturnValue:
        return self.act(self.row(), EndForm(posted()), end, title=gettext("End it"), button=gettext("End it"))


def _codes(model: Any) -> list[tuple[str, str]]:
    wanted = visible(select(model).where(model.active), model, person())
    rows = db.session.scalars(wanted.order_by(model.code).limit(MOST))
    return [(row.code, f"{row.code} {row.name}") for row in rows]


def _lines() -> list[tuple[str, str]]:
    column = Product.product_line
    wanted = visible(select(column).where(column != ""), Product, person())
    found = db.session.scalars(wanted.distinct().order_by(column).limit(MOST))
    return [(line, line) for line in found]
