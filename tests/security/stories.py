"""The stories of six cases in one place, told by the product's own use-cases; every text in them is a marker."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from models import Batch, Product, Staff
from terms.complaint import AttachmentKind, CallBackOutcome, Channel, Remedy, Responsible
from terms.people import Role
from terms.trade import Fault, Unit
from tests.factories import AFTERNOON, MORNING, NOON
from tests.security.places import Place, World
from tests.security.planted import mark, phone
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


class Stories:
    """Tells the cases of a world."""

    def __init__(
        self,
        session: Session,
        storage: Storage,
        world: World,
        people: dict[Role, Staff],
        product: Product,
        batch: Batch,
    ) -> None:
        self.session, self.storage, self.world, self.people = session, storage, world, people
        self.product, self.batch = product, batch

    def tell(self, place: Place) -> None:
        self.case(place, "registered")
        self.proposed(place, self.case(place, "handling"))
        self.photographed(place, self.handled(place, "proposed"))
        self.told_otherwise(place, self.answered(place, "goods", *self.goods()))
        self.answered(place, "cash", ProposedLine(remedy=Remedy.CASH, cash=Decimal("88.00"), note=mark()))
        self.closed(place, self.answered(place, "closed", *self.goods()))

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
