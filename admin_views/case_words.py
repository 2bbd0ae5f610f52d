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
from admin_views.words import day, near
from models import Complaint, Settlement
from queries.boards import WITHOUT_RESULT
from rules.privacy import phone_for
from terms.time import local_date
from terms.trade import Unit

# How long before its time a case turns amber.
SOON = timedelta(hours=2)


def urgency(case: Complaint, at: datetime) -> str:
    """How pressing the result is: `late`, `soon`, or nothing."""
    if case.state not in WITHOUT_RESULT:
        return "late" if case.late else ""
    if case.due_at < at:
        return "late"
    return "soon" if case.due_at - at <= SOON else ""


def due_cell(row: Complaint) -> Cell:
    return Cell(near(row.due_at), mark=urgency(row, now()))


def caller(row: Complaint) -> str:
    """Who complains, with the phone as far as this reader may read it."""
    if row.anonymous:
        return gettext("Anonymous")
    phone = phone_for(actor().as_person(), row.complainant_phone)
    return " ".join(part for part in (row.complainant_name, phone) if part)


def amount(row: Complaint) -> str:
    """How much is complained of: `2 bottles`."""
    return quantity(row.quantity, row.unit)


def quantity(number: int, unit: Unit) -> str:
    """A quantity with its unit, as the language counts."""
    if unit is Unit.CASE:
        return ngettext("%(num)d case", "%(num)d cases", number)
    return ngettext("%(num)d bottle", "%(num)d bottles", number)


def times(row: Settlement) -> str:
    """The multiple of a settlement that gives goods: `4×`, `61/12×`."""
    return f"{row.multiple}×" if row.multiple_numerator else ""


def leads_to(address: str, row: Any) -> str:
    """The page of a row beside a case; empty for those who may not open it."""
    return linked(address, row).url if row is not None else ""


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        urgency=urgency, caller=caller, amount=amount, quantity=quantity, now=now, times=times, leads_to=leads_to
    )
    app.jinja_env.filters["day_of"] = lambda at: day(local_date(at))
