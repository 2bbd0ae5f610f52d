"""What the page of one case says, gathered for its template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from flask_babel import gettext

from admin_views.acts import PAGES, ActPage
from admin_views.case_time import TimePage
from admin_views.case_time import gather as time_of
from admin_views.case_words import urgency
from admin_views.course_page import CoursePage, course_page
from admin_views.forms import Form
from admin_views.links import linked
from admin_views.proposal_preview import recheck
from admin_views.story import Cell
from admin_views.words import bracketed, listed, words
from models import Complaint, Cost, Settlement, Signature, Staff, db
from queries import case_page
from queries.capacity import viewer
from queries.case_facts import case_facts
from queries.costs import Costs, entries_of_case, of_case
from queries.inbox import count_waiting
from queries.like_cases import given_before
from queries.rulebook import judged_under
from rules.authority import Decision
from rules.case import Capacity, CaseFacts, Pending
from rules.intake import acknowledgement
from rules.lifecycle import STEPS, Option, options
from rules.permissions import Permission, allowed
from rules.privacy import phone_for
from rules.returns import ReturnAnswer, beside_ladder
from rules.signatures import signature_for
from rules.turns import Turn, turns
from terms.complaint import Act, SettlementStatus, State, Verdict
from terms.people import Person, Role
from terms.text import Text, say
from terms.time import local_date
from terms.trade import CustomerKind

HOLDS = (SettlementStatus.PROPOSED, SettlementStatus.APPROVED)
CAME_BACK = (SettlementStatus.SENT_BACK, SettlementStatus.REFUSED)


@dataclass(frozen=True)
class Panel:
    """One possible act with its form; the form is None where the act has a page of its own."""

    page: ActPage
    option: Option
    form: Form | None


@dataclass(frozen=True)
class Page:
    """One case as one reader finds it.

    waiting: whose turn it is, in words. refused: every other act of the reader's roles with what stands in its way;
    for_others: those of other roles.
    my_signature: as what this reader would sign, or why not; in_name_of: for whom they would, if not for themselves.
    way: the pack's own steps, and what it asks beside the house's acts.
    shown: the settlement that waits or is in force, for those who may read it. turned_back: the signature that
    returned or refused the newest one.
    """

    case: Complaint
    waiting: list[tuple[Turn, str]]
    panels: list[Panel]
    refused: list[Option]
    for_others: list[Option]
    my_signature: Any
    in_name_of: str
    shown: Settlement | None
    repeat_of: Cell | None
    company: str
    turned_back: Signature | None
    people: dict[Role, list[str]]
    decision: Decision | None
    earlier: case_page.Earlier
    phone: str
    may_call: bool
    due: str
    spoken: Text
    weighs: bool
    answer: ReturnAnswer | None
    fits: tuple[Text, ...]
    warned: tuple[Text, ...]
    like: list[Settlement]
    way: CoursePage
    to_sign: int
    sees_customer: bool
    costs: Costs | None
    cost_entries: list[Cost]
    time: TimePage


def gather(case: Complaint, staff: Staff, at: datetime) -> Page:
    """Everything the page shows."""
    session, person = db.session(), staff.as_person()
    facts, by = case_facts(case), viewer(session, staff, case, local_date(at))
    waiting = turns(facts)
    people = case_page.people_of(session, case, waiting)
    found = options(facts, by)
    settlement = case.settlement
    phone = phone_for(person, case.complainant_phone, to_deliver=_to_deliver(facts))
    mine = signature_for(facts, by) if case.state is State.PROPOSED else None
    reads = allowed(person.roles, Permission.SETTLEMENT_READ)
    # Whoever is asked to sign sees beside it what the rules and the law say and what was given before.
    signs = bool(person.standing_in) or allowed(person.roles, Permission.SETTLEMENT_SIGN)
    weighs = case.state is State.PROPOSED and reads
    reads_costs = allowed(person.roles, Permission.COST_READ)
    answer, warned = recheck(case) if weighs else (None, ())
    entries = entries_of_case(session, case.id, person) if reads_costs else []
    return Page(
        case=case,
        waiting=[(turn, _whose(turn, case, people)) for turn in waiting],
        panels=[_panel(one, case) for one in found if one.possible],
        refused=[_named(one, waiting, people) for one in found if not one.possible and _is_for(person, one)],
        for_others=[_named(one, waiting, people) for one in found if not one.possible and not _is_for(person, one)],
        my_signature=mine,
        in_name_of=_in_name_of(mine, staff),
        shown=settlement if reads and settlement and settlement.status in HOLDS else None,
        repeat_of=_repeat_of(case, staff),
        company=company_of(case),
        turned_back=turned_back(case) if reads else None,
        people=people,
        decision=case_page.explained(session, case, settlement) if settlement else None,
        earlier=case_page.earlier(session, case, staff),
        phone=phone,
        may_call=bool(phone) and phone == case.complainant_phone,
        due=urgency(case, at),
        spoken=acknowledgement(number=case.number, due_at=case.due_at),
        weighs=weighs,
        answer=answer,
        fits=beside_ladder(answer, signers=_signers(settlement), times=_times(settlement)) if answer else (),
        warned=warned,
        like=given_before(session, case, staff) if weighs else [],
        sees_customer=case_page.sees_customer(session, case, staff),
        to_sign=count_waiting(session, person) if signs else 0,
        costs=of_case(session, case.id) if reads_costs else None,
        cost_entries=entries,
        way=course_page(case, facts, entries, at),
        time=time_of(case, at),
    )


def next_turns(case: Complaint, staff: Staff) -> str:
    """What comes next and by whom, in one line; empty when the case is over."""
    waiting = turns(case_facts(case))
    people = case_page.people_of(db.session(), case, waiting)
    whose = [(words(turn.act), _whose(turn, case, people)) for turn in waiting]
    # The reader's own turn is said as such.
    return (
        listed(f"{act}{bracketed(gettext('you') if who == staff.name else who)}" for act, who in whose) if whose else ""
    )


def _is_for(person: Person, option: Option) -> bool:
    return allowed(person.roles, STEPS[option.act].permission)


def _to_deliver(facts: CaseFacts) -> bool:
    order = facts.execution
    return facts.state is State.FILED and order is not None and order.needs_goods and not order.handed_over


def _in_name_of(mine: tuple[Pending, Capacity] | Text | None, staff: Staff) -> str:
    """The principal whose signature this would be; empty for one's own."""
    principal = mine[1].principal if isinstance(mine, tuple) else None
    return next((one.name for one in staff.as_person().standing_in if one.id == principal), "")


