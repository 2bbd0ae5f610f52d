"""A past case as the record tells it: what a policy decides from, and what was decided then. No policy in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from rules.ladder import People
from rules.returns import ReturnRequest
from rules.running_clocks import Happened
from rules.time_limits import Sort
from terms.complaint import Clock
from terms.limits import ClockEvent, StartsAt
from terms.people import Office, Role
from terms.trade import CustomerKind


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a settlement, then."""

    decides: Role
    co_signers: tuple[Role, ...]
    file_at: Office
    needs_goods_received: bool
    clause: str


@dataclass(frozen=True, slots=True)
class PastSettlement:
    """One proposal.

    multiple: compensated / exchanged quantity. cash: yuan. worth: yuan, goods and money together.
    people: who held each role of the ladder over the case; people_known: as kept then, not as it is today.
    request: what the return rules are asked about it; None where no goods are given.
    """

    id: int
    multiple: Fraction
    cash: Decimal
    worth: Decimal
    proposer: int
    people: People
    people_known: bool
    in_force: bool
    request: ReturnRequest | None
    decided: Decided


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment from which time limits run, and when what they wait for had happened; by clock, None while it has not.

    A clock that is not named is one of which nothing is on record. due: what each clock was due by, then.
    marks: pauses and classes that concern what began here; extended: extensions that were approved, by clock.
    """

    starts: StartsAt
    at: datetime
    met: tuple[tuple[Clock, datetime | None], ...]
    due: tuple[tuple[Clock, datetime], ...] = ()
    marks: tuple[Happened, ...] = ()
    extended: tuple[tuple[Clock, Happened], ...] = ()

    def history(self, clock: Clock, met_at: datetime | None) -> tuple[Happened, ...]:
        """What happened to one clock, in order of time; nothing after it was stopped. Empty where nothing did."""
        found = [*self.marks, *(one for name, one in self.extended if name is clock)]
        if not found:
            return ()
        if met_at is not None:
            found = [one for one in found if one.at <= met_at]
            found.append(Happened(ClockEvent.STOPPED, met_at))
        return tuple(sorted(found, key=lambda one: one.at))


@dataclass(frozen=True, slots=True)
class PastCase:
    """One case with everything a policy asks about.

    issue: the key of the issue it was judged under. sort: what it was when it was registered; address, and served, the
    provinces of its region, tell where the complainant lives, for an issue that asks. consumers: how many people the
    incident concerns. punishable: penalties of P06 七 speak of its kind, and it was not withdrawn.
    result_at, first_call_at: the last result, and the first call-back about it.
    breaches: proved by the record, whatever the time limits are; with how often.
    """

    id: int
    number: str
    issue: str
    department: int
    sort: Sort
    customer: CustomerKind
    consumers: int
    registrar: int
    handler: int
    punishable: bool
    moments: tuple[Moment, ...]
    settlements: tuple[PastSettlement, ...]
    result_at: datetime | None = None
    first_call_at: datetime | None = None
    breaches: tuple[tuple[str, int], ...] = ()
    address: str = ""
    served: str = ""
