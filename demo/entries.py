"""Penalties and rewards of the past: found in the records every hour, proposed by hand, confirmed, appealed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from demo.desk import Desk
from demo.dice import chance
from demo.ledger import settle
from demo.telling import Life
from demo.worktime import at_minute
from models import CallBack, Complaint, ComplaintClock, HandlingForm, PenaltyEntry, Staff
from queries.handlers import handler_of
from queries.months import next_month
from queries.penalty_facts import AGAIN, GONE, Found, signed_by
from queries.penalty_facts import clock_facts as facts_of_clock
from rules import breaches
from rules.entries import EntryFacts, NobodyAbove, barred, rungs_over, who_decides
from rules.penalties import price
from terms.complaint import Channel, Clock, ComplaintKind
from terms.penalties import AppealOutcome, EntryKind, EvidenceKind
from terms.people import LADDER, Role
from terms.time import local_date
from workflows.penalties.appeal import appeal_decided, appealed
from workflows.penalties.case import facts_with
from workflows.penalties.decide import confirmed, withdrawn
from workflows.penalties.lock import entries_locked
from workflows.penalties.made import Evidence, made, proposed, rewarded

HOUR = timedelta(hours=1)
# Of a hundred: let drop; appealed; upheld after an appeal.
DROPPED, APPEALED, UPHELD = 7, 8, 60
# What no record proves by itself, one a month in turn.
BY_HAND = (
    breaches.LOSS, breaches.UNFILED, breaches.PROCEDURE, breaches.NOT_CALLED_BACK, breaches.PROCEDURE_REVIEW,
    breaches.MAJOR_IMPACT, breaches.NOT_CALLED_BACK_REVIEW,
)  # fmt: skip
AT_THE_OFFICE = (breaches.NOT_CALLED_BACK, breaches.NOT_CALLED_BACK_REVIEW)
REWARD = Decimal(100)
# Day of the next month and minute of the day at which a month goes to its approvers and is locked, as in `demo.months`.
SENT, LOCKED = (2, 610), (3, 950)


class Entries:
    """Takes note of what the desk does, and proposes what it proves as the hourly sweep would."""

    def __init__(self, desk: Desk, until: datetime) -> None:
        self.desk, self.until = desk, until
        self.same: dict[str, list[PenaltyEntry]] = defaultdict(list)
        self.pending: list[ComplaintClock] = []
        self.lost: list[HandlingForm] = []
        self.again: list[tuple[Complaint, CallBack]] = []
        self.read = {ComplaintClock: 0, Complaint: 0}

    # What the records prove.
    def sweep(self, first: datetime) -> Life:
        """Every full hour from the first on."""
        at = first
        while True:
            yield at
            self._look()
            at += HOUR

    def called(self, case: Complaint, call: CallBack) -> None:
        """A call was made: of a case of many, a bad answer proves something."""
        if case.consumers > 1 and call.outcome in AGAIN:
            self.again.append((case, call))

    def confirmed_report(self, case: Complaint) -> None:
        """A report was found false: proposed at once."""
        report = case.false_reports[-1]
        forms = [one for one in case.settlements if one.approved_at and one.approved_at <= report.found_at]
        accused = breaches.false_report(against=report.against_id, reviewers=signed_by(forms[-1]) if forms else [])
        facts = {"found_at": report.found_at, "difference": report.difference}
        day = local_date(report.found_at)
        self._found(Found(accused, EvidenceKind.FALSE_REPORT, report.id, day, case.id, facts), case)

    def _look(self) -> None:
        self.pending = [clock for clock in [*self.pending, *self._new(ComplaintClock)] if not self._settled(clock)]
        for case in self._new(Complaint):
            self._complained_again(case)
        for case, call in self.again:
            accused = breaches.complained_again(one_to_many=True, handler=handler_of(case))
            facts = {name: getattr(call, name) for name in ("called_at", "outcome", "attitude", "answers")}
            found = Found(accused, EvidenceKind.CALL_BACK, call.id, local_date(call.called_at), case.id, facts)
            self._found(found, case)
        for form in self.lost:
            self._form_lost(form)
        self.again, self.lost = [], []

    def _new(self, model: Any) -> list[Any]:
        rows, start = self.desk.ledger.rows[model], self.read[model]
        self.read[model] = len(rows)
        return list(rows[start:])

    def _settled(self, clock: ComplaintClock) -> bool:
        """Whether nothing more can come of a clock; what it proves is proposed."""
        case = self._case(clock.complaint_id)
        if case.kind is not ComplaintKind.QUALITY_COMPLAINT or case.state in GONE:
            return True
        if clock.clock is Clock.RESULT:
            return self._result(case, clock)
        return clock.clock is not Clock.FIRST_CONTACT or self._first_call(case, clock)

    def _result(self, case: Complaint, clock: ComplaintClock) -> bool:
        if clock.late_at is not None:
            accused = breaches.late_result(handler=handler_of(case), one_to_many=case.consumers > 1)
            self._of_clock(case, clock, accused, local_date(clock.due_at))
        return clock.late_at is not None or clock.met_at is not None

    def _first_call(self, case: Complaint, clock: ComplaintClock) -> bool:
        due = next(
            (row.due_at for row in case.clocks if row.clock is Clock.RESULT and row.started_at == clock.started_at),
            None,
        )
        if clock.late_at is None or due is None:
            return clock.met_at is not None
        if due < self.desk.now:
            accused = breaches.nobody_called(
                called_at=clock.met_at, result_due=due, now=self.desk.now, handler=handler_of(case)
            )
            if accused:
                self._of_clock(case, clock, accused, local_date(due))
        return due < self.desk.now

    def _of_clock(self, case: Complaint, clock: ComplaintClock, accused: Any, day: date) -> None:
        self._found(Found(accused, EvidenceKind.CLOCK, clock.id, day, case.id, facts_of_clock(clock)), case)

    def _complained_again(self, case: Complaint) -> None:
        first = self._case(case.repeat_of_id) if case.repeat_of_id else None
        if first is None or case.kind is not ComplaintKind.QUALITY_COMPLAINT:
            return
        handler = handler_of(first)
        accused = breaches.escalated(to_authority=case.channel is Channel.AUTHORITY, handler=handler)
        accused = accused or breaches.complained_again(one_to_many=first.consumers > 1, handler=handler)
        if accused:
            facts = {"repeat_of": first.number, "channel": case.channel, "registered_at": case.registered_at}
            day = local_date(case.registered_at)
            self._found(Found(accused, EvidenceKind.COMPLAINT, case.id, day, case.id, facts), case)

    def _form_lost(self, form: HandlingForm) -> None:
        holder, lost_at = self.desk.house.by_id(form.held_by_id), form.lost_at
        accused = breaches.form_lost(
            holder=holder.id, holder_keeps_forms=Role.SALES_ADMINISTRATION in holder.roles,
            affects_summary=form.affects_summary, affects_replenishment=form.affects_replenishment,
        )  # fmt: skip
        if accused and lost_at is not None:
            facts = {
                "handling_form": form.number, "lost_at": lost_at, "affects_summary": form.affects_summary,
                "affects_replenishment": form.affects_replenishment,
            }  # fmt: skip
            case = self._case(form.complaint_id)
            day = local_date(lost_at)
            self._found(Found(accused, EvidenceKind.HANDLING_FORM, form.id, day, form.complaint_id, facts), case)

    def _case(self, key: int) -> Complaint:
        found: Complaint = self.desk.ledger.rows[Complaint][key - 1]
        return found

    def _found(self, found: Found, case: Complaint) -> None:
        evidence = Evidence(found.evidence, found.key, found.evidence_id, case.id, found.facts)
        for one in found.accused:
            if not self._by_hand_already(one, case):
                self._propose(one.breach, one.staff_id, evidence, found.happened_on, None, "")
        for entry in self.same[found.key]:
            self._turn(entry)

    def _by_hand_already(self, one: breaches.Accused, case: Complaint) -> bool:
        known = self.same[f"hand:{case.id}:{one.breach}"]
        return any(entry.staff_id == one.staff_id for entry in known)

    # Proposing.
    def _propose(
        self, breach: str, staff_id: int, evidence: Evidence, day: date, actor: Staff | None, reason: str
    ) -> None:
        person, book, at = self.desk.house.by_id(staff_id), self.desk.book, self.desk.now
        found = price(breach, book.penalties)
        entry = made(
            person=person, found=found, book=book, evidence=evidence, happened_on=day, month=self._month(day),
            actor=actor, at=at, reason=reason, amount=found.fixed,
        )  # fmt: skip
        self._enter(entry, actor)

    def _enter(self, entry: PenaltyEntry, actor: Staff | None) -> None:
        self.same[entry.facts_key].append(entry)
        try:
            self._turn(entry)
        except NobodyAbove:
            self.same[entry.facts_key].remove(entry)
            return
        entry.number = self.desk.ledger.next_number("JL", local_date(self.desk.now))
        if entry.kind is EntryKind.REWARD:
            entry.facts_key = f"reward:{entry.number}"
        proposed(self.desk.ledger, entry, actor=actor, at=self.desk.now)
        self.desk.telling.begin(self._life(entry, Random(f"{self.desk.company.name} {entry.number}")))  # noqa: S311

    def _turn(self, entry: PenaltyEntry) -> None:
        entry.decides = self._rung(entry)
        if self.desk.ledger.knows(entry):
            settle(entry)

    def _rung(self, entry: PenaltyEntry) -> Role:
        person = self.desk.house.by_id(entry.staff_id)
        holders = {role: frozenset(one.id for one in self._over(role, person)) for role in LADDER}
        rungs = rungs_over(person.roles, self.desk.book.penalties)
        return who_decides(rungs, holders, barred(self._facts(entry)))

    def _over(self, role: Role, person: Any) -> list[Staff]:
        return self.desk.house.of(role, person)

    def _facts(self, entry: PenaltyEntry) -> EntryFacts:
        concerned = frozenset(one.staff_id for one in self.same[entry.facts_key]) | {entry.staff_id}
        return facts_with(entry, concerned, has_consequence=entry.breach == breaches.MAJOR_IMPACT)

    def _month(self, day: date) -> date:
        """The month a fact counts in, as `workflows.months.gate.first_open`."""
        month = day.replace(day=1)
        while self._closed(month):
            month = next_month(month)
        return month

    def _closed(self, month: date) -> bool:
        """Whether a month is locked or with its approvers: `demo.months` closes it when all of this is written."""
        return self.desk.now >= at_minute(next_month(month).replace(day=SENT[0]), SENT[1])

    def hand(self, dice: Random, number: int, at: datetime) -> Life:
        """Personnel or the general office proposes what no record proves by itself."""
        yield at
        breach = BY_HAND[number % len(BY_HAND)]
        role = Role.GENERAL_OFFICE if breach in AT_THE_OFFICE else Role.CLERK
        role = Role.SUPERVISOR if breach == breaches.PROCEDURE_REVIEW else role
        accused = dice.choice(self.desk.house.at(role))
        # Of this month: the one before may be closed.
        day = max(local_date(at) - timedelta(days=dice.randint(0, 3)), local_date(at).replace(day=1))
        evidence = Evidence(EvidenceKind.STATEMENT, f"hand:{accused.id}:{day:%Y%m%d}:{breach}")
        by = self.desk.house.at(Role.HUMAN_RESOURCES)[0]
        self._propose(breach, accused.id, evidence, day, by, self.desk.words.one_of(dice, "breaches", of=breach))

    def reward(self, dice: Random, head: Staff, at: datetime) -> Life:
        """A department head proposes a reward."""
        yield at
        person = dice.choice(self.desk.house.at(Role.CLERK, department_id=head.department_id))
        entry = rewarded(
            person=person, book=self.desk.book, happened_on=local_date(at), amount=REWARD * dice.randint(1, 3),
            case_id=None, reason=self.desk.words.one_of(dice, "rewards"), actor=head, at=at,
        )  # fmt: skip
        self._enter(entry, head)

    # What becomes of an entry.
    def _life(self, entry: PenaltyEntry, dice: Random) -> Life:
        """Decided within days; now and then let drop or appealed. Nothing happens to it once its month is locked."""
        yield self._later(dice, 240, 1900)
        while self._closed(entry.month):
            yield self._later(dice, 240, 480)
        by = self._decider(entry)
        if by is None:
            return
        if chance(dice, DROPPED):
            self._do(withdrawn, entry, reason=self.desk.words.one_of(dice, "dropped"), actor=by)
            return
        found = None if entry.kind is EntryKind.REWARD else price(entry.breach, self.desk.book.penalties)
        figure = Decimal(dice.randrange(100, 301, 50)) if found is not None and found.is_range else None
        reason = self.desk.words.one_of(dice, "figures") if figure else ""
        self._do(confirmed, entry, found=found, amount=figure, reason=reason, actor=by)
        if entry.kind is EntryKind.PENALTY and chance(dice, APPEALED * self._lately(3)):
            yield from self._appeal(entry, dice)

    def _lately(self, times: int) -> int:
        """The last days hold more of what waits, so that a visitor finds some."""
        return times if self.until - self.desk.now < timedelta(days=6) else 1

    def _appeal(self, entry: PenaltyEntry, dice: Random) -> Life:
        yield self._later(dice, 60, 900)
        if self._closed(entry.month):
            return
        person = self.desk.house.by_id(entry.staff_id)
        try:
            decides = self._rung(entry)
        except NobodyAbove:
            return
        self._do(appealed, entry, decides=decides, text=self.desk.words.one_of(dice, "appeals"), actor=person)
        yield self._later(dice, 480, 2400)
        while self._closed(entry.month):
            yield self._later(dice, 240, 480)
        by = self._decider(entry)
        if by is None:
            return
        outcome = AppealOutcome.UPHELD if chance(dice, UPHELD) else AppealOutcome.STRUCK
        found = price(entry.breach, self.desk.book.penalties)
        reason = self.desk.words.one_of(dice, "upheld" if outcome is AppealOutcome.UPHELD else "struck")
        self._do(appeal_decided, entry, found=found, outcome=outcome, amount=None, reason=reason, actor=by)

    def _later(self, dice: Random, low: float, high: float) -> datetime:
        return self.desk.hours.later(self.desk.now, dice.uniform(low, high))

    def _decider(self, entry: PenaltyEntry) -> Staff | None:
        bars = barred(self._facts(entry))
        holders = self._over(entry.decides, self.desk.house.by_id(entry.staff_id))
        return next((one for one in holders if one.id not in bars), None)

    def _do(self, step: Any, entry: PenaltyEntry, **values: Any) -> None:
        step(self.desk.ledger, entry, self._facts(entry), at=self.desk.now, **values)
        settle(entry)

    def move_on(self, month: date) -> Life:
        """What is still open when a month is locked counts in the next; the lock itself takes the others."""
        yield at_minute(next_month(month).replace(day=LOCKED[0]), LOCKED[1])
        waiting = [one for one in self.desk.ledger.rows[PenaltyEntry] if one.month == month and one.status.waits]
        manager = self.desk.house.at(Role.GENERAL_MANAGER)[0]
        entries_locked(self.desk.ledger, waiting, month, next_month(month), manager, self.desk.now)
        for entry in waiting:
            settle(entry)
