from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from models import AuditEvent, Complaint, ServiceRecord
from rules.permissions import NotPermitted
from rules.services import ServiceNotPossible
from terms.people import Role
from terms.service import ServiceKind, ServiceStatus
from tests.factories import AFTERNOON, MORNING, NOON, Company, make_customer, make_region, make_staff
from workflows.entries import Missing, NothingChanged
from workflows.rows import NotFound
from workflows.services.accept import NoRating, accept, decline
from workflows.services.plan import NoEngineer, Past, change, plan
from workflows.services.request import request
from workflows.services.visit import NotYet, visit
from workflows.transaction import ChangedMeanwhile


@pytest.fixture
def company(session):
    return Company(session)


def entry(company, **values):
    ordinary = {"customer_id": company.customer.id, "kind": ServiceKind.REPAIR, "request": "冷柜不制冷"}
    return {**ordinary, "actor": company.clerk, "at": MORNING, **values}


@pytest.fixture
def record(session, company):
    """A request given to the engineer."""
    return request(session, **entry(company, engineer_id=company.engineer.id, planned_at=NOON))


def by_engineer(company, record, **values):
    return {"service_record_id": record.id, "actor": company.engineer, "at": AFTERNOON, **values}


def done(company, record, **values):
    ordinary = {"visited_at": NOON, "work_done": "更换温控器", "result": "已恢复制冷"}
    return by_engineer(company, record, **{**ordinary, **values})


def kinds(session) -> list[str]:
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


class TestRequest:
    @pytest.mark.requirement("IN-37")
    def test_stands_in_the_customer_s_region_under_the_next_number(self, session, company):
        row = request(session, **entry(company))

        assert row.number == "FW-2026-09-00001"
        assert (row.status, row.region_id, row.department_id) == (
            ServiceStatus.REQUESTED, company.region.id, company.department.id,
        )  # fmt: skip
        assert (row.place, row.engineer_id) == (company.customer.address, None)
        assert kinds(session) == ["service_record.requested"]

    def test_is_the_engineer_s_own_when_an_engineer_asks(self, session, company, record):
        row = request(session, **entry(company, actor=company.engineer))

        assert row.engineer_id == company.engineer.id

    def test_is_for_customers_in_sight_and_in_use(self, session, company):
        theirs = make_customer(session, make_region(session))
        gone = make_customer(session, company.region, active=False)

        for customer_id in (theirs.id, gone.id, 999):
            with pytest.raises(NotFound):
                request(session, **entry(company, customer_id=customer_id))

        assert session.scalars(select(ServiceRecord)).all() == []

    def test_names_a_case_in_sight(self, session, company, storage):
        case = company.register(storage)
        other = make_staff(session, Role.CLERK, region=company.region)

        assert request(session, **entry(company, complaint_id=case.id)).complaint_id == case.id
        with pytest.raises(NotFound):
            request(session, **entry(company, complaint_id=case.id, actor=other))

    def test_goes_to_an_engineer(self, session, company):
        with pytest.raises(NoEngineer):
            request(session, **entry(company, engineer_id=company.finance.id))

    def test_says_what_is_asked(self, session, company):
        with pytest.raises(Missing):
            request(session, **entry(company, request=" "))

    def test_is_not_for_everybody(self, session, company):
        with pytest.raises(NotPermitted):
            request(session, **entry(company, actor=company.finance))


class TestChange:
    def test_corrects_the_words_before_the_visit(self, session, company, record):
        values = {"kind": ServiceKind.REPAIR, "request": "冷柜漏水", "place": record.place}

        change(session, service_record_id=record.id, actor=company.clerk, at=NOON, **values)

        assert record.request == "冷柜漏水"
        visit(session, **done(company, record))
        with pytest.raises(ServiceNotPossible):
            change(session, service_record_id=record.id, actor=company.clerk, at=AFTERNOON, **values)


