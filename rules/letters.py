"""The life of a letter: a letter in waits for its reply until one is sent or none is needed.

Source: P22 二6; IN-30.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.permissions import Permission, allowed
from rules.records import RecordStep
from terms.letters import LetterAct, LetterStatus
from terms.people import Person, Role
from terms.text import Text, say

S = LetterStatus
LEADS = (Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION, Role.GENERAL_OFFICE)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter as the table sees it. handler: who answers it; answered: a reply that stands was sent."""

    status: LetterStatus
    handler: int
    registered_by: int
    answered: bool = False


def answers_it(facts: LetterFacts, person: Person) -> Text | None:
    """Whoever it was given to, or whoever may give it to somebody."""
    if facts.handler == person.id or person.is_any(*LEADS):
        return None
    return say("It was given to somebody else to answer.")


def may_cancel(facts: LetterFacts, person: Person) -> Text | None:
    if facts.answered:
        return say("It is answered; make the reply void first.")
    if facts.registered_by == person.id or allowed(person.roles, Permission.FORM_KEEP):
        return None
    return say("Somebody else registered it; ask them or the office.")


STEPS: tuple[RecordStep[LetterFacts], ...] = (
    RecordStep(LetterAct.REPLY, (S.WAITING, S.NO_REPLY), Permission.LETTER_WRITE, S.ANSWERED, answers_it),
    RecordStep(LetterAct.ASSIGN, (S.WAITING,), Permission.LETTER_WRITE, None, answers_it),
    RecordStep(LetterAct.NO_REPLY, (S.WAITING,), Permission.LETTER_WRITE, S.NO_REPLY, answers_it),
    RecordStep(
        LetterAct.ATTACH, (S.WAITING, S.ANSWERED, S.NO_REPLY, S.SENT), Permission.LETTER_WRITE, None, answers_it
    ),
    RecordStep(LetterAct.CANCEL, (S.WAITING, S.NO_REPLY, S.SENT), Permission.LETTER_WRITE, S.VOID, may_cancel),
)
