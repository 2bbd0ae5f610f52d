"""Distributors' accounts: claims, cans, packs, the glass of each quarter, replenishments, and what is still owed."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from admin_views.base import Guarded, opens
from admin_views.clock import today
from admin_views.days_asked import day_asked
from admin_views.lookups import key_of
from admin_views.signed_in import person
from models import Customer, db
from queries.accounts import Account, account, distributors
from queries.scope import visible
from rules.permissions import Permission
from terms.month import ReplenishmentGround
from terms.trade import CustomerKind

LONGEST = 64


class Accounts(Guarded, BaseView):
    title, icon = lazy_gettext("Distributors' accounts"), "swap"
    permissions = {"read": Permission.ACCOUNT_READ}
    grounds = ReplenishmentGround

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="account", url="/account")

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        typed = request.args.get("search", "").replace("\0", "").strip()[:LONGEST]
        found = distributors(db.session(), person(), typed)
        return self.render("account/index.html", heading=self.title, typed=typed, found=found)

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        row = self._row()
        return self.render("account/details.html", row=row, heading=row.name, account=self._account(row))

    @expose("/statement/")
    @opens("read")
    def statement_view(self) -> ResponseReturnValue:
        """The statement of a span (`from`, `to`) for the printer."""
        row = self._row()
        return self.render(
            "account/statement.html", row=row, heading=gettext("Statement of account"), account=self._account(row)
        )

    @staticmethod
    def _row() -> Customer:
        """The distributor an address names; 404 when they are not the reader's to see."""
        wanted = select(Customer).where(
            Customer.id == (key_of(request.args.get("id")) or 0), Customer.kind == CustomerKind.DISTRIBUTOR
        )
        return db.session.scalars(visible(wanted, Customer, person())).one_or_none() or abort(404)

    @staticmethod
    def _account(row: Customer) -> Account:
        """From the first of the year to today unless the address says otherwise."""
        last = day_asked("to") or today()
        first = min(day_asked("from") or last.replace(month=1, day=1), last)
        return account(db.session(), row.id, first, last, today())
