"""The complaint register (质量投诉登记簿), read and printed as the book it replaces."""

from __future__ import annotations

from datetime import date, timedelta

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views.base import Guarded, opens
from admin_views.clock import today
from admin_views.days_asked import day_asked
from admin_views.lookups import key_of
from admin_views.master_picks import SALES_DEPARTMENTS
from admin_views.signed_in import actor
from models import Department, db
from queries.register_book import book_page
from rules.permissions import Permission

# A year is more than anybody prints, and as much as one page's statement should look through.
LONGEST = timedelta(days=366)


class RegisterBook(Guarded, BaseView):
    """One span of days on paper; lists and searches are on the screen of complaints."""

    title = lazy_gettext("Complaint register")
    icon = "book"
    permissions = {"read": Permission.COMPLAINT_READ}

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="register_book", url="/register_book")

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        first, last = _span()
        department, page = SALES_DEPARTMENTS.one(request.args.get("department_id", "")), _page()
        found = book_page(
            db.session(), actor().as_person(), first, last, department_id=department.id if department else None,
            page=page,
        )  # fmt: skip
        departments = list(db.session.scalars(SALES_DEPARTMENTS.statement().order_by(Department.id)))
        return self.render(
            "ledger/register.html", heading=self.title, first=first, last=last, found=found, page=page,
            department=department, departments=departments,
        )  # fmt: skip


def _span() -> tuple[date, date]:
    """The days asked for; this month to date unless said."""
    first = day_asked("from") or today().replace(day=1)
    last = max(day_asked("to") or today(), first)
    return first, min(last, first + LONGEST)


def _page() -> int:
    return max(1, min(key_of(request.args.get("page", "1")) or 1, 10_000))
