from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from demo import accounts
from demo.company import tell
from demo.ledger import COLUMNS
from demo.writer import write_all
from models import (
    AuditEvent,
    Batch,
    CallBack,
    Complaint,
    Cost,
    Customer,
    Department,
    Execution,
    GlassQuarter,
    Month,
    NumberSeries,
    PenaltyEntry,
    Product,
    Region,
    Replenishment,
    ServiceRecord,
    Settlement,
    SettlementLine,
    Shipment,
    Staff,
)
from models.base import Base
from queries.audit_chain import verify
from queries.capacity import stand_in
from queries.inbox import count_waiting
from queries.search import matching
from queries.supplied import PER_UNIT
from rules.summaries import from_json
from terms.complaint import CallBackOutcome, Channel, SettlementStatus, State
from terms.month import MonthStatus, ReplenishmentStatus
from terms.people import Role
from terms.service import ServiceStatus
from terms.time import SHANGHAI, day_start
from terms.trade import CustomerKind
from tests.demo_company import DEMO_DAY
from workflows.auth.hashing import matches
from workflows.auth.password_rules import check_password
from workflows.numbers import next_number

SUNDAY = date(2026, 11, 22)
LATER = {PenaltyEntry: ("locked_at", "version", "month", "moved_from")}


def count(session: Session, model, *where) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*where)) or 0 or 0


class TestBuild:
    def test_gives_the_same_rows_for_the_same_day(self, demo, demo_past):
        """The built rows against a second telling: the same, and written as they were told.

        The months are closed after the telling, and lock the penalties that count in them.
        """
        for model, rows in demo_past.rows.items():
            columns = tuple(name for name in COLUMNS[model] if name not in LATER.get(model, ()))
            order = list(model.__table__.primary_key)
            built = demo.execute(select(*(model.__table__.c[name] for name in columns)).order_by(*order)).all()
            # What a quarter earned comes after the telling, as its scorecards do.
            built = built[: len(rows)] if model in (PenaltyEntry, Cost) else built
            told = [tuple(vars(row)[name] for name in columns) for row in rows]
            key = (lambda row: row) if model.__name__ == "StaffRole" else None
            assert (sorted(map(tuple, built), key=key) if key else list(map(tuple, built))) == (
                sorted(told, key=key) if key else told
            ), model.__name__

    def test_writes_the_audit_as_it_was_told(self, demo, demo_past):
        table = AuditEvent.__table__
        names = tuple(COLUMNS[AuditEvent])

        told_before = table.c.id <= len(demo_past.events)
        built = demo.execute(select(*(table.c[name] for name in names)).where(told_before).order_by(table.c.id)).all()

        assert [tuple(row) for row in built] == [tuple(event[name] for name in names) for event in demo_past.events]

    def test_tells_a_sunday_night_too_and_nothing_after_it(self):
        """Whoever starts the demo before the office opens finds no events of hours to come."""
        night = day_start(SUNDAY) + timedelta(hours=2)

        told = tell(SUNDAY, until=night)

        told.close_event()
        assert max(event["at"] for event in told.events) <= night
        assert {case.state for case in told.rows[Complaint]} == set(State)

    @pytest.mark.parametrize(
        ("model", "least", "most"),
        [
            (Department, 11, 11), (Region, 8, 8), (Staff, 60, 60), (Customer, 2000, 2000), (Product, 120, 120),
            (Batch, 900, 900), (Shipment, 3000, 3000), (Complaint, 5800, 6300), (ServiceRecord, 380, 420),
        ],
    )  # fmt: skip
    def test_makes_so_many(self, demo, model, least, most):
        assert least <= count(demo, model) <= most

    def test_has_customers_of_every_kind(self, demo):
        kinds = dict(demo.execute(select(Customer.kind, func.count()).group_by(Customer.kind)).all())

        assert kinds == {
            CustomerKind.CONSUMER: 1400,
            CustomerKind.DISTRIBUTOR: 400,
            CustomerKind.WHOLESALER: 80,
            CustomerKind.SALES_POINT: 120,
        }

    @pytest.mark.parametrize(
        ("column", "kinds"),
        [
            (Complaint.state, State), (Complaint.channel, Channel), (CallBack.outcome, CallBackOutcome),
            (Settlement.status, SettlementStatus), (ServiceRecord.status, ServiceStatus),
        ],
    )  # fmt: skip
    def test_shows_every(self, demo, column, kinds):
        assert set(demo.scalars(select(column).distinct())) == set(kinds)

    def test_can_be_searched_by_words_of_two_characters(self, demo):
        assert demo.scalars(select(Product).where(matching(Product, "黄桃"))).all()
        assert demo.scalars(select(Complaint).where(matching(Complaint, "渗漏"))).all()
        assert demo.scalars(select(Staff).where(matching(Staff, "wf"))).one().name == "王芳"

    def test_lets_numbers_and_keys_go_on(self, fresh_database, demo_past):
        """On both engines: the next paper and the next row come after the last one told."""
        with fresh_database.new_session() as session:
            write_all(session.connection(), demo_past)
            last = session.scalar(select(func.max(Complaint.number)).where(Complaint.number.like("TS-2026-09-%")))

            assert next_number(session, "TS", DEMO_DAY) == f"TS-2026-09-{int(last[-5:]) + 1:05d}"
            added = session.execute(
                insert(Department).values(code="新", name="新部门", is_sales=False, active=True, version=1)
            )
            assert added.inserted_primary_key == (12,)

    def test_leaves_no_series_behind_its_papers(self, demo):
        series = {row.series: row.last for row in demo.scalars(select(NumberSeries))}
        numbers = Counter(number[:-6] for number in demo.scalars(select(Complaint.number)))

        assert {key: last for key, last in series.items() if key.startswith("TS-")} == dict(numbers)

    def test_seals_its_whole_audit(self, demo):
        checked = verify(demo)

        assert checked.is_whole
        assert checked.links == count(demo, AuditEvent) > 0

    def test_fills_no_machine_table(self, demo):
        told_of = {"job_run", "job_turn", "setup_token", "submission", "auth_session", "attachment"}

        assert [name for name in sorted(told_of) if count(demo, Base.metadata.tables[name])] == []


