"""The month: its close step by step, the summaries behind it, and their papers."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from admin_views.base import Screen, opens
from admin_views.clock import now, today
from admin_views.filters import Choice
from admin_views.forms import posted
from admin_views.history import told
from admin_views.lookups import key_of
from admin_views.month_forms import OF_DEPARTMENT, PAGES
from admin_views.signed_in import actor, person
from admin_views.story import Cell, Link
from admin_views.words import words
from models import Department, Month, db
from queries import month_page
from queries.history import history
from queries.month_facts import month_facts
from queries.scope import visible
from rules.month_acts import MonthOption, options
from rules.permissions import Permission
from terms.complaint import Responsible
from terms.costs import CostKind
from terms.month import Loose, MonthAct, MonthStatus
from terms.people import Role
from terms.trade import Fault

# What leads the month on, the most wanted first.
ONWARD = (MonthAct.APPROVE, MonthAct.SEND, MonthAct.CLOSE, MonthAct.DECIDE_REOPENING)

# Who reads cases, or answers for the money in them.
NAMED_TO = (
    Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION, Role.GENERAL_OFFICE, Role.DIRECTOR, Role.GENERAL_MANAGER,
    Role.FINANCE,
)  # fmt: skip


def month_text(row: Month) -> Cell:
    return Cell(str(row))


class Months(Screen):
    model = Month
    address = "month"
    title, icon = lazy_gettext("Month close"), "check"
    permissions = {"read": Permission.MONTH_READ}
    eager = ("locked_by",)
    column_list = ("month", "status", "opened_at", "locked_at", "locked_by.name", "closed_at")
    column_sortable_list = ("month",)
    column_default_sort = "-month"
    column_formatters = {"month": month_text}
    pills = ("status",)
    filters = (Choice("status", MonthStatus),)

    # The words that a summary keeps by their values.
    terms = (Loose, Role, Responsible, Fault, CostKind)

    # The page.
    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        session, row = db.session(), self.row()
        month_page.whole(session, row.id)
        unit = self._unit()
        figures = month_page.figures_of(session, row, unit, actor().as_person())
        before, last_year = month_page.before_and_last_year(session, row.month, unit, actor().as_person())
        return self.render(
            "month/details.html",
            row=row,
            heading=str(row),
            today=today(),
            steps=month_page.steps_shown(session, row, now()),
            departments=month_page.departments_shown(session, row, actor().as_person()),
            unit=unit,
            figures=figures,
            before=before,
            last_year=last_year,
            lists=month_page.lists_of(session, row.id),
            links=self.links(row),
            options=self.acts(row),
            # What one department says of its summary is not for another to read.
            events=told(history(session, "month", row.id)) if unit is None else [],
        )

    def _unit(self) -> int | None:
        """Whose figures lead the page: the company's, or the reader's own department's."""
        reader = actor().as_person()
        return None if month_page.reads(reader, None) else reader.department_id

    def acts(self, row: Month, department_id: int | None = None) -> list[MonthOption]:
        """Every act with what stands in its way."""
        facts = month_facts(db.session(), row, now(), department_id=department_id)
        return list(options(facts, actor().as_person()))

    def links(self, row: Month) -> list[Link]:
        possible = [
            one.step.act for one in self.acts(row) if one.obstacle is None and one.step.act not in OF_DEPARTMENT
        ]
        onward = [act for act in ONWARD if act in possible][:1]
        return [
            Link(words(act), self.url_of(row, "act_view", act=act.value), primary=act in onward) for act in possible
        ]

    def department_acts(self, row: Month, department: Department) -> list[Link]:
        """What this person can do with one department's summary."""
        possible = [
            one.step.act
            for one in self.acts(row, department.id)
            if one.step.act in OF_DEPARTMENT and one.obstacle is None
        ]
        return [
            Link(
                words(act),
                self.url_of(row, "act_view", act=act.value, department_id=department.id),
                act is MonthAct.SIGN,
            )
            for act in possible
        ]

    # One summary.
    @expose("/summary/")
    @opens("read")
    def summary_view(self) -> ResponseReturnValue:
        return self.render("month/summary.html", **self._summary(self.row()))

    @expose("/paper/")
    @opens("read")
    def paper_view(self) -> ResponseReturnValue:
        """月度质量投诉汇总表, of a department (`department_id`) or of the company."""
        return self.render("month/paper.html", **self._summary(self.row()))

    def _summary(self, row: Month) -> dict[str, Any]:
        session = db.session()
        department = self._department()
        key = department.id if department else None
        if not month_page.reads(actor().as_person(), key):
            abort(404)
        signed = next((one for one in row.signed if one.department_id == key), None)
        before, last_year = month_page.before_and_last_year(session, row.month, key, actor().as_person())
        return {
            "row": row,
            "department": department,
            "heading": gettext("Monthly quality-complaint summary"),
            "signed": signed,
            "figures": month_page.figures_of(session, row, key, actor().as_person()),
            "before": before,
            "last_year": last_year,
        }

    def _department(self) -> Department | None:
        """The department an address names; 404 for one that is none."""
        asked = request.values.get("department_id")
        if not asked:
            return None
        wanted = select(Department).where(Department.id == (key_of(asked) or 0))
        return db.session.scalars(visible(wanted, Department, person())).one_or_none() or abort(404)

    # Acts.
    @expose("/act/", methods=("GET", "POST"))
    @opens("read")
    def act_view(self) -> ResponseReturnValue:
        row = self.row()
        act = next((act for act in PAGES if act.value == request.values.get("act")), None) or abort(404)
        page, department = PAGES[act], self._department()
        key = department.id if department else None
        if act in OF_DEPARTMENT and not month_page.reads(actor().as_person(), key):
            abort(404)
        form = page.form(posted(), data={"department_id": key})
        option = next(one for one in self.acts(row, key) if one.step.act is act)
        return self.act(
            row, form, page.use_case, title=words(act), button=words(act), template="month/act.html",
            act_name=act.value, option=option, department=department, beside=lambda: self._beside(row, act, key),
        )  # fmt: skip

    def _beside(self, row: Month, act: MonthAct, department_id: int | None) -> dict[str, Any]:
        """The figures that are signed, shown with the act that signs them."""
        reader = actor().as_person()
        if not PAGES[act].figures or not month_page.reads(reader, department_id):
            return {"figures": None}
        before, last_year = month_page.before_and_last_year(db.session(), row.month, department_id, reader)
        figures = month_page.figures_of(db.session(), row, department_id, reader)
        return {"figures": figures, "before": before, "last_year": last_year}

    @staticmethod
    def names_cases() -> bool:
        """Whether the cases of a summary are named to this reader; to logistics they are a number of cases."""
        return actor().as_person().is_any(*NAMED_TO)

    def lists_url(self, row: Month) -> str:
        return url_for("replenishment.index_view", month_id=row.id)
