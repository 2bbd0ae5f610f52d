"""Lists of what stands beside a case: each row leads to the case, where it is read whole and acted on."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, false, or_, select

from admin_views.base import Screen, opens
from models import Complaint
from queries.search import long_enough, matching, related


class BesideCase(Screen):
    """A screen whose rows belong to complaints; searched by the words of the case."""

    column_searchable_list = ("id",)
    hint = lazy_gettext("Case number, complainant, phone, what happened")

    def case_of(self, row: Any) -> Complaint:
        return row.complaint

    def case_key(self) -> Any:
        """The condition's column: the key of the case."""
        return self.model.complaint_id

    def url_of(self, row: Any, page: str = "details_view", **more: Any) -> str:
        return url_for("complaint.details_view", id=self.case_of(row).id, **more)

    def title_of(self, row: Any) -> str:
        return self.case_of(row).number

    def search_hint(self) -> str:
        return str(self.hint)

    def found_by(self, term: str) -> ColumnElement[bool]:
        return self.case_key().in_(select(Complaint.id).where(told_by(term)))

    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        return redirect(self.url_of(self.row()))


def told_by(term: str) -> ColumnElement[bool]:
    """The cases a search means. A single character would compare every case there is, so it finds none."""
    return or_(matching(Complaint, term), *related(Complaint, term)) if long_enough(term) else false()
