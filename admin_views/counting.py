"""The page of a count: a month's forms of one department, each ticked when it lies in the cabinet."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from admin_views.acting import attempt
from admin_views.days_asked import month_asked
from admin_views.forms import Form, LineField, posted
from admin_views.labels import label_of
from admin_views.lookups import key_of
from admin_views.master_picks import SALES_DEPARTMENTS
from admin_views.messages import tell
from admin_views.signed_in import actor
from models import Department, db
from queries.forms import last_count, of_month
from terms.people import Role
from terms.text import say
from workflows.forms.count import count

MOST = 5000


class CountForm(Form):
    note = LineField(label_of("note"), render_kw={"wide": True})


def answer_count(screen: Any) -> ResponseReturnValue:
    """Show what is to be counted, or write the count down."""
    month, department = month_asked(ended=True), _department()
    here = url_for(
        "handling_form.count_view", month=f"{month:%Y-%m}", department_id=department.id if department else None
    )
    if request.method == "POST" and department is not None:
        form = CountForm(posted())
        note = form.note.data if form.validate() else ""
        present = [key for key in map(key_of, request.form.getlist("form")[:MOST]) if key is not None]
        row = attempt(
            count, department_id=department.id, month=month, present=present, note=note, once=form.submission.data
        )
        if row is not None:
            tell(say("Counted: %(kept)s of %(expected)s lie in the cabinet.", kept=row.kept, expected=row.expected))
        return redirect(here)
    person = actor().as_person()
    return screen.render(
        "papers/count.html", heading=gettext("Count the forms"), month=month, department=department,
        departments=_departments(), form=CountForm(),
        forms=of_month(db.session(), department.id, month, person) if department else [],
        last=last_count(db.session(), department.id, month, person) if department else None,
    )  # fmt: skip


def _departments() -> list[Department]:
    """Whose forms this person may count."""
    every = list(db.session.scalars(SALES_DEPARTMENTS.statement().order_by(Department.id)))
    if actor().as_person().is_any(Role.GENERAL_OFFICE):
        return every
    return [one for one in every if one.id == actor().department_id]


def _department() -> Department | None:
    mine, asked = _departments(), key_of(request.values.get("department_id"))
    return next((one for one in mine if one.id == asked), mine[0] if mine else None)
