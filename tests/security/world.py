"""Two sales departments with three regions and one of everything in each.

One person for each of the thirteen roles looks, from the first region of the first department.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Assessment,
    AuditEvent,
    AuthSession,
    CompanySummary,
    Cost,
    Customer,
    DailyReport,
    DeliveryPaper,
    DepartmentSummary,
    FileImport,
    FormCount,
    GlassQuarter,
    ImportRow,
    JobRun,
    JobTurn,
    Letter,
    LetterFile,
    Model,
    Month,
    MonthApproval,
    MonthReopening,
    PenaltyEntry,
    Region,
    Replenishment,
    ReplenishmentLine,
    Reward,
    Scorecard,
    ScorecardPart,
    ScorePeriod,
    ScoreTarget,
    ServiceRecord,
    Shipment,
    Staff,
    Trial,
    TrialCase,
    Wage,
    Work,
)
from rulebook import stored
from rules.summaries import Summary, to_json
from terms.costs import CostKind
from terms.exchange import FileKind, ImportState, RowVerdict
from terms.incentives import RewardTo
from terms.letters import LetterDirection, LetterStatus
from terms.limits import PenaltyMode
from terms.measures import Formula, Measure
from terms.month import MonthStatus, MonthVerdict, ReplenishmentGround, ReplenishmentStatus
from terms.penalties import EntryKind, EvidenceKind
from terms.people import Role
from terms.periods import Period
from terms.replay import TrialState
from terms.scorecard import ScoreStatus
from terms.service import ServiceKind
from tests.factories import (
    MORNING,
    make_batch,
    make_customer,
    make_department,
    make_product,
    make_region,
    make_staff,
    make_substitution,
)  # fmt: skip
from tests.security.amended import amended
from tests.security.asked import asked
from tests.security.entering import Entering
from tests.security.places import Place, World
from tests.security.planted import fill, mark, phone
from tests.security.stories import Stories
from tests.security.timed import timed
from workflows.attachments.files import Storage

YESTERDAY = MORNING - timedelta(days=1)
# Tables whose texts stay as they are: what everybody reads, and the house's own accounts.
LEFT_ALONE = frozenset({
    "audit_event", "audit_link", "staff", "product", "batch", "department", "region", "staff_role", "number_series", "submission",
    "setup_token",
})  # fmt: skip


class Builder:
    """Plants a world through one session."""

    def __init__(self, session: Session, storage: Storage) -> None:
        self.session, self.storage, self.world = session, storage, World()

    def build(self) -> World:
        self.masters()
        stories = Stories(self.session, self.storage, self.world, self.people, self.product, self.batch)
        for place in self.places:
            stories.tell(place)
            self.beside_the_cases(place)
        self.company_rows()
        self.fill_everything()
        every: list[type[Any]] = [*self.planted_models(), Staff]
        entering = Entering(self.world, self.places)
        for model in every:
            entering.enter_all(self.session.scalars(select(model)).unique())
        return self.world

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
        session.add_all(
            [
                *shipments,
                *records,
                log_in,
                self.change_of(place.customer),
                *self.papers(place),
                *self.entries(place),
                self.imported(place),
                *self.tried(place),
                *asked(place, self.world.cases[place.name, "goods"]),
                *timed(session, place, self.world.cases[place.name, "goods"]),
            ]
        )
        session.commit()
        # Whoever looks in `own` stands in for nobody: a substitute sees more.
        if place.name != "own":
            substitute = (
                place.supervisor if place.name != "region" else self.planted_staff(Role.SUPERVISOR, place.region)
            )
            make_substitution(session, place.clerk, substitute, reason=mark())

    def papers(self, place: Place) -> list[Any]:
        """A cost of each case, a letter with a page, and a count of forms where the place is the department's last."""
        costs = [
            Cost(
                number=mark(), complaint_id=case, kind=CostKind.FREIGHT, amount=Decimal("9.00"),
                spent_on=MORNING.date(), purpose=mark(), voucher=mark(), entered_at=MORNING,
                entered_by_id=place.head.id,
            )
            for (where, _story), case in self.world.cases.items()
            if where == place.name
        ]  # fmt: skip
        letter = Letter(
            number=mark(), direction=LetterDirection.INCOMING, status=LetterStatus.WAITING, dated_on=MORNING.date(),
            due_on=MORNING.date(), party=mark(), address=mark(), subject=mark(), body=mark(),
            customer_id=place.customer.id, region_id=place.region.id, department_id=place.region.department_id,
            handler_id=place.clerk.id, registered_at=MORNING, registered_by_id=place.clerk.id,
        )  # fmt: skip
        letter.files.append(
            LetterFile(original_name=mark(), stored_name=mark(), media_type="application/pdf", size=1, sha256="0" * 64,
                       added_at=MORNING, added_by_id=place.clerk.id)
        )  # fmt: skip
        count = FormCount(
            department_id=place.region.department_id, month=date(2026, 8, 1), counted_at=MORNING,
            counted_by_id=place.head.id, expected=0, kept=0, held=0, missing=0, lost=0, note=mark(),
        )  # fmt: skip
        return [*costs, letter, *([count] if place.name in ("department", "elsewhere") else [])]

    def entries(self, place: Place) -> list[Any]:
        """A penalty of the clerk that waits for the supervisor, and the clerk's wage."""
        month = MORNING.date().replace(day=1)
        penalty = PenaltyEntry(
            number=mark(), kind=EntryKind.PENALTY, staff_id=place.clerk.id, department_id=place.region.department_id,
            region_id=place.region.id, breach="late_handling", times=1, least=Decimal(20), most=Decimal(20),
            amount=Decimal(20), mode=PenaltyMode.BONUS_REDUCTION, clause="P06 七1", rulebook_pack="food",
            rulebook_issue="food@2020-01-01", evidence=EvidenceKind.STATEMENT, facts_key=mark(), facts={},
            happened_on=MORNING.date(), month=month, decides=Role.SUPERVISOR, proposed_at=MORNING, reason=mark(),
        )  # fmt: skip
        wage = Wage(
            staff_id=place.clerk.id, month=month, amount=Decimal(6000), entered_at=MORNING,
            entered_by_id=self.people[Role.HUMAN_RESOURCES].id,
        )  # fmt: skip
        return [penalty, wage]

    def tried(self, place: Place) -> list[Any]:
        """An issue that the place's head tried on its cases; all of them come out otherwise."""
        day, text = MORNING.date(), stored.shipped("food")
        trial = Trial(
            state=TrialState.DONE, pack="food", first=day, last=day, before="food@2020-01-01", tried=mark(),
            tried_pack="food", content=text, digest=stored.digest(text), begins_on=day, asked_by_id=place.head.id,
            asked_at=MORNING, trouble=mark(),
        )  # fmt: skip
        cases = [key for (where, _story), key in self.world.cases.items() if where == place.name]
        return [TrialCase(trial=trial, complaint_id=case, changes="|higher|") for case in cases]

    @staticmethod
    def imported(place: Place) -> ImportRow:
        """A file of customers that the clerk sent, with one wrong row."""
        name = mark()
        file = FileImport(
            kind=FileKind.CUSTOMERS, state=ImportState.CHECKED, original_name=mark(), stored_name=mark(), size=1,
            sha256="0" * 64, columns=["name"], started_by_id=place.clerk.id, started_at=MORNING, total=1, bad_rows=1,
        )  # fmt: skip
        return ImportRow(
            of_import=file, number=2, key=name, cells=[name], verdict=RowVerdict.BAD,
            faults=[["name", "This is needed.", {}, ""]],
        )  # fmt: skip

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
        turn = JobTurn(name=mark(), runner=mark(), tries=1, done_slot=MORNING)
        work = Work(
            kind=mark(), subject_id=7, asked_at=MORNING, asked_by_id=office.id, runner="", tries=5, done_at=MORNING,
            succeeded=False, outcome=mark(),
        )  # fmt: skip
        self.session.add_all(
            [report, run, turn, work, self.month(), *self.scores(), *amended(self.people[Role.DEPARTMENT_HEAD])]
        )
        self.session.commit()

    def scores(self) -> list[Any]:
        """The cards of each place's clerk: of the quarter before as they were frozen, of this one as they stand."""
        office, leader = self.people[Role.GENERAL_OFFICE], self.people[Role.DIRECTOR]
        before = ScorePeriod(
            first=date(2026, 4, 1), every=Period.QUARTERLY, status=ScoreStatus.FROZEN, edition=1, opened_at=MORNING,
            frozen_at=MORNING, frozen_by_id=office.id,
        )  # fmt: skip
        running = ScorePeriod(first=date(2026, 7, 1), every=Period.QUARTERLY, opened_at=MORNING)
        target = ScoreTarget(
            measure=Measure.COST, amount=Decimal(300), since=date(2026, 1, 1), reason=mark(), set_at=MORNING,
            set_by_id=leader.id,
        )  # fmt: skip
        self.session.add_all([before, running])
        self.session.flush()
        return [target, *(one for place in self.places for one in self.scored(place, before, running))]

    def scored(self, place: Place, before: ScorePeriod, running: ScorePeriod) -> list[Any]:
        whose = {
            "subject": f"staff:{place.clerk.id}", "staff_id": place.clerk.id, "region_id": place.region.id,
            "department_id": place.region.department_id,
        }  # fmt: skip
        card = Scorecard(
            period_id=before.id, edition=1, score=Decimal(90), rulebook_pack="food", rulebook_issue="food@2020-01-01",
            clause="P23 四章2", signs=Role.HUMAN_RESOURCES, **whose,
        )  # fmt: skip
        case = next(key for (where, _story), key in self.world.cases.items() if where == place.name)
        card.parts = [
            ScorecardPart(
                measure=Measure.SATISFACTION, formula=Formula.AVERAGE_RATING, weight=60, value=Decimal(90), counted=1,
                clause="P23 四章1(1)", evidence=[["call_back", case, "5/4/5", None]],
            )
        ]  # fmt: skip
        points = Assessment(
            period_id=running.id, measure=Measure.TEAMWORK, points=Decimal(80), reason=mark(), assessed_at=MORNING,
            assessed_by_id=self.people[Role.DIRECTOR].id, **whose,
        )  # fmt: skip
        reward = Reward(
            number=mark(), to=RewardTo.COMPLAINANT, reward="useful_suggestion", complaint_id=case, amount=Decimal(50),
            reason=mark(), decides=Role.GENERAL_MANAGER, clause="P32 七1", rulebook_pack="food",
            rulebook_issue="food@2020-01-01", proposed_at=MORNING, proposed_by_id=place.clerk.id,
        )  # fmt: skip
        return [card, points, reward]

    def month(self) -> Month:
        """August as it was signed, sent, approved, replenished; somebody asks to reopen it."""
        office, finance = self.people[Role.GENERAL_OFFICE], self.people[Role.FINANCE]
        figures = to_json(Summary())
        month = Month(
            month=date(2026, 8, 1), status=MonthStatus.LOCKED, opened_at=MORNING, locked_at=MORNING,
            locked_by_id=finance.id,
        )  # fmt: skip
        month.departments = [
            DepartmentSummary(
                department_id=place.region.department_id, edition=1, figures=figures, remark=mark(), signed_at=MORNING,
                signed_by_id=place.head.id, clause="P06 五(5)", sent_back_reason="",
            )
            for place in self.places if place.name in ("department", "elsewhere")
        ]  # fmt: skip
        summary = CompanySummary(
            edition=1, figures=figures, remark=mark(), sent_at=MORNING, sent_by_id=office.id, clause="P06 五(6)",
            sent_back_reason="",
        )  # fmt: skip
        summary.approvals = [
            MonthApproval(
                role=Role.FINANCE, verdict=MonthVerdict.APPROVED, signed_at=MORNING, signed_by_id=finance.id,
                reason=mark(), clause="P06 五(6)",
            )
        ]  # fmt: skip
        month.summaries = [summary]
        month.reopenings = [MonthReopening(asked_at=MORNING, asked_by_id=office.id, reason=mark(), answer="")]
        self.session.add(month)
        self.session.flush()
        self.session.add_all([one for place in self.places for one in self.replenished(place, month)])
        return month

    def replenished(self, place: Place, month: Month) -> list[Any]:
        """A list of each place with a signed note, and its quarter."""
        row = Replenishment(
            number=mark(), month_id=month.id, distributor_id=place.customer.id, status=ReplenishmentStatus.LISTED,
            listed_at=MORNING, carrier=mark(), delivery_note=mark(), received_by=mark(),
        )  # fmt: skip
        row.lines = [
            ReplenishmentLine(
                ground=ReplenishmentGround.COMPENSATED, product_id=self.product.id, bottles=3, price=Decimal(3),
                clause="P06 五(7)",
            )
        ]  # fmt: skip
        row.papers = [
            DeliveryPaper(
                original_name=mark(), stored_name=mark(), media_type="application/pdf", size=1, sha256="0" * 64,
                added_at=MORNING, added_by_id=self.people[Role.LOGISTICS].id,
            )
        ]  # fmt: skip
        quarter = GlassQuarter(
            distributor_id=place.customer.id, quarter=date(2026, 7, 1), base=1000, accrued=2, used=0,
            credited_at=MORNING, clause="P11 〈二〉3",
        )  # fmt: skip
        return [row, quarter]

    def fill_everything(self) -> None:
        for model in self.planted_models():
            for row in self.session.scalars(select(model)).unique():
                fill(row)
        self.session.commit()

    def planted_models(self) -> list[type[Any]]:
        mappers = sorted(Model.registry.mappers, key=lambda mapper: mapper.class_.__tablename__)
        return [mapper.class_ for mapper in mappers if mapper.class_.__tablename__ not in LEFT_ALONE]


def plant_world(session: Session, folder: Path) -> World:
    """Plant the world, with its files in this folder."""
    return Builder(session, Storage(folder, largest=2**20)).build()
