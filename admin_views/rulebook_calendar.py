"""The working calendar and what the law gives, as pages of the rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import lazy_gettext

import rulebook
from admin_views.base import opens
from admin_views.clock import today
from admin_views.rulebook_tables import said
from admin_views.words import listed
from queries.rulebook_pages import holidays, months
from rulebook.calendars import CalendarYear

FIRST_YEAR, LAST_YEAR = 2020, 2040


@dataclass(frozen=True)
class Statute:
    """One statutory floor in words."""

    name: str
    figure: str
    citation: str
    whom: str
    since: date
    how_sure: str


class CalendarPages:
    """Pages that are the same whatever pack is read."""

    def page(self, name: str, *, title: Any, **shown: Any) -> ResponseReturnValue:
        raise NotImplementedError

    @expose("/calendar/")
    @opens("read")
    def calendar(self) -> ResponseReturnValue:
        text = request.args.get("year", "")
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today().year
        year = min(max(year, FIRST_YEAR), LAST_YEAR)
        known = rulebook.calendar()
        return self.page(
            "calendar",
            title=lazy_gettext("Working calendar"),
            year=year,
            known=known.years.get(year),
            holidays=named_days(known.years.get(year)),
            months=months(year, known),
            today=today(),
        )

    @expose("/statutes/")
    @opens("read")
    def statutes(self) -> ResponseReturnValue:
        rows = [
            Statute(
                said(one.name),
                said(one.figure),
                said(one.citation),
                listed(sorted(one.applies_to)),
                one.in_force_from,
                said(one.how_sure),
            )
            for one in rulebook.statutes()
        ]
        return self.page("statutes", title=lazy_gettext("What the law gives"), statutes=rows)


def named_days(year: CalendarYear | None) -> list[tuple[str, str]]:
    """The holidays of a year by name, each with its days."""
    if year is None:
        return []
    return [(said(year.days_off[days[0]]), listed(f"{day:%m-%d}" for day in days)) for days in holidays(year).values()]
