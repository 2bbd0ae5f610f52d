"""`flask --app app backup create | verify | restore`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Engine

from cli.one_line import OneLineGroup
from cli.schema import downgrade, settings_for, upgrade
from cli.sentences import in_language, speaking, spoken
from config import VERSION, Settings
from models import db
from terms.text import Text, say
from terms.time import local
from workflows.backups import create as making
from workflows.backups import restore as restoring
from workflows.backups import verify as checking
from workflows.housekeeping.record_job import noted

DAMAGED = 1
FOLDER = "backups"

backup = OneLineGroup("backup", help="One file that holds the whole desk; made while it is in use.")
a_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@backup.command("create")
@click.option("--to", type=click.Path(path_type=Path), help="A file, or a folder; DATA_DIR/backups otherwise.")
@in_language
def create(*, to: Path | None, language: str) -> None:
    """Write one file with the database as it is now, every photo and paper, and the audit's anchors."""
    settings: Settings = current_app.config["SETTINGS"]
    if to is None:
        to = settings.data_dir / FOLDER
        to.mkdir(parents=True, exist_ok=True)
    began = now()
    made = making.create(db.engine, data_dir=settings.data_dir, to=to.resolve(), at=began, version=VERSION)
    noted(db.session(), name="backup", began_at=began, at=now(), outcome=made.path.name)
    tell(language, say("%(path)s: %(rows)s rows, %(files)s files.", path=made.path, rows=made.rows, files=made.files))
    for name in made.missing:
        tell(language, say("Missing, though an entry names it: %(name)s", name=name))
    for name in made.damaged:
        tell(language, say("Not the file that was stored: %(name)s", name=name))


@backup.command("verify")
@a_file
@in_language
def verify(*, file: Path, language: str) -> None:
    """Read a backup to its end and compare it with its own list; status 1 when anything is not as it was written."""
    manifest, wrong = checking.verify(file)
    rows, files = sum(manifest["tables"].values()), manifest["files"]["stored"]
    made = datetime.fromisoformat(manifest["created_at"])
    tell(language, say("Made %(at)s: %(rows)s rows, %(files)s files.", at=local(made), rows=rows, files=files))
    for one in wrong:
        tell(language, one)
    tell(language, say("The backup is damaged.") if wrong else say("The backup is whole."))
    if wrong:
        raise click.exceptions.Exit(DAMAGED)


@backup.command("restore")
@a_file
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), required=True, help="A folder with nothing in it."
)
@click.option("--database", "url", help="For a backup of PostgreSQL: an empty database; DATABASE_URL otherwise.")
@in_language
def restore(*, file: Path, into: Path, url: str | None, language: str) -> None:
    """Put a backup into an empty folder (and an empty PostgreSQL database). Checks everything before it writes."""
    settings: Settings = current_app.config["SETTINGS"]
    asked = (url or settings.database_url).replace("postgresql://", "postgresql+psycopg://", 1)
    manifest = restoring.restore(
        file, into=into.resolve(), database_url=asked, known_revisions=revisions(), make_tables=make_tables
    )
    tell(language, say("Restored into %(path)s as it was at %(at)s.", path=into.resolve(), at=manifest["created_at"]))
    tell(language, say("Next: DATA_DIR=%(path)s flask --app app audit verify, then doctor, then serve.", path=into))


def make_tables(engine: Engine, revision: str) -> None:
    if revision == "base":
        downgrade(engine, revision)
    else:
        upgrade(engine, revision)


def revisions() -> set[str]:
    """The revisions of the database that this version knows."""
    return {script.revision for script in ScriptDirectory.from_config(settings_for(None)).walk_revisions()}


def tell(language: str, text: Text) -> None:
    with speaking(language):
        click.echo(spoken(text, language))


def now() -> datetime:
    return local(current_app.config["CLOCK"]())
