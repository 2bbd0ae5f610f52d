"""The door and one's own account: log-in, log-out, password, sessions, language, the first administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_login import current_user, login_user, logout_user
from wtforms import ValidationError

from admin_views.acting import attempt, call
from admin_views.agents import agent_words
from admin_views.clock import now
from admin_views.forms import Form, InputRequired, LineField, PasswordField, posted
from admin_views.kept import opened
from admin_views.languages import LANGUAGES
from admin_views.limits import limiter, log_ins
from admin_views.lookups import key_of
from admin_views.messages import tell
from admin_views.safe_next import safe_next
from admin_views.signed_in import SignedIn, actor, is_signed_in, load, patience
from models import db
from queries.open_sessions import open_sessions
from terms.refusal import Refusal
from terms.text import say
from workflows.auth.change_password import change_password as change_own_password
from workflows.auth.choose_language import choose_language as keep_language
from workflows.auth.log_in import LockOut
from workflows.auth.log_in import log_in as open_session
from workflows.auth.log_out import log_out as end_session
from workflows.staff.setup import is_empty
from workflows.staff.setup import set_up as make_administrator

auth = Blueprint("auth", __name__)
auth.add_app_template_filter(agent_words, "agent")


class LogInForm(Form):
    name = LineField(
        lazy_gettext("Staff number or phone"),
        [InputRequired()],
        most=64,
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        lazy_gettext("Password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(Form):
    old = PasswordField(
        lazy_gettext("Present password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    password = PasswordField(
        lazy_gettext("New password"), [InputRequired()], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        lazy_gettext("New password again"), [InputRequired()], render_kw={"autocomplete": "new-password"}
    )

    def validate_again(self, field: Any) -> None:
        same_twice(self.password, field)


class SetUpForm(Form):
    token = LineField(
        lazy_gettext("Token from the console"), [InputRequired()], most=100, render_kw={"autocomplete": "off"}
    )
    number = LineField(
        lazy_gettext("Your staff number"), [InputRequired()], most=64, render_kw={"autocomplete": "username"}
    )
    name = LineField(lazy_gettext("Your name"), [InputRequired()], most=64, render_kw={"autocomplete": "name"})
    password = PasswordField(lazy_gettext("Password"), [InputRequired()], render_kw={"autocomplete": "new-password"})
    again = PasswordField(lazy_gettext("Password again"), [InputRequired()], render_kw={"autocomplete": "new-password"})

    def validate_again(self, field: Any) -> None:
        same_twice(self.password, field)


def same_twice(first: Any, second: Any) -> None:
    if first.data != second.data:
        raise ValidationError(second.gettext("The two entries differ."))


@auth.route("/login", methods=("GET", "POST"))
@limiter.limit(log_ins, methods=["POST"])
def log_in() -> ResponseReturnValue:
    wanted = safe_next(request.values.get("next"))
    if is_signed_in():
        return redirect(wanted)
    form = LogInForm(posted())
    if request.method == "POST" and form.validate() and _entered(form):
        kept = opened(request.form.get("kept", ""), actor().id)
        return render_template("auth/go_on.html", kept=kept) if kept else redirect(wanted)
    return show_log_in(form, wanted, request.form.get("kept", ""))


def show_log_in(form: LogInForm | None = None, wanted: str = "", kept: str = "") -> ResponseReturnValue:
    """The log-in page. kept: sealed entries of a form that was sent after the log-in had ended."""
    status = 422 if form is not None and request.method == "POST" else 200
    return render_template("auth/log_in.html", form=form or LogInForm(), next=wanted, kept=kept), status


def _entered(form: LogInForm) -> bool:
    settings = current_app.config["SETTINGS"]
    lock_out = LockOut(settings.log_in_tries, timedelta(minutes=settings.log_in_rest_minutes))
    agent = request.user_agent.string
    try:
        secret = open_session(
            db.session(), name=form.name.data, password=form.password.data, at=now(), lock_out=lock_out,
            address=request.remote_addr or "", agent=agent,
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    welcome(secret)
    return True


def welcome(secret: str) -> None:
    """Begin a browser session anew: nothing from before the log-in is kept, not even the form token."""
    session.clear()
    signed_in = load(secret)
    if signed_in is not None:
        login_user(signed_in)


@auth.post("/logout")
def log_out() -> ResponseReturnValue:
    if is_signed_in():
        attempt(end_session, auth_session_id=current_user.auth_session.id)
    logout_user()
    session.clear()
    return redirect(url_for("auth.log_in"))


@auth.route("/account/password", methods=("GET", "POST"))
@limiter.limit(log_ins, methods=["POST"])
def change_password() -> ResponseReturnValue:
    form = PasswordForm(posted())
    forced = actor().must_change_password
    if request.method == "POST" and form.validate():
        try:
            call(
                change_own_password,
                old=form.old.data,
                new=form.password.data,
                keep_session=current_user.auth_session.id,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            tell(say("Your password is changed. Other devices have been logged out."))
            return redirect(url_for("home.index") if forced else url_for("auth.account"))
    status = 422 if request.method == "POST" else 200
    return render_template("auth/password.html", form=form, forced=forced), status


@auth.get("/account")
def account() -> str:
    own: SignedIn = current_user
    rows = open_sessions(db.session(), actor().id, now(), idle=patience().idle, absolute=patience().absolute)
    return render_template(
        "auth/account.html", staff=actor(), sessions=rows, current=own.auth_session.id, languages=LANGUAGES
    )


@auth.post("/account/sessions/end")
def end_own_session() -> ResponseReturnValue:
    key = key_of(request.form.get("id"))
    if key is None:
        abort(404)
    attempt(end_session, auth_session_id=key)
    return redirect(url_for("auth.account"))


@auth.post("/language")
def choose_language() -> ResponseReturnValue:
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    session["language"] = language
    if is_signed_in():
        attempt(keep_language, language=language)
    return redirect(safe_next(request.form.get("next")))


@auth.route("/setup", methods=("GET", "POST"))
@limiter.limit(log_ins, methods=["POST"])
def set_up() -> ResponseReturnValue:
    if not is_empty(db.session()):
        abort(404)
    form = SetUpForm(posted())
    if request.method == "POST" and form.validate():
        try:
            make_administrator(
                db.session(), token=form.token.data, number=form.number.data, name=form.name.data,
                password=form.password.data, at=now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            tell(say("The administrator is made. Log in now."))
            return redirect(url_for("auth.log_in"))
    status = 422 if request.method == "POST" else 200
    return render_template("auth/set_up.html", form=form), status
