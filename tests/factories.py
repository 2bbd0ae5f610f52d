"""The ordinary case of every row; a test says what matters. All functions add, flush and commit through the session."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models import (
    Batch,
    Complaint,
    Customer,
    Department,
    Month,
    Product,
    Region,
    ServiceRecord,
    Shipment,
    Staff,
    StaffRole,
    Substitution,
)
from terms.complaint import Channel, Remedy, Responsible
from terms.month import MonthStatus
from terms.people import Role, StaffStatus
from terms.service import ServiceKind
from terms.time import SHANGHAI
from terms.trade import CustomerGrade, CustomerKind, Fault, Package, Unit
from workflows.attachments.files import Storage
from workflows.complaints.contact import contact
from workflows.complaints.investigate import investigate
from workflows.complaints.register import Registration, register
from workflows.settlements.lines import Proposal, ProposedLine

count = itertools.count(1)

# A Wednesday morning in service hours.
MORNING = datetime(2026, 9, 16, 9, 10, tzinfo=SHANGHAI)
NOON = datetime(2026, 9, 16, 12, 0, tzinfo=SHANGHAI)
AFTERNOON = datetime(2026, 9, 16, 15, 20, tzinfo=SHANGHAI)


def save(session: Session, row: Any) -> Any:
    session.add(row)
    session.commit()
    return row


def make_department(session: Session, **values: Any) -> Department:
    n = next(count)
    return save(session, Department(**{"code": f"D{n}", "name": f"东区销售部{n}", "is_sales": True, **values}))


def make_region(session: Session, department: Department | None = None, **values: Any) -> Region:
    n = next(count)
    department = department or make_department(session)
    return save(session, Region(**{"code": f"R{n}", "name": f"安徽{n}", "department": department, **values}))


def make_staff(
    session: Session, *roles: Role, region: Region | None = None, department: Department | None = None, **values: Any
) -> Staff:
    """One active person; in the region's department where a region is given."""
    n = next(count)
    row = Staff(
        **{
            "number": f"S{n:04d}",
            "name": f"王芳{n}",
            "status": StaffStatus.ACTIVE,
            "must_change_password": False,
            "region_id": region.id if region else None,
            "department_id": department.id if department else region.department_id if region else None,
            **values,
        }
    )
    row.role_rows = [StaffRole(role=role) for role in roles]
    return save(session, row)


def make_substitution(session: Session, principal: Staff, substitute: Staff, **values: Any) -> Substitution:
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30)}
    return save(session, Substitution(principal_id=principal.id, substitute_id=substitute.id, **{**days, **values}))


def make_customer(session: Session, region: Region, **values: Any) -> Customer:
    n = next(count)
    ordinary = {
        "code": f"C{n:05d}",
        "name": f"李敏{n}",
        "kind": CustomerKind.CONSUMER,
        "phone": f"139{n:08d}",
        "address": "合肥市蜀山区1号",
        "grade": CustomerGrade.NORMAL,
        "region_id": region.id,
        "created_at": MORNING,
    }
    return save(session, Customer(**{**ordinary, **values}))


def make_product(session: Session, **values: Any) -> Product:
    n = next(count)
    ordinary = {
        "sku": f"P{n:04d}",
        "name": f"黄桃汽水{n}",
        "package": Package.GLASS,
        "spec": "250ml×24",
        "units_per_case": 24,
        "shelf_life_days": 365,
        "price": Decimal("4.50"),
    }
    return save(session, Product(**{**ordinary, **values}))


def make_batch(session: Session, product: Product, **values: Any) -> Batch:
    n = next(count)
    return save(
        session, Batch(**{"code": f"B{n:06d}", "product_id": product.id, "produced_on": date(2026, 6, 1), **values})
    )


def make_shipment(session: Session, customer: Customer, batch: Batch, **values: Any) -> Shipment:
    n = next(count)
    ordinary = {
        "number": f"FH-2026-08-{n:05d}",
        "customer_id": customer.id,
        "batch_id": batch.id,
        "shipped_on": date(2026, 8, 3),
        "cases": 40,
        "price": Decimal("96.00"),
    }
    return save(session, Shipment(**{**ordinary, **values}))


