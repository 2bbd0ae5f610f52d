"""What waits for somebody, role by role: each board serves one act of somebody's day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from models import Staff
from queries import (
    boards,
    course_boards,
    desks,
    forms,
    letters,
    month_turns,
    penalties,
    rewards,
    rulebook_drafts,
    score_facts,
    time_boards,
)
from queries.some import Some
from terms.classes import QueueOrder
from terms.people import AMENDERS, Role
from terms.text import Text, say

R = Role
Find = Callable[[Session, Staff, datetime], Some[Any]]


@dataclass(frozen=True)
class BoardKind:
    """One board. roles: whose day it serves; row: the macro of home/rows.html that draws a row.

    leads_to: the arguments of the list that shows them all, none where there is no such list.
    quiet: nothing is said of it while it is empty. hint: what the policy says of it, with the clause.
    """

    key: str
    title: Any
    icon: str
    roles: tuple[Role, ...]
    row: str
    find: Find
    leads_to: tuple[str, dict[str, str]] | None = None
    quiet: bool = False
    hint: Callable[[Session, Staff, datetime], tuple[Text, str] | None] = lambda *_asked: None


@dataclass(frozen=True)
class Board:
    """One board with what is on it."""

    kind: BoardKind
    rows: list[Any]
    count: int
    hint: tuple[Text, str] | None = None

    @property
    def url(self) -> str:
        """Where all of it is shown, when not all of it fits here."""
        if self.kind.leads_to is None or self.count <= len(self.rows):
            return ""
        endpoint, arguments = self.kind.leads_to
        return url_for(endpoint, **arguments)  # type: ignore[arg-type]  # none is Flask's own


OPEN = ("complaint.index_view", {"tab": "open", "order": "due_at"})
OVERDUE = ("complaint.index_view", {"tab": "overdue", "order": "due_at"})
MINE = ("complaint.index_view", {"tab": "mine", "order": "due_at"})
FORMS = ("handling_form.index_view", {"tab": "overdue"})
FILINGS = ("filing.index_view", {"tab": "waiting"})
HANDLERS = (R.CLERK, R.SUPERVISOR, R.DEPARTMENT_HEAD)
OFFICES = (R.SALES_ADMINISTRATION, R.GENERAL_OFFICE)


def in_which_order(session: Session, staff: Staff, at: datetime) -> tuple[Text, str] | None:
    """What to take next, where the policy says it."""
    rule = boards.policy_where(session, staff, at).classes
    if not rule.order_clause:
        return None
    if rule.order is QueueOrder.FIRST_COME:
        return say("First come, first served: take the first one next."), rule.order_clause
    return say("By priority: take the first one next."), rule.order_clause


KINDS: tuple[BoardKind, ...] = (
    BoardKind(
        "sent_back", lazy_gettext("Returned to me for correction"), "back", HANDLERS, "sent_back",
        lambda session, staff, _at: desks.sent_back(session, staff),
    ),
    BoardKind(
        "first_contacts", lazy_gettext("First contact due"), "phone", (*HANDLERS, *OFFICES), "first_contact",
        lambda session, staff, _at: boards.first_contacts(session, staff),
    ),
    BoardKind(
        "mine", lazy_gettext("My cases"), "complaint", HANDLERS, "case",
        boards.mine, MINE, hint=in_which_order,
    ),
    BoardKind(
        "due_soon", lazy_gettext("Due soon"), "clock", HANDLERS, "clock", time_boards.due_soon, quiet=True,
    ),
    BoardKind(
        "reported", lazy_gettext("Lateness reported to me"), "warn",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER, *OFFICES, R.QUALITY), "person",
        lambda session, staff, _at: time_boards.reported_to(session, staff), quiet=True,
    ),
    BoardKind(
        "extensions", lazy_gettext("Extensions I decide on"), "clock",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER, *OFFICES), "extension",
        lambda session, staff, _at: time_boards.extensions_to_decide(session, staff), quiet=True,
    ),
    BoardKind(
        "calendar", lazy_gettext("Working calendar"), "bell", (R.ADMINISTRATOR, R.GENERAL_OFFICE), "calendar",
        lambda session, _staff, at: time_boards.calendar_to_enter(session, at), quiet=True,
    ),
    BoardKind(
        "plans", lazy_gettext("Plans to approve"), "stamp",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER, R.GENERAL_OFFICE, R.QUALITY), "person",
        course_boards.plans_to_approve, quiet=True,
    ),
    BoardKind(
        "inspections", lazy_gettext("Goods to inspect"), "search", (R.QUALITY,), "case",
        course_boards.goods_to_inspect, quiet=True,
    ),
    BoardKind(
        "asked", lazy_gettext("Still asked before closing"), "edit", HANDLERS, "case",
        course_boards.open_before_closing, quiet=True,
    ),
    BoardKind(
        "promises", lazy_gettext("Calls I promised"), "phone", HANDLERS, "promise",
        lambda session, staff, _at: desks.promises(session, staff),
    ),
    BoardKind(
        "overdue", lazy_gettext("Overdue, without result"), "warn",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER, R.GENERAL_OFFICE), "person",
        boards.overdue, OVERDUE,
    ),
    BoardKind(
        "due_today", lazy_gettext("Due today, without result"), "clock",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.GENERAL_OFFICE), "person",
        boards.due_today, OPEN,
    ),
    BoardKind(
        "unassigned", lazy_gettext("Nobody has taken these up"), "user",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD), "person",
        boards.unassigned,
    ),
    BoardKind(
        "reopened", lazy_gettext("Reopened, to be assigned again"), "back",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD), "person",
        lambda session, staff, _at: boards.reopened(session, staff),
    ),
    BoardKind(
        "false_reports", lazy_gettext("Findings against a report"), "warn",
        (R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER), "case",
        lambda session, staff, _at: boards.false_reports(session, staff),
    ),
    BoardKind(
        "to_call_back", lazy_gettext("To call back"), "phone", (R.GENERAL_OFFICE,), "call",
        lambda session, staff, _at: boards.to_call_back(session, staff), ("call_back.waiting", {}),
    ),
    BoardKind(
        "to_close", lazy_gettext("Confirmed, to be closed"), "check", (R.GENERAL_OFFICE,), "case",
        lambda session, staff, _at: boards.to_close(session, staff), ("call_back.closing", {}),
    ),
    BoardKind(
        "to_file", lazy_gettext("To file"), "stamp", (R.SALES_ADMINISTRATION, R.GENERAL_OFFICE), "filing",
        lambda session, staff, _at: desks.to_file(session, staff), FILINGS,
    ),
    BoardKind(
        "forms_not_in", lazy_gettext("Handling forms not handed in"), "folder",
        (R.SALES_ADMINISTRATION,), "form", forms.not_in, FORMS,
    ),
    BoardKind(
        "forms_missing", lazy_gettext("Handling forms not found"), "warn",
        (R.SALES_ADMINISTRATION, R.GENERAL_OFFICE), "form", forms.not_found,
        ("handling_form.index_view", {"tab": "missing"}),
    ),
    BoardKind(
        "forms_to_count", lazy_gettext("Forms to count before the month's summary"), "check",
        (R.SALES_ADMINISTRATION,), "count", forms.to_count,
    ),
    BoardKind(
        "forms_mine", lazy_gettext("Handling forms I must hand in"), "folder", HANDLERS, "form",
        forms.to_hand_in, ("handling_form.index_view", {"tab": "mine"}),
    ),
    BoardKind(
        "letters", lazy_gettext("Letters to answer"), "file", (*HANDLERS, *OFFICES, R.QUALITY), "letter",
        letters.to_answer, ("letter.index_view", {"tab": "mine"}),
    ),
    BoardKind(
        "month", lazy_gettext("My part in the month's close"), "check",
        (R.SALES_ADMINISTRATION, R.DEPARTMENT_HEAD, R.GENERAL_OFFICE, R.GENERAL_MANAGER, R.DIRECTOR, R.FINANCE,
         R.LOGISTICS), "turn",
        lambda session, staff, _at: month_turns.my_turns(session, staff), ("month.index_view", {}),
    ),
    BoardKind(
        "month_late", lazy_gettext("Late with the month, by name"), "warn",
        (R.GENERAL_OFFICE, R.DIRECTOR, R.GENERAL_MANAGER), "turn_of",
        lambda session, _staff, at: month_turns.late_turns(session, at), ("month.index_view", {}),
    ),
    BoardKind(
        "to_receive", lazy_gettext("Goods to receive before the decision"), "box", (R.LOGISTICS,), "case",
        lambda session, staff, _at: boards.to_receive(session, staff),
    ),
    BoardKind(
        "to_hand_over", lazy_gettext("Goods to hand over"), "truck", (R.LOGISTICS,), "order",
        lambda session, staff, _at: desks.to_hand_over(session, staff),
    ),
    BoardKind(
        "to_pay", lazy_gettext("To pay"), "money", (R.FINANCE,), "order",
        lambda session, staff, _at: desks.to_pay(session, staff),
    ),
    BoardKind(
        "to_investigate", lazy_gettext("Not investigated yet"), "search", (R.QUALITY,), "case",
        lambda session, staff, _at: boards.to_investigate(session, staff),
    ),
    BoardKind(
        "entries", lazy_gettext("Penalties and appeals I decide"), "shield",
        (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER), "entry",
        lambda session, staff, _at: penalties.to_decide(session, staff.as_person()),
        ("penalty.index_view", {"tab": "decide"}),
    ),
    BoardKind(
        "entries_mine", lazy_gettext("Penalties I may appeal"), "bell", tuple(Role), "entry",
        lambda session, staff, _at: penalties.to_answer(session, staff.as_person()),
        ("penalty.index_view", {"tab": "mine"}),
    ),
    BoardKind(
        "consequences", lazy_gettext("Personnel decisions to note"), "users", (R.HUMAN_RESOURCES,), "entry",
        lambda session, staff, at: penalties.to_note(session, staff.as_person(), at),
    ),
    BoardKind(
        "rewards", lazy_gettext("Rewards I decide or pay"), "money", (R.DIRECTOR, R.GENERAL_MANAGER, R.FINANCE),
        "reward", rewards.turns, ("reward.index_view", {"tab": "mine"}),
    ),
    BoardKind(
        "scorecards", lazy_gettext("Scorecards to freeze or sign"), "chart",
        (R.GENERAL_OFFICE, R.HUMAN_RESOURCES, R.DIRECTOR, R.GENERAL_MANAGER), "scores", score_facts.turns,
        ("scorecard.index_view", {}),
    ),
    BoardKind(
        "assessments", lazy_gettext("Assessments I owe"), "edit",
        (R.DEPARTMENT_HEAD, R.DIRECTOR, R.GENERAL_MANAGER), "owed_points", score_facts.to_assess,
        ("scorecard.index_view", {}),
    ),
    BoardKind(
        "issues", lazy_gettext("Rulebook changes to sign"), "book", AMENDERS, "issue",
        lambda session, staff, _at: rulebook_drafts.to_sign(session, staff), ("rulebook_draft.index_view", {}),
    ),
    BoardKind(
        "drafts_returned", lazy_gettext("Rulebook drafts returned to me"), "back", AMENDERS, "issue_back",
        lambda session, staff, _at: rulebook_drafts.sent_back(session, staff), ("rulebook_draft.index_view", {}),
    ),
    BoardKind(
        "visits", lazy_gettext("My visits"), "wrench", (R.SERVICE_ENGINEER,), "visit", desks.visits,
    ),
)  # fmt: skip


def gather(session: Session, staff: Staff, at: datetime) -> list[Board]:
    """The boards of a person's roles; two statements each at most."""
    mine = [kind for kind in KINDS if not staff.roles.isdisjoint(kind.roles)]
    found = [(kind, kind.find(session, staff, at)) for kind in mine]
    return [
        Board(kind, some.rows, some.count, kind.hint(session, staff, at))
        for kind, some in found
        if some.rows or not kind.quiet
    ]
