"""Enter a new production batch."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Batch, Product, Staff
from rules.permissions import Permission, require
from terms.time import local_date
from workflows.entries import demand, demand_free, entered, named
from workflows.products.checks import demand_produced
from workflows.transaction import transaction


def create_batch(
    session: Session,
    *,
    code: str,
    product_id: int,
    produced_on: date,
    actor: Staff,
    at: datetime,
    produced_quantity: int = 0,
    production_line: str = "",
    once: str | None = None,
) -> Batch:
    """Save one batch. produced_quantity: bottles; 0 when not known.

    :raises NotPermitted, Missing, Taken, NotFound, NotYetProduced, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.PRODUCT_WRITE)
        demand(code=code, product_id=product_id, produced_on=produced_on)
        demand_free(session, Batch.code, code)
        named(session, Product, product_id, "product_id", actor.as_person())
        demand_produced(produced_on, local_date(at))
        row = batch_made(
            code=code, product_id=product_id, produced_on=produced_on, produced_quantity=produced_quantity,
            production_line=production_line,
        )  # fmt: skip
        batch_created(session, row, actor=actor, at=at)
    return row


def batch_made(
    *, code: str, product_id: int, produced_on: date, produced_quantity: int = 0, production_line: str = ""
) -> Batch:
    """The batch as it stands after it was entered; not yet in any session."""
    return Batch(
        code=code.strip(),
        product_id=product_id,
        produced_on=produced_on,
        produced_quantity=produced_quantity,
        production_line=production_line,
        version=1,
    )


def batch_created(session: Session, row: Batch, *, actor: Staff, at: datetime) -> None:
    """Save the new batch and put it on record."""
    entered(session, "batch.created", row, actor=actor, at=at)
