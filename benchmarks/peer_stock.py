"""The peer: Flask-Admin as it comes, on the same tables, set up as a careful user of it would.

Related rows are joined, pickers look up by typing, twenty rows a page; everybody is logged in as one person. It has no
row scope, no audit and no word index to keep, all in its favour.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_admin.contrib.sqla.filters import FilterEqual, IntEqualFilter
from flask_babel import Babel
from flask_login import LoginManager, UserMixin, current_user

from benchmarks.ground import NOW
from models import Complaint, Staff, db


class StockComplaints(ModelView):
    def is_accessible(self) -> bool:
        return bool(current_user.is_authenticated)

    column_list = (
        "number", "customer.name", "product.name", "batch.code", "severity", "state", "region.name", "assigned_to.name",
        "registered_at", "due_at",
    )  # fmt: skip
    column_select_related_list = (
        Complaint.customer, Complaint.product, Complaint.batch, Complaint.region, Complaint.assigned_to,
    )  # fmt: skip
    column_default_sort = ("id", True)
    column_sortable_list = ("id", "due_at")
    column_searchable_list = ("number", "customer.name", "description")
    # Its own filter for enums answers with an error where a word differs from its name; the plain one does not.
    column_filters = (IntEqualFilter(Complaint.region_id, "region"), FilterEqual(Complaint.state, "state"))
    named_filter_urls = True
    can_view_details = True
    form_columns = (
        "number", "channel", "severity", "state", "customer", "customer_kind", "product", "batch",
        "quantity", "fault", "description", "region", "department", "registered_by", "registered_on",
        "rulebook_pack", "rulebook_issue", "assigned_to",
    )  # fmt: skip
    form_ajax_refs = {
        "customer": {"fields": ("name", "phone"), "page_size": 20},
        "product": {"fields": ("name", "sku"), "page_size": 20},
        "batch": {"fields": ("code",), "page_size": 20},
        "registered_by": {"fields": ("name", "number"), "page_size": 20},
        "assigned_to": {"fields": ("name", "number"), "page_size": 20},
    }

    def on_model_change(self, _form: Any, model: Any, _is_created: bool) -> None:  # noqa: FBT001  Flask-Admin's shape
        # Times are a column type of our own, for which it makes no fields.
        model.state_since = model.registered_at = model.due_at = NOW


class Somebody(UserMixin):
    """Who is logged in, read from the database as a log-in does."""

    def __init__(self, staff: Staff) -> None:
        self.id = staff.id


def log_in_everybody(app: Flask) -> None:
    manager = LoginManager(app)
    manager.request_loader(lambda _request: Somebody(db.session.get_one(Staff, 1)))


def stock(url: str) -> Flask:
    """The stock application on this database."""
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="only for measuring")  # noqa: S106
    db.init_app(app)
    log_in_everybody(app)
    Babel(app, default_locale="zh_Hans_CN")
    Admin(app, name="Stock", url="/").add_view(StockComplaints(Complaint, db, endpoint="complaint"))
    return app
