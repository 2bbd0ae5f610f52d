"""Penalties and rewards (激励): who, for what, proved by what; confirmed, appealed, on a monthly statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views import acting
from admin_views.base import opens
from admin_views.clauses import clause_url
from admin_views.clock import today
from admin_views.days_asked import month_asked
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Dates, Picked
from admin_views.forms import posted
from admin_views.inbox import MARKED
from admin_views.labels import label_of
from admin_views.lookups import Pick
from admin_views.master_picks import COMPLAINTS, DEPARTMENTS, STAFF
from admin_views.penalty_filters import Among, breaches, last_months
from admin_views.penalty_forms import PAGES, ProposeForm, RewardForm, SanctionForm
from admin_views.penalty_preview import weigh
from admin_views.penalty_statement import gather, people, staff_of
from admin_views.penalty_words import (
    amount_cell,
    appeal_until,
    breach_words,
    consequence_words,
    evidence,
    month_words,
    notices,
    times_words,
)
from admin_views.record_screen import Page, RecordScreen
from admin_views.scoped import Tab
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Link
from admin_views.words import words
from models import PenaltyEntry, db
from queries.penalties import OPEN, count_to_decide, waiting_for
from rules.entries import options
from rules.permissions import Permission
from terms.exchange import FileKind
from terms.penalties import EntryAct, EntryKind, EntryStatus
from terms.term import Term
from workflows.penalties.case import facts_of
from workflows.penalties.incentive import propose_sanction
from workflows.penalties.propose import propose, propose_reward

WHAT = ("number", "kind", "staff.name", "department.name", "breach", "times", "amount", "mode", "happened_on", "month")
DECISION = ("status", "decides", "proposed_by.name", "proposed_at", "decided_by.name", "decided_at", "decision")
APPEAL = ("appealed_at", "appeal", "appeal_decided_by.name", "appeal_decided_at", "appeal_decision")


class Penalties(WithFiles, RecordScreen):
    model = PenaltyEntry
    file_kind = FileKind.PENALTIES
    address = "penalty"
    title, icon = lazy_gettext("Penalties and rewards"), "shield"
    permissions = {
        "read": Permission.PENALTY_READ,
        "create": Permission.PENALTY_PROPOSE,
        "export": Permission.EXPORT,
        "reward": Permission.REWARD_PROPOSE,
    }
    create_with = staticmethod(propose)
    form = ProposeForm
    eager = ("staff", "department", "complaint", "proposed_by", "decided_by", "appeal_decided_by")
    column_list = (
        "number",
        "status",
        "staff.name",
        "breach",
        "amount",
        "decides",
        "month",
        "department.name",
        "happened_on",
    )
    column_labels: dict[str, Any] = {
        "staff.name": label_of("concerned_staff"),
        "month": lazy_gettext("Counts in"),
    }
    column_sortable_list = ("number", "month", "happened_on", "amount")
    column_searchable_list = ("number",)
    column_formatters = {
        "breach": breach_words,
        "amount": amount_cell,
        "month": month_words,
        "times": times_words,
        "proposed_by.name": lambda row: (
            row.proposed_by.name if row.proposed_by else gettext("The system, from the records")
        ),
    }
    pills = ("status",)
    filters = (
        Among("month", last_months),
        Choice("status", EntryStatus),
        Choice("kind", EntryKind),
        Among("breach", breaches),
        Picked("staff_id", STAFF, label_of("concerned_staff")),
        Picked("department_id", DEPARTMENTS),
        Dates("happened_on"),
    )
    tabs = (
        Tab("decide", lazy_gettext("I decide"), lambda: waiting_for(actor().as_person())),
        Tab("mine", lazy_gettext("About me"), lambda: PenaltyEntry.staff_id == actor().id),
        Tab("open", lazy_gettext("Still open"), lambda: PenaltyEntry.status.in_(OPEN)),
    )
    list_template = "penalty/list.html"
    details_template = "penalty/details.html"
    act_template = "penalty/act.html"
    pages: Mapping[Term, Page] = PAGES
    onward = (EntryAct.CONFIRM, EntryAct.DECIDE_APPEAL, EntryAct.APPEAL, EntryAct.NOTE_CONSEQUENCE)

    def badge(self) -> Any:
        waiting = count_to_decide(db.session(), actor().as_person(), most=MARKED + 1)
        return f"{MARKED}+" if waiting > MARKED else waiting

    # The page.
    def acts(self, row: PenaltyEntry) -> list[Any]:
        return list(options(facts_of(db.session(), row), actor().as_person()))

    def links(self, row: PenaltyEntry) -> list[Link]:
        month = f"{row.month:%Y-%m}"
        statement = Link(
            gettext("Statement of the month"),
            self.page("statement_view", staff_id=row.staff_id, month=month),
            icon="print",
        )
        return [*super().links(row), statement]

    def sections(self, row: PenaltyEntry) -> list[Any]:
        case = COMPLAINTS.one(row.complaint_id) if row.complaint_id else None
        clause = [
            (label_of("clause"), Cell(row.clause or words(None), url=clause_url(row.clause) if row.clause else "")),
            (label_of("rulebook_issue"), Cell(row.rulebook_issue)),
        ]
        parts = [
            Facts(gettext("Entry"), [*self._what(row), *clause, *self._consequence(row)]),
            Facts(gettext("Evidence"), evidence(row, case)),
            Facts(gettext("Decision"), self.told(row, DECISION)),
        ]
        return [*parts, Facts(gettext("Appeal"), self.told(row, APPEAL))] if row.appealed_at else parts

    def _what(self, row: PenaltyEntry) -> list[tuple[Any, Cell]]:
        """Of a reward and a sanction neither times nor how it is taken, and no breach."""
        if row.kind is EntryKind.PENALTY:
            return self.told(row, WHAT)
        names = tuple(name for name in WHAT if name not in ("times", "mode", "breach"))
        return [*self.told(row, names), (label_of("incentive"), Cell(breach_words(row)))]

    def _consequence(self, row: PenaltyEntry) -> list[tuple[Any, Cell]]:
        asked = consequence_words(row)
        if asked is None:
            return []
        noted = (
            Cell(row.consequence)
            if row.consequence
            else Cell(gettext("open: %(what)s", what=words(asked)), mark="soon")
        )
        return [(label_of("consequence"), noted)]

    def told_to_the_person(self, row: PenaltyEntry) -> str:
        """What the person themselves must know; empty for others."""
        if row.staff_id != actor().id or row.locked_at or row.appealed_at or row.status is not EntryStatus.CONFIRMED:
            return ""
        return words(appeal_until(row)) if row.kind.is_appealed else ""

    def law(self, row: PenaltyEntry) -> list[str]:
        return [words(text) for text in notices([row])]

    def page(self, name: str, **more: Any) -> str:
        from_here: str = self.get_url(f".{name}", **more)
        return from_here

    # Proposing.
    def prefill(self) -> dict[str, Any]:
        case = COMPLAINTS.one(request.args.get("complaint_id", ""))
        staff = STAFF.one(request.args.get("staff_id", ""))
        return {
            "times": 1, "happened_on": today(), "complaint_id": case.id if case else None,
            "staff_id": staff.id if staff else None, "reward": request.args.get("reward", ""),
        }  # fmt: skip

    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        form = ProposeForm(posted(), data=self.prefill())
        return acting.answer(
            self, form, propose, {}, title=gettext("Propose a penalty"), button=gettext("Propose"),
            done=self.after_create, template="penalty/propose.html", beside=lambda: {"weighed": weigh(form, actor())},
        )  # fmt: skip

    @expose("/weigh/", methods=("POST",))
    @opens("create")
    def weigh_view(self) -> str:
        form = ProposeForm(posted())
        form.validate()
        return render_template("penalty/weighed.html", weighed=weigh(form, actor()), admin_view=self)

    @expose("/reward/", methods=("GET", "POST"))
    @opens("reward")
    def reward_view(self) -> ResponseReturnValue:
        form = RewardForm(posted(), data=self.prefill())
        return acting.answer(
            self, form, propose_reward, {}, title=gettext("Propose a reward"), button=gettext("Propose"),
            done=self.after_create,
        )  # fmt: skip

    @expose("/sanction/", methods=("GET", "POST"))
    @opens("create")
    def sanction_view(self) -> ResponseReturnValue:
        form = SanctionForm(posted(), data=self.prefill())
        return acting.answer(
            self, form, propose_sanction, {}, title=gettext("Propose a sanction"), button=gettext("Propose"),
            done=self.after_create,
        )  # fmt: skip

    def picks(self) -> dict[str, Pick]:
        more = {"staff_id": STAFF, "complaint_id": COMPLAINTS} if self.allows("create") or self.allows("reward") else {}
        return super().picks() | more

    # The month.
    @expose("/statement/")
    @opens("read")
    def statement_view(self) -> ResponseReturnValue:
        staff = staff_of(request.args.get("staff_id", ""), actor())
        if staff is None:
            abort(404)
        found = gather(staff, month_asked(), actor().as_person())
        return self.render("penalty/statement.html", heading=gettext("Statement of the month"), found=found)

    @expose("/people/")
    @opens("read")
    def people_view(self) -> ResponseReturnValue:
        month: date = month_asked()
        return self.render(
            "penalty/people.html", heading=gettext("By person"), month=month, people=people(month, actor().as_person()),
        )  # fmt: skip
