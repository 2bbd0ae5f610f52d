"""Put a backup where nothing is: everything is checked before anything is written."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, inspect, text

from terms.refusal import Refusal
from terms.text import say
from workflows.backups.archive import reading, sync_folder
from workflows.backups.contents import DATABASE, TABLES
from workflows.backups.create import ANCHORS, FILES, FOLDERS
from workflows.backups.verify import wrong_with

SQLITE_FILE = "shouhou.db"
# What the desk makes by itself as soon as somebody names a folder.
MAY_BE_THERE = {"secret"}
STAGE = ".restoring"
A_FILE = re.compile(rf"{FILES}({'|'.join(FOLDERS)})/[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)?")

MakeTables = Callable[[Engine, str], None]


class Damaged(Refusal):
    """The backup is not what was written; nothing was restored."""


class NotEmpty(Refusal):
    """Something is there already, and a restore never overwrites."""


class WrongVersion(Refusal):
    """This version of the desk cannot read that backup."""


class NoDatabase(Refusal):
    """It is not said into which database a PostgreSQL backup goes."""


def restore(
    path: Path, *, into: Path, database_url: str, known_revisions: Collection[str], make_tables: MakeTables
) -> dict[str, Any]:
    """Restore into an empty folder, and for PostgreSQL an empty database; the answer is the backup's manifest.

    database_url: the empty database of a PostgreSQL backup; a SQLite backup brings its own file.
    make_tables: brings an empty database to a revision.

    :raises NotABackup, Damaged, NotEmpty, WrongVersion, NoDatabase:
    """
    with reading(path) as (file, manifest):
        _refuse_wrong_version(manifest, known_revisions)
        _refuse_full_folder(into)
        _refuse_strange_members(manifest)
        wrong = wrong_with(file, manifest)
        if wrong:
            raise Damaged(say("The backup is damaged, nothing was restored: %(faults)s", faults=tuple(wrong[:5])))
        if manifest["engine"] == "postgresql":
            _restore_postgresql(file, manifest, database_url, make_tables)
        _restore_folder(file, manifest, into)
        return manifest


def _refuse_wrong_version(manifest: dict[str, Any], known: Collection[str]) -> None:
    if manifest["revision"] not in known:
        raise WrongVersion(
            say(
                "The tables of this backup are of revision %(revision)s, which this version of the desk does not know. "
                "Install the version that made it (%(version)s), restore, and update then.",
                revision=manifest["revision"], version=manifest.get("version") or "?",
            )
        )  # fmt: skip


def _refuse_full_folder(into: Path) -> None:
    there = {one.name for one in into.iterdir()} if into.is_dir() else {into.name} if into.exists() else set()
    if there - MAY_BE_THERE:
        raise NotEmpty(say("%(path)s is not empty; name a new folder.", path=into))


def _refuse_strange_members(manifest: dict[str, Any]) -> None:
    """A name never leads out of the folder."""
    for name in manifest["members"]:
        is_table = name.startswith(TABLES) and name.removesuffix(".copy").removeprefix(TABLES) in manifest["tables"]
        if not (is_table or A_FILE.fullmatch(name) or name in (DATABASE, ANCHORS)):
            raise Damaged(say("“%(name)s” does not belong into a backup; nothing was restored.", name=name))


def _restore_folder(file: zipfile.ZipFile, manifest: dict[str, Any], into: Path) -> None:
    """Everything that is a file, laid out beside and moved into place at the end; the database last."""
    stage = into / STAGE
    stage.mkdir(parents=True)
    try:
        for name in manifest["members"]:
            if not name.startswith(TABLES):
                _extract(file, name, stage / _place(name))
        if manifest["engine"] == "sqlite":
            _look_into(stage / SQLITE_FILE)
        for one in sorted(stage.iterdir(), key=lambda one: one.name == SQLITE_FILE):
            one.replace(into / one.name)
        sync_folder(into)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _place(name: str) -> str:
    return SQLITE_FILE if name == DATABASE else name.removeprefix(FILES)


def _extract(file: zipfile.ZipFile, name: str, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with file.open(name) as member, place.open("wb") as out:
        shutil.copyfileobj(member, out)


def _look_into(database: Path) -> None:
    connection = sqlite3.connect(database)
    try:
        connection.execute("SELECT count(*) FROM alembic_version").fetchone()
    finally:
        connection.close()


def _restore_postgresql(
    file: zipfile.ZipFile, manifest: dict[str, Any], database_url: str, make_tables: MakeTables
) -> None:
    if not database_url.startswith("postgresql"):
        raise NoDatabase(say("This backup is one of PostgreSQL: name an empty database with --database."))
    engine = create_engine(database_url)
    try:
        if set(inspect(engine).get_table_names()) - {"alembic_version"}:
            raise NotEmpty(say("The database %(name)s is not empty; make a new one.", name=engine.url.database))
        make_tables(engine, manifest["revision"])
        try:
            with engine.begin() as connection:
                _fill(connection, file, manifest)
        except BaseException:
            make_tables(engine, "base")
            raise
    finally:
        engine.dispose()


def _fill(connection: Connection, file: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Every table by COPY; what points from one table to another is checked once, at the end."""
    pointing = connection.execute(text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )).all()  # fmt: skip
    for table, name, _definition in pointing:
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    known = {name: {column["name"] for column in columns} for name, columns in _columns(connection)}
    for name in manifest["tables"]:
        _copy(connection, file, name, known)
    for table, name, definition in pointing:
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
    for sequence, last in manifest["sequences"].items():
        connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})


def _columns(connection: Connection) -> list[tuple[str, Any]]:
    look = inspect(connection)
    return [(name, look.get_columns(name)) for name in look.get_table_names()]


def _copy(connection: Connection, file: zipfile.ZipFile, name: str, known: dict[str, set[str]]) -> None:
    with file.open(f"{TABLES}{name}.copy") as member:
        columns = [column.strip('"') for column in member.readline().decode().rstrip("\n").split(", ")]
        # Names out of a file stand in a statement only if the database knows them.
        if name not in known or not known[name].issuperset(columns):
            raise Damaged(say("Table %(name)s does not fit this version of the desk.", name=name))
        listed = ", ".join(f'"{column}"' for column in columns)
        driver: Any = connection.connection
        with driver.cursor() as cursor, cursor.copy(f'COPY "{name}" ({listed}) FROM STDIN') as copy:
            while block := member.read(1 << 20):
                copy.write(block)
