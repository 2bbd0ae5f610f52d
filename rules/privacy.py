"""Who reads a complainant's telephone number in full, and what of a case's story is told to whom."""

from __future__ import annotations

from rules.permissions import Permission, allowed
from terms.people import Person, Role

# They call complainants, an engineer before a visit; for everybody else the number identifies a person they have no
# business with (SP-01).
CALLERS = (Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GENERAL_OFFICE, Role.SERVICE_ENGINEER)
SHOWN_BEFORE, SHOWN_AFTER = 3, 4
# Events, by the beginning of their kind, that say what stands in rows with a door of their own.
BEHIND_A_DOOR = (
    ("settlement.filed", Permission.FILING_READ),
    ("settlement.", Permission.SETTLEMENT_READ),
    ("execution.", Permission.SETTLEMENT_READ),
    ("complaint.called_back", Permission.CALL_BACK_READ),
    ("complaint.report_decided", Permission.CALL_BACK_READ),
)


def phone_for(person: Person, phone: str, *, to_deliver: bool = False) -> str:
    """The number as this person may read it: 139****1234 unless they call complainants.

    to_deliver: goods of this case wait to be handed over; who brings them must be able to call.

    Source: SP-01, SP-02.
    """
    delivers = to_deliver and allowed(person.roles, Permission.GOODS_HAND_OVER)
    return phone if delivers or reads_phones(person) else masked(phone)


def reads_phones(person: Person) -> bool:
    """Whether numbers of callers and customers are shown to this person in full."""
    return person.is_any(*CALLERS)


def masked(phone: str) -> str:
    """The ends of a number; a short one shows its last two digits only."""
    if len(phone) < SHOWN_BEFORE + SHOWN_AFTER + 2:
        return "*" * max(len(phone) - 2, 0) + phone[-2:]
    return phone[:SHOWN_BEFORE] + "*" * (len(phone) - SHOWN_BEFORE - SHOWN_AFTER) + phone[-SHOWN_AFTER:]


def may_be_told(person: Person, kind: str) -> bool:
    """Whether this person reads what an event of this kind changed and noted; that it happened is told to all.

    kind: as in the audit, `settlement.filed`.
    """
    door = next((permission for beginning, permission in BEHIND_A_DOOR if kind.startswith(beginning)), None)
    return door is None or allowed(person.roles, door)
