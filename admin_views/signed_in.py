"""Who is asking: the person behind the request, and what they may do."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from flask import Flask, current_app
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.exc import SQLAlchemyError

from admin_views.clock import now
from models import AuthSession, Staff, db
from queries.capacity import stand_in
from rules.permissions import Permission, allowed
from terms.people import Person, Role
from terms.time import local_date
from workflows.auth.resume import Patience, resume

manager = LoginManager()


class SignedIn(UserMixin):
    """One log-in of one person. Its id is the secret in the browser's cookie, so that the cookie dies with the row."""

    def __init__(self, auth_session: AuthSession, secret: str) -> None:
        self.auth_session = auth_session
        self.secret = secret

    @property
    def staff(self) -> Staff:
        return self.auth_session.staff

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held when the request came; a page asks for them dozens of times."""
        return self.staff.roles

    def get_id(self) -> str:
        return self.secret


@manager.user_loader
def load(secret: object) -> SignedIn | None:
    if not isinstance(secret, str):
        return None
    row = resume(db.session(), secret=secret, at=now(), patience=patience())
    if row is None:
        return None
    stand_in(db.session(), row.staff, local_date(now()))
    return SignedIn(row, secret)


def patience() -> Patience:
    settings = current_app.config["SETTINGS"]
    return Patience(timedelta(minutes=settings.idle_minutes), timedelta(minutes=settings.absolute_minutes))


def is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


def actor() -> Staff:
    """The person behind the request, to be handed to use-cases."""
    return current_user.staff


def person() -> Person | None:
    """The same as plain values for row scope; nobody outside a log-in."""
    return actor().as_person() if is_signed_in() else None


def who() -> str:
    """The person for the log: a key, not a name; `-` for a stranger, also when the database cannot say."""
    try:
        return f"staff {actor().id}" if is_signed_in() else "-"
    except SQLAlchemyError:
        return "-"


def may(permission: Permission) -> bool:
    """Whether one of the person's roles opens this door."""
    return is_signed_in() and allowed(current_user.roles, permission)


def install(app: Flask) -> None:
    # The session row knows idle, absolute and ended; comparing addresses would only throw phones out.
    manager.session_protection = None
    manager.init_app(app)
    app.jinja_env.globals.update(may=may, Permission=Permission)
