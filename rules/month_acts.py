"""A month's close: which act is possible in which state, for whom, and what stands in its way.

The page asks `options` to draw its buttons, a use-case asks `ensure` before it changes anything: one answer for both.
Nobody signs the same month in two capacities: who signed or sent it does not approve it, nor as a substitute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rules.permissions import GRANTS, Permission, allowed
from terms.month import MonthAct, MonthStatus
from terms.people import Person, Role
from terms.refusal import Refusal
from terms.text import Text, say

S = MonthStatus
A = MonthAct
P = Permission
UNDER_WAY = (S.OPEN, S.RETURNED, S.REOPENED)
# Both, in either order (AP-14).
APPROVERS = (Role.GENERAL_MANAGER, Role.FINANCE)


class MonthNotPossible(Refusal):
    """The act is not possible for this person on this month now."""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month as the table sees it; people and departments by their ids.

    ended: its last day is over. before_locked: the month before it is locked, or there is none.
    department: the one an act speaks of, signed_here whether its summary stands, lacks_office whether nobody holds the
    post of its sales administration. late: who has not signed yet, by department and name.
    hands: everybody who signed, sent or approved what now stands, principals included.
    undelivered: lists of replenishment still open.
    """

    status: MonthStatus
    ended: bool = True
    before_locked: bool = True
    department: int | None = None
    signed_here: bool = False
    lacks_office: bool = False
    late: tuple[str, ...] = ()
    hands: frozenset[int] = frozenset()
    approved_as: frozenset[Role] = frozenset()
    undelivered: int = 0
    reopening_asked_by: int | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """In which role somebody acts; principal: in whose name, when as a substitute."""

    role: Role
    principal: int | None = None


Guard = Callable[[MonthFacts, Person], Text | None]


@dataclass(frozen=True, slots=True)
class MonthStep:
    """One row of the table. as_roles: the roles in which it is done, the ones substitutes may lend."""

    act: MonthAct
    states: tuple[MonthStatus, ...]
    permission: Permission
    as_roles: tuple[Role, ...]
    clause: str
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthOption:
    """An act and what stands in its way; None when it is possible."""

    step: MonthStep
    obstacle: Text | None


def has_ended(facts: MonthFacts, _person: Person) -> Text | None:
    return None if facts.ended else say("The month is not over yet.")


def own_department(facts: MonthFacts, person: Person) -> Text | None:
    """Sales administration of the department; its head where nobody holds that post."""
    if facts.department is None:
        return say("Choose a department.")
    reach = [one for one in _holders(person) if one.department_id == facts.department]
    if any(one.is_any(Role.SALES_ADMINISTRATION) for one in reach):
        return None
    if any(one.is_any(Role.DEPARTMENT_HEAD) for one in reach):
        return None if facts.lacks_office else say("The department's sales administration signs it.")
    return say("It belongs to another region or department.")


def not_signed_here(facts: MonthFacts, _person: Person) -> Text | None:
    return say("The department's summary is already signed.") if facts.signed_here else None


def is_signed_here(facts: MonthFacts, _person: Person) -> Text | None:
    return None if facts.signed_here else say("The department's summary is not signed.")


def all_are_in(facts: MonthFacts, _person: Person) -> Text | None:
    """Nothing is sent without a department: who is late is named (LG-02)."""
    return say("Still missing: %(names)s.", names=facts.late) if facts.late else None


def in_order(facts: MonthFacts, _person: Person) -> Text | None:
    """Corrections move to the next month, so the one before must be done."""
    return None if facts.before_locked else say("The month before it must be locked first.")


def another_hand(facts: MonthFacts, person: Person) -> Text | None:
    if person.id in facts.hands:
        return say("You have already signed this month; another person must sign here.")
    return None


def capacity_left(facts: MonthFacts, person: Person) -> Text | None:
    found = approving_as(facts, person)
    return found if isinstance(found, Text) else None


def all_delivered(facts: MonthFacts, _person: Person) -> Text | None:
    return say("Lists not delivered yet: %(count)s.", count=facts.undelivered) if facts.undelivered else None


def none_asked(facts: MonthFacts, _person: Person) -> Text | None:
    return None if facts.reopening_asked_by is None else say("Reopening was already asked for.")


