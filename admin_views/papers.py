"""The papers of a case for an A4 printer: 售后服务处理单 (the handling form), 回访记录表 (the call-back record)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import segno
from flask import url_for
from flask_babel import lazy_gettext

from models import Complaint, Settlement, Signature
from queries.rulebook import policy_of
from rules.permissions import Permission
from terms.complaint import SignaturePart, Verdict


@dataclass(frozen=True)
class Paper:
    """One kind of paper: its title, its template, and whose door opens it. fits: whether a case has such a paper."""

    key: str
    title: Any
    template: str
    permission: Permission
    fits: Callable[[Complaint], bool] = lambda _case: True


PAPERS: tuple[Paper, ...] = (
    Paper("handling", lazy_gettext("After-sales handling form"), "papers/handling.html", Permission.COMPLAINT_READ),
    Paper(
        "notice",
        lazy_gettext("Notice to the complainant"),
        "papers/notice.html",
        Permission.COMPLAINT_READ,
        lambda case: bool(policy_of(case).notices.notices),
    ),
    Paper("call_back", lazy_gettext("Call-back record"), "papers/call_back.html", Permission.CALL_BACK_READ),
)


def paper_of(name: str) -> Paper | None:
    return next((paper for paper in PAPERS if paper.key == name), None)


def code_of(case: Complaint) -> str:
    """The QR code of the case's address, as a picture for an img element. It opens only for who may see the case."""
    address = url_for("complaint.details_view", id=case.id, _external=True)
    return segno.make(address, error="m").svg_data_uri(scale=2, border=1)


def signed_rows(settlement: Settlement | None) -> list[Signature]:
    """The signatures a paper has boxes for, the decider first: given ones and those still to give."""
    if settlement is None:
        return []
    live = [row for row in settlement.signatures if row.verdict in (Verdict.SIGNED, Verdict.PENDING)]
    return sorted(live, key=lambda row: (row.part is not SignaturePart.DECIDES, row.id))
