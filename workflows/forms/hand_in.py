"""An office takes a form in and keeps it; lays it elsewhere; lends it out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import HandlingForm, Staff
from terms.forms import FormAct
from workflows.entries import demand
from workflows.forms.custody import begin, kept, moved, put_on_record, take_form
from workflows.forms.pass_on import demand_receiver
from workflows.transaction import transaction


def hand_in(
    session: Session, *, handling_form_id: int, place: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> HandlingForm:  # fmt: skip
    """Take a form in and say where it lies.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        demand(place=place)
        handed_in(session, form, place=place, actor=actor, at=at)
    return form


def handed_in(session: Session, form: HandlingForm, *, place: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(form, FormAct.HAND_IN, actor)
    kept(form, actor=actor, at=at, place=place)
    put_on_record(session, "handling_form.handed_in", form, actor=actor, at=at, place=place)


def move(
    session: Session, *, handling_form_id: int, place: str, actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> HandlingForm:  # fmt: skip
    """Keep a form in another place.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        demand(place=place)
        begin(form, FormAct.MOVE, actor)
        moved(form, FormAct.MOVE, actor=actor, at=at, place=place)
        put_on_record(session, "handling_form.moved", form, actor=actor, at=at, place=place)
    return form


def lend(
    session: Session, *, handling_form_id: int, to_id: int, note: str = "", actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> HandlingForm:  # fmt: skip
    """Give a kept form out of the cabinet into somebody's hands.

    :raises ActNotPossible, Missing, NotFound, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        form = take_form(session, handling_form_id, actor=actor, seen=seen)
        demand_receiver(session, to_id, actor)
        lent(session, form, to_id=to_id, note=note, actor=actor, at=at)
    return form


def lent(session: Session, form: HandlingForm, *, to_id: int, note: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    begin(form, FormAct.LEND, actor)
    moved(form, FormAct.LEND, actor=actor, at=at, receiver_id=to_id, note=note)
    put_on_record(session, "handling_form.lent", form, actor=actor, at=at, note=note)
