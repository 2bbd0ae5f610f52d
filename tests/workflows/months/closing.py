"""A month of one company on its way: every act by whoever's turn it is, in the first days of the next month."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from models import Customer, Month, Replenishment
from terms.time import SHANGHAI
from terms.trade import CustomerKind
from tests.factories import NOON, Company, make_customer
from tests.workflows.life import Life
from tests.workflows.pictures import picture
from workflows.executions.carry_out import hand_over
from workflows.months import approve, close, open, reopen, send, sign  # noqa: A004
from workflows.replenishments.deliver import deliver

SEPTEMBER = date(2026, 9, 1)
FIRST = datetime(2026, 10, 1, 10, 0, tzinfo=SHANGHAI)
THIRD = FIRST + timedelta(days=2)
FIFTH = FIRST + timedelta(days=4)


class Closing(Life):
    """`Life` with the month after it."""

    company: Company

    def distributor(self, **values: Any) -> Customer:
        return make_customer(self.session, self.company.region, kind=CustomerKind.DISTRIBUTOR, **values)

    def given_by(self, distributor: Customer | None, exchanged: int = 12, compensated: int = 48, **values: Any) -> Any:
        """A case carried out at noon of a September day, the goods out of a distributor's stock."""
        case = self.filed(exchanged, compensated, **values)
        hand_over(
            self.session, complaint_id=case.id, carrier="自提", actor=self.company.logistics, at=NOON,
            supplier_id=distributor.id if distributor else None,
        )  # fmt: skip
        return self.prove(case)

    def month(self, month: date = SEPTEMBER) -> Month:
        """The month's row, prepared by the job."""
        row = self.session.scalar(select(Month).where(Month.month == month))
        if row is None:
            open.open_due(self.session, at=FIRST)
            row = self.session.scalars(select(Month).where(Month.month == month)).one()
        return row

    def sign(self, **values: Any) -> Month:
        ordinary = {
            "month_id": self.month().id, "department_id": self.company.department.id,
            "actor": self.company.sales_administration, "at": FIRST,
        }  # fmt: skip
        return sign.sign(self.session, **{**ordinary, **values})

    def send(self, **values: Any) -> Month:
        ordinary = {"month_id": self.month().id, "actor": self.company.general_office, "at": THIRD}
        return send.send(self.session, **{**ordinary, **values})

    def approve(self, **values: Any) -> Month:
        return approve.approve(self.session, **{"month_id": self.month().id, "at": THIRD, **values})

    def sent(self) -> Month:
        self.sign()
        return self.send()

    def locked(self) -> Month:
        self.sent()
        self.approve(actor=self.company.manager)
        return self.approve(actor=self.company.finance)

    def lists(self) -> list[Replenishment]:
        return list(self.session.scalars(select(Replenishment).order_by(Replenishment.id)))

    def deliver(self, row: Replenishment, **values: Any) -> Replenishment:
        ordinary = {
            "replenishment_id": row.id, "delivery_note": "SH-0001", "delivered_on": FIFTH.date(), "received_by": "张经理",
            "actor": self.company.logistics, "at": FIFTH, "storage": self.storage,
            "uploads": [picture("签收.jpg")],
        }  # fmt: skip
        return deliver(self.session, **{**ordinary, **values})

    def month_closed(self) -> Month:
        self.locked()
        for row in self.lists():
            self.deliver(row)
        return close.close(self.session, month_id=self.month().id, actor=self.company.finance, at=FIFTH)

    def reopened(self) -> Month:
        """A locked month, asked for by the general office and granted by the general manager."""
        return self.reopen(self.locked())

    def reopen(self, row: Month) -> Month:
        reopen.ask(self.session, month_id=row.id, reason="漏登一笔发货", actor=self.company.general_office, at=FIFTH)
        return reopen.decide(
            self.session, month_id=row.id, granted=True, answer="同意更正", actor=self.company.manager, at=FIFTH
        )

    def lock_again(self, row: Month) -> Month:
        """A month reopened, signed, sent and approved anew."""
        self.sign(month_id=row.id, at=FIFTH)
        self.send(month_id=row.id, at=FIFTH)
        for person in (self.company.manager, self.company.finance):
            self.approve(month_id=row.id, actor=person, at=FIFTH)
        return row
