"""What stands in the way of an act that concerns the class of a case or its time limits."""

from __future__ import annotations

from rules.case import CaseFacts, Viewer
from terms.people import LADDER, Role
from terms.text import Text, say


def knows_classes(facts: CaseFacts) -> bool:
    return bool(facts.time.classes)


def knows_pauses(facts: CaseFacts) -> bool:
    return bool(facts.time.pauses)


def knows_extensions(facts: CaseFacts) -> bool:
    return facts.time.approver is not None


def has_duties(facts: CaseFacts) -> bool:
    return bool(facts.time.lacking)


def not_classed_yet(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("It is already classed: %(case_class)s.", case_class=facts.time.case_class) if _class(facts) else None


def others_handle_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Another class gives another time limit: nobody gives it to themselves."""
    own = viewer.person.id == (facts.registered_by if facts.assigned_to is None else facts.assigned_to)
    return say("Nobody changes the class of a case they handle themselves.") if own else None


def not_paused(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("Its time limits are paused; let them go on first.") if facts.time.paused else None


def is_paused(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.time.paused else say("Its time limits are not paused.")


def no_extension_waits(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return None if facts.time.asked_by is None else say("An extension is already asked for.")


def extension_waits(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return say("No extension is asked for.") if facts.time.asked_by is None else None


def approves_extensions(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """The role the policy names, or one above it; never whoever asked, nor whoever handles the case (P31 4)."""
    approver = facts.time.approver
    if approver is None or not any(role is approver or _above(role, approver) for role in viewer.roles_here):
        return say("An extension is approved by: %(role)s.", role=approver or "-")
    if viewer.person.id == facts.time.asked_by:
        return say("Nobody decides on an extension they asked for themselves.")
    own = viewer.person.id == facts.assigned_to
    return say("Nobody decides on an extension of a case they handle themselves.") if own else None


def duties_done(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    """What the class of a case demands is done before it is closed (P26 三-四; P34 四; P35 五)."""
    lacking = facts.time.lacking
    return say("The class of the case still demands: %(duties)s.", duties=lacking) if lacking else None


def _class(facts: CaseFacts) -> bool:
    return facts.time.case_class is not None


def _above(role: Role, other: Role) -> bool:
    return role in LADDER and other in LADDER and LADDER.index(role) > LADDER.index(other)
