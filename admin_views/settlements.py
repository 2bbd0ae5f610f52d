"""Settlements: what was proposed, who signed, what came of it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from admin_views.beside_case import BesideCase
from admin_views.case_words import times
from admin_views.filters import Choice, Dates, Flag
from admin_views.scoped import Tab
from admin_views.words import listed, money, near, words
from models import Settlement, Signature
from rules.permissions import Permission
from terms.complaint import SettlementStatus, Verdict
from terms.people import Office, Role


def signatures(row: Settlement) -> str:
    """Who signed, and whose signature is missing."""
    return listed(_signature(one) for one in row.signatures if one.verdict is not Verdict.DROPPED)


def _signature(one: Signature) -> str:
    return f"{one.signer.name} ✓" if one.verdict is Verdict.SIGNED and one.signer else f"{words(one.role)} …"


class Settlements(BesideCase):
    model = Settlement
    address = "settlement"
    title, icon = lazy_gettext("Settlements"), "swap"
    permissions = {"read": Permission.SETTLEMENT_READ}
    eager = ("complaint.product", "signatures.signer")
    column_list = (
        "complaint.number", "status", "multiple", "cash", "decides", "signatures", "complaint.product.name",
        "proposed_at",
    )  # fmt: skip
    column_labels: dict[str, Any] = {
        "signatures": lazy_gettext("Signatures"),
        "complaint.product.name": lazy_gettext("Product"),
    }
    column_sortable_list = ("proposed_at",)
    column_formatters = {
        "multiple": times,
        "signatures": signatures,
        "proposed_at": lambda row: near(row.proposed_at),
        "cash": lambda row: money(row.cash) if row.cash else "",
    }
    pills = ("status",)
    filters = (
        Choice("status", SettlementStatus),
        Choice("decides", Role),
        Choice("file_at", Office),
        Flag("needs_goods_received"),
        Dates("proposed_at"),
        Dates("approved_at"),
    )
    tabs = (
        Tab("waiting", lazy_gettext("Waiting for signatures"), lambda: Settlement.status == SettlementStatus.PROPOSED),
        Tab("cash", lazy_gettext("With money"), lambda: Settlement.cash > 0),
    )