def asked_by_another(facts: MonthFacts, person: Person) -> Text | None:
    if facts.reopening_asked_by is None:
        return say("Nobody asked for reopening.")
    own = facts.reopening_asked_by == person.id
    return say("Nobody decides on a wish of their own.") if own else None


TABLE: tuple[MonthStep, ...] = (
    MonthStep(
        A.SIGN, UNDER_WAY, P.MONTH_SUMMARIZE, (Role.SALES_ADMINISTRATION, Role.DEPARTMENT_HEAD), "P06 五(5)",
        (has_ended, own_department, not_signed_here, another_hand),
    ),
    MonthStep(A.SEND_BACK, UNDER_WAY, P.MONTH_SEND, (Role.GENERAL_OFFICE,), "P06 五(6)", (is_signed_here,)),
    MonthStep(
        A.SEND, UNDER_WAY, P.MONTH_SEND, (Role.GENERAL_OFFICE,), "P06 五(6)",
        (has_ended, in_order, all_are_in, another_hand),
    ),
    MonthStep(A.APPROVE, (S.SENT,), P.MONTH_APPROVE, APPROVERS, "P06 五(6)", (in_order, capacity_left)),
    MonthStep(A.RETURN, (S.SENT,), P.MONTH_APPROVE, APPROVERS, "P06 五(6)", (capacity_left,)),
    MonthStep(A.CLOSE, (S.LOCKED,), P.MONTH_CLOSE, (Role.FINANCE,), "P06 五(7)", (all_delivered,)),
    MonthStep(
        A.ASK_REOPENING, (S.LOCKED, S.CLOSED), P.MONTH_ASK_REOPENING,
        (Role.SALES_ADMINISTRATION, Role.GENERAL_OFFICE, Role.FINANCE), "P06 五(6)", (none_asked,),
    ),
    MonthStep(
        A.DECIDE_REOPENING, (S.LOCKED, S.CLOSED), P.MONTH_REOPEN, (Role.GENERAL_MANAGER,), "P06 五(6)",
        (asked_by_another,),
    ),
)  # fmt: skip
STEPS = {step.act: step for step in TABLE}


def options(facts: MonthFacts, person: Person) -> tuple[MonthOption, ...]:
    """Every act in the order of the close, with what stands in this person's way."""
    return tuple(MonthOption(step, obstacle(step, facts, person)) for step in TABLE)


def ensure(act: MonthAct, facts: MonthFacts, person: Person) -> MonthStep:
    """The row of the table for a possible act.

    :raises MonthNotPossible: with the first thing that stands in its way.
    """
    step = STEPS[act]
    reason = obstacle(step, facts, person)
    if reason is not None:
        raise MonthNotPossible(reason, clause=step.clause)
    return step


def obstacle(step: MonthStep, facts: MonthFacts, person: Person) -> Text | None:
    """The first thing that stands in the way of an act, or None when it is possible."""
    if not any(allowed(one.roles, step.permission) for one in _holders(person)):
        return say("It is for: %(roles)s.", roles=GRANTS[step.permission])
    if facts.status not in step.states:
        return say(
            "The month is: %(status)s; this is possible in: %(states)s.", status=facts.status, states=step.states
        )
    return next((reason for guard in step.guards if (reason := guard(facts, person))), None)


def acting_as(step: MonthStep, facts: MonthFacts, person: Person) -> Capacity:
    """In which role a possible act is done: one's own, or else that of the first principal who holds one."""
    if step.permission is P.MONTH_APPROVE:
        found = approving_as(facts, person)
        assert isinstance(found, Capacity)  # ensure() has asked the same function
        return found
    return next(_capacities(step.as_roles, person))


def approving_as(facts: MonthFacts, person: Person) -> Capacity | Text:
    """The approval this person may give, as general manager or for finance, or why there is none."""
    free = [one for one in _capacities(APPROVERS, person) if one.role not in facts.approved_as]
    if not free:
        return say("This approval is already given.")
    clean = [one for one in free if not {person.id, one.principal} & facts.hands]
    if not clean:
        return say("You have already signed this month; another person must sign here.")
    return clean[0]


def _holders(person: Person) -> tuple[Person, ...]:
    return (person, *person.standing_in)


def _capacities(roles: tuple[Role, ...], person: Person) -> Iterator[Capacity]:
    for holder in _holders(person):
        for role in roles:
            if role in holder.roles:
                yield Capacity(role, None if holder is person else holder.id)
