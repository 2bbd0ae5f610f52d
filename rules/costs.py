"""Who enters which costs of a case, and who corrects them.

Source: P23 三节1; LG-12.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.permissions import Permission
from rules.records import RecordStep
from terms.costs import CostAct, CostKind, CostStatus
from terms.people import Person, Role
from terms.text import Text, say

# Logistics pays carriers, quality laboratories; whoever leads or does the work knows its hours; finance sees all bills.
ENTERED_BY: dict[CostKind, tuple[Role, ...]] = {
    CostKind.FREIGHT: (Role.LOGISTICS, Role.FINANCE),
    CostKind.TEST: (Role.QUALITY, Role.FINANCE),
    CostKind.LABOUR: (Role.SERVICE_ENGINEER, Role.DEPARTMENT_HEAD, Role.FINANCE),
    CostKind.OTHER: (Role.DEPARTMENT_HEAD, Role.FINANCE),
}
ENTERED = tuple(ENTERED_BY)
# Bought from somebody, who wrote a bill.
NEEDS_VOUCHER = (CostKind.FREIGHT, CostKind.TEST)


@dataclass(frozen=True, slots=True)
class CostFacts:
    """An entry as the table sees it."""

    status: CostStatus
    entered_by: int


def kinds_of(person: Person) -> tuple[CostKind, ...]:
    """What this person may enter."""
    return tuple(kind for kind in ENTERED if person.is_any(*ENTERED_BY[kind]))


def closed_kind(kind: CostKind, person: Person) -> Text | None:
    """Why this kind is not this person's to enter."""
    if kind in kinds_of(person):
        return None
    if kind not in ENTERED_BY:
        return say("This follows from what was handed over and paid; it is not entered.")
    return say("%(kind)s is entered by: %(roles)s.", kind=kind, roles=ENTERED_BY[kind])


def own_entry(facts: CostFacts, person: Person) -> Text | None:
    """One's own; finance corrects anybody's."""
    if facts.entered_by == person.id or person.is_any(Role.FINANCE):
        return None
    return say("Somebody else entered it; ask them or finance.")


STEPS: tuple[RecordStep[CostFacts], ...] = (
    RecordStep(CostAct.CORRECT, (CostStatus.VALID,), Permission.COST_ENTER, None, own_entry),
    RecordStep(CostAct.WITHDRAW, (CostStatus.VALID,), Permission.COST_ENTER, CostStatus.WITHDRAWN, own_entry),
)
