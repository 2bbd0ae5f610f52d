"""Pages for what went wrong: plain words, and for our own faults an id that is in the log."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from werkzeug.exceptions import HTTPException

from admin_views.signed_in import who
from admin_views.words import refusal_words
from models import db
from rules.permissions import NotPermitted
from terms.refusal import Refusal
from workflows.rows import NotFound

# What happened, and what to do about it.
WORDS: dict[int, tuple[Any, Any]] = {
    400: (
        lazy_gettext("This request cannot be read"),
        lazy_gettext("Go back, load the page again and send it once more."),
    ),
    403: (
        lazy_gettext("This is not open to you"),
        lazy_gettext("Your role does not include this page. The administrator can change roles."),
    ),
    404: (
        lazy_gettext("There is nothing here"),
        lazy_gettext("The entry does not exist or is not yours to see."),
    ),
    405: (
        lazy_gettext("Not in this way"),
        lazy_gettext("This address takes no such request. Go back and use the page's own buttons."),
    ),
    413: (
        lazy_gettext("That is too large"),
        lazy_gettext("Send fewer or smaller files."),
    ),
    429: (
        lazy_gettext("Too many tries"),
        lazy_gettext("Wait a minute, then try again."),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("Nothing half-done was kept. Tell the administrator this number:"),
    ),
}
# A form that comes without its log-in, or with an earlier one, and nobody knows whose it is.
STALE = (
    lazy_gettext("This page is from an earlier log-in"),
    lazy_gettext("Nothing was done. Open the page again and send it once more."),
)


def page(
    status: int, *, fault: str = "", refusal: Refusal | None = None, said: tuple[Any, Any] | None = None
) -> ResponseReturnValue:
    title, advice = said or WORDS.get(status, WORDS[400])
    clause = refusal.clause if refusal else ""
    advice = refusal_words(refusal) if refusal else advice
    template = "layout/error.html" if status != HTTPStatus.INTERNAL_SERVER_ERROR else "layout/fault.html"
    return render_template(template, status=status, title=title, advice=advice, clause=clause, fault=fault), status


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A business no that no screen caught."""
    statuses = {NotPermitted: 403, NotFound: 404}
    current_app.logger.warning("%s %s %r by %s", type(refusal).__name__, request.method, request.path, who())
    return page(next((code for kind, code in statuses.items() if isinstance(refusal, kind)), 409), refusal=refusal)


def turned_away(error: HTTPException) -> ResponseReturnValue:
    """An answer of the web's own: not found, not allowed, too large, too often."""
    status = error.code or 500
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    current_app.logger.warning("%s %s %r by %s", status, request.method, request.path, who())
    return page(status)


def broken(error: Exception) -> ResponseReturnValue:
    """A fault of ours: whole in the log, an apology with its number on the page."""
    fault = secrets.token_hex(4)
    current_app.logger.error("fault %s: %s %r", fault, request.method, request.path, exc_info=error)
    db.session.rollback()
    return page(500, fault=fault)


def install(app: Flask) -> None:
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, turned_away)
    app.register_error_handler(Exception, broken)
