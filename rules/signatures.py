"""Which waiting signature a person may give, and in which capacity (P06 六; decision 5)."""

from __future__ import annotations

from rules.case import Capacity, CaseFacts, Pending, SettlementFacts, Viewer
from terms.complaint import SignaturePart
from terms.people import Role
from terms.text import Text, say


def signature_for(facts: CaseFacts, viewer: Viewer) -> tuple[Pending, Capacity] | Text:
    """The waiting signature this person may give and in which capacity, or why there is none.

    Nobody decides their own case above band 1 and nobody fills two places; a substitute is bound like the principal.

    Source: requirements, decision 5; P06 六.
    """
    settlement = facts.settlement
    if settlement is None or not settlement.pending:
        return say("No signature is waiting.")
    named = [
        (pending, capacity)
        for pending in settlement.pending
        for capacity in viewer.capacities
        if capacity.role is pending.role
    ]
    if not named:
        return say("It waits for: %(roles)s.", roles=tuple(pending.role for pending in settlement.pending))
    reasons = [_bar(facts, settlement, viewer, pending, capacity) for pending, capacity in named]
    free = [pair for pair, reason in zip(named, reasons, strict=True) if reason is None]
    if free:
        return free[0]
    return next(reason for reason in reasons if reason is not None)


def _bar(
    facts: CaseFacts, settlement: SettlementFacts, viewer: Viewer, pending: Pending, capacity: Capacity
) -> Text | None:
    """What bars this person from giving this signature in this capacity."""
    hands = {viewer.person.id} | ({capacity.principal} if capacity.principal is not None else set())
    # Band 1: the clerk's own signature is what the policy asks for (P06 六(1)).
    clerk_decides = pending.part is SignaturePart.DECIDES and pending.role is Role.CLERK
    if not clerk_decides and hands & {settlement.proposed_by, facts.registered_by}:
        return say("Nobody decides their own case; it waits for another person.")
    if hands & settlement.signed_by:
        return say("You have already signed this settlement; another person must give the other signature.")
    return None
