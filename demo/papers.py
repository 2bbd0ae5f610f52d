"""The way of the handling forms: handed in at once or late, lent out, counted for the month, now and then lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from demo.desk import Desk
from demo.dice import chance
from demo.telling import Life
from demo.words import Words
from models import Complaint, Department, HandlingForm, Staff
from terms.forms import FormStatus
from terms.people import Role
from terms.time import local_date
from workflows.forms.count import counted
from workflows.forms.hand_in import handed_in, lent
from workflows.forms.lose import found, reported_lost

# Of a hundred forms: not handed in when the case is filed; handed in late; taken out of the cabinet once more.
NOT_AT_ONCE, SLOW, LENT = 14, 12, 4
# Of a hundred counts: one form lies somewhere else.
MISLAID = 30


def place_at_filing(rng: Random, words: Words, office: str) -> str:
    """Where the paper goes when the case is filed; nowhere when the handler still has it."""
    return "" if chance(rng, NOT_AT_ONCE) else words.one_of(rng, "papers").format(office=office)


def form_life(desk: Desk, rng: Random, case: Complaint) -> Life:
    """What becomes of one form after its case is filed."""
    form = case.settlement.handling_form if case.settlement else None
    assert form is not None
    keeper = keeper_of(desk, case.department_id)
    if form.status is FormStatus.HELD:
        days = rng.uniform(8, 15) if chance(rng, SLOW) else rng.uniform(1, 5)
        yield desk.hours.later(desk.now, days * 480)
        _take_in(desk, rng, form, keeper)
    if chance(rng, LENT):
        yield desk.hours.later(desk.now, rng.uniform(480, 4800))
        if form.status is FormStatus.KEPT:
            head = desk.house.at(Role.DEPARTMENT_HEAD, department_id=case.department_id)[0]
            move(desk, form, lent, keeper, to_id=head.id, note="核对月度汇总")
        yield desk.hours.later(desk.now, rng.uniform(60, 700))
        _take_in(desk, rng, form, keeper)


def _take_in(desk: Desk, rng: Random, form: HandlingForm, keeper: Staff) -> None:
    if form.status is FormStatus.HELD:
        move(desk, form, handed_in, keeper, place=desk.words.one_of(rng, "papers").format(office="销售行政"))


def counts(desk: Desk, rng: Random, department: Department, month: date, at: datetime) -> Life:
    """The count of one month, and what becomes of a form that was not found."""
    yield at
    keeper = keeper_of(desk, department.id)
    forms = [form for form in desk.ledger.rows[HandlingForm] if _of(form, department, month)]
    if not forms:
        return
    kept = [form for form in forms if form.status is FormStatus.KEPT]
    gone = rng.sample(kept, 1) if kept and chance(rng, MISLAID) else []
    counted(
        desk.ledger, forms, department_id=department.id, month=month,
        present=frozenset(form.id for form in kept if form not in gone), note="", actor=keeper, at=desk.now,
    )  # fmt: skip
    for form in forms:
        desk.keep_form(form)
    for form in gone:
        yield from _look_for(desk, rng, form, keeper)


def _look_for(desk: Desk, rng: Random, form: HandlingForm, keeper: Staff) -> Life:
    yield desk.hours.later(desk.now, rng.uniform(30, 500))
    if chance(rng, 75):
        place = desk.words.one_of(rng, "papers").format(office="销售行政")
        move(desk, form, found, keeper, place=place, note="夹在其他文件中")
    else:
        note = "清点时未找到，已查各柜"
        move(desk, form, reported_lost, keeper, note=note, affects_summary=True, affects_replenishment=False)
        if desk.notes is not None:
            desk.notes.lost.append(form)


def move(desk: Desk, form: HandlingForm, step: Callable[..., None], actor: Staff, **values: Any) -> None:
    """One step on a form by one person, now."""
    step(desk.ledger, form, actor=actor, at=desk.now, **values)
    desk.keep_form(form)


def keeper_of(desk: Desk, department_id: int) -> Staff:
    """Sales administration of the department keeps its forms."""
    return desk.house.at(Role.SALES_ADMINISTRATION, department_id=department_id)[0]


def _of(form: HandlingForm, department: Department, month: date) -> bool:
    approved = local_date(form.opened_at).replace(day=1)
    return approved == month and form.settlement.complaint.department_id == department.id


def count_days(first: date, today: date) -> list[tuple[date, date]]:
    """The months between two days, each with the first day of the next one."""
    found, month = [], first.replace(day=1)
    while (after := (month + timedelta(days=32)).replace(day=1)) <= today:
        found.append((month, after))
        month = after
    return found
