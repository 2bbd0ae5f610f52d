"""Everything that happened to the company, laid out on its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from demo.callers import Call
from demo.companies.described import Company
from demo.correspondence import letter_life
from demo.desk import Desk
from demo.dice import chance, one
from demo.entries import Entries
from demo.house import House
from demo.ledger import Ledger
from demo.lives import live
from demo.logins import PASSWORD
from demo.papers import count_days, counts
from demo.service_visits import Request, visit_life
from demo.stock import Stock
from demo.story import Ending, Story
from demo.telling import Life, Telling
from demo.today import desk_of_today, visits_of_today
from demo.worktime import WorkTime, at_minute
from demo.year import days, evenly, moment, months_before, over
from models import Department, PackInForce, RulebookIssue
from queries.rulebook import KNOWN
from rulebook import book, in_force
from terms.complaint import Clock
from terms.people import Role
from terms.time import local_date
from terms.trade import CustomerKind
from workflows.auth.hashing import HASHER
from workflows.entries import entered
from workflows.rulebook.keep import shipped_row

# What holds until a company has said which pack does.
SHIPPED = "food"
EVERYWHERE: dict[str, list] = {"departments": [], "branches": [], "product_lines": [], "customers": []}
# One salt, so that the same day gives the same hash; the password is printed on the console anyway.
SALT = b"yunxi-demo-salt!"


class Past:
    """Lays everything out, then tells it in the order of time. Every strand has dice of its own."""

    def __init__(self, company: Company, today: date, until: datetime) -> None:
        self.company, self.much = company, company.volume
        self.today, self.until = today, until
        self.ledger = Ledger()
        self.house = House(self.ledger, company)
        self.stock = Stock(self.ledger, self.house)
        self.telling = Telling(until)
        self.first = months_before(today, self.much.months_of_goods)
        self.opened = months_before(today, self.much.months_of_cases)
        policy = book(company.pack, on=today)
        # The steps ask the ledger, as a session, which issue a case was judged under.
        self.ledger.info[KNOWN] = {policy.issue: policy, ("kept", policy.issue): True}
        known = (self.first - timedelta(days=7), today + timedelta(days=120))
        self.hours = WorkTime(*known, policy.calendar, company)
        self.desk = Desk(
            ledger=self.ledger, house=self.house, stock=self.stock, telling=self.telling, hours=self.hours, book=policy
        )

    def told(self) -> Ledger:
        """Everything that happened until the end of the telling."""
        self._found()
        self._make_goods()
        self._enter_trade()
        self._send_goods()
        self._leave()
        self._call()
        self._serve()
        self._report()
        self._count_forms()
        self._correspond()
        self._punish()
        self.telling.run()
        return self.ledger

    def _dice(self, strand: object) -> Random:
        return Random(f"{self.company.name} {self.today} {strand}")  # noqa: S311  the same day gives the same company

    def _found(self) -> None:
        day = self.hours.days[0]
        self.house.found(at_minute(day, 540), HASHER.hash(PASSWORD, salt=SALT))
        self._adopt(at_minute(day, 570))
        self.stock.enter_products(at_minute(day, 600))

    def _adopt(self, at: datetime) -> None:
        """The pack the company works by, and the text its cases will be judged under."""
        policy = self.desk.book
        self.ledger.put(RulebookIssue(**shipped_row(policy, at)))
        if self.company.pack != SHIPPED:
            manager = self.house.at(Role.GENERAL_MANAGER)[0]
            shipped, since = in_force()[0], local_date(at) + timedelta(days=1)
            by = {"put_by_id": manager.id, "put_at": at, "version": 1, **EVERYWHERE}
            self.ledger.put(PackInForce(pack=SHIPPED, since=shipped.since, until=since, **by))
            row = PackInForce(pack=self.company.pack, since=since, **by)
            entered(self.house.ledger, "pack_in_force.put", row, actor=manager, at=at)

    def _make_goods(self) -> None:
        """A batch is entered on the working day after it was made."""
        dice = self._dice("batches")
        made_on = [day for day in self.hours.days if self.first <= day < self.today - timedelta(days=2)]
        for number, day in enumerate(evenly(made_on, self.much.batches), 1):
            at = at_minute(self.hours.day_after(day), 540 + number % 60)
            self.telling.remind(at, partial(self.stock.enter_batch, dice, number, day, at))

    def _enter_trade(self) -> None:
        """Firms on the first day, some consumers every now and then before the first complaint of the telling."""
        dice, day = self._dice("customers"), self.hours.days[0]
        firms = [kind for kind, total in self.much.trade.items() for _ in range(total)]
        for number, kind in enumerate(firms):
            self._enter(dice, kind, at_minute(day, 620 + number * 0.3))
        before = list(days(self.first, self.opened - timedelta(days=1)))
        for day in evenly(before, self.much.old_consumers):
            self._enter(dice, CustomerKind.CONSUMER, moment(dice, self.company, day))

    def _enter(self, dice: Random, kind: CustomerKind, at: datetime) -> None:
        region = self.house.regions[self._region(dice)]
        clerk = dice.choice(self.house.at(Role.CLERK, region_id=region.id))
        self.telling.remind(at, partial(self.stock.enter_customer, dice, kind, region, clerk, at))

    def _region(self, dice: Random) -> str:
        return one(dice, self.company.share_of_region)

    def _send_goods(self) -> None:
        dice = self._dice("shipments")
        sent_on = [day for day in self.hours.days if self.first + timedelta(days=12) <= day < self.today]
        for number, day in enumerate(over(sent_on, self.much.shipments, self.company, self.hours, dice), 1):
            at = at_minute(day, dice.uniform(900, 1040))
            self.telling.remind(at, partial(self.stock.enter_shipment, dice, number, at))

    def _leave(self) -> None:
        """A substitute is named three days before, and for what lies ahead the evening before today."""
        for leave in self.company.leaves:
            first, last = (self.today + timedelta(days=away) for away in leave.days)
            told_on = self.hours.day_before(min(first - timedelta(days=2), self.today))
            at = at_minute(told_on, 1000)
            self.telling.remind(at, partial(self.house.name_substitute, leave, first, last, at))

    def _call(self) -> None:
        dice = self._dice("calls")
        calls = list(self._calls(dice))
        new = [call for call in calls if call.kind is CustomerKind.CONSUMER and not call.like]
        for call in dice.sample(new, min(self.much.consumers - self.much.old_consumers, len(new))):
            call.enters = True
        for number, call in enumerate(calls):
            self._begin(call, Ending(), number)
        for number, (call, ending) in enumerate(desk_of_today(self.company, self.today, self.hours)):
            self._begin(call, ending, f"today {number}")

    def _begin(self, call: Call, ending: Ending, strand: object) -> None:
        self.telling.begin(live(Story(self.desk, self._dice(strand), call, ending)))

    def _calls(self, dice: Random) -> Iterator[Call]:
        """Ordinary calls by season, a few of them the first of an incident that concerns many."""
        span = list(days(self.opened, self.today))
        moments = sorted(
            moment(dice, self.company, day) for day in over(span, self.much.cases, self.company, self.hours, dice)
        )
        happened = [at for at in moments if at <= self.until]
        many = set(dice.sample(happened, self.much.incidents))
        for at in happened:
            kind = one(dice, self.company.callers)
            call = Call(at, self._region(dice), kind)
            if at in many:
                yield from self._incident(dice, call)
            else:
                yield call

    def _incident(self, dice: Random, call: Call) -> Iterator[Call]:
        """One call for many people, then single ones about the same goods."""
        call.kind, call.consumers = CustomerKind.CONSUMER, dice.randint(4, 28)
        call.incident = f"{call.at:%Y-%m-%d} {self.company.words.one_of(dice, 'incidents')}"
        yield call
        for number in range(dice.randint(1, 4)):
            at = call.at + timedelta(minutes=(number + 1) * dice.randint(20, 90))
            if at <= self.until:
                yield Call(at, call.region, CustomerKind.CONSUMER, incident=call.incident, like=call)

    def _serve(self) -> None:
        dice = self._dice("services")
        asked_on = [day for day in self.hours.days if self.opened <= day < self.today]
        for number, day in enumerate(over(asked_on, self.much.services, self.company, self.hours, dice)):
            own = self._dice(f"service {number}")
            at = at_minute(day, own.uniform(530, 1030))
            self.telling.begin(visit_life(self.desk, own, Request(at)))
        for number, request in enumerate(visits_of_today(self.company, self.today, self.hours)):
            self.telling.begin(visit_life(self.desk, self._dice(f"service today {number}"), request))

    def _report(self) -> None:
        """Only where the pack has headquarters hear of the calls of the day."""
        if not any(limit.clock is Clock.HEADQUARTERS_REPORT for limit in self.desk.book.time_limits.limits):
            return
        for day in self.hours.days:
            if self.opened <= day <= self.today:
                self.telling.begin(self._daily_report(day))

    def _count_forms(self) -> None:
        """Before the summary of the month just ended, on the first working day of the next."""
        for month, after in count_days(self.opened, self.today):
            day = after if self.hours.works(after) else self.hours.day_after(after)
            for number, department in enumerate(filter(_sells, self.house.departments.values())):
                dice = self._dice(f"count {month} {department.code}")
                at = at_minute(day, 512 + number * 6 + dice.uniform(0, 5))
                self.telling.begin(counts(self.desk, dice, department, month, at))

    def _correspond(self) -> None:
        dice = self._dice("letters")
        came_on = [day for day in self.hours.days if self.opened <= day < self.today]
        for number, day in enumerate(evenly(came_on, self.much.letters)):
            own = self._dice(f"letter {number}")
            self.telling.begin(letter_life(self.desk, own, at_minute(day, own.uniform(540, 1000))))
        for number, back in enumerate((12, 5, 2, 1)):
            at = at_minute(self.hours.day_before(self.today, back), dice.uniform(560, 990))
            self.telling.begin(letter_life(self.desk, self._dice(f"letter today {number}"), at, waits=True))

    def _punish(self) -> None:
        """The sweep every full hour; by hand once a month, and a reward from each sales department."""
        if not self.desk.book.penalties.penalties:
            return
        entries = Entries(self.desk, self.until)
        self.desk.notes = entries
        self.telling.begin(entries.sweep(at_minute(self.opened, 0)))
        heads = [one for one in self.house.staff.values() if one.roles == {Role.DEPARTMENT_HEAD}]
        months = sorted({day.replace(day=1) for day in self.hours.days if self.opened <= day <= self.today})
        for number, month in enumerate(months):
            dice = self._dice(f"entries {month}")
            worked = [day for day in self.hours.days if self.opened <= day < self.today and day.replace(day=1) == month]
            self.telling.begin(entries.move_on(month))
            if worked:
                self.telling.begin(entries.hand(dice, number, at_minute(dice.choice(worked), dice.uniform(560, 1000))))
            for head in heads if len(worked) > 1 else ():
                day = dice.choice(worked[len(worked) // 2 :])
                self.telling.begin(entries.reward(dice, head, at_minute(day, dice.uniform(560, 1000))))

    def _daily_report(self, day: date) -> Life:
        """Before the end of shift; now and then somebody forgot and stays longer."""
        dice = self._dice(f"report {day}")
        yield at_minute(day, dice.uniform(1035, 1046) if chance(dice, 97) else dice.uniform(1052, 1080))
        if self.desk.calls:
            remark = dice.choice(("", "", "投诉集中在渗漏，已通知质检部", "当日回访正常"))
            self.desk.report(day, dice.choice(self.house.at(Role.GENERAL_OFFICE)[:2]), remark)


def _sells(department: Department) -> bool:
    return department.is_sales
