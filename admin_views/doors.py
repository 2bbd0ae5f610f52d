"""The front door: nobody gets in without a log-in, except to the few pages that lead to one."""

from __future__ import annotations

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from admin_views import errors
from admin_views.auth import show_log_in
from admin_views.kept import entries_of, seal
from admin_views.signed_in import actor, is_signed_in, who
from models import db
from workflows.staff.setup import is_empty

OPEN = frozenset({"static", "auth.log_in", "auth.set_up", "auth.choose_language"})
# What somebody who must change the password may still do.
CHANGING = frozenset({"static", "auth.change_password", "auth.log_out", "auth.choose_language"})


def guard() -> ResponseReturnValue | None:
    """Before every request: send strangers to the log-in, and new people to their password."""
    # The audit notes it beside every event of this request.
    db.session().info["address"] = request.remote_addr or ""
    if is_signed_in():
        must_change = actor().must_change_password and request.endpoint not in CHANGING
        return redirect(url_for("auth.change_password")) if must_change else None
    if request.endpoint in OPEN:
        return None
    if _nobody_works_here():
        return redirect(url_for("auth.set_up"))
    kept = seal() if request.method == "POST" else ""
    if kept:
        return show_log_in(kept=kept)
    wanted = request.full_path.rstrip("?") if request.method == "GET" and request.endpoint else None
    return redirect(url_for("auth.log_in", next=wanted))


def without_token(_error: CSRFError) -> ResponseReturnValue:
    """A form whose token is of no log-in, or of an earlier one: its author goes on with it, anybody else is refused.

    Nothing of it is done; who wrote it decides anew, on a page with a token of the present log-in.
    """
    current_app.logger.warning("form token refused: %s %r by %s", request.method, request.path, who())
    if is_signed_in():
        kept = entries_of(actor().id)
        return render_template("auth/go_on.html", kept=kept) if kept else errors.page(400, said=errors.STALE)
    sealed = seal()
    return show_log_in(kept=sealed) if sealed else errors.page(400, said=errors.STALE)


def _nobody_works_here() -> bool:
    """Asked until somebody does; staff are never deleted."""
    if not current_app.extensions.get("has_staff"):
        current_app.extensions["has_staff"] = not is_empty(db.session())
    return not current_app.extensions["has_staff"]


def install(app: Flask) -> None:
    app.before_request(guard)
    app.register_error_handler(CSRFError, without_token)
