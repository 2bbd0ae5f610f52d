"""A service record's life: which act is possible in which state, for whom, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from rules.permissions import GRANTS, Permission, allowed
from terms.people import Person, Role
from terms.refusal import Refusal
from terms.service import ServiceAct, ServiceStatus
from terms.text import Text, say

S = ServiceStatus
BEFORE_THE_VISIT = (S.REQUESTED, S.NOT_ACCEPTED)
# Who records visits of others; an engineer records their own.
LEADS = (Role.SUPERVISOR, Role.DEPARTMENT_HEAD)


class ServiceNotPossible(Refusal):
    """The record's state or the person's part in it does not allow the act."""


@dataclass(frozen=True, slots=True)
class ServiceStep:
    """One row of the table. to None: the state stays."""

    act: ServiceAct
    begins: tuple[ServiceStatus, ...]
    permission: Permission
    to: ServiceStatus | None


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A record as the table sees it."""

    status: ServiceStatus
    engineer_id: int | None


@dataclass(frozen=True, slots=True)
class ServiceOption:
    """An act and what stands in its way; None when it is possible."""

    step: ServiceStep
    obstacle: Text | None


# The whole story.
STEPS = (
    ServiceStep(ServiceAct.CHANGE, (S.REQUESTED,), Permission.SERVICE_REQUEST, None),
    ServiceStep(ServiceAct.PLAN, BEFORE_THE_VISIT, Permission.SERVICE_VISIT, None),
    ServiceStep(ServiceAct.VISIT, BEFORE_THE_VISIT, Permission.SERVICE_VISIT, S.VISITED),
    ServiceStep(ServiceAct.ACCEPT, (S.VISITED,), Permission.SERVICE_VISIT, S.ACCEPTED),
    ServiceStep(ServiceAct.DECLINE, (S.VISITED,), Permission.SERVICE_VISIT, S.NOT_ACCEPTED),
)


def options(facts: ServiceFacts, person: Person) -> tuple[ServiceOption, ...]:
    """Every act with what stands in this person's way."""
    return tuple(ServiceOption(step, obstacle(step, facts, person)) for step in STEPS)


def ensure(act: ServiceAct, facts: ServiceFacts, person: Person) -> ServiceStep:
    """The row of the table, if the act is possible now.

    :raises ServiceNotPossible:
    """
    step = next(step for step in STEPS if step.act is act)
    problem = obstacle(step, facts, person)
    if problem is not None:
        raise ServiceNotPossible(problem)
    return step


def obstacle(step: ServiceStep, facts: ServiceFacts, person: Person) -> Text | None:
    """Why this person cannot do this now; None when they can."""
    if not allowed(person.roles, step.permission):
        return say("Your role may not do this; it is for: %(roles)s.", roles=GRANTS[step.permission])
    if facts.status not in step.begins:
        return say("Not possible while the record is: %(status)s.", status=facts.status)
    recorded = step.permission is Permission.SERVICE_VISIT
    if recorded and facts.engineer_id != person.id and not person.is_any(*LEADS):
        return say("This visit is another engineer's.")
    return None
