"""The database's shape: bring it up to date, or back, by the numbered migrations."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from models.audit_chain import begin_chain

HEAD = "head"
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(engine: Engine, to: str = HEAD) -> None:
    """Run every migration that is still missing; nothing is kept of a run that fails half-way."""
    with engine.connect() as connection:
        command.upgrade(settings_for(connection), to)
    if to == HEAD:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            begin_chain(connection)


def downgrade(engine: Engine, to: str) -> None:
    """Undo migrations down to `to`; `base` is the empty database."""
    with engine.connect() as connection:
        command.downgrade(settings_for(connection), to)


def settings_for(connection: object) -> Config:
    """Alembic's settings, working on this connection."""
    config = Config(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
