"""Whose turn it is, and for what: the one line that everybody asks of a case first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rules.course_guards import reviewers
from rules.lifecycle import ENOUGH, OWED, CaseFacts
from rules.permissions import GRANTS, Permission
from terms.complaint import Act, State
from terms.flow import CaseFact, PlanPart
from terms.people import FILES_AS, Role


@dataclass(frozen=True, slots=True)
class Turn:
    """The next act, and who is to do it: a person where one is named, else the roles.

    person: staff id, or None while it is anybody's of the roles.
    """

    act: Act
    roles: tuple[Role, ...]
    person: int | None = None


def turns(facts: CaseFacts) -> tuple[Turn, ...]:
    """What the case waits for now; several at once while signatures or goods and money run beside each other.

    Empty for a case that is over.

    Source: the life of a complaint, `rules.lifecycle`.
    """
    found = _BY_STATE[facts.state](facts) if facts.state in _BY_STATE else ()
    return (*_extension(facts), *found)


def _extension(facts: CaseFacts) -> tuple[Turn, ...]:
    """An extension is decided beside whatever else the case waits for."""
    waits = facts.time.asked_by is not None and facts.time.approver is not None and facts.state in OWED
    return (Turn(Act.DECIDE_EXTENSION, (facts.time.approver,)),) if waits and facts.time.approver else ()


def _handler(facts: CaseFacts, act: Act) -> tuple[Turn, ...]:
    return (Turn(act, GRANTS[Permission.COMPLAINT_HANDLE], facts.assigned_to),)


def _registered(facts: CaseFacts) -> tuple[Turn, ...]:
    if facts.assigned_to is None:
        return (Turn(Act.CONTACT, (), facts.registered_by),)
    return _handler(facts, Act.CONTACT)


def _to_assign(_facts: CaseFacts) -> tuple[Turn, ...]:
    return (Turn(Act.ASSIGN, GRANTS[Permission.COMPLAINT_ASSIGN]),)


def _handling(facts: CaseFacts) -> tuple[Turn, ...]:
    if facts.assigned_to is None:
        return _to_assign(facts)
    if not facts.contacted:
        return _handler(facts, Act.CONTACT)
    if facts.time.paused:
        return _handler(facts, Act.RESUME)
    if not facts.settles:
        return _asked_first(facts, CaseFact.ANSWERED) or _handler(facts, Act.ANSWER)
    if not facts.investigated:
        return _handler(facts, Act.INVESTIGATE)
    return _asked_first(facts, CaseFact.PLANNED) or _plan(facts) or _handler(facts, Act.PROPOSE)


def _plan(facts: CaseFacts) -> tuple[Turn, ...]:
    """The plan beside the settlement, where the pack wants one: to be made, then to be approved."""
    course = facts.course
    if not course.plan_lacks:
        return ()
    whole = not any(isinstance(one, PlanPart) for one in course.plan_lacks)
    if whole and course.reviewer is not None and course.plan is not None:
        return (Turn(Act.REVIEW_PLAN, reviewers(course.reviewer, made_as=course.plan.made_as)),)
    return _handler(facts, Act.PLAN)


# Who records what a pack asks for first; the rest is the handler's.
RECORDS: Mapping[CaseFact, Act] = {
    CaseFact.CLASSIFIED: Act.CLASSIFY,
    CaseFact.ANALYSED: Act.INVESTIGATE,
    CaseFact.INVESTIGATED: Act.INVESTIGATE,
    CaseFact.DIAGNOSED: Act.INVESTIGATE,
    CaseFact.CUSTOMER_AGREED: Act.AGREE,
    CaseFact.INSPECTED: Act.INSPECT,
}
OF_THE_PLAN = (CaseFact.PLANNED, CaseFact.PLAN_APPROVED)


def _asked_first(facts: CaseFacts, *wanted: CaseFact) -> tuple[Turn, ...]:
    """What the pack wants on record before a fact, the first of it."""
    stops = (one for fact in wanted for stop in facts.course.stops.get(fact, ()) for one in stop.wanted)
    found = min((one for one in stops if one not in OF_THE_PLAN), key=list(CaseFact).index, default=None)
    if found is None:
        return ()
    act = RECORDS.get(found, Act.RECORD_STEP)
    return (Turn(act, (Role.QUALITY,)),) if act is Act.INSPECT else _handler(facts, act)


def _to_complete(facts: CaseFacts) -> tuple[Turn, ...]:
    """What the pack wants done before the case is closed."""
    course = facts.course
    if course.unfinished:
        return _handler(facts, RECORDS.get(course.unfinished[0], Act.RECORD_STEP))
    if course.to_tell:
        return _handler(facts, Act.TELL)
    if course.to_correct:
        return _handler(facts, Act.CORRECT)
    return _handler(facts, Act.WRITE_REPORT) if course.to_write else ()


def _proposed(facts: CaseFacts) -> tuple[Turn, ...]:
    if facts.settlement is None:
        return ()
    signs = tuple(Turn(Act.SIGN, (pending.role,)) for pending in facts.settlement.pending)
    goods = facts.settlement.needs_goods_received and not facts.goods_received
    return (Turn(Act.RECEIVE_GOODS, (Role.LOGISTICS,)), *signs) if goods else signs


def _approved(facts: CaseFacts) -> tuple[Turn, ...]:
    return (Turn(Act.FILE, (FILES_AS[facts.settlement.file_at],)),) if facts.settlement else ()


def _filed(facts: CaseFacts) -> tuple[Turn, ...]:
    order = facts.execution
    if order is None:
        return _handler(facts, Act.PROVE)
    if first := _asked_first(facts, CaseFact.CARRIED_OUT, CaseFact.REPAIRED):
        return first
    goods = (Turn(Act.HAND_OVER, (Role.LOGISTICS,)),) if order.needs_goods and not order.handed_over else ()
    money = (Turn(Act.PAY, (Role.FINANCE,)),) if order.needs_cash and not order.paid else ()
    return (*goods, *money) or _handler(facts, Act.PROVE)


def _answered(facts: CaseFacts) -> tuple[Turn, ...]:
    if facts.last_call_back not in ENOUGH:
        if first := _asked_first(facts, CaseFact.CALLED_BACK):
            return first
        return (Turn(Act.CALL_BACK, (Role.GENERAL_OFFICE,)),)
    if facts.open_false_report_against is not None:
        return (Turn(Act.DECIDE_REPORT, GRANTS[Permission.FALSE_REPORT_DECIDE]),)
    if facts.time.lacking:
        return _handler(facts, Act.TICK_DUTY)
    if open_asks := _to_complete(facts):
        return open_asks
    return (Turn(Act.CLOSE, (Role.GENERAL_OFFICE,)),) if facts.nothing_to_file else ()


_BY_STATE: Mapping[State, Callable[[CaseFacts], tuple[Turn, ...]]] = {
    State.REGISTERED: _registered,
    State.HANDLING: _handling,
    State.PROPOSED: _proposed,
    State.APPROVED: _approved,
    State.FILED: _filed,
    State.EXECUTED: lambda facts: _asked_first(facts, CaseFact.ANSWERED) or _handler(facts, Act.ANSWER),
    State.ANSWERED: _answered,
    State.REOPENED: _to_assign,
    State.DISPUTED: lambda _facts: (Turn(Act.SETTLE_DISPUTE, GRANTS[Permission.COMPLAINT_DISPUTE]),),
}
