"""The whole database as it stands, so that a test can say: nothing changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Model

# Being seen is written while reading, at most once a minute; failed log-ins and refusals are not business.
NOT_BUSINESS = frozenset({"auth_session"})


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every table but the log-ins."""
    tables = [table for table in Model.metadata.sorted_tables if table.name not in NOT_BUSINESS]
    return {table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables}


def differing(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> set[str]:
    """The tables that changed."""
    return {name for name in before if before[name] != after[name]}
