"""Entries carried to any point of their life by the use-cases themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEvent, Month, PenaltyEntry, Staff
from terms.month import MonthStatus
from terms.people import Role
from terms.refusal import Refusal
from tests.factories import MORNING, make_staff
from tests.workflows.life import Life
from workflows.penalties.appeal import appeal
from workflows.penalties.decide import confirm
from workflows.penalties.find import propose_from_facts
from workflows.penalties.propose import propose

DAY = date(2026, 9, 16)
MONTH = date(2026, 9, 1)
EVENING = MORNING.replace(hour=19)
NEXT_WEEK = MORNING + timedelta(days=7)


class Accused:
    """A company whose people have entries; the clerk is accused unless said otherwise."""

    def __init__(self, life: Life) -> None:
        self.life, self.session, self.company = life, life.session, life.company

    def proposed(self, **values: Any) -> PenaltyEntry:
        """By the general office, by hand."""
        ordinary = {
            "staff_id": self.company.clerk.id, "breach": "procedure_not_followed", "happened_on": DAY,
            "reason": "未联系消费者就提出方案", "actor": self.company.general_office, "at": MORNING,
        }  # fmt: skip
        return propose(self.session, **{**ordinary, **values})

    def confirmed(self, **values: Any) -> PenaltyEntry:
        """By the supervisor."""
        entry = self.proposed(**values)
        return confirm(self.session, penalty_id=entry.id, actor=self.decider(entry), at=MORNING)

    def appealed(self, **values: Any) -> PenaltyEntry:
        entry = self.confirmed(**values)
        return appeal(self.session, penalty_id=entry.id, text="当天已电话联系", actor=entry.staff, at=MORNING)

    def decider(self, entry: PenaltyEntry) -> Staff:
        """Whoever holds the rung it waits for."""
        return self.life.signer(entry.decides)

    def found(self, at: datetime = NEXT_WEEK) -> list[PenaltyEntry]:
        """What the records prove, proposed by the sweep."""
        propose_from_facts(self.session, at=at)
        return self.entries()

    def entries(self) -> list[PenaltyEntry]:
        return list(self.session.scalars(select(PenaltyEntry).order_by(PenaltyEntry.id)))

    def lock_month(self, month: date = MONTH) -> None:
        """The month is locked, as its approval leaves it."""
        row = Month(
            month=month, status=MonthStatus.LOCKED, opened_at=MORNING, locked_at=MORNING,
            locked_by_id=self.company.manager.id,
        )  # fmt: skip
        self.session.add(row)
        self.session.commit()

    def other(self, role: Role, **values: Any) -> Staff:
        """A second holder of a role, in the same place."""
        return make_staff(self.session, role, region=self.company.region, **values)


def breaches(entries: list[PenaltyEntry]) -> list[tuple[str, int]]:
    return [(entry.breach, entry.staff_id) for entry in entries]


def state(accused: Accused) -> list[tuple[Any, ...]]:
    """Every entry with its columns, and how many events there are."""
    accused.session.expire_all()
    columns = [column.name for column in PenaltyEntry.__table__.columns if column.name != "facts"]
    rows = [tuple(getattr(row, name) for name in columns) for row in accused.entries()]
    return [*rows, tuple(accused.session.scalars(select(AuditEvent.id)))]


@contextmanager
def no(accused: Accused, error: type[Refusal], *, says: str = "") -> Iterator[Any]:
    """The business says no, and nothing is left behind."""
    before = state(accused)
    with pytest.raises(error) as caught:
        yield caught
    assert says in str(caught.value)
    assert state(accused) == before


def yuan(amount: str) -> Decimal:
    return Decimal(amount)
