"""What the page of one case says, gathered for its template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from admin_views.acts import PAGES, ActPage
from admin_views.case_words import urgency
from admin_views.forms import Form
from admin_views.proposal_preview import recheck
from admin_views.words import listed, words
from models import Complaint, Cost, Settlement, Staff, db
from queries import case_page
from queries.capacity import viewer
from queries.case_facts import case_facts
from queries.costs import Costs, entries_of_case, of_case
from queries.inbox import count_waiting
from queries.like_cases import given_before
from queries.rulebook import judged_under
from rules.authority import Decision
from rules.intake import acknowledgement
from rules.lifecycle import Option, options, signature_for
from rules.permissions import Permission, allowed
from rules.privacy import phone_for
from rules.returns import ReturnAnswer
from rules.turns import Turn, turns
from terms.complaint import State
from terms.people import Role
from terms.text import Text
from terms.time import local_date

ENDED = (State.CLOSED, State.WITHDRAWN, State.MERGED)


@dataclass(frozen=True)
class Panel:
    """One possible act with its form; the form is None where the act has a page of its own."""

    page: ActPage
    option: Option
    form: Form | None


@dataclass(frozen=True)
class Page:
    """One case as one reader finds it.

    waiting: whose turn it is, in words. refused: every other act with what stands in its way.
    my_signature: as what this reader would sign, or why not.
    """

    case: Complaint
    waiting: list[tuple[Turn, str]]
    panels: list[Panel]
    refused: list[Option]
    my_signature: Any
    people: dict[Role, list[str]]
    decision: Decision | None
    earlier: case_page.Earlier
    phone: str
    may_call: bool
    due: str
    spoken: Text
    weighs: bool
    answer: ReturnAnswer | None
    warned: tuple[Text, ...]
    like: list[Settlement]
    to_sign: int
    sees_customer: bool
    costs: Costs | None
    cost_entries: list[Cost]


def gather(case: Complaint, staff: Staff, at: datetime) -> Page:
    """Everything the page shows."""
    session, person = db.session(), staff.as_person()
    facts, by = case_facts(case), viewer(session, staff, case, local_date(at))
    waiting = turns(facts)
    people = case_page.people_of(session, case, waiting)
    found = options(facts, by)
    settlement = case.settlement
    phone = phone_for(person, case.complainant_phone)
    # Whoever is asked to sign sees beside it what the rules and the law say and what was given before.
    signs = bool(person.standing_in) or allowed(person.roles, Permission.SETTLEMENT_SIGN)
    weighs = case.state is State.PROPOSED and allowed(person.roles, Permission.SETTLEMENT_READ)
    reads_costs = allowed(person.roles, Permission.COST_READ)
    answer, warned = recheck(case) if weighs else (None, ())
    return Page(
        case=case,
        waiting=[(turn, _whose(turn, case, people)) for turn in waiting],
        panels=[_panel(one, case) for one in found if one.possible],
        refused=[one for one in found if not one.possible],
        my_signature=signature_for(facts, by) if case.state is State.PROPOSED else None,
        people=people,
        decision=case_page.explained(session, case, settlement) if settlement else None,
        earlier=case_page.earlier(session, case, staff),
        phone=phone,
        may_call=bool(phone) and phone == case.complainant_phone,
        due=urgency(case, at),
        spoken=acknowledgement(number=case.number, due_at=case.due_at),
        weighs=weighs,
        answer=answer,
        warned=warned,
        like=given_before(session, case, staff) if weighs else [],
        sees_customer=case_page.sees_customer(session, case, staff),
        to_sign=count_waiting(session, person) if signs else 0,
        costs=of_case(session, case.id) if reads_costs else None,
        cost_entries=entries_of_case(session, case.id, person) if reads_costs else [],
    )


def _panel(option: Option, case: Complaint) -> Panel:
    page = PAGES[option.act]
    return Panel(page, option, None if page.own_page else page.panel(case))


def _whose(turn: Turn, case: Complaint, people: dict[Role, list[str]]) -> str:
    """The person, or the roles with the names of who holds them."""
    named = {row.id: row.name for row in (case.assigned_to, case.registered_by) if row}
    if turn.person in named:
        return named[turn.person]
    return listed([with_names(role, people) for role in turn.roles])


def with_names(role: Role, people: dict[Role, list[str]]) -> str:
    """A role and, while they are few, its holders over this case: `Department head (李强)`."""
    names = people.get(role, [])
    few = names if len(names) <= FEW else []
    return f"{words(role)} ({listed(few)})" if few else words(role)


FEW = 3


def script(case: Complaint):
    """The book a case was judged under: its call-back questions and its clauses."""
    return judged_under(db.session(), case.rulebook_pack, case.registered_on)
