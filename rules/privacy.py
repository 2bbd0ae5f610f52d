"""Who reads a complainant's telephone number in full."""

from __future__ import annotations

from terms.people import Person, Role

# They call complainants; for everybody else the number identifies a person they have no business with (SP-01).
CALLERS = (Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GENERAL_OFFICE)
SHOWN_BEFORE, SHOWN_AFTER = 3, 4


def phone_for(person: Person, phone: str) -> str:
    """The number as this person may read it: 139****1234 unless they call complainants.

    Source: SP-01, SP-02.
    """
    return phone if person.is_any(*CALLERS) else masked(phone)


def masked(phone: str) -> str:
    """The ends of a number; a short one shows its last two digits only."""
    if len(phone) < SHOWN_BEFORE + SHOWN_AFTER + 2:
        return "*" * max(len(phone) - 2, 0) + phone[-2:]
    return phone[:SHOWN_BEFORE] + "*" * (len(phone) - SHOWN_BEFORE - SHOWN_AFTER) + phone[-SHOWN_AFTER:]
