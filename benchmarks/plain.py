"""A copy of a database with the indexes a careful user of any peer would declare: single columns, no word index.

Measured on our own indexes the peer would profit from what was made for our pages.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.schema import DropIndex

from benchmarks.load import open_engine, settle
from models import db
from models.search import SEARCHED, index_table

ALSO = {"complaint": ("state", "registered_at", "due_at"), "customer": ("name",)}


def plain_copy(url: str) -> str:
    """Make the copy beside the database; the answer is its URL."""
    made = copied(url)
    engine = open_engine(made)
    with engine.begin() as connection:
        make_plain(connection)
    settle(engine)
    engine.dispose()
    return made


def copied(url: str) -> str:
    where = make_url(url)
    name = f"{where.database}_plain"
    made = where.set(database=name).render_as_string(hide_password=False)
    if where.get_backend_name() == "sqlite":
        shutil.copy(Path(where.database or ""), name)
        return made
    engine = create_engine(where.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {where.database}"))
    engine.dispose()
    return made


def make_plain(connection: Connection) -> None:
    for table in db.metadata.sorted_tables:
        for index in table.indexes:
            connection.execute(DropIndex(index, if_exists=True))
        keys = [column.name for column in table.columns if column.foreign_keys]
        for name in (*keys, *ALSO.get(table.name, ())):
            connection.execute(text(f"CREATE INDEX plain_{table.name}_{name} ON {table.name} ({name})"))
    for model in SEARCHED:
        connection.execute(text(f"DROP TABLE {index_table(model)}"))
