"""The search in the head of every page: one word, every kind of entry the person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views import listing, menu
from admin_views.limits import SEARCHES, limiter
from admin_views.signed_in import is_signed_in
from models import db
from models.search import SEARCHED
from queries.pages import first_keys
from queries.search import LONGEST, long_enough

SHOWN = 5


@dataclass(frozen=True)
class Hits:
    """The first rows of one screen that fit, and whether there are more."""

    screen: Any
    rows: list[Any]
    more: bool


class Find(BaseView):
    """Everything a word leads to. The only entry it leads to is opened at once."""

    title = lazy_gettext("Search")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="find", url="/find")

    def is_accessible(self) -> bool:
        return is_signed_in()

    def is_visible(self) -> bool:
        return False

    @expose("/")
    @limiter.limit(SEARCHES)
    def index(self) -> ResponseReturnValue:
        term = request.args.get("q", "").replace("\0", "").strip()[:LONGEST]
        enough = long_enough(term)
        every = [hits_of(screen, term) for screen in searched()] if enough else []
        found = [hits for hits in every if hits.rows]
        if len(found) == 1 and len(found[0].rows) == 1:
            return redirect(found[0].screen.url_of(found[0].rows[0]))
        return self.render("screen/find.html", heading=self.title, term=term, enough=enough, found=found)


def searched() -> list[Any]:
    """The screens the person may open whose rows stand in the word index."""
    return [
        entry.screen
        for group in menu.groups()
        for entry in group.entries
        if getattr(entry.screen, "model", None) in SEARCHED
    ]


def hits_of(screen: Any, term: str) -> Hits:
    keys = first_keys(db.session(), screen.wanted(listing.Asked(search=term)), screen.order(""), SHOWN + 1)
    return Hits(screen, listing.load(screen, keys[:SHOWN]), len(keys) > SHOWN)
