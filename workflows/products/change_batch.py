"""Correct or complete a batch's entry."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Batch, Product, Staff
from rules.permissions import Permission, require
from terms.time import local_date
from workflows.entries import amend, amended, demand, demand_free, named
from workflows.products.checks import demand_batch_unused, demand_produced
from workflows.rows import take
from workflows.transaction import transaction


def change_batch(
    session: Session,
    *,
    batch_id: int,
    code: str,
    product_id: int,
    produced_on: date,
    actor: Staff,
    at: datetime,
    produced_quantity: int = 0,
    production_line: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Batch:
    """Save the entry as it now reads.

    :raises NotPermitted, Missing, Taken, InUse, NotFound, NotYetProduced, NothingChanged, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.PRODUCT_WRITE)
        row = take(session, Batch, batch_id, actor=actor, seen=seen)
        demand(code=code, product_id=product_id, produced_on=produced_on)
        demand_free(session, Batch.code, code, besides=row)
        demand_produced(produced_on, local_date(at))
        if product_id != row.product_id:
            named(session, Product, product_id, "product_id", actor.as_person())
            demand_batch_unused(session, row)
        amend(
            row,
            {
                "code": code, "product_id": product_id, "produced_on": produced_on,
                "produced_quantity": produced_quantity, "production_line": production_line,
            },
        )  # fmt: skip
        amended(session, "batch.changed", row, actor=actor, at=at)
    return row
