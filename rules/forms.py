"""The life of a handling form's paper: held, kept, not found, lost, found again.

Source: P06 七4; LG-04, LG-09, LG-13.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.permissions import Permission, allowed
from rules.records import RecordStep
from terms.forms import FormAct, FormStatus
from terms.people import Person
from terms.text import Text, say

CLAUSE = "P06 七4"
S = FormStatus


@dataclass(frozen=True, slots=True)
class FormFacts:
    """A form as the table sees it. held_by: staff id of who has it, or who took it in."""

    status: FormStatus
    held_by: int


def holds_it(facts: FormFacts, person: Person) -> Text | None:
    """Whoever has it passes it on; the offices write down what others forgot to."""
    if facts.held_by == person.id or allowed(person.roles, Permission.FORM_KEEP):
        return None
    return say("It is in somebody else's hands.")


STEPS: tuple[RecordStep[FormFacts], ...] = (
    RecordStep(FormAct.HAND_IN, (S.HELD,), Permission.FORM_KEEP, S.KEPT),
    RecordStep(FormAct.PASS_ON, (S.HELD,), Permission.FORM_MOVE, None, holds_it),
    RecordStep(FormAct.LEND, (S.KEPT,), Permission.FORM_KEEP, S.HELD),
    RecordStep(FormAct.MOVE, (S.KEPT,), Permission.FORM_KEEP, None),
    RecordStep(FormAct.MISS, (S.HELD, S.KEPT), Permission.FORM_KEEP, S.MISSING),
    RecordStep(FormAct.REPORT_LOST, (S.HELD, S.KEPT, S.MISSING), Permission.FORM_MOVE, S.LOST, holds_it),
    RecordStep(FormAct.FIND, (S.MISSING, S.LOST), Permission.FORM_KEEP, S.KEPT),
)
