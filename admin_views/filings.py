"""Filings (备案): the registers of both offices, and what waits for them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, select

from admin_views.beside_case import BesideCase, told_by
from admin_views.case_words import times
from admin_views.filters import Choice, Dates
from admin_views.scoped import Tab
from admin_views.signed_in import may
from admin_views.words import near
from models import Complaint, Filing, Settlement
from rules.permissions import Permission
from terms.people import Office


class Filings(BesideCase):
    model = Filing
    address = "filing"
    title, icon = lazy_gettext("Filings"), "stamp"
    permissions = {"read": Permission.FILING_READ}
    eager = ("settlement.complaint.region", "settlement.complaint.product", "filed_by")
    column_list = (
        "case", "register_number", "office", "multiple", "region", "product", "opened_at", "filed_at", "filed_by.name",
        "paper_place",
    )  # fmt: skip
    column_labels: dict[str, Any] = {"case": lazy_gettext("Case"), "region": lazy_gettext("Region")}
    column_sortable_list = ("opened_at", "filed_at", "register_number")
    column_formatters = {
        "opened_at": lambda row: near(row.opened_at),
        "filed_at": lambda row: near(row.filed_at) if row.filed_at else "",
        "case": lambda row: row.settlement.complaint.number,
        "multiple": lambda row: times(row.settlement),
        "region": lambda row: row.settlement.complaint.region.name,
        "product": lambda row: row.settlement.complaint.product.name if row.settlement.complaint.product else "",
    }
    filters = (Choice("office", Office), Dates("filed_at"))
    tabs = (
        Tab("waiting", lazy_gettext("To file"), lambda: Filing.filed_at.is_(None)),
        Tab(
            "papers",
            lazy_gettext("Place of the paper missing"),
            lambda: Filing.filed_at.is_not(None) & (Filing.paper_place == ""),
        ),
    )

    @property
    def first_tab(self) -> str:  # type: ignore[override]  # a fixed word elsewhere
        """The offices come to file; everybody else reads the register."""
        return "waiting" if may(Permission.FILING_DO) else ""

    def case_of(self, row: Filing) -> Complaint:
        return row.settlement.complaint

    def found_by(self, term: str) -> ColumnElement[bool]:
        cases = select(Settlement.id).join(Settlement.complaint).where(told_by(term))
        return Filing.settlement_id.in_(cases)
