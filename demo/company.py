"""Build a demo company: its whole past, told step by step in memory and written at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy.orm import Session

from demo.companies import company
from demo.companies.described import Company
from demo.ledger import Ledger
from demo.logins import Account, accounts
from demo.months import Closing
from demo.past import Past
from demo.scores import Scoring
from demo.worktime import at_minute
from demo.writer import write_all
from queries.months import month_of
from workflows.attachments.files import Storage
from workflows.transaction import transaction

__all__ = ["Account", "accounts", "build", "tell"]


def build(
    session: Session,
    today: date,
    until: datetime | None = None,
    storage: Storage | None = None,
    *,
    of: Company | None = None,
) -> None:
    """Write the whole company in one transaction, then close its months. The same day and end give the same rows.

    until: where the telling ends, if that is before the desk opens today; nothing lies after it.
    storage: where the papers of the closed months are kept. of: food and drink unless another company is named.
    """
    with _without_tidying():
        past, end = _past(today, until, of)
        ledger = past.told()
        with transaction(session):
            write_all(session.connection(), ledger)
        Closing(session, past.company.closes, end, storage).close_all(month_of(past.opened))
        Scoring(session, end).score()


@contextmanager
def _without_tidying() -> Iterator[None]:
    """Nothing of the past can be thrown away before it is written; looking for it would take a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def tell(today: date, until: datetime | None = None, *, of: Company | None = None) -> Ledger:
    """Everything that happened, in memory."""
    return _past(today, until, of)[0].told()


def _past(today: date, until: datetime | None, of: Company | None) -> tuple[Past, datetime]:
    described = of or company("food")
    # Before the office opens: what is due today is still to be done.
    morning = at_minute(today, described.ends_at)
    end = min(morning, until) if until else morning
    return Past(described, today, end), end
