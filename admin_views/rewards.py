"""Rewards (奖励) to complainants and departments: proposed, decided, paid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import lazy_gettext

from admin_views.clauses import clause_url
from admin_views.clock import now, today
from admin_views.filters import Choice
from admin_views.forms import DateField, Form, InputRequired, LineField, MoneyField, PickField, ProseField, required
from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.master_picks import COMPLAINTS, DEPARTMENTS
from admin_views.penalty_forms import IncentiveField
from admin_views.record_screen import Page, RecordScreen
from admin_views.scoped import Tab
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts
from admin_views.words import words
from models import Reward, db
from queries.earned import known_today
from queries.rewards import waiting_for
from queries.rulebook import judged_under
from rulebook import Words
from rules.permissions import Permission
from rules.reward_acts import STEPS
from terms.incentives import RewardTo
from terms.rewards import RewardAct, RewardStatus
from terms.term import Term
from terms.time import local_date
from workflows.rewards.decide import approve, facts_of, pay, refuse
from workflows.rewards.propose import propose

TALL = {"rows": 3}
WHAT = ("status", "to", "reward", "amount", "reason", "decides", "proposed_by.name", "proposed_at")
DECISION = ("decided_by.name", "decided_at", "decision", "paid_by.name", "paid_at")


def named() -> list[tuple[str, Words, str]]:
    """The rewards that go to no staff."""
    found = known_today(db.session(), local_date(now())).rewards
    return [(one.reward, one.name, one.clause) for one in found if one.to is not RewardTo.STAFF]


def reward_words(row: Reward) -> str:
    """What the policy it was given under calls it."""
    known = judged_under(db.session(), row.rulebook_issue).incentives.rewards
    return next((words(one.name) for one in known if one.reward == row.reward), row.reward)


class GiveForm(Form):
    reward = IncentiveField(lazy_gettext("Reward"), named, required())
    complaint_id = PickField(
        label_of("complaint"), COMPLAINTS, description=lazy_gettext("Whose complainant it is for.")
    )
    department_id = PickField(
        label_of("department"), DEPARTMENTS, description=lazy_gettext("For the commendation of a department.")
    )
    amount = MoneyField(
        label_of("amount"),
        [InputRequired()],
        description=lazy_gettext("No document names a sum: say why it is this one. 0 is thanks in words."),
    )
    reason = ProseField(lazy_gettext("What helped, and why this reward"), required(), render_kw=TALL)


class ApproveForm(Form):
    reason = LineField(label_of("reason"), render_kw={"wide": True})


class RefuseForm(Form):
    reason = LineField(label_of("reason"), required(), render_kw={"wide": True})


class PayForm(Form):
    voucher = LineField(label_of("voucher"), required(), most=64)
    paid_on = DateField(lazy_gettext("Paid on"), required())


class Rewards(RecordScreen):
    model = Reward
    address = "reward"
    title, icon = lazy_gettext("Rewards to complainants"), "users"
    permissions = {"read": Permission.REWARD_READ, "create": Permission.REWARD_GIVE}
    create_with = staticmethod(propose)
    form = GiveForm
    eager = ("complaint", "department", "proposed_by", "decided_by", "paid_by", "cost")
    column_list = ("number", "status", "to", "whose", "reward", "amount", "decides", "proposed_at")
    column_labels: dict[str, Any] = {"whose": lazy_gettext("Case or department")}
    column_formatters = {
        "reward": reward_words,
        "whose": lambda row: row.complaint.number if row.complaint else row.department.name,
    }
    column_sortable_list = ("number", "proposed_at")
    column_searchable_list = ("number", "reason")
    pills = ("status",)
    filters = (Choice("status", RewardStatus), Choice("to", RewardTo))
    tabs = (Tab("mine", lazy_gettext("I decide or pay"), lambda: waiting_for(actor().as_person())),)
    table, facts_of = STEPS, staticmethod(facts_of)
    pages: Mapping[Term, Page] = {
        RewardAct.APPROVE: Page(ApproveForm, approve),
        RewardAct.REFUSE: Page(RefuseForm, refuse),
        RewardAct.PAY: Page(PayForm, pay, lambda _row: {"paid_on": today()}),
    }
    onward = (RewardAct.APPROVE, RewardAct.PAY)

    @property
    def can_create(self) -> bool:
        """Only where a policy in force knows a reward to propose."""
        return super().can_create and bool(named())

    def sections(self, row: Reward) -> list[Any]:
        case = linked("complaint", COMPLAINTS.one(row.complaint_id)) if row.complaint_id else Cell("—")
        if case.text == "—" and row.complaint:
            case = Cell(row.complaint.number)
        whose = [
            (label_of("complaint"), case) if row.complaint_id else (label_of("department"), Cell(str(row.department))),
            (label_of("clause"), Cell(row.clause, url=clause_url(row.clause))),
        ]
        cost = [(label_of("cost"), linked("cost", row.cost))] if row.cost else []
        return [Facts("", [*whose, *self.told(row, WHAT), *self.told(row, DECISION), *cost])]

    def prefill(self) -> dict[str, Any]:
        case = COMPLAINTS.one(request.args.get("complaint_id", ""))
        return {"complaint_id": case.id if case else None}
