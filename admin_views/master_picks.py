"""What master data name by typing: departments, people, distributors."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, exists, or_

from admin_views import goods_picks
from admin_views.lookups import Pick
from models import Complaint, Customer, Department, Staff, StaffRole
from terms.people import Role, StaffStatus
from terms.trade import CustomerKind


@dataclass(frozen=True)
class DepartmentPick(Pick):
    """Departments are few and stand in no word index: found by name or code."""

    def _condition(self, term: str) -> ColumnElement[bool]:
        columns = (Department.name, Department.code)
        return or_(*(column.icontains(term, autoescape=True) for column in columns))


def staff_text(row: Staff) -> str:
    return f"{row.name} · {row.number}"


def distributor_text(row: Customer) -> str:
    return f"{row.name} · {row.code}"


def active_staff() -> ColumnElement[bool]:
    return Staff.status == StaffStatus.ACTIVE


def active_engineers() -> ColumnElement[bool]:
    engineer = exists().where(StaffRole.staff_id == Staff.id, StaffRole.role == Role.SERVICE_ENGINEER)
    return active_staff() & engineer


def active_distributors() -> ColumnElement[bool]:
    return Customer.active.is_(True) & (Customer.kind == CustomerKind.DISTRIBUTOR)


# Without the fields that a complaint form fills from them.
CUSTOMERS = replace(goods_picks.CUSTOMERS, fills=None)
BATCHES = replace(goods_picks.BATCHES, fills=None, beside=(), narrow=None)
PRODUCTS = goods_picks.PRODUCTS
REGIONS = goods_picks.REGIONS
DEPARTMENTS = DepartmentPick(Department, least=1, only=lambda: Department.active.is_(True))
SALES_DEPARTMENTS = replace(DEPARTMENTS, only=lambda: Department.active.is_(True) & Department.is_sales.is_(True))
STAFF = Pick(Staff, text=staff_text)
COLLEAGUES = replace(STAFF, least=1, only=active_staff)
ENGINEERS = replace(STAFF, least=1, only=active_engineers)
DISTRIBUTORS = Pick(Customer, text=distributor_text, only=active_distributors)
COMPLAINTS = Pick(Complaint, text=lambda row: f"{row.number} · {row.complainant_name}")
