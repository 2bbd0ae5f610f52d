"""A form sent after its log-in had ended: the entries are kept through the log-in, and the same person sends them on.

They travel sealed through the log-in page; nothing of them is stored. Whose entries they are is told by the log-in the
browser still names, or, where its cookie is gone (lost, or logged out in another tab), by the mark of the form itself.
Either is signed by us for one person, so nobody else's page can plant entries here. Files are not kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, request, session
from flask_login import current_user
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import select

from models import AuthSession, db
from workflows.auth.tokens import fingerprint

HOURS_12 = 12 * 3600
LARGEST = 200_000
# Passwords are not carried about, not even sealed.
WITH_SECRETS = frozenset({"auth.change_password"})
# What belongs to the form, not to what was entered.
MARKS = ("csrf_token", "author")


@dataclass(frozen=True)
class Kept:
    """Entries waiting for their author. address: where they were going."""

    staff_id: int
    address: str
    entries: list[list[str]]


def seal() -> str:
    """What this request brought, sealed; '' when it brought nothing, or nobody knows whose it is."""
    author = _author()
    entries = _entries()
    if author is None or not entries or request.endpoint is None or request.endpoint in WITH_SECRETS:
        return ""
    sealed = str(_sealer().dumps([author, _address(), entries]))
    return sealed if len(sealed) <= LARGEST else ""


def entries_of(staff_id: int) -> Kept | None:
    """What this request brought, if its form was this person's: given to them before they logged in anew elsewhere."""
    own = _marked_author() == staff_id and request.endpoint not in WITH_SECRETS
    entries = _entries()
    return Kept(staff_id, _address(), entries) if own and entries else None


def author_mark() -> str:
    """The mark by which a form's author is known again; empty for a stranger."""
    return str(_marker().dumps(current_user.auth_session.id)) if current_user.is_authenticated else ""


def opened(sealed: str, staff_id: int) -> Kept | None:
    """The entries of a seal if they are this person's and fresh enough."""
    try:
        kept = Kept(*_sealer().loads(sealed, max_age=HOURS_12))
    except (BadData, TypeError):
        return None
    return kept if kept.staff_id == staff_id else None


def _author() -> int | None:
    """Whose log-in it was that has ended."""
    secret = session.get("_user_id")
    if not isinstance(secret, str):
        return _marked_author()
    return db.session.scalar(select(AuthSession.staff_id).where(AuthSession.secret_hash == fingerprint(secret)))


def _marked_author() -> int | None:
    """Whose form it was that came without its log-in."""
    try:
        key = _marker().loads(request.form.get("author", ""))
    except BadData:
        return None
    return db.session.scalar(select(AuthSession.staff_id).where(AuthSession.id == key))


def _entries() -> list[list[str]]:
    return [[name, value] for name, value in request.form.items(multi=True) if name not in MARKS]


def _address() -> str:
    return request.full_path.rstrip("?")


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="entries kept through a log-in")


def _marker() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="author of a form")


def install(app: Flask) -> None:
    app.jinja_env.globals.update(author_mark=author_mark)
