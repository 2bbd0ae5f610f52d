"""A locked month is noted outside the database at once."""

from __future__ import annotations

from sqlalchemy import select

from models import Work


class TestApprove:
    def test_asks_for_an_anchor_of_the_audit_with_the_lock_and_not_before(self, session, closing):
        closing.executed()
        closing.sent()
        closing.approve(actor=closing.company.manager)
        assert session.scalars(select(Work)).all() == []

        row = closing.approve(actor=closing.company.finance)

        work = session.scalars(select(Work)).one()
        assert (work.kind, work.subject_id, work.done_at) == ("anchor_audit", row.id, None)
