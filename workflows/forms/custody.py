"""The shared lines of every act on a handling form."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Complaint, FormMove, HandlingForm, Settlement, Staff
from rules.forms import CLAUSE, STEPS, FormFacts
from rules.records import RecordStep, ensure
from terms.forms import FormAct, FormStatus
from workflows import audit
from workflows.rows import raise_version, take


def facts_of(form: HandlingForm) -> FormFacts:
    """The form as plain values, for the table."""
    return FormFacts(form.status, form.held_by_id)


def take_form(session: Session, key: int, *, actor: Staff, seen: int | None) -> HandlingForm:
    """Lock and reread a form in the actor's scope.

    Its case is held first, as an act on the case does: a step of the paper names the case, and would wait for it last.
    """
    hold_cases(session, HandlingForm.id == key)
    return take(session, HandlingForm, key, actor=actor, seen=seen)


def hold_cases(session: Session, forms: ColumnElement[bool]) -> None:
    """Keep the cases of some forms from being acted on until commit."""
    named = select(Complaint.id).join(HandlingForm, HandlingForm.complaint_id == Complaint.id).where(forms)
    held = named.order_by(Complaint.id).with_for_update(of=Complaint, read=True, key_share=True)
    session.execute(held).all()


def lock_form(session: Session, case: Complaint) -> None:
    """Lock and reread the form of the settlement in force, for an act on the case that moves the paper too."""
    if case.settlement is not None:
        named = select(HandlingForm).where(HandlingForm.settlement_id == case.settlement.id).with_for_update()
        session.scalars(named.execution_options(populate_existing=True)).one_or_none()


def begin(form: HandlingForm, act: FormAct, actor: Staff) -> RecordStep[FormFacts]:
    """Refuse an act that the table does not allow; bring the form into the state it leads to.

    :raises ActNotPossible:
    """
    step = ensure(STEPS, act, facts_of(form), actor.as_person(), CLAUSE)
    if isinstance(step.to, FormStatus):
        form.status = step.to
    return step


def opened(case: Complaint, settlement: Settlement, *, by_id: int, at: datetime) -> HandlingForm:
    """The form of a settlement now approved: in the hands of whoever handles the case."""
    holder = case.assigned_to_id or settlement.proposed_by_id
    form = HandlingForm(
        number=f"CL-{case.number.removeprefix('TS-')}-{case.settlements.index(settlement) + 1}",
        complaint_id=case.id, status=FormStatus.HELD, opened_at=at, held_by_id=holder, held_since=at,
        loss_note="", affects_summary=False, affects_replenishment=False, version=1,
    )  # fmt: skip
    settlement.handling_form = form
    form.moves.append(
        FormMove(complaint_id=case.id, at=at, act=FormAct.OPEN, by_id=by_id, receiver_id=holder, place="", note="")
    )
    return form


def moved(
    form: HandlingForm, act: FormAct, *, actor: Staff, at: datetime, receiver_id: int | None = None, place: str = "",
    note: str = "",
) -> None:  # fmt: skip
    """Write down one step of the paper's way and count it: into other hands, to another place, or nowhere.

    The place itself is said by the filing alone.
    """
    raise_version(form)
    giver_id = form.held_by_id if receiver_id not in (None, form.held_by_id) else None
    if receiver_id is not None:
        form.held_by_id, form.held_since = receiver_id, at
    if form.settlement.filing is not None:
        form.settlement.filing.paper_place = place
    form.moves.append(
        FormMove(complaint_id=form.complaint_id, at=at, act=act, by_id=actor.id, giver_id=giver_id,
                 receiver_id=receiver_id, place=place, note=note)
    )  # fmt: skip


def kept(form: HandlingForm, *, actor: Staff, at: datetime, place: str) -> None:
    """The paper lies in the cabinet, taken in by this person."""
    form.status, form.handed_in_at = FormStatus.KEPT, form.handed_in_at or at
    moved(form, FormAct.HAND_IN, actor=actor, at=at, receiver_id=actor.id, place=place)


def put_on_record(
    session: Session, kind: str, form: HandlingForm, *, actor: Staff, at: datetime, note: str = "", place: str = ""
) -> None:
    """Put an act on the form on record, with the place where one was named."""
    audit.record(session, kind, form, actor, at, CLAUSE, note=note, more={"paper_place": place} if place else None)
