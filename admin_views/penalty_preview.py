"""What a proposal would cost and whom it would wait for: the same questions the use-case will ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from admin_views.clock import now
from admin_views.penalty_forms import ProposeForm
from admin_views.penalty_words import value
from models import Complaint, PenaltyEntry, Staff, db
from queries.capacity import holders_by_role
from queries.months import locked
from queries.rulebook import in_force, policy_between
from queries.scope import visible
from rulebook import Book, Words
from rules.entries import rungs_over, who_decides
from rules.penalties import Price, figure, price
from terms.limits import PenaltyMode
from terms.people import Role
from terms.refusal import Refusal
from terms.time import local_date


@dataclass(frozen=True)
class Weighed:
    """price: None while no breach is chosen; decides: None while nobody is named; refusal: what would be refused.

    earlier: entries of the same person and breach in the same month, which the reader may see.
    """

    price: Price | None = None
    amount: str = ""
    mode: PenaltyMode | None = None
    decides: Role | None = None
    refusal: Refusal | None = None
    consequence: Words | None = None
    locked: bool = False
    earlier: tuple[PenaltyEntry, ...] = ()


def weigh(form: ProposeForm, proposer: Staff) -> Weighed:
    """The form as it stands."""
    if not form.breach.data:
        return Weighed()
    session, day = db.session(), form.happened_on.data or local_date(now())
    person, case = _seen(Staff, form.staff_id.data, proposer), _seen(Complaint, form.complaint_id.data, proposer)
    book = policy_between(session, person, case, on=day) if person else in_force(session, on=day)
    try:
        found = price(form.breach.data, book.penalties, times=form.times.data or 1)
        if form.amount.data is not None:
            figure(found, form.amount.data, form.reason.data or "")
        decides = _decides(person, proposer, book)
    except Refusal as refusal:
        return Weighed(refusal=refusal)
    mode = book.penalties.mode
    amount = value(form.amount.data or found.fixed, mode) if form.amount.data or found.fixed else _range(found, mode)
    earlier = _earlier(form, proposer)
    return Weighed(found, amount, mode, decides, None, found.consequence, locked(session, day), earlier)


def _range(found: Price, mode: PenaltyMode) -> str:
    return f"{value(found.least, mode)}–{value(found.most, mode)}"


def _decides(person: Staff | None, proposer: Staff, book: Book) -> Role | None:
    if person is None:
        return None
    holders = holders_by_role(db.session(), person)
    return who_decides(rungs_over(person.roles, book.penalties), holders, frozenset({person.id, proposer.id}))


def _seen(model: Any, key: int | None, reader: Staff) -> Any:
    """The row, if there is one within the reader's scope."""
    found = visible(select(model), model, reader.as_person()).where(model.id == (key or 0))
    return db.session.scalars(found).one_or_none()


def _earlier(form: ProposeForm, reader: Staff) -> tuple[PenaltyEntry, ...]:
    if not form.staff_id.data or not form.happened_on.data:
        return ()
    same = visible(select(PenaltyEntry), PenaltyEntry, reader.as_person()).where(
        PenaltyEntry.staff_id == form.staff_id.data,
        PenaltyEntry.breach == form.breach.data,
        PenaltyEntry.month == form.happened_on.data.replace(day=1),
    )
    return tuple(db.session.scalars(same.order_by(PenaltyEntry.id)))
