"""Who may change the rulebook, and who must agree before a change holds, as data."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.row import Row
from rulebook.words import Words
from terms.people import AMENDERS, Role
from terms.text import say


@dataclass(frozen=True, slots=True)
class Amendment:
    """interpreted_by: who explains the policy. drafted_by: who may draft a change.

    agreed_by: who agrees first, side by side; a department head for each department concerned.
    decided_by: who signs last.
    """

    interpreted_by: Words
    drafted_by: frozenset[Role]
    agreed_by: tuple[Role, ...]
    decided_by: Role
    clause: str
    reason: Words | None


def amendment(topic: Row) -> Amendment | None:
    """What a pack says about its own changes; None where it says nothing, and nobody can change it here.

    :raises RulebookError: whoever decides would draft or agree as well, or a role that never amends a policy.
    """
    if not topic.has("amendment"):
        return None
    with topic.row("amendment") as row:
        drafted_by = row.terms("drafted_by", Role, among=AMENDERS)
        agreed_by = row.terms("agreed_by", Role, among=AMENDERS)
        decided_by = row.term("decided_by", Role, among=AMENDERS)
        clause, reason = row.source()
        if not drafted_by or decided_by in (*drafted_by, *agreed_by):
            raise row.refuse(
                say("decided_by must be another role than those that draft and agree, and somebody must draft")
            )
        return Amendment(row.words("interpreted_by"), frozenset(drafted_by), agreed_by, decided_by, clause, reason)
