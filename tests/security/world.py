"""Two sales departments with three regions and one of everything in each, walked by the product's own use-cases.

Places are named from where the people who look stand: `own` (their clerk's cases), `region` (a colleague's),
`department` (the region beside), `elsewhere` (the other department). One person for each of the thirteen roles looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    AuditEvent,
    AuthSession,
    Complaint,
    Customer,
    DailyReport,
    JobRun,
    Model,
    Region,
    ServiceRecord,
    Shipment,
    Staff,
)  # fmt: skip
from terms.complaint import AttachmentKind, CallBackOutcome, Channel, Remedy, Responsible
from terms.people import Role
from terms.service import ServiceKind
from terms.trade import Fault, Unit
from tests.factories import (
    AFTERNOON,
    MORNING,
    NOON,
    make_batch,
    make_customer,
    make_department,
    make_product,
    make_region,
    make_staff,
    make_substitution,
)  # fmt: skip
from tests.security.planted import Ledger, fill, mark, phone
from workflows.attachments.attach import attach
from workflows.attachments.files import Storage, Upload
from workflows.call_backs.record import Form, call_back
from workflows.complaints.answer import answer
from workflows.complaints.close import close
from workflows.complaints.contact import contact
from workflows.complaints.investigate import investigate
from workflows.complaints.register import Registration, register
from workflows.executions.carry_out import hand_over, pay, prove
from workflows.filings.file import file
from workflows.settlements.lines import Proposal, ProposedLine
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign

PLACES = ("own", "region", "department", "elsewhere")
YESTERDAY = MORNING - timedelta(days=1)


@dataclass
class Place:
    name: str
    region: Region
    clerk: Staff
    supervisor: Staff
    head: Staff
    customer: Customer
    stranger: Customer


@dataclass
class World:
    """The keys of what was planted; rows are fetched anew by whoever needs them."""

    ledger: Ledger = field(default_factory=Ledger)
    viewers: dict[Role, int] = field(default_factory=dict)
    cases: dict[tuple[str, str], int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)


class Builder:
    """Plants a world through one session."""

    def __init__(self, session: Session, storage: Storage) -> None:
        self.session, self.storage, self.world = session, storage, World()

    def build(self) -> World:
        self.masters()
        for place in self.places:
            self.plant(place)
        self.company_rows()
        self.fill_everything()
        self.enter_everything()
        return self.world

    # Who and what there is.
    def masters(self) -> None:
        session = self.session
        first, second = (make_department(session, name=f"东区{n}部") for n in "一二")
        here, beside, away = make_region(session, first), make_region(session, first), make_region(session, second)
        self.people: dict[Role, Staff] = {}
        for role in Role:
            territory = {Role.CLERK: here, Role.SUPERVISOR: here, Role.SERVICE_ENGINEER: here}.get(role)
            department = first if role in (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION) else None
            self.people[role] = make_staff(
                session, role, region=territory, department=department, name=f"{role.zh}本人"
            )
        self.world.viewers = {role: row.id for role, row in self.people.items()}
        self.product = make_product(session)
        self.batch = make_batch(session, self.product)
        clerk, supervisor, head = (self.people[role] for role in (Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD))
        colleague, beside_clerk, away_clerk = (
            self.planted_staff(Role.CLERK, region) for region in (here, beside, away)
        )
        away_head = self.planted_staff(Role.DEPARTMENT_HEAD, away)
        self.places = [
            Place("own", here, clerk, supervisor, head, *self.customers(here)),
            Place("region", here, colleague, supervisor, head, *self.customers(here)),
            Place("department", beside, beside_clerk, self.planted_staff(Role.SUPERVISOR, beside), head, *self.customers(beside)),
            Place("elsewhere", away, away_clerk, self.planted_staff(Role.SUPERVISOR, away), away_head, *self.customers(away)),
        ]  # fmt: skip
        self.world.regions = {place.name: place.region.id for place in self.places}

    def planted_staff(self, role: Role, region: Region) -> Staff:
        return make_staff(self.session, role, region=region, number=mark(), name=mark(), phone=phone())

    def customer(self, region: Region) -> Customer:
        return make_customer(
            self.session, region, code=mark(), name=mark(), phone=phone(), address=mark(), contact=mark(), note=mark()
        )

    def customers(self, region: Region) -> tuple[Customer, Customer]:
        """One with cases of every kind, and one who never complained."""
        return self.customer(region), self.customer(region)

    # One of everything in one place.
    def plant(self, place: Place) -> None:
        self.case(place, "registered")
        self.proposed(place, self.case(place, "handling"))
        self.photographed(place, self.handled(place, "proposed"))
        self.told_otherwise(place, self.answered(place, "goods", *self.goods()))
        self.answered(place, "cash", ProposedLine(remedy=Remedy.CASH, cash=Decimal("88.00"), note=mark()))
        self.closed(place, self.answered(place, "closed", *self.goods()))
        self.beside_the_cases(place)

    def goods(self) -> list[ProposedLine]:
        return [
            ProposedLine(
                remedy=Remedy.REPLACEMENT, product_id=self.product.id, exchanged_quantity=12, compensated_quantity=48,
                note=mark(),
            )
        ]  # fmt: skip

    def case(self, place: Place, story: str) -> int:
        registration = Registration(
            channel=Channel.PHONE, description=mark(), region_id=place.region.id, fault=Fault.LEAK, quantity=12,
            unit=Unit.BOTTLE, customer_id=place.customer.id, complainant_name=mark(), complainant_phone=phone(),
            address=mark(), purchase_place=mark(), promotion=mark(), product_id=self.product.id, batch_id=self.batch.id,
            demand=mark(),
        )  # fmt: skip
        row = register(self.session, registration=registration, actor=place.clerk, at=MORNING, storage=self.storage)
        self.world.cases[place.name, story] = row.id
        return row.id

    def proposed(self, place: Place, case: int) -> int:
        """Talked to and looked into; not yet proposed."""
        contact(
            self.session, complaint_id=case, channel=Channel.PHONE, reached=True, said=mark(), actor=place.clerk,
            at=MORNING, next_promise_at=NOON,
        )  # fmt: skip
        investigate(
            self.session, complaint_id=case, facts=mark(), evidence=mark(), cause=mark(),
            responsible=Responsible.PRODUCTION, actor=place.clerk, at=MORNING,
        )  # fmt: skip
        return case

    def handled(self, place: Place, story: str, *lines: ProposedLine) -> int:
        case = self.proposed(place, self.case(place, story))
        proposal = Proposal(tuple(lines or self.goods()), mark())
        propose(self.session, complaint_id=case, proposal=proposal, actor=place.clerk, at=NOON)
        return case

    def photographed(self, place: Place, case: int) -> None:
        paper = Upload(f"{mark()}.pdf", f"%PDF-1.4 {mark()}".encode())
        attach(
            self.session, complaint_id=case, kind=AttachmentKind.PAPER, uploads=[paper], storage=self.storage,
            actor=place.clerk, at=NOON,
        )  # fmt: skip

    def answered(self, place: Place, story: str, *lines: ProposedLine) -> int:
        session, case, in_cash = self.session, self.handled(place, story, *lines), story == "cash"
        decider = self.people[Role.GENERAL_MANAGER] if in_cash else place.head
        sign(session, complaint_id=case, comment=mark(), actor=decider, at=NOON)
        file(session, complaint_id=case, paper_place=mark(), actor=self.people[Role.GENERAL_OFFICE], at=NOON)
        if in_cash:
            pay(session, complaint_id=case, voucher=mark(), actor=self.people[Role.FINANCE], at=NOON)
        else:
            hand_over(session, complaint_id=case, carrier=mark(), actor=self.people[Role.LOGISTICS], at=NOON)
        prove(
            session,
            complaint_id=case,
            received_by=mark(),
            proof=mark(),
            actor=place.clerk,
            at=NOON,
            storage=self.storage,
        )
        answer(session, complaint_id=case, result=mark(), actor=place.clerk, at=AFTERNOON)
        return case

    def told_otherwise(self, place: Place, case: int) -> None:
        self.called(case, CallBackOutcome.CONTRADICTS, difference=mark())

    def closed(self, place: Place, case: int) -> None:
        self.called(case, CallBackOutcome.SATISFIED)
        close(self.session, complaint_id=case, actor=self.people[Role.GENERAL_OFFICE], at=AFTERNOON)

    def called(self, case: int, outcome: CallBackOutcome, **said: str) -> None:
        form = Form(
            outcome=outcome, spoke_with=mark(), attitude=5, speed=5, result=5, answers=mark(), next_step=mark(), **said
        )
        call_back(self.session, complaint_id=case, form=form, actor=self.people[Role.GENERAL_OFFICE], at=AFTERNOON)

    def beside_the_cases(self, place: Place) -> None:
        session = self.session
        engineer = self.people[Role.SERVICE_ENGINEER] if place.name == "own" else None
        visited = [self.world.cases[place.name, story] for story in ("handling", "goods")]
        shipments = [
            Shipment(
                number=mark(), customer_id=customer.id, batch_id=self.batch.id, shipped_on=date(2026, 8, 1), cases=7,
                price=Decimal("96.00"), promotion=mark(), voucher=mark(),
            )
            for customer in (place.customer, place.stranger)
        ]  # fmt: skip
        records = [
            ServiceRecord(
                number=mark(), kind=ServiceKind.REPAIR, customer_id=place.customer.id, complaint_id=case,
                product_id=self.product.id, region_id=place.region.id, department_id=place.region.department_id,
                requested_at=MORNING, requested_by_id=place.clerk.id, request=mark(), place=mark(),
                engineer_id=engineer.id if engineer else None,
            )
            for case in visited
        ]  # fmt: skip
        log_in = AuthSession(
            secret_hash=mark(),
            staff_id=place.clerk.id,
            started_at=MORNING,
            seen_at=MORNING,
            agent=mark(),
            address=mark(),
        )
        session.add_all([*shipments, *records, log_in, self.change_of(place.customer)])
        session.commit()
        # Whoever looks in `own` stands in for nobody: a substitute sees more.
        if place.name != "own":
            substitute = (
                place.supervisor if place.name != "region" else self.planted_staff(Role.SUPERVISOR, place.region)
            )
            make_substitution(session, place.clerk, substitute, reason=mark())

    @staticmethod
    def change_of(customer: Customer) -> AuditEvent:
        """What the audit keeps of a customer's card."""
        told = {"name": [customer.name, customer.name], "phone": [customer.phone, customer.phone]}
        return AuditEvent(
            at=MORNING, kind="customer.changed", subject="customer", subject_id=customer.id, version=1, changes=told,
            note=customer.note,
        )  # fmt: skip

    def company_rows(self) -> None:
        office = self.people[Role.GENERAL_OFFICE]
        report = DailyReport(
            day=YESTERDAY.date(), sent_at=YESTERDAY, sent_by_id=office.id, confirmed=1, dissatisfied=1, unanswered=0,
            remark=mark(),
        )  # fmt: skip
        run = JobRun(
            name="mark_late", started_at=MORNING, finished_at=MORNING, succeeded=False, outcome=mark(), fault=mark()
        )
        self.session.add_all([report, run])
        self.session.commit()

    # What came of it.
    def fill_everything(self) -> None:
        for model in self.planted_models():
            for row in self.session.scalars(select(model)).unique():
                fill(row)
        self.session.commit()

    def planted_models(self) -> list[type[Any]]:
        left_alone = {"audit_event", "staff", "product", "batch", "department", "region", "staff_role", "number_series",
                      "submission", "setup_token"}  # fmt: skip
        mappers = sorted(Model.registry.mappers, key=lambda mapper: mapper.class_.__tablename__)
        return [mapper.class_ for mapper in mappers if mapper.class_.__tablename__ not in left_alone]

    def enter_everything(self) -> None:
        """Write every planted row into the ledger, with its place found by whom or what it belongs to."""
        self.place_of_case = {key: place for (place, _story), key in self.world.cases.items()}
        self.story_of_case = {key: story for (_place, story), key in self.world.cases.items()}
        every: list[type[Any]] = [*self.planted_models(), Staff]
        for model in every:
            for row in self.session.scalars(select(model)).unique():
                self.enter(row)

    def enter(self, row: Any) -> None:
        case = self.case_of(row)
        if case is not None:
            story = self.story_of_case[case]
            tags = {"goods": ["goods"], "closed": ["goods"], "cash": ["cash"]}.get(story, [])
            self.world.ledger.enter(row, self.place_of_case[case], story, *tags, *self.visited(row, case))
        else:
            complained = (
                ["goods", "cash"] if self.customer_of(row) in [place.customer.id for place in self.places] else []
            )
            self.world.ledger.enter(row, self.place_beside(row), *complained, *self.visited(row, None))

    @staticmethod
    def customer_of(row: Any) -> int | None:
        return row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)

    def visited(self, row: Any, case: int | None) -> list[str]:
        """Whether the engineer who looks has to do with it."""
        theirs = (
            case in [self.world.cases["own", story] for story in ("handling", "goods")]
            or row is self.places[0].customer
        )
        # A record names its engineer; what lies beside it is reached through it.
        return ["visited"] if theirs or getattr(row, "engineer_id", None) else []

    def case_of(self, row: Any) -> int | None:
        if isinstance(row, Complaint):
            return row.id
        if isinstance(row, ServiceRecord):
            return None
        settlement = getattr(row, "settlement", None)
        return getattr(row, "complaint_id", None) or (settlement.complaint_id if settlement else None)

    def place_beside(self, row: Any) -> str:
        for place in self.places:
            if self.customer_of(row) in (place.customer.id, place.stranger.id):
                return place.name
            if place.clerk.id in (getattr(row, "principal_id", None), getattr(row, "staff_id", None)):
                return place.name
        return self.place_of_person(row) if isinstance(row, Staff) else "company"

    def place_of_person(self, row: Staff) -> str:
        """Those who look lie nowhere: everybody sees themselves."""
        if row.id in self.world.viewers.values():
            return "own"
        near = (place.name for place in reversed(self.places) if row.region_id == place.region.id)
        return next(near, "elsewhere")


def plant_world(session: Session, folder: Path) -> World:
    """Plant the world, with its files in this folder."""
    return Builder(session, Storage(folder, largest=2**20)).build()
