"""A case of any pack in memory, carried through its life by the use-cases' own steps."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import rulebook
from models import Complaint, Region, Staff
from rules.case import Capacity, Viewer
from terms.complaint import ComplaintKind, Severity, State
from terms.limits import Province
from terms.people import Person, Role
from workflows.clocks import start_clocks

ADDRESS = {Province.IN: "浙江省杭州市西湖区1号", Province.OUT: "安徽省合肥市蜀山区1号", None: "西湖路1号"}
HANDLER, BOSS = 1, 2


class Notes:
    """Stands for the session: steps only add their event to it."""

    def __init__(self) -> None:
        self.info: dict[str, Any] = {}
        self.kinds: list[str] = []

    def add(self, event: Any) -> None:
        self.kinds.append(event.kind)


def book_of(name: str) -> rulebook.Book:
    return rulebook.book(name, on=date(2026, 11, 2))


def case_of(book: rulebook.Book, at: datetime, *, province: Province | None = None, **values: Any) -> Complaint:
    """Registered and taken up at once by the handler, who talked to the complainant."""
    case = Complaint(
        **{
            "number": "TS-1", "kind": ComplaintKind.QUALITY_COMPLAINT, "severity": Severity.GENERAL, "priority": 0,
            "urgent": False, "state": State.REGISTERED, "registered_at": at, "registered_by_id": HANDLER,
            "assigned_to_id": HANDLER, "region": Region(provinces="浙江 江苏"), "address": ADDRESS[province],
            "rulebook_pack": book.pack.key, "rulebook_issue": book.issue, "late": False, "unfounded": False,
            "reopened_count": 0, "version": 1, **values,
        }
    )  # fmt: skip
    start_clocks(case, book, at)
    return case


def viewer(key: int, *roles: Role) -> Viewer:
    return Viewer(Person(key, "王芳", frozenset(roles)), tuple(Capacity(role) for role in roles))


def staff(key: int) -> Staff:
    return Staff(id=key, name="王芳")
