"""The rulebook to read: what holds, since when, in whose words, and where the documents are silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views.base import Guarded, opens
from admin_views.clock import today
from admin_views.rulebook_tables import Topic, said
from admin_views.rulebook_topics import TOPICS
from admin_views.words import listed
from models import db
from queries.rulebook import in_force
from queries.rulebook_pages import citing, clauses_of, holidays, months
from rulebook import Book, Clause
from rulebook.calendars import CalendarYear
from rules.permissions import Permission

FIRST_YEAR, LAST_YEAR = 2020, 2040
NAMES = tuple(topic.name for topic in TOPICS)


@dataclass(frozen=True)
class Statute:
    """One statutory floor in words."""

    name: str
    figure: str
    citation: str
    whom: str
    since: date
    how_sure: str


def book() -> Book:
    """What holds today."""
    return in_force(db.session(), on=today())


def named_days(year: CalendarYear | None) -> list[tuple[str, str]]:
    """The holidays of a year by name, each with its days."""
    if year is None:
        return []
    return [(said(year.days_off[days[0]]), listed(f"{day:%m-%d}" for day in days)) for days in holidays(year).values()]


def topic_named(name: str) -> Topic:
    return next((topic for topic in TOPICS if topic.name == name), None) or abort(404)


class Rulebook(Guarded, BaseView):
    title = lazy_gettext("Rulebook")
    icon = "book"
    permissions = {"read": Permission.RULEBOOK_READ}

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="rulebook", url="/rulebook")

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        return self._page(
            "index", title=self.title, years=sorted(book().calendar.years.values(), key=lambda one: one.year)
        )

    @expose("/topic/")
    @opens("read")
    def topic(self) -> ResponseReturnValue:
        topic = topic_named(request.args.get("name", ""))
        decided = [one for one in book().pack.decided if one.topic == topic.name]
        return self._page("topic", title=topic.title, topic=topic, parts=topic.parts(book()), decided=decided)

    @expose("/clause/")
    @opens("read")
    def clause(self) -> ResponseReturnValue:
        """One clause within its document; a document's name alone opens it at its beginning."""
        ref = " ".join(request.args.get("ref", "").split())
        document = ref.split(" ")[0] if ref else ""
        clauses = clauses_of(book(), document)
        found = next((one for one in clauses if one.key == ref), None)
        if not clauses or (found is None and ref != document):
            abort(404)
        return self._page(
            "clause", title=ref, document=document, clauses=clauses, chosen=found, applied=self._applied(clauses)
        )

    def _applied(self, clauses: tuple[Clause, ...]) -> dict[str, list[Topic]]:
        """By clause, the pages that apply it."""
        return {one.key: [topic_named(name) for name in citing(book(), one.key, NAMES)] for one in clauses}

    @expose("/calendar/")
    @opens("read")
    def calendar(self) -> ResponseReturnValue:
        text = request.args.get("year", "")
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today().year
        year = min(max(year, FIRST_YEAR), LAST_YEAR)
        known = book().calendar
        return self._page(
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
            for one in book().statutes
        ]
        return self._page("statutes", title=lazy_gettext("What the law gives"), statutes=rows)

    def _page(self, name: str, *, title: Any, **shown: Any) -> ResponseReturnValue:
        return self.render(f"rulebook/{name}.html", heading=title, book=book(), topics=TOPICS, said=said, **shown)
