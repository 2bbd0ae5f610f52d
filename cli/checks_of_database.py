"""What the doctor asks the database: its shape, its clock, its people, its jobs, its backups, its audit, its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import func, select, text

from cli.finding import Found, Patient, fault, fine, warning
from cli.schema import settings_for
from models import AuditEvent, JobRun, JobTurn, Model, Staff, StaffRole, Work
from queries.audit_chain import agrees, tail
from terms.people import Role, StaffStatus
from terms.text import say
from workflows.backups.create import FOLDERS, find, tables_with_files
from workflows.housekeeping.anchor import last_anchor

OLDEST_POSTGRESQL = 13
THEIR_CLOCK = "SELECT clock_timestamp()"
CLOCKS_DIFFER = timedelta(minutes=2)
QUIET = timedelta(minutes=10)
BACKUP_AGE = timedelta(days=2)
ANCHOR_AGE = timedelta(hours=3)
WORK_AGE = timedelta(hours=1)
NAMED = 3


def shape(patient: Patient) -> Iterator[Found]:
    head = ScriptDirectory.from_config(settings_for(None)).get_current_head()
    found = patient.session.scalar(text("SELECT version_num FROM alembic_version"))
    if found == head:
        yield fine(say("The tables are of revision %(head)s, as this version needs them.", head=head))
        return
    yield fault(
        say("The tables are of revision %(found)s; this version needs %(head)s.", found=found, head=head),
        say("Back up, then start one node: it brings the tables up to date."),
    )


def engine(patient: Patient) -> Iterator[Found]:
    if patient.session.get_bind().dialect.name == "sqlite":
        yield from _sqlite(patient)
        return
    version = int(patient.session.scalar(text("SHOW server_version_num")) or 0) // 10_000
    told = say("PostgreSQL %(version)s.", version=version)
    old = say("Use PostgreSQL %(oldest)s or later.", oldest=OLDEST_POSTGRESQL)
    yield fault(told, old) if version < OLDEST_POSTGRESQL else fine(told)
    encoding = patient.session.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        yield fault(
            say("The database keeps its text as %(encoding)s.", encoding=encoding),
            say("Make a new database with ENCODING 'UTF8' and restore a backup into it."),
        )


def _sqlite(patient: Patient) -> Iterator[Found]:
    journal = patient.session.scalar(text("PRAGMA journal_mode"))
    keys = patient.session.scalar(text("PRAGMA foreign_keys"))
    if journal == "wal" and keys == 1:
        yield fine(say("SQLite, with its log and its foreign keys on."))
    else:
        yield fault(
            say("SQLite works without its log (journal_mode is %(journal)s).", journal=journal),
            say("Put the database on a local disk: SQLite's log does not work on network shares."),
        )


def clock(patient: Patient) -> Iterator[Found]:
    """Against the database's own clock, and against what was recorded last."""
    advice = say("Set the clock, and let a time service keep it (NTP).")
    if patient.session.get_bind().dialect.name == "postgresql":
        theirs = patient.session.scalar(text(THEIR_CLOCK))
        if theirs is not None and abs(theirs - patient.at) > CLOCKS_DIFFER:
            yield fault(
                say("This machine says %(here)s, the database %(there)s.", here=patient.at, there=theirs), advice
            )
            return
    last = patient.session.scalar(select(AuditEvent.at).order_by(AuditEvent.id.desc()).limit(1))
    if last is not None and last > patient.at + CLOCKS_DIFFER:
        yield fault(say("It is %(here)s, but something was recorded at %(last)s.", here=patient.at, last=last), advice)
        return
    yield fine(say("The clock is right: %(at)s.", at=patient.at))


def people(patient: Patient) -> Iterator[Found]:
    for role in (Role.ADMINISTRATOR, Role.GENERAL_MANAGER):
        holders = (
            select(func.count(Staff.id))
            .join(StaffRole, StaffRole.staff_id == Staff.id)
            .where(StaffRole.role == role, Staff.status == StaffStatus.ACTIVE)
        )
        many = patient.session.scalar(holders)
        if many:
            yield fine(say("%(role)s: %(many)s who can log in.", role=role, many=many))
        elif role is Role.ADMINISTRATOR:
            yield fault(
                say("Nobody who can log in is an administrator."),
                say("In an empty company start the desk: it prints how to make one. Else restore a backup."),
            )
        else:
            yield warning(
                say("Nobody who can log in is general manager: cash and everything above the ladder waits for ever."),
                say("Give somebody the role, or name a substitute."),
            )


