"""The month of the demo company, closed from the 1st to the 5th by its five roles, with a penalty appealed on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.orm import sessionmaker

from models import Month, PenaltyEntry, Replenishment, Staff, StaffRole
from terms.month import MonthStatus, ReplenishmentStatus
from terms.penalties import EntryStatus
from terms.people import Role
from terms.time import SHANGHAI
from tests.browser.conftest import picture
from tests.browser.hands import fill, photo, press
from tests.conftest import FreshDatabase
from tests.databases import Databases, open_engine
from tests.web import StandingClock
from workflows.attachments.files import Storage, Upload
from workflows.months.open import open_due
from workflows.replenishments.deliver import deliver

pytestmark = pytest.mark.browser

SEPTEMBER = date(2026, 9, 1)
# The demo company's people, by staff number.
SALES_ADMINISTRATION = ("1007", "1008", "1009")
BY_FORM = 2
OFFICE, MANAGER, FINANCE, LOGISTICS = "1010", "1001", "1014", "1016"


@pytest.fixture
def fresh_database(databases: Databases, demo_url: str) -> Iterator[FreshDatabase]:
    """The demo company, as a copy that may be written on."""
    origin = Path(make_url(demo_url).database or "")
    copy = origin.with_name("month-in-the-browser.db")
    shutil.copy(origin, copy)
    url = f"sqlite:///{copy}"
    engine = open_engine(url)
    yield FreshDatabase(url, engine, sessionmaker(engine))
    engine.dispose()
    copy.unlink()


class Office:
    """The desk of the demo company in the first days of October."""

    def __init__(self, desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.clock: StandingClock = desk.clock

    def at(self, day: int, hour: int = 10) -> None:
        self.clock.at = datetime(2026, 10, day, hour, 0, tzinfo=SHANGHAI)

    def person(self, number: str) -> Staff:
        self.desk.session.rollback()
        return self.desk.session.scalars(select(Staff).where(Staff.number == number)).one()

    def sit(self, staff: Staff | str, **options):
        """A browser of this person's, at the desk's first page."""
        page = self.desk.open(self.person(staff) if isinstance(staff, str) else staff, **options)
        page.goto("/")
        return page

    def month(self) -> Month:
        self.desk.session.rollback()
        return self.desk.session.scalars(select(Month).where(Month.month == SEPTEMBER)).one()

    def take_turn(self, number: str, *, shot: str = "", **options) -> None:
        """Go from the first page to what waits there, and do it."""
        page = self.sit(number, **options)
        page.locator("a[href*='/month/act/']").first.click()
        page.wait_for_load_state()
        if shot:
            picture(page, f"month-{shot}")
        press(page, page.locator("form.form .actions button.primary"))
        assert page.url.find("/month/details/") > 0, page.locator("body").inner_text()[:400]


class Appeal:
    """A penalty that the supervisor confirms, its clerk appeals, and the department head decides."""

    def __init__(self, office: Office) -> None:
        self.office = office
        session = office.desk.session
        session.rollback()
        self.key = session.scalars(
            select(PenaltyEntry.id)
            .join(StaffRole, StaffRole.staff_id == PenaltyEntry.staff_id)
            .where(
                PenaltyEntry.status == EntryStatus.PROPOSED, PenaltyEntry.decides == Role.SUPERVISOR,
                PenaltyEntry.month == SEPTEMBER, PenaltyEntry.amount.is_not(None), StaffRole.role == Role.CLERK,
            )
            .order_by(PenaltyEntry.id)
        ).first()  # fmt: skip
        assert self.key is not None

    def entry(self) -> PenaltyEntry:
        self.office.desk.session.rollback()
        return self.office.desk.session.get_one(PenaltyEntry, self.key)

    def holder(self, role: Role) -> Staff:
        entry = self.entry()
        place = (
            Staff.region_id == entry.region_id
            if role is Role.SUPERVISOR
            else Staff.department_id == entry.department_id
        )
        wanted = select(Staff).join(StaffRole).where(StaffRole.role == role, place, Staff.id != entry.staff_id)
        return self.office.desk.session.scalars(wanted).first()

    def act(self, staff: Staff, name: str, **entries: str) -> None:
        page = self.office.sit(staff)
        page.goto(f"/penalty/act/?id={self.key}&act={name}")
        fill(page.locator("form.form"), **entries)
        press(page, page.locator("form.form .actions button.primary"))
        assert "/penalty/details/" in page.url, page.locator("body").inner_text()[:600]

    def run(self) -> None:
        self.act(self.holder(Role.SUPERVISOR), "confirm")
        person = self.office.desk.session.get_one(Staff, self.entry().staff_id)
        self.act(person, "appeal", text="当天已联系消费者，有通话记录")
        self.act(self.holder(self.entry().decides), "decide_appeal", outcome="upheld", reason="通话记录晚于时限")
        assert self.entry().status is EntryStatus.UPHELD


@pytest.mark.requirement("LG-01", "LG-02", "LG-03", "AP-14")
def test_the_month_is_closed_from_the_first_to_the_fifth(desk, tmp_path) -> None:
    office = Office(desk, tmp_path)
    office.at(1)
    open_due(desk.session, at=office.clock())

    Appeal(office).run()
    for number in SALES_ADMINISTRATION:
        office.take_turn(number, shot=f"sign-{number}" if number == "1007" else "")
    office.at(3)
    office.take_turn(OFFICE, shot="send")
    office.take_turn(FINANCE, shot="finance")
    office.take_turn(MANAGER, shot="manager-on-a-phone", phone=True)
    assert office.month().status is MonthStatus.LOCKED
    assert Appeal.entry(_of(office)).locked_at is not None
    office.at(5)
    deliver_all(office)
    office.take_turn(FINANCE)

    assert office.month().status is MonthStatus.CLOSED


def _of(office: Office) -> Appeal:
    """The appeal that was decided, found again."""
    found = Appeal.__new__(Appeal)
    found.office = office
    found.key = office.desk.session.scalars(
        select(PenaltyEntry.id).where(PenaltyEntry.appeal_decision == "通话记录晚于时限")
    ).one()
    return found


def deliver_all(office: Office) -> None:
    """Two lists by their form, with a photo of the signed note; the others by the same use-case, which takes less long."""
    page, note = office.sit(LOGISTICS), photo(office.folder)
    office.desk.session.rollback()
    waiting = select(Replenishment.id).where(
        Replenishment.month_id == office.month().id, Replenishment.status == ReplenishmentStatus.LISTED
    )
    keys = office.desk.session.scalars(waiting.order_by(Replenishment.id)).all()
    assert keys
    for number, key in enumerate(keys[:BY_FORM]):
        page.goto(f"/replenishment/deliver/?id={key}")
        fill(page.locator("form.form"), delivery_note=f"SH-{number:04d}", received_by="张经理", uploads=note)
        if number == 0:
            picture(page, "month-deliver")
        press(page, page.locator("form.form .actions button.primary"))
        assert "/replenishment/details/" in page.url, page.locator("body").inner_text()[:600]
    settings = office.desk.app.config["SETTINGS"]
    for number, key in enumerate(keys[BY_FORM:], BY_FORM):
        deliver(
            office.desk.session, replenishment_id=key, delivery_note=f"SH-{number:04d}", received_by="张经理",
            delivered_on=office.clock().date(), uploads=[Upload("receipt.jpg", note.read_bytes())],
            storage=Storage(settings.attachments_dir, largest=2**20), actor=office.person(LOGISTICS), at=office.clock(),
        )  # fmt: skip
