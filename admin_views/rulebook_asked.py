"""Which issue of which pack an address asks for: `?pack=salt`, `?pack=salt&on=2026-03-01`, `?issue=salt@2026-03-01`."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, request, url_for

from admin_views.clock import today
from admin_views.rulebook_tables import Topic, said
from admin_views.rulebook_topics import TOPICS
from admin_views.signed_in import actor
from models import db
from queries import rulebook_shelf as shelf
from queries.rulebook import company, in_force
from queries.rulebook_drafts import drafts
from queries.rulebook_shelf import Edition
from rulebook import Book, RulebookError
from rulebook.files import with_profiles

CARRIED = ("pack", "issue", "on")
LONGEST_NUMBER = 10


def edition() -> Edition:
    """The issue asked for; unasked, the one the company works by today. What is not there is not found."""
    ref = request.args.get("issue") or request.args.get("pack")
    return one_named(ref) if ref else one_named(in_force(db.session(), on=day_asked()).pack.key)


def one_named(ref: str) -> Edition:
    """An issue by its key, or by its number while it has none; else what holds of a pack on the day asked for."""
    session = db.session()
    if not ref.isprintable():
        abort(404)
    if shelf.DATED in ref:
        return shelf.issue(session, ref) or abort(404)
    if ref.isascii() and ref.isdigit() and len(ref) < LONGEST_NUMBER:
        return shelf.numbered(session, actor().as_person(), int(ref), on=day_asked()) or abort(404)
    return shelf.edition(session, ref, on=day_asked()) or abort(404)


def with_ticked() -> str:
    """The name of the pack asked for with the profiles that were ticked beside it."""
    try:
        return with_profiles(request.args.get("pack", ""), request.args.getlist("with"))
    except RulebookError:
        return abort(404)


def day_asked() -> date:
    """The day of `?on=`; today for what is no day."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today()


def topic_named(name: str) -> Topic:
    return next((topic for topic in TOPICS if topic.name == name), None) or abort(404)


def here(page: str, **more: str) -> str:
    """The address of another page about the same issue."""
    carried: dict[str, Any] = {name: request.args[name] for name in CARRIED if request.args.get(name)}
    return url_for(f"rulebook.{page}", **(carried | more))


def name_of(pack: str) -> str:
    """What a shipped pack or profile is called, by its key."""
    found = shelf.shipped(pack, on=today())
    return title_of(found) if found else pack


def issue_name(key: str) -> str:
    """An issue in words: the name of its pack, and the day it begins."""
    pack, _, day = key.partition(shelf.DATED)
    return f"{name_of(pack)} {day}".strip()


def title_of(found: Edition) -> str:
    """A profile is called by its own name, without the ground it is read on."""
    book: Book = found.book
    return said(book.pack.name).rpartition(" + ")[2] if found.is_profile else said(book.pack.name)


def choices(*beside: Edition | None) -> list[tuple[str, str]]:
    """Every pack and profile to choose from, by key and name; then the issues of these packs."""
    packs = dict.fromkeys(one.book.pack.key for one in beside if one)
    rows = [row for pack in packs for row in drafts(db.session(), actor().as_person(), pack=pack)]
    issues = [(row.key or str(row.id), f"{row.key or name_of(row.pack)} {row.title}") for row in rows]
    names = dict.fromkeys((*shelf.names(), *(row.pack for row in company(db.session()))))
    return [*((name, name_of(name)) for name in names), *issues]