def jobs(patient: Patient) -> Iterator[Found]:
    """Whether every job came to a good end when it was due; that of every minute tells whether the runner lives."""
    turns = {turn.name: turn for turn in patient.session.scalars(select(JobTurn))}
    for job in current_app.extensions["timetable"]:
        turn = turns.get(job.name)
        done = turn.done_slot if turn else None
        # The try that runs at this moment has not failed yet.
        failed = turn.tries - bool(turn.runner) if turn else 0
        if failed:
            yield fault(
                say("Job %(name)s failed %(tries)s times in a row.", name=job.name, tries=failed),
                say("Look at the page of jobs for its fault."),
            )
        elif done is None or patient.at - job.next_slot(done) > QUIET:
            slot = job.slot(patient.at)
            yield fault(
                say("Job %(name)s was due at %(slot)s and is not done.", name=job.name, slot=slot),
                say("Is the desk running? `flask --app app serve` runs the jobs."),
            )
        else:
            yield fine(say("Job %(name)s: done for %(done)s.", name=job.name, done=done))
    left = patient.session.scalar(
        select(func.count(Work.id)).where(Work.done_at.is_(None), Work.asked_at < patient.at - WORK_AGE)
    )
    if left:
        yield warning(
            say("%(left)s pieces of work wait for more than an hour.", left=left), say("Look at the page of jobs.")
        )


def backups(patient: Patient) -> Iterator[Found]:
    last = patient.session.scalar(
        select(func.max(JobRun.finished_at)).where(JobRun.name == "backup", JobRun.succeeded.is_(True))
    )
    advice = say("Run `flask --app app backup create` every night, and keep the files on another machine.")
    if last is None:
        yield warning(say("No backup was made."), advice)
    elif patient.at - last > BACKUP_AGE:
        yield warning(say("The last backup is of %(last)s.", last=last), advice)
    else:
        yield fine(say("The last backup is of %(last)s.", last=last))


def audit(patient: Patient) -> Iterator[Found]:
    """The end of the chain against its last anchor; the whole chain is `flask audit verify`'s matter."""
    seq, _hash = tail(patient.session)
    anchor = last_anchor(patient.settings.anchor_files)
    walk = say("Run `flask --app app audit verify`; keep this machine as it is.")
    if anchor is None:
        if seq:
            yield warning(say("The audit has no anchor yet."), say("Let the desk run: it notes one every hour."))
        else:
            yield fine(say("Nothing is recorded yet."))
        return
    if seq < anchor.seq:
        yield fault(say("The audit ends at link %(seq)s, its anchor at %(anchor)s.", seq=seq, anchor=anchor.seq), walk)
    elif not agrees(patient.session, anchor):
        yield fault(say("The audit is not the one its anchor of %(at)s knows.", at=anchor.at), walk)
    elif seq > anchor.seq and patient.at - anchor.at > ANCHOR_AGE:
        yield warning(say("The last anchor of the audit is of %(at)s.", at=anchor.at), say("Look at the page of jobs."))
    else:
        yield fine(say("The audit reaches link %(seq)s and agrees with its anchor.", seq=seq))


def files(patient: Patient) -> Iterator[Found]:
    place, named, missing = patient.settings.data_dir, set(), []
    for name in named_files(patient.session):
        named.add(name)
        if find(place, name) is None:
            missing.append(name)
    if missing:
        yield fault(
            say(
                "%(many)s files that entries name are gone: %(names)s", many=len(missing), names=tuple(missing[:NAMED])
            ),
            say("Take them out of a backup: `flask --app app backup restore` into another folder, then copy them."),
        )
    else:
        yield fine(say("All %(many)s photos and papers are there.", many=len(named)))
    lost = [one.name for folder in FOLDERS if (place / folder).is_dir() for one in (place / folder).iterdir()
            if one.is_file() and one.name not in named]  # fmt: skip
    if lost:
        yield warning(
            say("%(many)s files belong to no entry: %(names)s", many=len(lost), names=tuple(sorted(lost)[:NAMED])),
            say("They do no harm; delete them when they are older than a day."),
        )


def named_files(session: Any) -> Iterator[str]:
    for table in tables_with_files():
        # An import that is over lets go of its file and has no name for it.
        name = Model.metadata.tables[table].c.stored_name
        yield from session.scalars(select(name).where(name != "").execution_options(yield_per=1000))


CHECKS = {
    "tables": shape,
    "engine": engine,
    "clock": clock,
    "people": people,
    "jobs": jobs,
    "backups": backups,
    "audit": audit,
    "files": files,
}
