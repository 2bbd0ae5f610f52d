"""Substitutes: who signs in whose name, for which days."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views.base import Screen, opens
from admin_views.clock import today
from admin_views.filters import Dates, Picked
from admin_views.forms import DateField, Form, LineField, PickField, posted, required
from admin_views.labels import label_of
from admin_views.master_picks import COLLEAGUES, STAFF
from admin_views.scoped import Tab
from admin_views.signed_in import actor, may
from admin_views.story import Cell, Link
from models import Substitution
from rules.permissions import Permission
from terms.people import Role
from workflows.substitutions.name import name_substitute
from workflows.substitutions.revoke import revoke


class SubstitutionForm(Form):
    principal_id = PickField(
        label_of("principal"), COLLEAGUES, description=lazy_gettext("Left empty: in your own name.")
    )
    substitute_id = PickField(label_of("substitute"), COLLEAGUES, required())
    starts_on = DateField(label_of("starts_on"), required())
    ends_on = DateField(label_of("ends_on"), required(), description=lazy_gettext("Both days included."))
    reason = LineField(label_of("reason"), render_kw={"wide": True})


class RevokeForm(Form):
    reason = LineField(label_of("reason"), render_kw={"wide": True})


def now_or(row: Substitution, on: date) -> Cell:
    """Whether it holds today."""
    if row.revoked_at is not None:
        return Cell(gettext("Revoked"), pill="pill-withdrawn")
    if row.ends_on < on:
        return Cell(gettext("Over"), pill="pill-merged")
    return (
        Cell(gettext("Holds today"), pill="pill-active")
        if row.starts_on <= on
        else Cell(gettext("Coming"), pill="pill-requested")
    )


class Substitutions(Screen):
    model = Substitution
    address = "substitution"
    title, icon = lazy_gettext("Substitutes"), "swap"
    # Everybody reads: whoever stands in for somebody has to know it. The scope shows each their own.
    permissions = {
        "read": Permission.ORGANISATION_READ,
        "create": Permission.SUBSTITUTE_NAME,
        "edit": Permission.SUBSTITUTE_NAME,
    }
    create_with = staticmethod(name_substitute)
    form = SubstitutionForm
    eager = ("principal", "substitute")
    column_list = ("substitute.name", "principal.name", "starts_on", "ends_on", "status", "reason")
    column_labels = {"status": label_of("status")}
    column_sortable_list = ("starts_on", "ends_on")
    column_default_sort = "-starts_on"
    column_formatters = {"status": lambda row: now_or(row, today())}
    filters = (Picked("principal_id", STAFF), Picked("substitute_id", STAFF), Dates("starts_on"))
    tabs = (
        Tab("now", lazy_gettext("Holds today"), lambda: _holds(today())),
        Tab(
            "coming",
            lazy_gettext("Coming"),
            lambda: Substitution.revoked_at.is_(None) & (Substitution.starts_on > today()),
        ),
    )
    details = (("", ("substitute.name", "principal.name", "starts_on", "ends_on", "status", "reason", "revoked_at")),)

    def title_of(self, row: Substitution) -> str:
        return gettext("%(substitute)s for %(principal)s", substitute=row.substitute.name, principal=row.principal.name)

    def prefill(self) -> dict[str, Any]:
        return {"starts_on": today()}

    def links(self, row: Substitution) -> list[Link]:
        mine = row.principal_id == actor().id or Role.ADMINISTRATOR in actor().roles
        if not (mine and may(Permission.SUBSTITUTE_NAME)) or row.revoked_at is not None or row.ends_on < today():
            return []
        return [Link(gettext("Revoke"), self.url_of(row, "revoke_view"), primary=True)]

    @expose("/revoke/", methods=("GET", "POST"))
    @opens("edit")
    def revoke_view(self) -> ResponseReturnValue:
        return self.act(self.row(), RevokeForm(posted()), revoke, title=gettext("Revoke"), button=gettext("Revoke"))


def _holds(on: date) -> Any:
    return Substitution.revoked_at.is_(None) & (Substitution.starts_on <= on) & (Substitution.ends_on >= on)
