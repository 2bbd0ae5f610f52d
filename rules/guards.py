"""What stands in the way of an act on a case: each guard answers with a sentence, or with nothing."""

from __future__ import annotations

from rules.case import ENOUGH, CaseFacts, Viewer
from rules.permissions import Permission, allowed
from rules.signatures import signature_for
from terms.complaint import SignaturePart, State
from terms.people import FILES_AS, Role
from terms.text import Text, say


def handles_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """The person assigned, or whoever may assign it."""
    if viewer.person.id == facts.assigned_to or allowed(viewer.roles_here, Permission.COMPLAINT_ASSIGN):
        return None
    if facts.assigned_to is None:
        return say("Nobody is assigned yet.")
    return say("It is assigned to somebody else.")


def talks_to_them(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Until somebody is assigned, whoever took the call calls back at once (P06 五(1))."""
    took_the_call = facts.assigned_to is None and viewer.person.id == facts.registered_by
    return None if took_the_call else handles_it(facts, viewer)


def handles_or_inspects(facts: CaseFacts, viewer: Viewer) -> Text | None:
    return None if viewer.person.is_any(Role.QUALITY) else handles_it(facts, viewer)


def was_contacted(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.contacted else say("First record a contact with the complainant.")


def was_investigated(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.investigated else say("First record what the investigation found.")


def may_sign_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    found = signature_for(facts, viewer)
    return found if isinstance(found, Text) else None


def proposed_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """A proposal is its proposer's to take back; once they are gone, whoever handles the case."""
    settlement = facts.settlement
    if settlement is None or settlement.proposed_by == viewer.person.id:
        return None
    if settlement.proposer_gone:
        return handles_it(facts, viewer)
    return say("Somebody else proposed it; whoever signs can return it for correction.")


def goods_are_in(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Only the decider waits for the goods; co-signers may sign before."""
    found = signature_for(facts, viewer)
    waits = not isinstance(found, Text) and found[0].part is SignaturePart.DECIDES
    if waits and facts.settlement and facts.settlement.needs_goods_received and not facts.goods_received:
        return say("The goods must first be received at the warehouse.")
    return None


def goods_not_yet_in(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("The goods are already received.") if facts.goods_received else None


def files_here(facts: CaseFacts, viewer: Viewer) -> Text | None:
    office = facts.settlement.file_at if facts.settlement else None
    if office is not None and (FILES_AS[office] in viewer.roles_here or office in viewer.files_for):
        return None
    return say("It is filed at: %(office)s.", office=office or "-")


def is_filed_first(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    """Filing comes before execution where the rulebook says so (P06 七1)."""
    return say("It must be filed first.") if facts.filing_first and facts.state is State.APPROVED else None


def has_goods_to_hand_over(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    if facts.execution is None or not facts.execution.needs_goods:
        return say("No goods are given in this case.")
    return say("The goods are already handed over.") if facts.execution.handed_over else None


def has_cash_to_pay(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    if facts.execution is None or not facts.execution.needs_cash:
        return say("No money is given in this case.")
    return say("It is already paid.") if facts.execution.paid else None


def was_handed_over(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    waits = facts.execution is not None and facts.execution.needs_goods and not facts.execution.handed_over
    return say("Logistics has not handed over the goods yet.") if waits else None


def was_paid(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    waits = facts.execution is not None and facts.execution.needs_cash and not facts.execution.paid
    return say("Finance has not paid yet.") if waits else None


def was_carried_out(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """A question, a suggestion or a service is answered without a settlement, but not without a talk."""
    if facts.state is State.EXECUTED:
        return None
    return say("First a settlement must be carried out.") if facts.settles else was_contacted(facts, viewer)


def somebody_else_handled_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    return say("Whoever handled a case does not call it back.") if viewer.person.id == facts.assigned_to else None


def not_satisfied_yet(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("The call-back is done; the case can be closed.") if facts.last_call_back in ENOUGH else None


def was_called_back(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.last_call_back in ENOUGH else say("First call back; the consumer must be satisfied.")


def was_filed(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.nothing_to_file else say("An unfiled case cannot be closed.")


def no_false_report_open(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.open_false_report_against is None else say("A finding against the report is still open.")


def false_report_is_open(facts: CaseFacts, viewer: Viewer) -> Text | None:
    if facts.open_false_report_against is None:
        return say("There is no finding against the report.")
    concerned = viewer.person.id == facts.open_false_report_against
    return say("Nobody decides on a finding against themselves.") if concerned else None
