"""Past cases held against two issues of the rulebook, block by block: the figures, and what comes out otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from queries.past_cases import PastCases
from queries.rulebook import judged_under
from queries.scope import reads_sums
from rulebook import Book, stored
from rules.past_case import PastCase
from rules.replay import Judge, Outcome
from rules.replay_changes import Difference, differences
from rules.replay_figures import Figures
from terms.people import Person, Role
from terms.replay import ReplayChange


@dataclass(frozen=True, slots=True)
class Compared:
    """Which issues are held against each other. Plain values: it goes to other processes.

    before: the key of an issue; "" for the one each case was judged under. pack, content, begins_on: the text of the
    issue that is tried, whose it is, and the day it counts as in force from. now: when limits that still run are looked
    at. person: whose sight of penalties it is; None for whoever runs the machine.
    """

    before: str
    pack: str
    content: str
    begins_on: date
    now: datetime
    person: Person | None = None

    def tried(self) -> Book:
        """:raises RulebookError:"""
        return stored.read(stored.undump(self.content, self.pack), self.pack, effective_from=self.begins_on)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One case that comes out otherwise; decided, decides: who decides its last settlement, before and after."""

    complaint_id: int
    number: str
    changes: tuple[ReplayChange, ...]
    decided: Role | None
    decides: Role | None


@dataclass(frozen=True, slots=True)
class Told:
    """One case with both outcomes, and why they differ."""

    case: PastCase
    before: Outcome
    after: Outcome
    found: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What a block of cases comes to."""

    figures: Figures
    otherwise: tuple[Otherwise, ...]


class Replay:
    """Reads past cases and judges them twice."""

    def __init__(self, session: Session, compared: Compared) -> None:
        self.session, self.compared = session, compared
        self.past = PastCases(session, compared.person)
        self.punishes = compared.person is None or reads_sums(compared.person)
        self.after = Judge(compared.tried(), compared.now, self.punishes)
        self.judges: dict[str, Judge] = {}

    def block(self, keys: Sequence[int]) -> Block:
        """The figures of these cases and those of them that come out otherwise."""
        figures, otherwise = Figures(), []
        for one in self.tell(keys):
            figures.count(one.case, one.before, one.after, one.found)
            if one.found:
                otherwise.append(_otherwise(one))
        return Block(figures, tuple(otherwise))

    def tell(self, keys: Sequence[int]) -> list[Told]:
        """These cases with both outcomes."""
        return [self._told(case) for case in self.past.load(keys)]

    def _told(self, case: PastCase) -> Told:
        before, after = self._judge(self.compared.before or case.issue).outcome(case), self.after.outcome(case)
        return Told(case, before, after, differences(case, before, after))

    def _judge(self, issue: str) -> Judge:
        if issue not in self.judges:
            self.judges[issue] = Judge(judged_under(self.session, issue), self.compared.now, self.punishes)
        return self.judges[issue]


def _otherwise(one: Told) -> Otherwise:
    return Otherwise(
        one.case.id,
        one.case.number,
        tuple(dict.fromkeys(found.change for found in one.found)),
        _last(one.before),
        _last(one.after),
    )


def _last(outcome: Outcome) -> Role | None:
    decision = outcome.rulings[-1].decision if outcome.rulings else None
    return decision.decides if decision else None
