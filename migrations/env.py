"""How migrations run: all of them in one transaction, one node at a time, on SQLite and PostgreSQL.

The connection comes from `cli.schema`, or from the application for `flask db ...`.
"""

from __future__ import annotations

from alembic import context
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.types import Enum, String, TypeDecorator

import models.audit
import models.search  # noqa: F401  every table must be known before the comparison
from models.base import db

# The word index and what SQLite's FTS5 keeps beside it; made by hand-written SQL, so unknown to the models.
INDEX_TABLES = ("_search", "_search_data", "_search_idx", "_search_content", "_search_docsize", "_search_config")
NODES_TAKE_TURNS = 7_460_868  # any number that nothing else in the database locks


def include_object(_object, name, kind, _reflected, _compare_to):
    return not (kind == "table" and name.endswith(INDEX_TABLES))


def render_item(kind, item, _autogen_context):
    """Write the company's own column types as the plain types they are kept in: a migration never imports models."""
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    if isinstance(item, Enum):
        return f"sa.{String(item.length)!r}"
    return False


def number_revision(_context, _revision, directives):
    """Give a new revision the next number; write nothing when the models ask for nothing."""
    if not directives:
        return
    script = directives[0]
    asked = getattr(context.config.cmd_opts, "autogenerate", False)
    if asked and script.upgrade_ops is not None and script.upgrade_ops.is_empty():
        directives.clear()
        return
    head = ScriptDirectory.from_config(context.config).get_current_head()
    script.rev_id = f"{int(head or 0) + 1:04d}"


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # Rebuilding a table drops the old one, and a drop with foreign keys on empties the tables that point at it.
        switch_foreign_keys(connection, "OFF")
    try:
        with connection.execution_options(writes=True).begin():
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": NODES_TAKE_TURNS})
            migrate(connection)
            if sqlite:
                refuse_broken_references(connection)
    finally:
        if sqlite:
            switch_foreign_keys(connection, "ON")


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        compare_type=True,
        compare_server_default=True,
        render_as_batch=True,
        include_object=include_object,
        render_item=render_item,
        process_revision_directives=number_revision,
    )
    context.run_migrations()


def switch_foreign_keys(connection: Connection, state: str) -> None:
    """Outside any transaction, where alone SQLite obeys: hence the driver's own connection."""
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def refuse_broken_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration left {len(broken)} rows that point at nothing, the first: {broken[0]}")


def run_here() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        run(given)
        return
    from flask import current_app

    with current_app.extensions["migrate"].db.engine.connect() as connection:
        run(connection)


if context.is_offline_mode():
    raise SystemExit("These migrations look at the database they change; run them without --sql.")
run_here()
