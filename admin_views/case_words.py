"""How a case reads in a list: its time, its caller, its goods."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask_babel import gettext, ngettext

from admin_views.clock import now
from admin_views.links import linked
from admin_views.signed_in import actor
from admin_views.story import Cell
from admin_views.words import amid, day, near, words
from models import Complaint, Settlement, SettlementLine
from queries.boards import WITHOUT_RESULT
from rules.privacy import phone_for
from terms.complaint import ComplaintKind
from terms.time import local_date
from terms.trade import Unit

GOODS = (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.RETURN)
# How long before its time a case turns amber.
SOON = timedelta(hours=2)


def urgency(case: Complaint, at: datetime) -> str:
    """How pressing the result is: `late`, `soon`, or nothing."""
    if case.state not in WITHOUT_RESULT:
        return "late" if case.late else ""
    if case.paused_at is not None and case.paused_at <= case.due_at:
        return ""
    if case.due_at < at:
        return "late"
    return "soon" if case.due_at - at <= SOON else ""


def owed(row: Complaint) -> bool:
    """Whether a result is still to come."""
    return row.state in WITHOUT_RESULT


def answered(row: Complaint) -> str:
    """When the result came in, in words; empty while it is owed, and where none was ever given."""
    given = None if owed(row) else row.result_at
    return gettext("Reported %(time)s", time=amid(given)) if given else ""


def due_cell(row: Complaint) -> Cell:
    """When the result is due; once it is in, when it came; of a case that ended without one, nothing."""
    return Cell(near(row.due_at) if owed(row) else answered(row), mark=urgency(row, now()))


def caller(row: Complaint) -> str:
    """Who complains, with the phone as far as this reader may read it."""
    if row.anonymous:
        return gettext("Anonymous")
    phone = phone_for(actor().as_person(), row.complainant_phone)
    return " ".join(part for part in (row.complainant_name, phone) if part)


def reachable(row: Complaint) -> str:
    """The complainant's phone for whoever may call it; empty for everybody else."""
    return (
        row.complainant_phone if phone_for(actor().as_person(), row.complainant_phone) == row.complainant_phone else ""
    )


def amount(row: Complaint) -> str:
    """How much is complained of: `2 bottles`; empty where no goods are."""
    return quantity(row.quantity, row.unit) if about_goods(row) else ""


def quantity(number: int, unit: Unit) -> str:
    """A quantity with its unit, as the language counts."""
    if unit is Unit.CASE:
        return ngettext("%(num)d case", "%(num)d cases", number)
    if unit is Unit.BAG:
        return ngettext("%(num)d bag", "%(num)d bags", number)
    if unit is Unit.PIECE:
        return ngettext("%(num)d piece", "%(num)d pieces", number)
    return ngettext("%(num)d bottle", "%(num)d bottles", number)


def given(line: SettlementLine) -> str:
    """What of a line goes which way: `12 bottles exchanged, 48 bottles compensated in all`."""
    back, out = quantity(line.exchanged_quantity, line.unit), quantity(line.compensated_quantity, line.unit)
    if line.exchanged_quantity == line.compensated_quantity:
        return gettext("%(back)s exchanged", back=back)
    return gettext("%(back)s exchanged, %(given)s compensated in all", back=back, given=out)


def about_goods(row: Complaint) -> bool:
    """Whether goods are complained of: a question or a service names neither quantity nor batch."""
    return row.kind in GOODS or row.product_id is not None


def matter(row: Complaint) -> str:
    """What a case is about, in one line: `黄桃汽水 · Leak · 12 bottles`, or its kind where no goods are concerned."""
    if not about_goods(row):
        return words(row.kind)
    return f"{row.product.name} · {fault_and_amount(row)}" if row.product else fault_and_amount(row)


def fault_and_amount(row: Complaint) -> str:
    """The same without the product."""
    return f"{words(row.fault)} · {amount(row)}" if about_goods(row) else words(row.kind)


def times(row: Settlement) -> str:
    """The multiple of a settlement that gives goods: `4×`, `61/12×`."""
    return f"{row.multiple}×" if row.multiple_numerator else ""


def leads_to(address: str, row: Any) -> str:
    """The page of a row beside a case; empty for those who may not open it."""
    return linked(address, row).url if row is not None else ""


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        urgency=urgency,
        caller=caller,
        amount=amount,
        quantity=quantity,
        now=now,
        times=times,
        leads_to=leads_to,
        reachable=reachable,
        answered=answered,
        given=given,
        about_goods=about_goods,
        matter=matter,
        fault_and_amount=fault_and_amount,
        owed=owed,
    )
    app.jinja_env.filters["day_of"] = lambda at: day(local_date(at))
