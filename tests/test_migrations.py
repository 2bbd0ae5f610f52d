from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

import models.audit
import models.rulebook
import models.search
from cli.schema import downgrade, settings_for, upgrade
from models.base import db
from tests.databases import open_engine

SHAPE = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
    "postgresql": """
        SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'
        UNION SELECT tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT event_object_table, trigger_name, event_manipulation, action_timing FROM information_schema.triggers
        UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '' FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION SELECT proname, '', prosrc, '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1, 2, 3, 4
    """,
}


@pytest.fixture
def empty(databases):
    engine = open_engine(databases.empty())
    yield engine
    engine.dispose()


def shape(engine):
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(SHAPE[engine.dialect.name])) if "alembic" not in str(row)]
    # SQLite keeps the text of CREATE, and a table that was rebuilt names its constraints in no order.
    return [(*row[:2], sorted(line.strip("\t ,") for line in str(row[2]).splitlines()), *row[3:]) for row in rows]


class TestMigrations:
    def test_have_one_head_and_numbers_without_gaps(self):
        scripts = ScriptDirectory.from_config(settings_for(None))
        numbers = sorted(script.revision for script in scripts.walk_revisions())

        assert len(scripts.get_heads()) == 1
        assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]

    def test_go_up_and_down_and_up_to_the_same_tables(self, empty):
        upgrade(empty)
        first = shape(empty)
        downgrade(empty, "base")
        below = shape(empty)
        upgrade(empty)

        assert below == []
        assert len(first) > len(db.metadata.tables)
        assert shape(empty) == first

    def test_make_exactly_the_tables_of_the_models(self, empty):
        upgrade(empty)

        with empty.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "include_object": not_an_index_table}
            )
            assert compare_metadata(context, db.metadata) == []

    def test_make_what_the_models_would_make_by_themselves(self, databases, empty):
        made = open_engine(databases.empty())
        dialect = made.dialect.name
        with made.begin() as connection:
            db.metadata.create_all(connection)
            for statement in [*models.search.ddl(dialect), *models.audit.ddl(dialect), *models.rulebook.ddl(dialect)]:
                connection.execute(text(statement))
        upgrade(empty)

        assert names(shape(empty)) == names(shape(made))
        made.dispose()

    def test_leave_nothing_behind_when_one_fails(self, empty):
        with empty.begin() as connection:
            connection.execute(text("CREATE TABLE staff (id INTEGER)"))

        with pytest.raises(DBAPIError):
            upgrade(empty)

        assert inspect(empty).get_table_names() == ["staff"]

    def test_keep_the_audit_from_being_rewritten(self, session):
        session.execute(
            text(
                "INSERT INTO audit_event (at, kind, subject, clause, note, changes, address) "
                "VALUES ('2026-01-01 00:00:00', 'staff.created', 'staff', '', '', '{}', '')"
            )
        )
        for rewriting in ("UPDATE audit_event SET note = 'x'", "DELETE FROM audit_event"):
            with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
                session.execute(text(rewriting))


def not_an_index_table(_object, name, kind, _reflected, _compare_to):
    return not (kind == "table" and ("_search" in name or name == "alembic_version"))


def names(rows):
    """Kinds and names only: the engines keep the wording of CREATE as it was written, line breaks and all."""
    return {row[:2] for row in rows}
