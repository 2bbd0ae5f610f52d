"""Small records with a life of their own: which act is possible in which state, for whom. One table a subject.

`options` gives the page every act with what stands in its way, `ensure` lets a use-case pass or refuses: one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rules.permissions import GRANTS, Permission, allowed
from terms.people import Person
from terms.refusal import Refusal
from terms.term import Term
from terms.text import Text, say


class ActNotPossible(Refusal):
    """The record's state or the person's part in it does not allow the act."""


class Facts(Protocol):
    """What the table needs of every record."""

    @property
    def status(self) -> Term: ...


F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class RecordStep(Generic[F]):
    """One row of a table. to None: the state stays. guard: what else stands in the way; None when nothing does."""

    act: Term
    begins: tuple[Term, ...]
    permission: Permission
    to: Term | None
    guard: Callable[[F, Person], Text | None] | None = None


@dataclass(frozen=True, slots=True)
class RecordOption(Generic[F]):
    """An act and what stands in its way; None when it is possible."""

    step: RecordStep[F]
    obstacle: Text | None


def options(table: tuple[RecordStep[F], ...], facts: F, person: Person) -> tuple[RecordOption[F], ...]:
    """Every act with what stands in this person's way."""
    return tuple(RecordOption(step, obstacle(step, facts, person)) for step in table)


def ensure(table: tuple[RecordStep[F], ...], act: Term, facts: F, person: Person, clause: str = "") -> RecordStep[F]:
    """The row of the table, if the act is possible now.

    :raises ActNotPossible:
    """
    step = next(step for step in table if step.act is act)
    problem = obstacle(step, facts, person)
    if problem is not None:
        raise ActNotPossible(problem, clause=clause)
    return step


def obstacle(step: RecordStep[F], facts: F, person: Person) -> Text | None:
    """Why this person cannot do this now; None when they can."""
    if not allowed(person.roles, step.permission):
        return say("Your role may not do this; it is for: %(roles)s.", roles=GRANTS[step.permission])
    if facts.status not in step.begins:
        return say("Not possible while it is: %(status)s.", status=facts.status)
    return step.guard(facts, person) if step.guard else None
