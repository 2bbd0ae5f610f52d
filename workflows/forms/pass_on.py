"""A form goes from one person's hands into another's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import HandlingForm, Staff
from rules.permissions import Permission, allowed
from terms.forms import FormAct
from terms.refusal import Refusal
from terms.text import say
from workflows.entries import demand, named, refused
from workflows.forms.custody import begin, moved, put_on_record, take_form
from workflows.transaction import transaction


class NoReceiver(Refusal):
    """The person named takes no forms, or has this one already."""


def pass_on(
    session: Session, *, handling_form_id: int, to_id: int, note: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> HandlingForm:  # fmt: skip
    """Give a form to somebody else; both names stay on record.

    :raises ActNotPossible, Missing, NoReceiver, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        demand_receiver(session, to_id, actor)
        passed_on(session, form, to_id=to_id, note=note, actor=actor, at=at)
    return form


def passed_on(session: Session, form: HandlingForm, *, to_id: int, note: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(form, FormAct.PASS_ON, actor)
    if to_id == form.held_by_id:
        raise refused(NoReceiver, "to_id", say("This person has it already."))
    moved(form, FormAct.PASS_ON, actor=actor, at=at, receiver_id=to_id, note=note)
    put_on_record(session, "handling_form.passed_on", form, actor=actor, at=at, note=note)


def demand_receiver(session: Session, to_id: int | None, actor: Staff) -> None:
    """Whoever gets the form must be able to see it.

    :raises Missing, NotFound, NoReceiver:
    """
    demand(to_id=to_id)
    receiver = named(session, Staff, to_id, "to_id", actor.as_person())
    if receiver is None or not receiver.is_active or not allowed(receiver.roles, Permission.FORM_READ):
        raise refused(NoReceiver, "to_id", say("Choose somebody in sales, in an office or above."))