class TestAccounts:
    def test_has_somebody_for_every_role(self):
        assert {role for account in accounts() for role in account.roles} == set(Role)

    def test_names_people_who_can_log_in(self, demo):
        for account in accounts()[:2]:
            person = demo.scalars(select(Staff).where(Staff.number == account.number)).one()

            assert (person.name, person.roles) == (account.name, frozenset(account.roles))
            assert matches(person.password_hash, account.password)
            assert not person.must_change_password

    def test_has_a_password_that_the_rules_let_pass(self, demo):
        for person in demo.scalars(select(Staff)):
            check_password(
                accounts()[0].password, number=person.number, name=person.name, phone=person.phone, pinyin=person.pinyin
            )

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.GENERAL_MANAGER])
    def test_has_three_signatures_waiting_for(self, demo, role):
        number = next(account.number for account in accounts() if account.role is role)
        person = demo.scalars(select(Staff).where(Staff.number == number)).one()
        stand_in(demo, person, DEMO_DAY)

        assert count_waiting(demo, person.as_person()) >= 3


class TestToday:
    def test_has_cases_of_this_morning_due_at_four(self, demo):
        today = Complaint.registered_on == DEMO_DAY
        due = day_start(DEMO_DAY) + timedelta(hours=16)

        assert count(demo, Complaint, today) >= 6
        assert set(demo.scalars(select(Complaint.due_at).where(today))) == {due.astimezone(SHANGHAI)}

    @pytest.mark.parametrize("state", [State.REGISTERED, State.HANDLING, State.APPROVED, State.FILED, State.ANSWERED])
    def test_has_work_waiting_in(self, demo, state):
        assert count(demo, Complaint, Complaint.state == state) >= 4

    def test_has_a_few_late_ones(self, demo):
        over = (State.CLOSED, State.WITHDRAWN, State.MERGED)

        assert 3 <= count(demo, Complaint, Complaint.late, Complaint.state.not_in(over)) <= 60

    def test_looks_like_life(self, demo):
        """Most results come in time, summer is thirsty, a bad batch stands out."""
        late = count(demo, Complaint, Complaint.late) / count(demo, Complaint)
        by_month = Counter(day.month for day in demo.scalars(select(Complaint.registered_on)))
        batches = Counter(demo.scalars(select(Complaint.batch_id).where(Complaint.batch_id.is_not(None))))

        assert 0.08 < late < 0.2
        assert by_month[7] > by_month[1]
        assert batches.most_common(1)[0][1] > 25


class TestMonths:
    """The past is closed month by month, by the five roles, with everything delivered."""

    @pytest.mark.requirement("LG-03")
    def test_are_closed_up_to_the_one_just_ended(self, demo):
        months = demo.scalars(select(Month).order_by(Month.month)).all()

        assert [str(row) for row in months][-2:] == ["2026-07", "2026-08"]
        assert {row.status for row in months} == {MonthStatus.CLOSED}
        assert count(demo, Replenishment, Replenishment.status == ReplenishmentStatus.LISTED) == 0
        assert count(demo, GlassQuarter) > 100
        assert count(demo, PenaltyEntry, PenaltyEntry.month <= date(2026, 8, 1), PenaltyEntry.locked_at.is_(None)) == 0

    @pytest.mark.requirement("LG-02")
    def test_sum_up_every_settlement_that_was_carried_out(self, demo):
        """Bottles given, by the orders themselves, are the bottles in the summaries."""
        months = demo.scalars(select(Month).order_by(Month.month)).all()
        first, end = day_start(months[0].month), day_start(date(2026, 9, 1))
        given = demo.scalar(
            select(func.sum(SettlementLine.compensated_quantity * PER_UNIT))
            .join(Execution, Execution.settlement_id == SettlementLine.settlement_id)
            .outerjoin(Product, Product.id == SettlementLine.product_id)
            .where(Execution.proved_at >= first, Execution.proved_at < end)
        )

        assert sum(from_json(row.summary.figures).total.compensated for row in months) == given
