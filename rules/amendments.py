"""How an issue of the rulebook comes into force: who must sign it, whose turn it is, and what stands in the way.

The page asks `obstacle` to draw its buttons, a use-case asks `ensure` before it changes anything: one answer for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rulebook.amendment import Amendment
from rules.permissions import Permission, allowed
from terms.people import LADDER, Person, Role
from terms.refusal import Refusal
from terms.rulebook import IssueAct, IssueStatus
from terms.text import Text, say

A = IssueAct
S = IssueStatus
Ids = frozenset[int]


class IssueNotPossible(Refusal):
    """The act is not possible for this person on this issue now."""


class NobodyToDecide(Refusal):
    """Nobody is left who could sign the issue last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One signature: in which role, and of which department where one is named."""

    role: Role
    department: int | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """Who there is, by their ids: the heads of each department concerned, and the holders of every role."""

    heads: Mapping[int, Ids]
    holders: Mapping[Role, Ids]


def who_signs(amendment: Amendment, company: Company, *, drafter: int) -> tuple[Wanted, ...]:
    """The signatures an issue asks for, the last one at the end.

    A head who drafted has agreed for the own department, and the next level above signs instead; so it is where nobody
    heads a department. Where nobody stands above but whoever decides, that signature is enough.

    Source: P21 十二; AP-16.
    :raises NobodyToDecide:
    """
    deciders = company.holders.get(amendment.decided_by, frozenset()) - {drafter}
    if not deciders:
        raise NobodyToDecide(
            say("Nobody is there who could decide as %(role)s.", role=amendment.decided_by), clause=amendment.clause
        )
    # Whoever decides alone cannot also agree before: nobody signs twice.
    barred = {drafter} | (deciders if len(deciders) == 1 else frozenset())
    found: list[Wanted] = []
    for role in amendment.agreed_by:
        found += _agreeing(role, amendment, company, drafter, frozenset(barred))
    return (*dict.fromkeys(found), Wanted(amendment.decided_by))


def _agreeing(role: Role, amendment: Amendment, company: Company, drafter: int, barred: Ids) -> list[Wanted]:
    if role is not Role.DEPARTMENT_HEAD:
        return [Wanted(role)] if company.holders.get(role, frozenset()) - barred else []
    above = _above(role, amendment, company, barred)
    own = {number for number, people in company.heads.items() if drafter not in people and people - barred}
    found = [Wanted(role, number) if number in own else above for number in company.heads]
    return [one for one in found if one is not None]


def _above(role: Role, amendment: Amendment, company: Company, barred: Ids) -> Wanted | None:
    higher = LADDER[LADDER.index(role) + 1 :]
    free = (one for one in higher if one is not amendment.decided_by and company.holders.get(one, frozenset()) - barred)
    return next((Wanted(one) for one in free), None)


@dataclass(frozen=True, slots=True)
class Pending:
    """A signature that is not given yet; last: it waits for all the others."""

    id: int
    role: Role
    department: int | None
    last: bool


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """An issue as the table sees it. hands: everybody who signed what now stands, principals included."""

    status: IssueStatus
    drafted_by: int | None
    pending: tuple[Pending, ...] = ()
    hands: Ids = frozenset()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The signature somebody may give now; principal: in whose name, when as a substitute."""

    signature: int
    principal: int | None = None


Guard = Callable[[IssueFacts, Person], Text | None]


def is_drafter(facts: IssueFacts, person: Person) -> Text | None:
    return None if person.id == facts.drafted_by else say("Only who drafted it may do this.")


def is_their_turn(facts: IssueFacts, person: Person) -> Text | None:
    if turn_of(facts, person) is not None:
        return None
    if person.id == facts.drafted_by:
        return say("Whoever drafted an issue does not sign it.")
    if person.id in facts.hands:
        return say("You have signed already; nobody signs twice.")
    return say("It waits for: %(roles)s.", roles=roles_in_turn(facts))


# Every act: in which states, for whom, and what must hold.
ACTS: Mapping[IssueAct, tuple[tuple[IssueStatus, ...], Permission, Guard]] = {
    A.SAVE: ((S.DRAFT,), Permission.RULEBOOK_DRAFT, is_drafter),
    A.RENEW: ((S.DRAFT,), Permission.RULEBOOK_DRAFT, is_drafter),
    A.SUBMIT: ((S.DRAFT,), Permission.RULEBOOK_DRAFT, is_drafter),
    A.WITHDRAW: ((S.DRAFT, S.SUBMITTED), Permission.RULEBOOK_DRAFT, is_drafter),
    A.SIGN: ((S.SUBMITTED,), Permission.RULEBOOK_SIGN, is_their_turn),
    A.RETURN: ((S.SUBMITTED,), Permission.RULEBOOK_SIGN, is_their_turn),
}


def obstacle(act: IssueAct, facts: IssueFacts, person: Person) -> Text | None:
    """What stands in the way of an act; None when it is possible."""
    states, permission, guard = ACTS[act]
    if facts.status not in states:
        return say("The issue is %(status)s; this is not possible any more.", status=facts.status)
    roles = {role for one in (person, *person.standing_in) for role in one.roles}
    if not allowed(roles, permission):
        return say("Your role may not do this.")
    return guard(facts, person)


def ensure(act: IssueAct, facts: IssueFacts, person: Person) -> None:
    """:raises IssueNotPossible:"""
    wrong = obstacle(act, facts, person)
    if wrong is not None:
        raise IssueNotPossible(wrong, clause=facts.clause)


def in_turn(facts: IssueFacts) -> tuple[Pending, ...]:
    """The signatures that can be given now: the last one only when no other is missing."""
    before = tuple(one for one in facts.pending if not one.last)
    return before or facts.pending


def roles_in_turn(facts: IssueFacts) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(one.role for one in in_turn(facts)))


def turn_of(facts: IssueFacts, person: Person) -> Turn | None:
    """Which signature this person may give now, in their own name first."""
    if facts.status is not S.SUBMITTED or person.id == facts.drafted_by or person.id in facts.hands:
        return None
    holders = [one for one in (person, *person.standing_in) if one.id not in facts.hands | {facts.drafted_by}]
    turns = (
        Turn(one.id, None if holder.id == person.id else holder.id)
        for holder in holders
        for one in in_turn(facts)
        if _is_of(one, holder)
    )
    return next(turns, None)


def _is_of(one: Pending, holder: Person) -> bool:
    return holder.is_any(one.role) and one.department in {None, holder.department_id}
