"""The months of the past, closed by those whose turn it was: from the first to the fifth, every step a use-case.

They are closed after the rest is written, because a summary is asked of the database. The month just ended waits at the
step its day has reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo.companies.described import Closes
from demo.worktime import at_minute
from models import Month, Replenishment, Staff
from queries.months import next_month
from queries.summaries import sales_departments
from terms.month import ReplenishmentStatus
from terms.time import local_date
from workflows.attachments.files import Ready, Storage
from workflows.months.approve import approve
from workflows.months.close import close
from workflows.months.open import opened
from workflows.months.send import send
from workflows.months.sign import sign
from workflows.replenishments.deliver import delivered
from workflows.transaction import transaction

Step = Callable[[datetime], None]


class Closing:
    """The people who close the months, and the papers they keep."""

    def __init__(self, session: Session, closes: Closes, until: datetime, storage: Storage | None) -> None:
        self.session, self.by, self.until, self.storage = session, closes, until, storage

    def close_all(self, first: date) -> None:
        """Every month from `first` to the one just ended, each as far as the end of the telling allows."""
        month = first
        while next_month(month) <= local_date(self.until):
            for at, step in self._steps(month):
                if at > self.until:
                    break
                step(at)
            month = next_month(month)

    def _steps(self, month: date) -> Iterator[tuple[datetime, Step]]:
        after = next_month(month)
        yield at_minute(after, 1), partial(self._open, month)
        for code, minute in self.by.signed_at.items():
            yield at_minute(after, minute), partial(self._sign, month, code)
        third, fourth, fifth = (after.replace(day=day) for day in (3, 4, 5))
        yield at_minute(after.replace(day=2), 610), partial(self._send, month)
        yield at_minute(third, 561), partial(self._approve, month, self.by.finance)
        yield at_minute(third, 950), partial(self._approve, month, self.by.manager)
        yield at_minute(fourth, 980), partial(self._deliver, month, fourth, 2)
        yield at_minute(fifth, 900), partial(self._deliver, month, fifth, 1)
        yield at_minute(fifth, 1010), partial(self._close, month)

    def _open(self, month: date, at: datetime) -> None:
        with transaction(self.session):
            opened(self.session, month, at)

    def _sign(self, month: date, code: str, at: datetime) -> None:
        departments = {one.code: one.id for one in sales_departments(self.session, month)}
        sign(
            self.session, month_id=self._month(month).id, department_id=departments[code],
            actor=self._person(self.by.signs[code]), at=at,
        )  # fmt: skip

    def _send(self, month: date, at: datetime) -> None:
        send(self.session, month_id=self._month(month).id, actor=self._person(self.by.sends), at=at)

    def _approve(self, month: date, number: str, at: datetime) -> None:
        approve(self.session, month_id=self._month(month).id, actor=self._person(number), at=at)

    def _deliver(self, month: date, day: date, every: int, at: datetime) -> None:
        """Every so manieth list that still waits, by the lorry of the day."""
        with transaction(self.session):
            waiting = select(Replenishment).where(
                Replenishment.month_id == self._month(month).id, Replenishment.status == ReplenishmentStatus.LISTED
            )
            driver = self._person(self.by.delivers[day.day % len(self.by.delivers)])
            for row in self.session.scalars(waiting.order_by(Replenishment.id)).all()[::every]:
                note = f"SH{row.number.removeprefix('BH-').replace('-', '')}"
                delivered(
                    self.session, row, [self._signed_note(note)], delivery_note=note, delivered_on=day,
                    received_by=row.distributor.contact or "收货人", carrier="自有车辆", actor=driver, at=at,
                )  # fmt: skip

    def _signed_note(self, note: str) -> Ready:
        """The copy the distributor signed, as the scanner made it."""
        name = hashlib.sha256(note.encode()).hexdigest()[:32] + ".pdf"
        paper = Ready(f"{note}.pdf", name, "application/pdf", scanned(note))
        if self.storage is not None:
            self.storage.write(paper)
        return paper

    def _close(self, month: date, at: datetime) -> None:
        close(self.session, month_id=self._month(month).id, actor=self._person(self.by.finance), at=at)

    def _month(self, month: date) -> Month:
        return self.session.scalars(select(Month).where(Month.month == month)).one()

    def _person(self, number: str) -> Staff:
        return self.session.scalars(select(Staff).where(Staff.number == number)).one()


def scanned(note: str) -> bytes:
    """A page with the number of the note: the smallest PDF there is."""
    text = f"BT /F1 18 Tf 60 760 Td ({note}) Tj ET".encode()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return body + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(body))