class TestPlan:
    @pytest.mark.requirement("FS-01")
    def test_gives_the_visit_to_somebody(self, session, company):
        row = request(session, **entry(company))
        planned_at = NOON + timedelta(days=1)

        plan(
            session, service_record_id=row.id, engineer_id=company.engineer.id, planned_at=planned_at,
            actor=company.supervisor, at=NOON, seen=1,
        )  # fmt: skip

        assert (row.engineer_id, row.planned_at, row.version) == (company.engineer.id, planned_at, 2)

    def test_lies_ahead(self, session, company, record):
        with pytest.raises(Past):
            plan(
                session, service_record_id=record.id, engineer_id=company.engineer.id, planned_at=MORNING,
                actor=company.supervisor, at=NOON,
            )  # fmt: skip

    def test_says_when_nothing_was_changed(self, session, company, record):
        with pytest.raises(NothingChanged):
            plan(
                session, service_record_id=record.id, engineer_id=company.engineer.id, planned_at=NOON,
                actor=company.supervisor, at=MORNING,
            )  # fmt: skip

    def test_locks_the_case_whose_clocks_it_stops_before_the_visit(self, session, company, storage):
        """As every use-case does: two orders would wait for each other."""
        case = company.register(storage)
        record = request(session, **entry(company, complaint_id=case.id))
        locked = []

        def watch(asked):
            if getattr(asked.statement, "_for_update_arg", None) is not None:
                locked.append(asked.bind_mapper.class_)

        event.listen(session, "do_orm_execute", watch)
        plan(
            session, service_record_id=record.id, engineer_id=company.engineer.id, planned_at=NOON,
            actor=company.supervisor, at=MORNING,
        )  # fmt: skip

        assert locked == [Complaint, ServiceRecord]


class TestVisit:
    @pytest.mark.requirement("FS-06")
    def test_records_what_was_done(self, session, company, record):
        visit(session, **done(company, record, seen=1))

        assert (record.status, record.visited_at, record.result) == (ServiceStatus.VISITED, NOON, "已恢复制冷")
        assert kinds(session)[-1] == "service_record.visited"

    def test_lies_between_the_request_and_now(self, session, company, record):
        visit(session, **done(company, record, visited_at=MORNING))
        other = request(session, **entry(company, engineer_id=company.engineer.id))
        for visited_at in (MORNING - timedelta(minutes=1), AFTERNOON + timedelta(minutes=1)):
            with pytest.raises(NotYet):
                visit(session, **done(company, other, visited_at=visited_at))

    @pytest.mark.requirement("FS-08")
    def test_says_what_was_done_and_what_came_of_it(self, session, company, record):
        with pytest.raises(Missing) as refusal:
            visit(session, **done(company, record, work_done="", result=""))

        assert [field for field, _text in refusal.value.fields] == ["work_done", "result"]
        assert record.status is ServiceStatus.REQUESTED

    def test_is_not_another_engineer_s(self, session, company, record):
        other = make_staff(session, Role.SERVICE_ENGINEER, Role.QUALITY, region=company.region)

        with pytest.raises(ServiceNotPossible):
            visit(session, **done(company, record, actor=other))

    def test_is_recorded_once(self, session, company, record):
        visit(session, **done(company, record))

        with pytest.raises(ServiceNotPossible):
            visit(session, **done(company, record))

    def test_from_an_old_form_is_refused(self, session, company, record):
        visit(session, **done(company, record, seen=1))

        with pytest.raises(ChangedMeanwhile):
            visit(session, **done(company, record, seen=1))


class TestAccept:
    @pytest.mark.requirement("FS-05", "CB-05")
    def test_keeps_the_name_and_the_rating(self, session, company, record):
        visit(session, **done(company, record))

        accept(session, **by_engineer(company, record, accepted_by="李店长", rating=5))

        assert (record.status, record.accepted_by, record.accepted_at, record.rating) == (
            ServiceStatus.ACCEPTED, "李店长", AFTERNOON, 5,
        )  # fmt: skip

    @pytest.mark.parametrize("rating", [0, 6])
    def test_takes_one_to_five(self, session, company, record, rating):
        visit(session, **done(company, record))

        with pytest.raises(NoRating):
            accept(session, **by_engineer(company, record, accepted_by="李店长", rating=rating))

    def test_follows_a_visit(self, session, company, record):
        with pytest.raises(ServiceNotPossible):
            accept(session, **by_engineer(company, record, accepted_by="李店长", rating=5))


class TestDecline:
    def test_leads_to_another_visit(self, session, company, record):
        visit(session, **done(company, record))

        decline(session, **by_engineer(company, record, reason="仍不制冷"))
        assert record.status is ServiceStatus.NOT_ACCEPTED
        visit(session, **done(company, record, result="已更换压缩机"))
        accept(session, **by_engineer(company, record, accepted_by="李店长", rating=4))

        assert record.status is ServiceStatus.ACCEPTED
        assert session.scalars(select(AuditEvent.note).where(AuditEvent.kind == "service_record.declined")).all() == [
            "仍不制冷"
        ]

    def test_says_why(self, session, company, record):
        visit(session, **done(company, record))

        with pytest.raises(Missing):
            decline(session, **by_engineer(company, record, reason=""))
