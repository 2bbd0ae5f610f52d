"""The use-cases' own steps, done in memory by people of the house at the moment now told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from demo.companies.described import Company
from demo.house import House
from demo.ledger import settle
from demo.stock import Stock
from demo.telling import Telling
from demo.words import Words
from demo.worktime import WorkTime
from models import CallBack, Complaint, ComplaintClock, HandlingForm, Product, Staff
from queries.case_facts import case_facts
from queries.repeats import GONE
from rulebook import Book
from rules.lifecycle import signature_for
from terms.complaint import Clock
from terms.people import LADDER, Role
from terms.time import local_date
from workflows.call_backs.record import Form, called_back
from workflows.call_backs.report import reported, sent
from workflows.complaints.register import (
    Known,
    Registration,
    check_plausible,
    completed,
    demand_facts,
    opened,
    registered,
)
from workflows.filings.file import LETTERS, filed
from workflows.settlements.lines import Proposal
from workflows.settlements.propose import proposed
from workflows.time_limits.mark_late import escalated, fell_late, unheard

# What a step may put beside a case, in the order of the keys that name each other.
BESIDE = (
    "clocks", "contacts", "findings", "call_backs", "false_reports", "time_marks", "duties_done", "steps", "notices",
    "corrections",
)  # fmt: skip
# The job runner looks once a minute, at the full minute.
SWEEP = timedelta(minutes=1)


class Notes(Protocol):
    """Takes note of what proves something about somebody."""

    lost: list[HandlingForm]

    def called(self, case: Complaint, call: CallBack) -> None: ...

    def confirmed_report(self, case: Complaint) -> None: ...


class Desk:
    """Does one step after the other; every row it makes is in the ledger."""

    def __init__(
        self, *, ledger: Any, house: House, stock: Stock, telling: Telling, hours: WorkTime, book: Book
    ) -> None:
        self.ledger = ledger
        self.house = house
        self.stock = stock
        self.telling = telling
        self.hours = hours
        self.book = book
        # What the next daily report will tell of.
        self.calls: list[CallBack] = []
        self.waiting: list[ComplaintClock] = []
        # Who takes note of what a call, a report or a loss proves.
        self.notes: Notes | None = None
        self._watched: dict[int, datetime] = {}
        self._cases_of: dict[tuple[str, Any, Any], list[Complaint]] = defaultdict(list)

    @property
    def company(self) -> Company:
        return self.house.company

    @property
    def words(self) -> Words:
        return self.house.company.words

    @property
    def now(self) -> datetime:
        return self.telling.now

    def register(self, registration: Registration, known: Known, actor: Staff) -> Complaint:
        """As `workflows.complaints.register.register`, with the earlier case of the same person found in memory."""
        registration = completed(registration, known)
        demand_facts(registration, known, self.book)
        check_plausible(registration, known, local_date(self.now))
        earlier = self._earlier(registration)
        known = Known(known.region, known.customer, known.product, known.batch, earlier.id if earlier else None)
        number = self.ledger.next_number("TS", local_date(self.now))
        case = opened(registration, known, self.book, number=number, actor=actor, at=self.now)
        self.ledger.keep(case)
        self._keep_children(case)
        registered(self.ledger, case, self.book, actor=actor, at=self.now)
        self._remember(case, registration)
        return case

    def do(self, step: Callable[..., Any], case: Complaint, actor: Staff, **values: Any) -> Any:
        """One step on a case by one person, now; what it made is kept."""
        by = self.house.viewer(actor, case, local_date(self.now))
        made = step(self.ledger, case, by, actor=actor, at=self.now, **values)
        self._keep_children(case)
        settle(case)
        return made

    def propose(self, case: Complaint, actor: Staff, proposal: Proposal) -> None:
        products = {line.product_id: self._product(line.product_id) for line in proposal.lines if line.product_id}
        people = {role: frozenset(one.id for one in self.house.of(role, case)) for role in LADDER}
        registrar = self.house.by_id(case.registered_by_id)
        self.do(
            proposed,
            case,
            actor,
            proposal=proposal,
            products=products,
            people=people,
            book=self.book,
            registrar=registrar,
        )

    def file(self, case: Complaint, actor: Staff, place: str) -> None:
        assert case.settlement is not None
        letters, day = LETTERS[case.settlement.file_at], local_date(self.now)
        self.do(filed, case, actor, number=lambda: self.ledger.next_number(letters, day), paper_place=place)

    def call_back(self, case: Complaint, actor: Staff, form: Form) -> CallBack:
        call: CallBack = self.do(called_back, case, actor, form=form, book=self.book)
        self.calls.append(call)
        if self.notes is not None:
            self.notes.called(case, call)
        return call

    def signer(self, case: Complaint, role: Role) -> Staff:
        """Who can give the signature waiting for this role today: its holders, or who stands in for them."""
        day = local_date(self.now)
        people = (self.house.stand_in(holder, day) for holder in self.house.of(role, case))
        return next(one for one in people if self._signs_as(one, case, day) is role)

    def _signs_as(self, person: Staff, case: Complaint, day: date) -> Role | None:
        found = signature_for(case_facts(case), self.house.viewer(person, case, day))
        return found[0].role if isinstance(found, tuple) else None

    def report(self, day: date, actor: Staff, remark: str) -> None:
        """As `workflows.call_backs.report.send_daily_report`, of the calls since the last one."""
        row = reported(self.calls, day=day, remark=remark, actor=actor, at=self.now)
        self.ledger.keep(row)
        sent(self.ledger, row, self.waiting, actor=actor, at=self.now)
        self.calls, self.waiting = [], []

    def _product(self, key: int) -> Product:
        found: Product = self.ledger.rows[Product][key - 1]
        return found

    def _earlier(self, registration: Registration) -> Complaint | None:
        """The newest case of the same customer or phone about the same product, as `queries.repeats` finds it."""
        found = [case for key in _keys(registration) for case in self._cases_of[key] if case.state not in GONE]
        return max(found, key=lambda case: case.id, default=None)

    def _remember(self, case: Complaint, registration: Registration) -> None:
        for key in _keys(registration):
            self._cases_of[key].append(case)
            if key[2] is not None:
                self._cases_of[(*key[:2], None)].append(case)

    def _keep_children(self, case: Complaint) -> None:
        """Keys for the rows a step put beside the case; clocks are watched from now on."""
        for name in BESIDE:
            for row in self._new(case, name):
                row.complaint_id = case.id
                if name == "false_reports":
                    row.call_back_id = row.call_back.id
                self.ledger.put(row)
        for clock in case.clocks:
            self._watch(case, clock)
        self._keep_settlement(case)

    def _new(self, parent: Any, name: str) -> list[Any]:
        """The rows of a list that have no key yet: always the last ones."""
        rows = vars(parent).get(name, ())
        fresh = 0
        while fresh < len(rows) and not self.ledger.knows(rows[-1 - fresh]):
            fresh += 1
        return list(rows[len(rows) - fresh :])

    def _keep_settlement(self, case: Complaint) -> None:
        for settlement in self._new(case, "settlements"):
            settlement.complaint_id = case.id
            self.ledger.put(settlement)
            for line in settlement.lines:
                line.product_id = line.product.id if line.product else None
        if case.settlement is None:
            return
        paper = vars(case.settlement)
        for row in (*paper["lines"], *paper["signatures"], paper.get("filing"), paper.get("execution")):
            if row is not None and not self.ledger.knows(row):
                row.settlement_id = case.settlement.id
                self.ledger.put(row)
        if paper.get("handling_form") is not None:
            self.keep_form(paper["handling_form"])

    def keep_form(self, form: HandlingForm) -> None:
        """Keys for a form and the steps of its way; what it holds now are its old values."""
        if not self.ledger.knows(form):
            form.settlement_id = form.settlement.id
            self.ledger.put(form)
        for step in self._new(form, "moves"):
            step.handling_form_id = form.id
            self.ledger.put(step)
        settle(form)

    def _watch(self, case: Complaint, clock: ComplaintClock) -> None:
        """Look at the full minute after it is due; again where its history has put that off or brought it nearer."""
        if self._watched.get(clock.id) == clock.due_at or clock.met_at is not None:
            return
        if clock.clock is Clock.HEADQUARTERS_REPORT and clock.id not in self._watched:
            self.waiting.append(clock)
        self._watched[clock.id] = clock.due_at
        self.telling.remind(_minute_after(clock.due_at), lambda: self._find_late(case, clock))

    def _find_late(self, case: Complaint, clock: ComplaintClock) -> None:
        if clock.met_at is None and clock.late_at is None and clock.due_at < self.now and not _stands_still(clock):
            fell_late(self.ledger, case, clock, self.now)
            settle(case)
            if clock.escalate_at is not None:
                # The sweep marks everything that is late before it tells anybody.
                self.telling.remind(self.now, lambda: self._tell(case, clock))

    def _tell(self, case: Complaint, clock: ComplaintClock) -> None:
        """Whoever the policy names next hears of it, level by level."""
        while clock.met_at is None and (level := unheard(clock, self.now)) is not None:
            escalated(self.ledger, case, clock, level, self.now)
            for row in self._new(clock, "escalations"):
                row.clock_id = clock.id
                self.ledger.put(row)
            settle(case)
        if clock.met_at is None and clock.escalate_at is not None:
            self.telling.remind(_minute_after(clock.escalate_at), lambda: self._tell(case, clock))


def _minute_after(at: datetime) -> datetime:
    return (at + SWEEP).replace(second=0, microsecond=0)


def _stands_still(clock: ComplaintClock) -> bool:
    """Whether it is paused and was in time then, as `workflows.time_limits.mark_late` asks the database."""
    since = clock.complaint.paused_at
    return since is not None and clock.started_at <= since <= clock.due_at


def _keys(registration: Registration) -> list[tuple[str, Any, Any]]:
    phone = "" if registration.anonymous else registration.complainant_phone
    named = (("customer", registration.customer_id), ("phone", phone))
    return [(kind, value, registration.product_id) for kind, value in named if value]
