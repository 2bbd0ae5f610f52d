"""A period's cards: which act is possible in which state, for whom; who assesses whom; who may sign which card.

Nobody decides a matter of their own: no person assesses or signs their own card, and who froze or assessed a card does
not sign it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.permissions import Permission
from rules.records import RecordStep
from terms.measures import Formula
from terms.people import Person, Role
from terms.scorecard import ScoreAct, ScoreStatus
from terms.text import Text, say

S = ScoreStatus
# Formulas that need a figure somebody sets: yuan a case, hours.
AIMED = (Formula.WITHIN_BUDGET, Formula.AVERAGE_DURATION)
LEADERS = (Role.DIRECTOR, Role.GENERAL_MANAGER)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A card that waits: whose it is and which role signs.

    holds_it: whether its person holds that role, or somebody who assessed it. assessed_by: who gave points on it.
    """

    staff_id: int | None
    signs: Role
    holds_it: bool
    assessed_by: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """A period as the table sees it. missing: assessments and targets that the cards still need."""

    status: ScoreStatus
    last: date
    today: date
    missing: int
    frozen_by: int | None
    unsigned: tuple[Unsigned, ...]


def may_sign(card: Unsigned, person: Person, frozen_by: int | None) -> bool:
    """Whether this person may sign a card; who assessed a measure of it may not. The card of somebody who signs is
    another signer's, or a leader's: the general manager's where the director assessed it.

    Source: P23 四章2; PK-19.
    """
    if person.id in (card.staff_id, frozen_by, *card.assessed_by):
        return False
    return card.signs in person.roles or (card.holds_it and person.is_any(*LEADERS))


def may_assess(person: Person, *, staff_id: int | None, department_id: int | None) -> bool:
    """Whether this person assesses a person or a department: the head the own people, leaders everybody; never oneself.

    staff_id None: a department, which its head does not assess.
    """
    if staff_id == person.id:
        return False
    if person.is_any(*LEADERS):
        return True
    return (
        staff_id is not None
        and department_id is not None
        and person.is_any(Role.DEPARTMENT_HEAD)
        and person.department_id == department_id
    )


def sees(person: Person, *, staff_id: int | None, department_id: int | None, region_id: int | None) -> bool:
    """Whether a card is this person's to read: the own, a supervisor's people, a head's department, else all."""
    if person.is_any(*READ_ALL) or (staff_id is not None and staff_id == person.id):
        return True
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        return department_id == person.department_id
    return (
        person.is_any(Role.SUPERVISOR)
        and staff_id is not None
        and person.region_id is not None
        and region_id == person.region_id
    )


# Leaders, personnel, and the office that draws the cards up.
READ_ALL = (*LEADERS, Role.HUMAN_RESOURCES, Role.GENERAL_OFFICE)


def _ended(facts: ScoreFacts, _person: Person) -> Text | None:
    if facts.today <= facts.last:
        return say("The period runs until %(day)s.", day=facts.last)
    if facts.missing:
        return say("Still missing: %(count)s assessments or targets.", count=facts.missing)
    return None


def _another_hand(facts: ScoreFacts, person: Person) -> Text | None:
    if person.id == facts.frozen_by:
        return say("Who froze the cards does not sign or return them.")
    if any(may_sign(one, person, facts.frozen_by) for one in facts.unsigned):
        return None
    return say("No card waits for your signature: nobody signs their own, nor one they assessed.")


STEPS: tuple[RecordStep[ScoreFacts], ...] = (
    RecordStep(ScoreAct.FREEZE, (S.OPEN,), Permission.SCORECARD_FREEZE, S.FROZEN, _ended),
    RecordStep(ScoreAct.SIGN, (S.FROZEN,), Permission.SCORECARD_SIGN, None, _another_hand),
    RecordStep(ScoreAct.RETURN, (S.FROZEN,), Permission.SCORECARD_SIGN, S.OPEN, _another_hand),
)