def _repeat_of(case: Complaint, staff: Staff) -> Cell | None:
    """The earlier case by its number, leading to it; who may not see it learns only that there was one."""
    if case.repeat_of is None:
        return None
    sees = case_page.sees_case(db.session(), case.repeat_of, staff)
    return linked("complaint", case.repeat_of) if sees else Cell(gettext("an earlier case"))


def company_of(case: Complaint) -> str:
    """The firm that complains, where the case names its contact only."""
    firm = case.customer.name if case.customer and case.customer_kind is not CustomerKind.CONSUMER else ""
    return "" if firm == case.complainant_name or case.anonymous else firm


def turned_back(case: Complaint) -> Signature | None:
    """The signature by which the newest settlement came back, while nothing has replaced it."""
    settlement = case.settlement
    if case.state is not State.HANDLING or settlement is None or settlement.status not in CAME_BACK:
        return None
    return next((row for row in settlement.signatures if row.verdict in (Verdict.SENT_BACK, Verdict.REFUSED)), None)


def _signers(settlement: Settlement | None) -> list[Role]:
    return [row.role for row in settlement.signatures] if settlement else []


def _times(settlement: Settlement | None) -> Fraction:
    return Fraction(settlement.multiple_numerator, settlement.multiple_denominator) if settlement else Fraction(0)


def _panel(option: Option, case: Complaint) -> Panel:
    page = PAGES[option.act]
    return Panel(page, option, None if page.own_page else page.panel(case))


def _named(option: Option, waiting: tuple[Turn, ...], people: dict[Role, list[str]]) -> Option:
    """Why a signature is not this reader's, with the names of those whose it is."""
    roles = [role for turn in waiting if turn.act is Act.SIGN for role in turn.roles]
    if option.act not in (Act.SIGN, Act.SEND_BACK, Act.REFUSE) or not roles:
        return option
    names = listed([with_names(role, people) for role in roles])
    waits = say("It waits for: %(roles)s.", roles=names)
    # What bars this very person says more, and comes first.
    barred = option.reason is not None and option.reason.msgid != waits.msgid
    return replace(option, reason=say("%(reason)s %(waits)s", reason=option.reason, waits=waits) if barred else waits)


def _whose(turn: Turn, case: Complaint, people: dict[Role, list[str]]) -> str:
    """The person, or the roles with the names of who holds them."""
    named = {row.id: row.name for row in (case.assigned_to, case.registered_by) if row}
    if turn.person in named:
        return named[turn.person]
    roles = turn.roles
    if turn.act is Act.FILE and not any(people.get(role) for role in roles):
        roles = (Role.GENERAL_OFFICE,)
    return listed([with_names(role, people) for role in roles])


def with_names(role: Role, people: dict[Role, list[str]]) -> str:
    """A role and, while they are few, its holders over this case: `Department head (李强)`."""
    names = people.get(role, [])
    few = names if len(names) <= FEW else []
    return f"{words(role)}{bracketed(listed(few))}" if few else words(role)


FEW = 3


def script(case: Complaint):
    """The book a case was judged under: its call-back questions and its clauses."""
    return judged_under(db.session(), case.rulebook_issue)
