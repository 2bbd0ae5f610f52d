"""Which policy holds for which cases of the company, and since when."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from admin_views import acting
from admin_views import rulebook_asked as asked
from admin_views import rulebook_replacing as replacing
from admin_views.base import Screen, opens
from admin_views.clock import today
from admin_views.forms import posted
from admin_views.messages import tell
from admin_views.rulebook_draft import packs
from admin_views.rulebook_draft_forms import CallOffForm, EndForm, InForceForm
from admin_views.rulebook_profiles import split
from admin_views.rulebook_topics import TOPICS
from admin_views.signed_in import person
from admin_views.story import Cell, Link
from admin_views.words import listed
from models import Department, PackInForce, Product, Region, db
from queries.rulebook import company
from queries.scope import visible
from rules.permissions import Permission
from terms.text import say
from terms.trade import CustomerKind
from workflows.rulebook.call_off import call_off
from workflows.rulebook.put_in_force import end, put_in_force

MOST = 500


def lines_of(row: PackInForce) -> Cell:
    return Cell(listed(row.product_lines) if row.product_lines else gettext("all"))


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
        "call_off": Permission.RULEBOOK_PUT,
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
        "pack": lambda row: Cell(asked.name_of(row.pack)), "product_lines": lines_of, "customers": customer_kinds,
        "departments": lambda row: Cell(replacing.department_names(row.departments)),
        "branches": lambda row: Cell(replacing.branch_names(row.branches)),
    }  # fmt: skip
    list_template = "rulebook/in_force.html"

    def title_of(self, row: PackInForce) -> str:
        return f"{asked.name_of(row.pack)} · {row.since.isoformat()}"

    def links(self, row: PackInForce) -> list[Link]:
        begun = row.since <= today()
        ends = [Link(gettext("End it"), self.url_of(row, "end_view"))] if row.until is None and begun else []
        off = [] if begun else [Link(gettext("Call it off"), self.url_of(row, "call_off_view"))]
        return [*ends, *off] if self.allows("end") else []

    def render(self, template: str, **shown: Any) -> str:
        """The list says what is shipped while the company has chosen nothing; names are words everywhere."""
        shown |= {"name_of": asked.name_of, "topics": TOPICS}
        if template == self.list_template:
            shown["shipped"] = [(asked.name_of(row.pack), row.pack, row) for row in company(db.session())]
        return str(super().render(template, **shown))

    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        names = [name for name, _words in packs()]
        form = InForceForm(posted(), data=split(request.args.get("pack", ""), names))
        form.pack.choices = packs()
        form.departments.choices = _codes(Department)
        form.branches.choices = _codes(Region)
        form.product_lines.choices = _lines()
        title, template = gettext("Put a policy in force"), "rulebook/put_in_force.html"
        if request.method == "POST" and form.validate():
            looked = replacing.mark(form.values())
            if request.form.get("looked") != looked:
                return self.render(
                    template, form=form, row=None, heading=title, button=title, looked=looked,
                    **replacing.shown(form.values()),
                )  # fmt: skip
        return acting.answer(
            self, form, put_in_force, {}, title=title, done=self.after_create, template=template,
            button=gettext("See what changes"),
        )  # fmt: skip

    @expose("/end/", methods=("GET", "POST"))
    @opens("end")
    def end_view(self) -> ResponseReturnValue:
        return self.act(self.row(), EndForm(posted()), end, title=gettext("End it"), button=gettext("End it"))

    @expose("/call_off/", methods=("GET", "POST"))
    @opens("call_off")
    def call_off_view(self) -> ResponseReturnValue:
        row, title = self.row(), gettext("Call it off")
        return acting.answer(
            self, CallOffForm(posted()), call_off, self.key(row), row=row, title=title, button=title, done=self._gone
        )

    def _gone(self, _row: PackInForce) -> ResponseReturnValue:
        tell(say("Called off; what it would have ended goes on."))
        return redirect(url_for(".index_view"))


def _codes(model: Any) -> list[tuple[str, str]]:
    wanted = visible(select(model).where(model.active), model, person())
    rows = db.session.scalars(wanted.order_by(model.code).limit(MOST))
    return [(row.code, f"{row.code} {row.name}") for row in rows]


def _lines() -> list[tuple[str, str]]:
    column = Product.product_line
    wanted = visible(select(column).where(column != ""), Product, person())
    found = db.session.scalars(wanted.distinct().order_by(column).limit(MOST))
    return [(line, line) for line in found]
