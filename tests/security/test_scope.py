"""The scope's conditions mean the same in whatever statement they stand."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import (
    Attachment,
    CallBack,
    Complaint,
    Contact,
    Customer,
    Execution,
    Model,
    ServiceRecord,
    Settlement,
    Staff,
)
from queries.scope import RULES, visible
from terms.people import Role
from tests.security.sees import OPEN_TABLES, TABLES, sees

EVERYBODY = pytest.mark.parametrize("role", list(Role), ids=[role.value for role in Role])
BESIDE = (Execution, Settlement, Contact, CallBack, Attachment)


@pytest.fixture
def person(role, session, world):
    return session.get_one(Staff, world.viewers[role]).as_person()


class TestVisible:
    @EVERYBODY
    @pytest.mark.parametrize("beside", BESIDE, ids=[model.__name__ for model in BESIDE])
    def test_holds_for_cases_in_a_statement_over_rows_beside_them(self, role, beside, person, session):
        """A subquery that shares a table with the statement round it would speak of the outer row only."""
        cases = set(session.scalars(visible(select(Complaint.id), Complaint, person)))
        asked = visible(
            select(beside.complaint_id).join(Complaint, beside.complaint_id == Complaint.id), Complaint, person
        )

        every = set(session.scalars(select(beside.complaint_id)))
        assert set(session.scalars(asked)) == every & cases

    @EVERYBODY
    def test_holds_for_customers_beside_cases_and_records(self, role, person, session):
        plain = set(session.scalars(visible(select(Customer.id), Customer, person)))
        for beside in (Complaint, ServiceRecord):
            joined = select(Customer.id).join(beside, beside.customer_id == Customer.id)
            every = set(session.scalars(joined))
            assert set(session.scalars(visible(joined, Customer, person))) == every & plain

    @EVERYBODY
    def test_shows_of_every_table_what_the_table_of_readers_says(self, role, person, session, world):
        models = {mapper.class_.__tablename__: mapper.class_ for mapper in Model.registry.mappers}
        wrong = {
            table
            for table in TABLES
            if {row.id for row in world.ledger.rows[table] if sees(role, row)}
            != set(session.scalars(visible(select(models[table].id), models[table], person)))
            & {row.id for row in world.ledger.rows[table]}
        }

        # Everybody sees themselves, wherever the table of staff ends for them; log-ins begun meanwhile are their own.
        assert wrong <= {"staff", "auth_session"}

    def test_knows_every_table_that_the_readers_are_written_down_for(self):
        known = {model.__tablename__ for model in RULES}

        assert known == TABLES | OPEN_TABLES | {"audit_event"}