def make_month(session: Session, month: date, *, locked_by: Staff | None = None, **values: Any) -> Month:
    """A month after its last day; with a name, locked by them."""
    lock = {"status": MonthStatus.LOCKED, "locked_at": MORNING, "locked_by_id": locked_by.id} if locked_by else {}
    return save(session, Month(**{"month": month, "opened_at": MORNING, **lock, **values}))


def make_service_record(session: Session, customer: Customer, by: Staff, **values: Any) -> ServiceRecord:
    """A request nobody went to yet, in the customer's region."""
    n = next(count)
    ordinary = {
        "number": f"FW-2026-09-{n:05d}",
        "kind": ServiceKind.REPAIR,
        "customer_id": customer.id,
        "region_id": customer.region_id,
        "department_id": customer.region.department_id,
        "requested_at": MORNING,
        "requested_by_id": by.id,
        "request": "冷柜不制冷",
        "place": customer.address,
    }
    return save(session, ServiceRecord(**{**ordinary, **values}))


class Company:
    """One sales department with one region, and a person for every role of the main job."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.department = make_department(session)
        self.region = make_region(session, self.department)
        self.clerk = make_staff(session, Role.CLERK, region=self.region)
        self.supervisor = make_staff(session, Role.SUPERVISOR, region=self.region)
        self.head = make_staff(session, Role.DEPARTMENT_HEAD, department=self.department)
        self.director = make_staff(session, Role.DIRECTOR)
        self.manager = make_staff(session, Role.GENERAL_MANAGER)
        self.sales_administration = make_staff(session, Role.SALES_ADMINISTRATION, department=self.department)
        self.general_office = make_staff(session, Role.GENERAL_OFFICE)
        self.finance = make_staff(session, Role.FINANCE)
        self.logistics = make_staff(session, Role.LOGISTICS)
        self.quality = make_staff(session, Role.QUALITY)
        self.engineer = make_staff(session, Role.SERVICE_ENGINEER, region=self.region)
        self.human_resources = make_staff(session, Role.HUMAN_RESOURCES)
        self.administrator = make_staff(session, Role.ADMINISTRATOR)
        self.product = make_product(session)
        self.batch = make_batch(session, self.product)
        self.customer = make_customer(session, self.region)

    def everybody(self) -> Iterable[Staff]:
        return (row for row in vars(self).values() if isinstance(row, Staff))

    def registration(self, **values: Any) -> Registration:
        ordinary = {
            "channel": Channel.PHONE,
            "description": "整箱24瓶中有瓶盖渗漏",
            "region_id": self.region.id,
            "fault": Fault.LEAK,
            "quantity": 12,
            "unit": Unit.BOTTLE,
            "customer_id": self.customer.id,
            "complainant_name": self.customer.name,
            "complainant_phone": self.customer.phone,
            "address": self.customer.address,
            "purchase_place": "街口便利店",
            "product_id": self.product.id,
            "batch_id": self.batch.id,
        }
        return Registration(**{**ordinary, **values})

    def register(
        self, storage: Storage, *, by: Staff | None = None, at: datetime = MORNING, **values: Any
    ) -> Complaint:
        return register(
            self.session, registration=self.registration(**values), actor=by or self.clerk, at=at, storage=storage
        )

    def ready_to_propose(
        self, storage: Storage, *, by: Staff | None = None, at: datetime = MORNING, **values: Any
    ) -> Complaint:
        """A case registered, contacted and investigated by one person."""
        person = by or self.clerk
        case = self.register(storage, by=person, at=at, **values)
        said, found = "已致电消费者核实", "瓶盖压合不严"
        contact(self.session, complaint_id=case.id, channel=Channel.PHONE, reached=True, said=said, actor=person, at=at)
        investigate(
            self.session, complaint_id=case.id, facts=found, responsible=Responsible.PRODUCTION, actor=person, at=at
        )
        return case

    def proposal(self, exchanged: int = 12, compensated: int = 48, cash: str = "0", **values: Any) -> Proposal:
        remedy = Remedy.EXCHANGE if compensated <= exchanged else Remedy.REPLACEMENT
        lines = [
            ProposedLine(
                remedy=remedy,
                product_id=self.product.id,
                exchanged_quantity=exchanged,
                compensated_quantity=compensated,
            )
        ]
        if Decimal(cash):
            lines.append(ProposedLine(remedy=Remedy.CASH, cash=Decimal(cash)))
        return Proposal(tuple(lines), "按制度处理", **values)
