"""A form sent after its log-in had ended: the entries are kept through the log-in, and the same person sends them on.

They travel sealed through the log-in page; nothing of them is stored. The request had passed the check of its form
token, so nobody else's page can plant entries here. Files are not kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from models import AuthSession, db
from workflows.auth.tokens import fingerprint

HOURS_12 = 12 * 3600
LARGEST = 200_000
# Passwords are not carried about, not even sealed.
WITH_SECRETS = frozenset({"auth.change_password"})


@dataclass(frozen=True)
class Kept:
    """Entries waiting for their author. address: where they were going."""

    staff_id: int
    address: str
    entries: list[list[str]]


def seal() -> str:
    """What this request brought, sealed; '' when it brought nothing, or nobody knows whose it is."""
    author = _author()
    entries = [[name, value] for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if author is None or not entries or request.endpoint is None or request.endpoint in WITH_SECRETS:
        return ""
    sealed = str(_sealer().dumps([author, request.full_path.rstrip("?"), entries]))
    return sealed if len(sealed) <= LARGEST else ""


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
        return None
    return db.session.scalar(select(AuthSession.staff_id).where(AuthSession.secret_hash == fingerprint(secret)))


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="entries kept through a log-in")
