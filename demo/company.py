"""Build the demo company: twenty months of a beverage maker, told step by step and written at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from demo.callers import Call
from demo.desk import Desk
from demo.house import LEAVES, House
from demo.ledger import Ledger
from demo.logins import PASSWORD, Account, accounts
from demo.people import CLERKS
from demo.stock import Stock
from demo.stories import Ending, Story
from demo.telling import Life, Telling
from demo.today import desk_of_today
from demo.worktime import WorkTime, at_minute
from demo.writer import write_all
from demo.year import days, evenly, moment, months_before, over
from models import Customer
from queries.rulebook import PACK
from rulebook import book
from terms.people import Role
from terms.trade import CustomerKind
from workflows.auth.hashing import HASHER
from workflows.transaction import transaction

MONTHS_OF_GOODS = 20
MONTHS_OF_CASES = 14
BATCHES = 900
SHIPMENTS = 3000
CASES = 5880
DEALERS = ((CustomerKind.DISTRIBUTOR, 400), (CustomerKind.WHOLESALER, 80), (CustomerKind.SALES_POINT, 120))
CONSUMERS = 1400
# Known before the first complaint of the telling.
OLD_CONSUMERS = 420
KINDS = (
    (CustomerKind.CONSUMER, 66),
    (CustomerKind.DISTRIBUTOR, 22),
    (CustomerKind.SALES_POINT, 9),
    (CustomerKind.WHOLESALER, 3),
)
# The telling ends before the office opens: what is due today is still to be done.
ENDS_AT = 9 * 60
REGIONS = tuple(CLERKS)
REGION_WEIGHTS = (18, 16, 13, 14, 8, 13, 12, 6)


def build(session: Session, today: date, until: datetime | None = None) -> None:
    """Write the whole company in one transaction.

    until: where the telling ends, if that is earlier than the morning of today. The same day and end give the same
    rows.
    """
    ledger = tell(today, until)
    with transaction(session):
        write_all(session.connection(), ledger)


def tell(today: date, until: datetime | None = None) -> Ledger:
    """Everything that happened, in memory."""
    morning = at_minute(today, ENDS_AT)
    return _Company(today, min(morning, until) if until else morning).told()


class _Company:
    def __init__(self, today: date, until: datetime) -> None:
        self.today, self.until = today, until
        self.rng = Random(f"云溪 {today}")  # noqa: S311  the same day gives the same company
        self.ledger = Ledger()
        self.house = House(self.ledger, today)
        self.stock = Stock(self.ledger, self.house)
        self.telling = Telling(until)
        self.first = months_before(today, MONTHS_OF_GOODS)
        self.opened = max(months_before(today, MONTHS_OF_CASES), self.first)
        policy = book(PACK, on=today)
        self.hours = WorkTime(self.first - timedelta(days=7), today + timedelta(days=120), policy.calendar)
        self.desk = Desk(
            ledger=self.ledger, house=self.house, stock=self.stock, telling=self.telling, hours=self.hours, book=policy
        )

    def told(self) -> Ledger:
        self._found()
        self._goods()
        self._customers()
        self._leaves()
        self._calls()
        self._reports()
        self.telling.run()
        self.ledger.flush()
        return self.ledger

    def _found(self) -> None:
        day = self.hours.days[0]
        self.house.found(at_minute(day, 540), HASHER.hash(PASSWORD, salt=b"yunxi-demo-salt!"))
        self.stock.enter_products(at_minute(day, 600))

    def _goods(self) -> None:
        working = [day for day in self.hours.days if self.first <= day < self.today - timedelta(days=2)]
        for number, day in enumerate(evenly(working, BATCHES), 1):
            at = at_minute(self.hours.day_after(day), 540 + number % 60)
            self.telling.remind(
                at, lambda number=number, day=day, at=at: self.stock.enter_batch(self.rng, number, day, at)
            )  # type: ignore[misc]

    def _customers(self) -> None:
        start = self.hours.days[0]
        rng = Random(f"{self.today} customers")  # noqa: S311
        for kind, total in DEALERS:
            for number in range(total):
                region = rng.choices(REGIONS, REGION_WEIGHTS)[0]
                at = at_minute(start, 620 + 60 * [k for k, _ in DEALERS].index(kind) + number * 50 / total)
                self._enter(rng, kind, region, at)
        span = list(days(self.first, self.opened - timedelta(days=1)))
        for day in evenly(span, OLD_CONSUMERS):
            self._enter(rng, CustomerKind.CONSUMER, rng.choices(REGIONS, REGION_WEIGHTS)[0], moment(rng, day))
        self._shipments()

    def _enter(self, rng: Random, kind: CustomerKind, region: str, at: datetime) -> None:
        home = self.house.regions[region]
        clerk = rng.choice(self.house.at(Role.CLERK, region_id=home.id))
        self.telling.remind(at, lambda: self.stock.enter_customer(rng, kind, home, clerk, at) and None)

    def _shipments(self) -> None:
        rng = Random(f"{self.today} shipments")  # noqa: S311
        span = [day for day in self.hours.days if self.first + timedelta(days=12) <= day < self.today]
        for number, day in enumerate(over(span, SHIPMENTS, self.hours, rng), 1):
            at = at_minute(day, rng.uniform(900, 1040))
            self.telling.remind(at, lambda number=number, at=at: self._ship(rng, number, at))  # type: ignore[misc]

    def _ship(self, rng: Random, number: int, at: datetime) -> None:
        dealers = self.ledger.rows[Customer][: DEALERS[0][1] + DEALERS[1][1]]
        self.stock.enter_shipment(rng, number, dealers[int(len(dealers) * rng.random() ** 1.4)], at)

    def _leaves(self) -> None:
        for principal, substitute, first, last, reason in LEAVES:
            span = self.house.days_of(first, last)
            at = at_minute(min(span[0] - timedelta(days=3), self.today - timedelta(days=1)), 1000)
            self.telling.remind(
                at,
                lambda p=principal, s=substitute, d=span, r=reason, at=at: self.house.name_substitute(p, s, d, r, at),  # type: ignore[misc]
            )

    def _calls(self) -> None:
        span = list(days(self.opened, self.today))
        at = sorted(moment(self.rng, day) for day in over(span, CASES, self.hours, self.rng))
        calls = [self._call(one) for one in at if one <= self.until]
        new = [call for call in calls if call.kind is CustomerKind.CONSUMER]
        for call in self.rng.sample(new, min(CONSUMERS - OLD_CONSUMERS, len(new))):
            call.enters = True
        for number, call in enumerate(calls):
            dice = Random(f"{self.today} {number}")  # noqa: S311
            self.telling.begin(Story(self.desk, dice, call, Ending()).live())
        for number, (call, ending) in enumerate(desk_of_today(self.today, self.hours, self.until)):
            dice = Random(f"{self.today} today {number}")  # noqa: S311
            self.telling.begin(Story(self.desk, dice, call, ending).live())

    def _call(self, at: datetime) -> Call:
        kinds, weights = zip(*KINDS, strict=True)
        return Call(at, self.rng.choices(REGIONS, REGION_WEIGHTS)[0], self.rng.choices(kinds, weights)[0])

    def _reports(self) -> None:
        for day in self.hours.days:
            if self.opened <= day <= self.today:
                self.telling.begin(self._report(day))

    def _report(self, day: date) -> Life:
        rng = Random(f"{day} report")  # noqa: S311
        yield at_minute(day, rng.uniform(1035, 1047))
        if self.desk.calls[day]:
            office = self.house.at(Role.GENERAL_OFFICE)
            self.desk.report(
                day, rng.choice(office[:2]), rng.choice(("", "", "投诉集中在渗漏，已通知质检部", "当日回访正常"))
            )


__all__ = ["Account", "accounts", "build", "tell"]
