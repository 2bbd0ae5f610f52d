"""Distributors' accounts: claims, cans, packs, the glass of each quarter, replenishments, and what is still owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import Select

from admin_views.base import Screen, opens
from admin_views.clock import today
from admin_views.filters import Picked
from admin_views.listing import Asked
from admin_views.master_picks import REGIONS
from models import Customer, db
from queries.accounts import Account, account
from queries.pages import Wanted
from rules.permissions import Permission
from terms.month import ReplenishmentGround
from terms.trade import CustomerKind


def day_of(text: str | None, otherwise: date) -> date:
    """A day out of an address; one that cannot be read is the usual one."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


class Accounts(Screen):
    model = Customer
    address = "account"
    title, icon = lazy_gettext("Distributors' accounts"), "swap"
    permissions = {"read": Permission.ACCOUNT_READ}
    eager = ("region",)
    column_list = ("code", "name", "region.name", "contact")
    column_sortable_list = ("code", "name")
    filters = (Picked("region_id", REGIONS),)
    grounds = ReplenishmentGround

    def statement(self) -> Select[Any]:
        return super().statement().where(Customer.kind == CustomerKind.DISTRIBUTOR)

    def wanted(self, asked: Asked) -> Wanted:
        found = super().wanted(asked)
        return replace(found, conditions=[*found.conditions, Customer.kind == CustomerKind.DISTRIBUTOR])

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        row = self.row()
        return self.render("account/details.html", row=row, heading=row.name, account=self._account(row))

    @expose("/statement/")
    @opens("read")
    def statement_view(self) -> ResponseReturnValue:
        """The statement of a span (`from`, `to`) for the printer."""
        row = self.row()
        return self.render(
            "account/statement.html", row=row, heading=gettext("Statement of account"), account=self._account(row)
        )

    def _account(self, row: Customer) -> Account:
        """From the first of the year to today unless the address says otherwise."""
        last = day_of(request.args.get("to"), today())
        first = min(day_of(request.args.get("from"), last.replace(month=1, day=1)), last)
        return account(db.session(), row.id, first, last, today())
