"""One case being told: who handles it, the dice that decide, when the next step comes, and where the telling stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Any

from demo.callers import Call
from demo.desk import Desk
from demo.dice import chance
from demo.pace import pace
from demo.words import Words
from models import Complaint, Settlement, Staff
from terms.complaint import Act, Clock
from terms.people import Role
from terms.time import local_date

# Limits that the first talk stops.
FIRST = (Clock.FIRST_CONTACT, Clock.PICK_UP, Clock.RESPONSE)
MANY = 1440.0


class Untold(Exception):
    """Nobody has gone on with this case."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is laid down for one case; everything else goes as the dice fall.

    stops: the act nobody has done yet; role: the signature it then waits for.
    finish: by this moment the case waits there. sent_back: the first signature returned it for correction.
    promise: when the handler promised to call.
    """

    times: Fraction | None = None
    cash: bool = False
    stops: Act | None = None
    role: Role | None = None
    finish: datetime | None = None
    sent_back: bool = False
    promise: datetime | None = None


class Story:
    """One case with the person who handles it."""

    def __init__(self, desk: Desk, rng: Random, call: Call, ending: Ending) -> None:
        self.desk = desk
        self.rng = rng
        self.call = call
        self.ending = ending
        self.case: Complaint
        self.handler: Staff
        self._pace: Iterator[datetime] = iter(())

    @property
    def free(self) -> bool:
        """Whether the dice decide how the case goes."""
        return self.ending.stops is None

    @property
    def words(self) -> Words:
        return self.desk.words

    @property
    def settlement(self) -> Settlement:
        """The settlement proposed last."""
        found = self.case.settlement
        assert found is not None
        return found

    def happens(self, percent: float) -> bool:
        """Throw the dice; a case whose end is laid down has no accidents."""
        return chance(self.rng, percent) and self.free

    def do(self, step: Callable[..., Any], actor: Staff, **values: Any) -> None:
        self.desk.do(step, self.case, actor, **values)

    def set_pace(self) -> None:
        """Find the moments of the steps to come, from the call to the result."""
        self._pace = pace(
            self.rng,
            self.desk.hours,
            start=self.desk.now,
            due=self.case.due_at,
            finish=self.ending.finish,
            slow=self.desk.house.by_id(self.case.registered_by_id).number in self.desk.company.slow,
            first_within=self.first_within,
            takes=self.desk.company.unhurried,
        )

    @property
    def first_within(self) -> float:
        """Minutes the policy gives for the first talk; many where nothing waits for it."""
        waiting = [row for row in self.case.clocks if row.clock in FIRST and row.met_at is None]
        return min(((row.due_at - row.started_at).total_seconds() / 60 for row in waiting), default=MANY)

    def next(self, low: float = 15, high: float = 120) -> datetime:
        """The next moment of the pace; once it is used up, some working minutes later."""
        at = next(self._pace, None)
        return at if at is not None and at > self.desk.now else self.later(low, high)

    def later(self, low: float, high: float) -> datetime:
        """Some working minutes later."""
        return self.desk.hours.later(self.desk.now, self.rng.uniform(low, high))

    def stop_before(self, act: Act, role: Role | None = None) -> None:
        """End the telling where nobody has gone on.

        :raises Untold:
        """
        if self.ending.stops is act and self.ending.role in (None, role):
            raise Untold

    def here(self, *roles: Role, but: Staff | None = None) -> Staff:
        """Somebody of these roles over the case who is at work, the first role first; not this person."""
        house, day = self.desk.house, local_date(self.desk.now)
        holders = (holder for role in roles for holder in house.of(role, self.case))
        return next(one for one in holders if one is not but and house.stand_in(one, day) is one)

    def anyone(self, role: Role) -> Staff:
        """Anybody of a role of the company."""
        return self.rng.choice(self.desk.house.at(role))
