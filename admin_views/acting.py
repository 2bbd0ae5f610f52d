"""From a form to a use-case and back: the same path for every create, edit and act.

The form checks shape; the use-case gets plain values with actor, time, the version seen and the form's token. A refusal
comes back onto the form with its clause, the entries kept; a stale form also shows what the other person changed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from admin_views.clock import now
from admin_views.forms import Form
from admin_views.history import told
from admin_views.messages import tell, tell_refusal
from admin_views.signed_in import actor
from models import db
from queries.history import history
from terms.refusal import Refusal
from terms.text import say
from workflows.transaction import AlreadySent, ChangedMeanwhile

MARKS = ("seen", "once")
UNSEEN = 0


UNIQUE_VIOLATION = "23505"


class Taken(Refusal):
    """The database holds such a row already."""


class Contradiction(Refusal):
    """The database refuses the values: a constraint that the use-case did not foresee."""


def call(use_case: Callable[..., Any], **values: Any) -> Any:
    """Run a use-case as the signed-in person, now. Marks the use-case has no use for are left out.

    :raises Refusal: whatever the business refuses, and Taken for a value that must be unique.
    """
    wanted = inspect.signature(use_case).parameters
    given = {name: value for name, value in values.items() if name not in MARKS or name in wanted}
    try:
        return use_case(db.session(), actor=actor(), at=now(), **given)
    except IntegrityError as error:
        db.session.rollback()
        # Neither the statement nor its values: they may hold what the log must not.
        current_app.logger.warning("refused by the database: %s", type(error.orig).__name__)
        raise refused_by_database(error) from None


def refused_by_database(error: IntegrityError) -> Refusal:
    """What stands behind a constraint, in words that show neither statement nor values."""
    doubled = "UNIQUE" in str(error.orig) or getattr(error.orig, "sqlstate", "") == UNIQUE_VIOLATION
    if doubled:
        return Taken(say("This cannot be saved: an entry with the same number, code or name exists already."))
    return Contradiction(say("This cannot be saved: the entries contradict each other or the state of the case."))


def attempt(use_case: Callable[..., Any], **values: Any) -> Any:
    """Run a use-case; a refusal becomes a message on the next page and the answer None."""
    try:
        return call(use_case, **values)
    except Refusal as refusal:
        tell_refusal(refusal)
        return None


def answer(
    screen: Any,
    form: Form,
    use_case: Callable[..., Any],
    key: dict[str, Any],
    *,
    title: Any,
    done: Callable[[Any], ResponseReturnValue],
    row: Any = None,
    button: Any = None,
    template: str | None = None,
    beside: Callable[[], dict[str, Any]] = dict,
    **context: Any,
) -> ResponseReturnValue:
    """Show the form, or run the use-case on what was sent and go on to `done`.

    beside: more for the template, looked up only when the form is shown.
    """
    if request.method != "POST":
        form.version.data = getattr(row, "version", "")
    elif form.validate():
        try:
            result = call(use_case, **key, seen=version_seen(form, row), once=form.submission.data, **form.values())
        except AlreadySent as refusal:
            tell(refusal.text, "info")
            return redirect(screen.url_of(row) if row is not None else url_for(f"{screen.endpoint}.index_view"))
        except Refusal as refusal:
            form.refuse(refusal)
            context["meanwhile"] = meanwhile(screen, form, refusal, row)
        else:
            return done(row if row is not None else result)
    status = 422 if request.method == "POST" else 200
    context |= beside()
    page = screen.render(template or screen.form_template, form=form, row=row, heading=title, button=button, **context)
    return page, status


def version_seen(form: Form, row: Any) -> int | None:
    """The version of the form; a form about a row that says none saw nothing, and is stale."""
    return form.seen if row is None or form.seen is not None else UNSEEN


def meanwhile(screen: Any, form: Form, refusal: Refusal, row: Any) -> list[Any]:
    """What others did to the row since it was opened; the form now stands on the newest version."""
    if not isinstance(refusal, ChangedMeanwhile) or row is None:
        return []
    db.session.refresh(row)
    form.version.data = str(row.version)
    return told(history(db.session(), screen.model.__tablename__, row.id, since=refusal.seen or form.seen))
