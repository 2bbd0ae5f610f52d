"""The rulebook to read: every pack and profile, what holds since when for whom, and where the documents are silent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

import rulebook
from admin_views import rulebook_asked as asked
from admin_views.base import Guarded, opens
from admin_views.clock import today
from admin_views.rulebook_beside import Beside
from admin_views.rulebook_bundles import BundlePages
from admin_views.rulebook_calendar import CalendarPages
from admin_views.rulebook_documents import DocumentPages
from admin_views.rulebook_profiles import choices as profiles
from admin_views.rulebook_tables import said, says
from admin_views.rulebook_topics import TOPICS
from admin_views.signed_in import actor
from admin_views.words import listed
from models import RulebookIssue, db
from queries import rulebook_pages as shelf_pages
from queries import rulebook_shelf as shelf
from queries.rulebook import company, in_force
from queries.rulebook_coming import Coming, coming
from queries.rulebook_drafts import drafts
from queries.rulebook_shelf import Edition
from rulebook.company import InForce
from rules.conflicts import gone_laws, with_statute
from rules.permissions import Permission
from terms.rulebook import IssueStatus


class Rulebook(Beside, BundlePages, DocumentPages, CalendarPages, Guarded, BaseView):
    title = lazy_gettext("Rulebook")
    icon = "book"
    permissions = {"read": Permission.RULEBOOK_READ, "draft": Permission.RULEBOOK_DRAFT}

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="rulebook", url="/rulebook")

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        """What holds here first, then what else there is to take."""
        book = in_force(db.session(), on=today())
        rows = [(row, whom(row), asked.name_of(row.pack)) for row in company(db.session())]
        working = {row.pack for row, _whom, _name in rows}
        others = [one for name in rulebook.packs() if name not in working and (one := _shipped(name))]
        profiles = [one for name in rulebook.profiles() if (one := _shipped(name))]
        return self.page(
            "index", title=self.title, rows=rows, others=others, profiles=profiles, today=today(), book=book,
            said_about=[topic for topic in TOPICS if says(topic, book)], coming=self.coming(working),
        )  # fmt: skip

    @expose("/pack/")
    @opens("read")
    def pack(self) -> ResponseReturnValue:
        """One issue from above: whom it binds, what it is built from, its topics, what it decided by itself."""
        if request.args.getlist("with"):
            return redirect(url_for("rulebook.pack", pack=asked.with_ticked()))
        found = asked.edition()
        on = asked.day_asked()
        return self.page(
            "pack", title=asked.title_of(found), found=found, book=found.book, on=on, issues=issues(found),
            own={topic.name: len(own_places(found, topic.name)) for topic in TOPICS},
            borrowed=shelf_pages.borrowed(shelf.merged(db.session(), found), found.book),
            silent=[topic.name for topic in TOPICS if not says(topic, found.book)],
            profiles=[] if found.is_profile or found.book.pack.abstract else profiles(),
            against_law=[*with_statute(found.book, on=on), *gone_laws(found.book, on=on)],
        )  # fmt: skip

    @expose("/topic/")
    @opens("read")
    def topic(self) -> ResponseReturnValue:
        topic, found = asked.topic_named(request.args.get("name", "")), asked.edition()
        decided = [one for one in found.book.pack.decided if one.topic == topic.name]
        return self.page(
            "topic", title=topic.title, topic=topic, found=found, decided=decided, own=own_places(found, topic.name),
            own_only=request.args.get("own") == "1", parts=[part for part in topic.parts(found.book) if part.lines],
            coming=[one for one in self.coming([found.name]) if topic.name in one.topics and not later(found)],
            may_draft=self.allows("draft") and may_be_changed(found),
        )  # fmt: skip

    def coming(self, packs: Iterable[str]) -> list[Coming]:
        """The approved issues that have not begun: what people read changes on their day."""
        return coming(db.session(), packs, on=today())

    def page(self, name: str, *, title: Any, **shown: Any) -> ResponseReturnValue:
        return self.render(
            f"rulebook/{name}.html", heading=title, topics=TOPICS, said=said, here=asked.here, name_of=asked.name_of,
            title_of=asked.title_of, **shown,
        )  # fmt: skip


def later(found: Edition) -> bool:
    """Whether somebody reads a draft, or an issue that has not begun."""
    return found.row is not None and (not found.row.effective_from or found.row.effective_from > today())


def may_be_changed(found: Edition) -> bool:
    """Whether a change can be drafted from the issue somebody reads."""
    pack = found.book.pack
    drafted = found.row is not None and found.row.status is not IssueStatus.APPROVED
    return bool(pack.amendment) and not (found.is_profile or pack.abstract or drafted)


def _shipped(name: str) -> Edition | None:
    return shelf.shipped(name, on=today())


def issues(found: Edition) -> list[RulebookIssue]:
    """The issues of a pack that the reader may see, the newest first; none of a profile, which nobody works by."""
    return drafts(db.session(), actor().as_person(), pack=found.book.pack.key)


def own_places(found: Edition, topic: str) -> set[str]:
    """The places of a topic that the pack wrote itself."""
    return {place for (about, place), pack in found.book.origins.items() if about == topic and pack == found.name}


def whom(row: InForce) -> str:
    """For which cases a pack holds, in words; '' for every case."""
    return "; ".join(listed(sorted(side)) for side in row.sides if side)
