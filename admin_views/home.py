"""Everybody's first page: what waits for me now, and what I may decide, in words with the clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views import charts, home_boards
from admin_views.clock import now
from admin_views.links import list_of
from admin_views.signed_in import actor, is_signed_in
from models import DailyReport, Staff, db
from queries import boards, month_figures
from queries.batch_counts import bad_batches
from queries.capacity import substitutes
from queries.inbox import inbox
from queries.reports import report_of
from queries.rulebook import for_person
from rules.powers import Power, powers
from terms.people import Role
from terms.powers import PowerKind
from terms.time import local_date

SIGNATURES_SHOWN = 8
WATCHERS = (Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GENERAL_OFFICE, Role.SALES_ADMINISTRATION)


@dataclass(frozen=True)
class Month:
    """The month against the same days of the one before, and two pictures."""

    now: month_figures.Figures
    before: month_figures.Figures
    days: charts.Chart
    faults: list[tuple[Any, int, float]]
    lists: dict[str, str]


class Home(BaseView):
    """One page for all; each card is there for whom it serves."""

    title = lazy_gettext("Home")
    icon = "home"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="home", url="/")

    def is_accessible(self) -> bool:
        return is_signed_in()

    @expose("/")
    def index(self) -> ResponseReturnValue:
        staff, at, session = actor(), now(), db.session()
        watches = not staff.roles.isdisjoint(WATCHERS)
        return self.render(
            "home/index.html",
            staff=staff,
            heading=self.title,
            powers=by_kind(powers(staff.roles, for_person(session, staff, on=local_date(at)).authority)),
            substitutes=substitutes(session, staff, local_date(at)),
            standing_in=staff.as_person().standing_in,
            to_sign=inbox(session, staff.as_person(), most=SIGNATURES_SHOWN),
            boards=home_boards.gather(session, staff, at),
            day=boards.day_of_results(session, staff, at) if watches else None,
            late=boards.late_by_name(session, staff, at) if watches else [],
            batches=bad_batches(session, staff, at) if Role.QUALITY in staff.roles else None,
            month=_month(staff, at),
            report=_report(staff, at),
        )


def by_kind(sentences: tuple[Power, ...]) -> list[tuple[PowerKind, list[Power]]]:
    """The sentences under their headings, in the order of the headings."""
    found = [(kind, [one for one in sentences if one.kind is kind]) for kind in PowerKind]
    return [(kind, some) for kind, some in found if some]


def _month(staff: Staff, at: datetime) -> Month | None:
    """For those who see little and decide well."""
    if not staff.as_person().is_any(Role.DIRECTOR, Role.GENERAL_MANAGER):
        return None
    session, span = db.session(), month_figures.this_month(at)
    return Month(
        now=month_figures.figures(session, staff, span),
        before=month_figures.figures(session, staff, month_figures.same_days_before(at)),
        days=charts.upright(month_figures.by_day(session, staff, at)),
        faults=charts.shares(month_figures.by_fault(session, staff, span)),
        lists=_lists(local_date(at).replace(day=1)),
    )


def _lists(first: date) -> dict[str, str]:
    """The lists behind the month's figures; empty for those that the reader may not open."""
    return {
        "registered": list_of("complaint", registered_at_from=first),
        "late": list_of("complaint", registered_at_from=first, late=1),
        "approved": list_of("settlement", approved_at_from=first),
        "cash": list_of("settlement", approved_at_from=first, tab="cash"),
    }


def _report(staff: Staff, at: datetime) -> tuple[bool, DailyReport | None]:
    """Whether this person sends the day's report, and the report when it is sent."""
    sends = Role.GENERAL_OFFICE in staff.roles
    return sends, report_of(db.session(), local_date(at)) if sends else None
