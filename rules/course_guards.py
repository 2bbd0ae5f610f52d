"""What the pack of a case puts in the way of an act: each guard answers with a sentence, or with nothing."""

from __future__ import annotations

from collections.abc import Callable

from rules.case import CaseFacts, Viewer
from rules.course import MOOT
from rules.flow import Obstacle
from rules.guards import handles_it
from rules.permissions import Permission, allowed
from terms.complaint import Act
from terms.flow import CaseFact, PlanApprover
from terms.people import LADDER, Role
from terms.text import Text, say


def asks(act: Act) -> Callable[[CaseFacts], bool]:
    """Whether the pack of a case asks for this act; nobody is shown one that it does not ask for."""
    return lambda facts: act in facts.course.acts


def came_in_order(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    """Before a case is decided, what the way it came in lacked is made up for: a signature, a talk (P41 四1)."""
    lacks = facts.course.formalities
    if not lacks:
        return None
    return say("The way it came in still lacks: %(lacks)s (%(clause)s).", lacks=lacks[0].demand, clause=lacks[0].clause)


def may_plan(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    """What the policy wants to stand before a settlement is proposed; the plan with its approvals as well."""
    return _stopped(facts, CaseFact.PLANNED) or _plan_is_whole(facts)


def may_write_plan(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    found = tuple(_only(one, lambda fact: fact not in PLAN_FACTS) for one in _stops(facts, CaseFact.PLANNED))
    return _said(found)


def may_carry_out(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return _stopped(facts, CaseFact.CARRIED_OUT, CaseFact.REPAIRED)


def may_answer(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return _stopped(facts, CaseFact.ANSWERED)


def may_find_unfounded(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    """Where there is nothing to plan or to carry out, what must be learned is still asked for."""
    early = _stops(facts, CaseFact.ANSWERED, CaseFact.PLANNED)
    return _said(tuple(_only(one, lambda fact: fact not in MOOT) for one in early))


def may_call_back(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    return _stopped(facts, CaseFact.CALLED_BACK)


def is_complete(facts: CaseFacts, _viewer: Viewer) -> Text | None:
    """Before a case is closed, everything its policy asks for is there."""
    course = facts.course
    if course.unfinished:
        return say("Still to be recorded: %(wanted)s.", wanted=course.unfinished)
    if course.to_tell:
        return say("Still to be told: %(notices)s.", notices=tuple(one.notice for one in course.to_tell))
    if course.to_correct:
        return say("Still to be corrected: %(demands)s.", demands=tuple(one.demand for one in course.to_correct))
    if course.to_write:
        return say("The report still lacks: %(sections)s.", sections=tuple(one.section for one in course.to_write))
    return None


def may_inspect(_facts: CaseFacts, viewer: Viewer) -> Text | None:
    """The inspector; where there is none, whoever leads the case (P39 三2; QA-08)."""
    if viewer.person.is_any(Role.QUALITY) or allowed(viewer.roles_here, Permission.COMPLAINT_ASSIGN):
        return None
    return say("It is inspected by: %(roles)s.", roles=(Role.QUALITY,))


def tells_them(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Whoever handles it, and the offices that speak for the company (P18 四3)."""
    offices = viewer.person.is_any(Role.GENERAL_OFFICE, Role.SALES_ADMINISTRATION)
    return None if offices or viewer.person.id == facts.registered_by else handles_it(facts, viewer)


def reviews_it(facts: CaseFacts, viewer: Viewer) -> Text | None:
    """Nobody approves a plan of their own, and nobody fills two places (P28 五4; P40 三3c; decision 5)."""
    course = facts.course
    if course.plan is None or course.plan.returned or course.reviewer is None:
        return say("No plan waits for approval.")
    if any(one for one in course.plan_lacks if not isinstance(one, PlanApprover)):
        return say("The plan is not complete yet.")
    if viewer.person.id == course.plan.made_by or viewer.person.id in course.plan.reviewers:
        return say("Somebody else has to approve this plan.")
    roles = reviewers(course.reviewer, made_as=course.plan.made_as)
    if viewer.roles_here.isdisjoint(roles):
        return say("It waits for: %(roles)s.", roles=roles)
    return None


def reviewers(approver: PlanApprover, *, made_as: Role = Role.CLERK) -> tuple[Role, ...]:
    """The roles that approve a plan as the superior, as quality management, or in the internal review.

    made_as: a superior stands above the maker of the plan (P28 五4).
    """
    superiors = LADDER[LADDER.index(made_as) + 1 :]
    return {
        PlanApprover.SUPERIOR: superiors,
        PlanApprover.QUALITY: (Role.QUALITY,),
        PlanApprover.INTERNAL: (*superiors, Role.GENERAL_OFFICE, Role.QUALITY),
    }[approver]


PLAN_FACTS = frozenset({CaseFact.PLANNED, CaseFact.PLAN_APPROVED})


def _plan_is_whole(facts: CaseFacts) -> Text | None:
    lacks = facts.course.plan_lacks
    return say("The plan still lacks: %(lacks)s.", lacks=lacks) if lacks else None


def _stops(facts: CaseFacts, *wanted: CaseFact) -> tuple[Obstacle, ...]:
    return tuple(one for fact in wanted for one in facts.course.stops.get(fact, ()))


def _stopped(facts: CaseFacts, *wanted: CaseFact) -> Text | None:
    return _said(_stops(facts, *wanted))


def _only(one: Obstacle, counts: Callable[[CaseFact], bool]) -> Obstacle:
    return Obstacle(frozenset(filter(counts, one.wanted)), one.clause)


def _said(obstacles: tuple[Obstacle, ...]) -> Text | None:
    """The first obstacle with something left, its facts in the order in which they come about."""
    first = next((one for one in obstacles if one.wanted), None)
    if first is None:
        return None
    wanted = tuple(fact for fact in CaseFact if fact in first.wanted)
    return say("First to be recorded: %(wanted)s (%(clause)s).", wanted=wanted, clause=first.clause)
