"""A past case judged once more: who decides, what is late, what it costs. Pure: a case and a book in, an outcome out.

What people would have done otherwise is not guessed: the times stay as they are on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from rulebook import Book
from rulebook.time_limits import Limit
from rules import breaches, ladder
from rules.authority import Decision, NobodyLeftToDecide, Weight
from rules.ladder import Asked
from rules.past_case import Moment, PastCase, PastSettlement
from rules.penalties import Price, UnknownBreach, price
from rules.provinces import province_of
from rules.returns import ReturnAnswer, beyond_one_for_one, judge
from rules.running_clocks import standing
from rules.time_limits import Sort, due_at, limits_for
from terms.complaint import Clock
from terms.limits import ClockEvent, ClockState, StartsAt
from terms.refusal import Refusal
from terms.returns import ReturnOutcome

LATE = (ClockState.LATE, ClockState.MISSED)
NOT_GIVEN = (ReturnOutcome.REFUSED, ReturnOutcome.QUARTERLY_ALLOWANCE)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an issue says of one settlement.

    decision: None where nobody is left to decide; refusal says why. answer: of the return rules, where goods are given.
    given: whether it may be given at all.
    """

    settlement_id: int
    decision: Decision | None
    refusal: Refusal | None
    answer: ReturnAnswer | None
    given: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """One time limit of the case under an issue. late: None where nothing on record tells whether it was kept."""

    clock: Clock
    starts: StartsAt
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    late: bool | None
    clause: str

    @property
    def runs(self) -> bool:
        """Whether it can still be kept: not yet due, or paused."""
        return self.met_at is None and self.late is False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything an issue says of one case. penalties: what its breaches cost; unpriced: breaches without a price."""

    rulings: tuple[Ruling, ...]
    clocks: tuple[Timed, ...]
    penalties: tuple[Price, ...]
    unpriced: tuple[str, ...]
    given: Decimal

    @property
    def least(self) -> Decimal:
        return sum((one.least for one in self.penalties), Decimal(0))

    @property
    def most(self) -> Decimal:
        return sum((one.most for one in self.penalties), Decimal(0))


@dataclass(frozen=True)
class Judge:
    """One issue at work on many cases. now: when a limit that still runs is looked at.

    punishes: whether penalties are worked out; they are not for whoever may not read them.
    What depends on the sort of a case only is worked out once.
    """

    book: Book
    now: datetime
    punishes: bool = True
    _limits: dict[tuple[StartsAt, Sort], tuple[Limit, ...]] = field(default_factory=dict)
    _prices: dict[tuple[str, int], Price | None] = field(default_factory=dict)

    def outcome(self, case: PastCase) -> Outcome:
        """What this issue says of a case.

        Source: issue of the rulebook: try before approving; every case can be recomputed.
        """
        clocks = tuple(clock for moment in case.moments for clock in self._clocks(case, moment))
        rulings = tuple(self._ruling(case, one) for one in case.settlements)
        found = [(name, times, self._price(name, times)) for name, times in self._breaches(case, clocks)]
        return Outcome(
            rulings=rulings,
            clocks=clocks,
            penalties=tuple(one for _name, _times, one in found if one is not None),
            unpriced=tuple(name for name, _times, one in found if one is None),
            given=_given(case, rulings),
        )

    def _ruling(self, case: PastCase, settlement: PastSettlement) -> Ruling:
        asked = Asked(
            multiple=settlement.multiple,
            in_cash=settlement.cash > 0,
            one_to_many=case.consumers > 1,
            weight=Weight(settlement.worth, settlement.cash, case.consumers, case.sort.kind),
        )
        decision, refusal = None, None
        try:
            decision = ladder.decide(
                asked, people=settlement.people, registrar=case.registrar, proposer=settlement.proposer,
                authority=self.book.authority,
            )  # fmt: skip
        except NobodyLeftToDecide as found:
            refusal = found
        answer = self._answer(settlement)
        return Ruling(settlement.id, decision, refusal, answer, self._may_be_given(case, settlement, answer))

    def _answer(self, settlement: PastSettlement) -> ReturnAnswer | None:
        if settlement.request is None:
            return None
        return judge(settlement.request, self.book.returns, self.book.statutes, self.book.calendar)

    def _may_be_given(self, case: PastCase, settlement: PastSettlement, answer: ReturnAnswer | None) -> bool:
        if answer is None:
            return True
        beyond = beyond_one_for_one(case.customer, answer, settlement.multiple, self.book.returns)
        return answer.outcome not in NOT_GIVEN and not beyond

    def _clocks(self, case: PastCase, moment: Moment) -> Iterator[Timed]:
        sort, met = self._sort(case), dict(moment.met)
        for limit in self._bound(moment, sort):
            met_at = met.get(limit.clock)
            found = self._stands(limit, moment, sort, met_at)
            if found is not None:
                due, late, clause = found
                known = late if limit.clock in met else None
                yield Timed(limit.clock, moment.starts, moment.at, due, met_at, known, clause)

    def _stands(
        self, limit: Limit, moment: Moment, sort: Sort, met_at: datetime | None
    ) -> tuple[datetime, bool, str] | None:
        """When it is due, whether it is late, and by which clause; None where a new class took the limit away."""
        times, calendar = self.book.time_limits, self.book.calendar
        history = moment.history(limit.clock, met_at)
        if not history:
            due = due_at(limit, moment.at, times.service_hours, calendar)
            return due, (met_at or self.now) > due, limit.clause
        stands = standing(
            limit.clock, started_at=moment.at, history=history, sort=sort, time_limits=times, calendar=calendar,
            now=self.now, starts=moment.starts,
        )  # fmt: skip
        return (stands.due_at, stands.state in LATE, stands.clause) if stands is not None else None

    def _sort(self, case: PastCase) -> Sort:
        home = self.book.time_limits.home
        if home is None:
            return case.sort
        return replace(case.sort, province=province_of(case.address, case.served, home.province))

    def _bound(self, moment: Moment, sort: Sort) -> tuple[Limit, ...]:
        """The limits from one moment on, one a clock: those of the first class, then those only a later one has."""
        classes = [one.case_class for one in moment.marks if one.event is ClockEvent.RECLASSED]
        found = self._limits_for(moment.starts, sort)
        for case_class in classes:
            clocks = {one.clock for one in found}
            later = self._limits_for(moment.starts, replace(sort, case_class=case_class))
            found += tuple(one for one in later if one.clock not in clocks)
        return found

    def _limits_for(self, starts: StartsAt, sort: Sort) -> tuple[Limit, ...]:
        if (starts, sort) not in self._limits:
            self._limits[starts, sort] = limits_for(starts, sort, self.book.time_limits)
        return self._limits[starts, sort]

    def _breaches(self, case: PastCase, clocks: tuple[Timed, ...]) -> Iterator[tuple[str, int]]:
        """What the record proves under these time limits; by name, with how often."""
        if not case.punishable or not self.punishes:
            return
        for clock in clocks:
            if clock.late and clock.clock is Clock.RESULT:
                accused = breaches.late_result(handler=case.handler, one_to_many=case.consumers > 1)
                yield from ((one.breach, 1) for one in accused)
            if clock.late and clock.clock is Clock.FIRST_CONTACT:
                yield from self._nobody_called(case, clock, clocks)
        yield from self._not_called_back(case)
        yield from case.breaches

    def _nobody_called(self, case: PastCase, contact: Timed, clocks: tuple[Timed, ...]) -> Iterator[tuple[str, int]]:
        result = next(
            (one for one in clocks if one.clock is Clock.RESULT and one.started_at == contact.started_at), None
        )
        if result is not None and result.due_at < self.now and not result.runs:
            accused = breaches.nobody_called(
                called_at=contact.met_at, result_due=result.due_at, now=self.now, handler=case.handler
            )
            yield from ((one.breach, 1) for one in accused)

    def _not_called_back(self, case: PastCase) -> Iterator[tuple[str, int]]:
        if case.result_at is None:
            return
        book = self.book
        due = breaches.call_back_due(
            result_at=case.result_at, penalties=book.penalties, hours=book.time_limits.service_hours,
            calendar=book.calendar,
        )  # fmt: skip
        # Whoever it was; what the breach costs is the same.
        accused = breaches.call_back_missed(
            first_call_at=case.first_call_at, due=due, now=self.now, office=0, reviewer=None
        )
        yield from ((one.breach, 1) for one in accused)

    def _price(self, breach: str, times: int) -> Price | None:
        if (breach, times) not in self._prices:
            try:
                self._prices[breach, times] = price(breach, self.book.penalties, times=times)
            except UnknownBreach:
                self._prices[breach, times] = None
        return self._prices[breach, times]


def _given(case: PastCase, rulings: tuple[Ruling, ...]) -> Decimal:
    """Yuan of goods and money that were approved and may be given."""
    pairs = zip(case.settlements, rulings, strict=True)
    return sum((one.worth for one, ruling in pairs if one.in_force and ruling.given), Decimal(0))
