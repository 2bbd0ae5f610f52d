"""Two issues side by side, and what packs and laws say against each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import lazy_gettext

import rulebook
from admin_views import rulebook_asked as asked
from admin_views.base import opens
from admin_views.clock import today
from admin_views.rulebook_compare import Compared, compared
from admin_views.rulebook_tables import Topic
from admin_views.rulebook_topics import TOPICS
from models import db
from queries import rulebook_shelf as shelf
from queries.rulebook import company
from queries.rulebook_shelf import Edition
from rulebook import Book
from rulebook.differences import differing as differing_places
from rules.conflicts import Conflict, between_packs, gone_laws, with_statute


@dataclass(frozen=True)
class Clash:
    """Two packs in force together, and the tables in which each speaks by a clause of its own."""

    one: str
    other: str
    topics: list[tuple[Topic, list[Compared]]]


class Beside:
    """Differences and conflicts."""

    def page(self, name: str, *, title: Any, **shown: Any) -> ResponseReturnValue:
        raise NotImplementedError

    @expose("/differences/")
    @opens("read")
    def differences(self) -> ResponseReturnValue:
        """What one issue says differently from another; unasked, from the pack it builds on."""
        after = asked.edition()
        other = request.args.get("other") or after.below
        before = asked.one_named(other) if other else None
        chosen = [one for one in TOPICS if one.name == request.args.get("topic")] or list(TOPICS)
        return self.page(
            "differences", title=lazy_gettext("What differs"), after=after, before=before, book=after.book,
            choices=asked.choices(after, before), asked_for=request.args.get("issue") or after.name,
            other=other, chosen=chosen[0] if len(chosen) == 1 else None,
            found=differing(before.book, after.book, chosen) if before else [],
        )  # fmt: skip

    @expose("/conflicts/")
    @opens("read")
    def conflicts(self) -> ResponseReturnValue:
        """Between the packs in force together; then of every pack with the law, those in force first."""
        working = list(dict.fromkeys(row.pack for row in company(db.session())))
        every = [*working, *(name for name in rulebook.packs() if name not in working)]
        return self.page(
            "conflicts", title=lazy_gettext("Conflicts"), working=working,
            clashes=[clash(one, other) for one, other in combinations(working, 2)],
            laws=[(name, found) for name in every if (found := against_law(name))],
        )  # fmt: skip


def differing(before: Book, after: Book, topics: list[Topic]) -> list[tuple[Topic, list[Compared]]]:
    """The topics that differ, each with its tables."""
    found = [(topic, compared(topic, before, after)) for topic in topics]
    return [(topic, tables) for topic, tables in found if tables]


def against_law(name: str) -> list[Conflict]:
    """Where a pack stands against the law today."""
    book = _edition(name).book
    return [*with_statute(book, on=today()), *gone_laws(book, on=today())]


def clash(one: str, other: str) -> Clash:
    before, after = _edition(one), _edition(other)
    texts = [shelf.merged(db.session(), found) for found in (before, after)]
    places = {(found.topic, found.place) for found in between_packs(differing_places(*texts))}
    tables = differing(before.book, after.book, list(TOPICS))
    return Clash(one, other, [(topic, kept) for topic, all_ in tables if (kept := _kept(topic, all_, places))])


def _kept(topic: Topic, tables: list[Compared], places: set[tuple[str, str]]) -> list[Compared]:
    """The tables with the lines of these places only."""
    found = [
        Compared(one.title, one.labels, [pair for pair in one.pairs if (topic.name, pair.shown.place) in places])
        for one in tables
    ]
    return [one for one in found if one.pairs]


def _edition(name: str) -> Edition:
    return shelf.edition(db.session(), name, on=today()) or abort(404)
