from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent
from rules.permissions import NotPermitted
from tests.factories import MORNING, Company, make_department, make_region
from workflows.entries import Missing, Taken
from workflows.organisation.departments import StillUsed, change_department, create_department
from workflows.organisation.regions import NoSalesDepartment, change_region, create_region


@pytest.fixture
def company(session):
    return Company(session)


def by_administrator(company, **values):
    return {"actor": company.administrator, "at": MORNING, **values}


def department(company, row, **values):
    same = {name: getattr(row, name) for name in ("code", "name", "is_sales", "active")}
    return by_administrator(company, **{**same, "department_id": row.id, **values})


def region(company, row, **values):
    same = {name: getattr(row, name) for name in ("code", "name", "department_id", "provinces", "active")}
    return by_administrator(company, **{**same, "region_id": row.id, **values})


class TestCreateDepartment:
    def test_puts_the_new_one_on_record(self, session, company):
        row = create_department(session, **by_administrator(company, code="CW", name="财务部"))

        assert (row.is_sales, row.active) == (False, True)
        assert session.scalars(select(AuditEvent)).one().kind == "department.created"

    def test_refuses_a_name_twice(self, session, company):
        with pytest.raises(Taken):
            create_department(session, **by_administrator(company, code="X", name=company.department.name))

    def test_is_the_administrator_s(self, session, company):
        for person in company.everybody():
            if person is not company.administrator:
                with pytest.raises(NotPermitted):
                    create_department(session, code="X", name="新部门", actor=person, at=MORNING)


class TestChangeDepartment:
    def test_keeps_a_department_in_use_that_people_work_in(self, session, company):
        with pytest.raises(StillUsed):
            change_department(session, **department(company, company.department, active=False))

    def test_keeps_a_sales_department_that_has_regions(self, session, company):
        with pytest.raises(StillUsed):
            change_department(session, **department(company, company.department, is_sales=False))

    def test_closes_an_empty_one(self, session, company):
        empty = make_department(session, is_sales=False)

        change_department(session, **department(company, empty, active=False))

        assert not empty.active


class TestCreateRegion:
    def test_belongs_to_a_sales_department(self, session, company):
        office = make_department(session, is_sales=False)

        with pytest.raises(NoSalesDepartment):
            create_region(session, **by_administrator(company, code="AH", name="安徽", department_id=office.id))

        values = by_administrator(
            company, code="AH", name="安徽", department_id=company.department.id, provinces="安徽"
        )
        assert create_region(session, **values).department_id == company.department.id

    def test_needs_a_department(self, session, company):
        with pytest.raises(Missing):
            create_region(session, **by_administrator(company, code="AH", name="安徽", department_id=None))


class TestChangeRegion:
    def test_stays_with_its_department_while_people_work_in_it(self, session, company):
        other = make_department(session)

        for change in ({"department_id": other.id}, {"active": False}):
            with pytest.raises(StillUsed):
                change_region(session, **region(company, company.region, **change))

    def test_moves_when_it_is_empty(self, session, company):
        other, empty = make_department(session), make_region(session, company.department)

        change_region(session, **region(company, empty, department_id=other.id))

        assert empty.department_id == other.id
