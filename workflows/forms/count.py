"""The count of a department's forms before the month's summary: what lies there, what is out, what nobody finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Department, FormCount, HandlingForm, Staff
from queries.forms import of_month
from rules.forms import CLAUSE
from rules.permissions import Permission, require
from terms.forms import FormAct, FormStatus
from terms.people import Role
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.forms.custody import begin, moved
from workflows.transaction import transaction


class NotYourCabinet(Refusal):
    """Another department's forms."""


def count(
    session: Session,
    *,
    department_id: int,
    month: date,
    present: Iterable[int],
    note: str = "",
    actor: Staff,
    at: datetime,
    once: str | None = None,
) -> FormCount:
    """Write one count down. present: the forms (keys) of the month that lie in the cabinet.

    A form that should lie there and does not is marked as not found; one that somebody holds is only counted.

    :raises NotPermitted, NotYourCabinet, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.FORM_KEEP)
        person = actor.as_person()
        department = session.get(Department, department_id)
        if department is None or not (person.is_any(Role.GENERAL_OFFICE) or person.department_id == department.id):
            raise NotYourCabinet(say("These are another department's forms."))
        forms = of_month(session, department_id, month, person, locked=True)
        return counted(
            session, forms, department_id=department_id, month=month, present=frozenset(present), note=note,
            actor=actor, at=at,
        )  # fmt: skip


def counted(
    session: Session,
    forms: list[HandlingForm],
    *,
    department_id: int,
    month: date,
    present: frozenset[int],
    note: str,
    actor: Staff,
    at: datetime,
) -> FormCount:
    """The step itself: one event, which names every form that is not found."""
    gone = [form for form in forms if form.status is FormStatus.KEPT and form.id not in present]
    for form in gone:
        begin(form, FormAct.MISS, actor)
        moved(form, FormAct.MISS, actor=actor, at=at)
    tally = {status: sum(form.status is status for form in forms) for status in FormStatus}
    row = FormCount(
        department_id=department_id, month=month, counted_at=at, counted_by_id=actor.id, expected=len(forms),
        kept=tally[FormStatus.KEPT], held=tally[FormStatus.HELD], missing=tally[FormStatus.MISSING],
        lost=tally[FormStatus.LOST], note=note,
    )  # fmt: skip
    session.add(row)
    session.flush()
    more = {"month": month, "department_id": department_id, "expected": len(forms), "kept": row.kept,
            "held": row.held, "lost": row.lost, "not_found": [form.number for form in gone]}  # fmt: skip
    audit.record(session, "form_count.counted", row, actor, at, CLAUSE, note=note, more=more)
    return row
