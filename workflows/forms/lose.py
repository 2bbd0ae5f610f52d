"""A form is not found, is reported lost, and perhaps comes back (P06 七4)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import HandlingForm, Staff
from terms.forms import FormAct
from workflows.entries import demand
from workflows.forms.custody import begin, moved, put_on_record, take_form
from workflows.transaction import transaction


def miss(
    session: Session, *, handling_form_id: int, note: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> HandlingForm:  # fmt: skip
    """Write down that a form is not where it should be; it is looked for.

    :raises ActNotPossible, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        missed(session, form, note=note, actor=actor, at=at)
    return form


def missed(session: Session, form: HandlingForm, *, note: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(form, FormAct.MISS, actor)
    moved(form, FormAct.MISS, actor=actor, at=at, note=note)
    put_on_record(session, "handling_form.missed", form, actor=actor, at=at, note=note)


def report_lost(
    session: Session,
    *,
    handling_form_id: int,
    note: str,
    affects_summary: bool = False,
    affects_replenishment: bool = False,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> HandlingForm:
    """Report a form as lost, with what the loss affects; whoever held it last stays on the form.

    Source: P06 七4; PK-09, LG-04.
    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        demand(note=note)
        reported_lost(
            session, form, note=note, affects_summary=affects_summary, affects_replenishment=affects_replenishment,
            actor=actor, at=at,
        )  # fmt: skip
    return form


def reported_lost(
    session: Session,
    form: HandlingForm,
    *,
    note: str,
    affects_summary: bool,
    affects_replenishment: bool,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself."""
    begin(form, FormAct.REPORT_LOST, actor)
    form.lost_at, form.lost_reported_by_id, form.found_at = at, actor.id, None
    form.loss_note, form.affects_summary, form.affects_replenishment = note, affects_summary, affects_replenishment
    moved(form, FormAct.REPORT_LOST, actor=actor, at=at, note=note)
    put_on_record(session, "handling_form.reported_lost", form, actor=actor, at=at, note=note)


def find(
    session: Session, *, handling_form_id: int, place: str, note: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> HandlingForm:  # fmt: skip
    """A form came back and lies in the cabinet; that it was lost stays on record.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        demand(place=place)
        found(session, form, place=place, note=note, actor=actor, at=at)
    return form


def found(session: Session, form: HandlingForm, *, place: str, note: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(form, FormAct.FIND, actor)
    if form.lost_at is not None:
        form.found_at = at
    form.handed_in_at = form.handed_in_at or at
    moved(form, FormAct.FIND, actor=actor, at=at, receiver_id=actor.id, place=place, note=note)
    put_on_record(session, "handling_form.found", form, actor=actor, at=at, note=note, place=place)
