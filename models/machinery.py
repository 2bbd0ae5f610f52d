"""What keeps the house running: number series, forms already sent, jobs and their turns, the set-up token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Model, line, prose, word


class NumberSeries(Model):
    """The last number given in one series, such as `TS-2026-11`; counted up under its row lock."""

    __tablename__ = "number_series"

    series: Mapped[word] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class Submission(Model):
    """One form that was sent and done; the same form sent again finds it here."""

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_done_at", "done_at"),)

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime]


class JobRun(Model):
    """One run of one job: when, what came of it. Neither succeeded nor failed: it runs, or was killed.

    subject_id: of a piece of work, the row it was about; several of a kind may run at once.
    """

    __tablename__ = "job_run"
    __table_args__ = (Index("ix_job_run_name", "name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[word]
    subject_id: Mapped[int | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    succeeded: Mapped[bool | None]
    outcome: Mapped[line] = mapped_column(default="")
    fault: Mapped[prose] = mapped_column(default="")


class Held:
    """What one node at a time works on: it says until when it holds it, and holds it longer while it works.

    A node that dies stops saying so, and another one takes over.
    tries: how often in a row it was begun without success, now included; not_before: when it is tried again.
    """

    runner: Mapped[word] = mapped_column(default="")
    held_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]


class JobTurn(Held, Model):
    """Whose turn a job of the timetable is: which planned time was last done, and who does it now.

    asked_at: an administrator wants it done without waiting for its time.
    """

    __tablename__ = "job_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[word] = mapped_column(unique=True)
    done_slot: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]

    def __str__(self) -> str:
        return self.name


class Work(Held, Model):
    """One piece of work that somebody asked for and a job does: of which kind, on which row.

    subject_id: the key of the row it is about; the kind says of which table.
    done_at: when it came to an end, good or bad; empty while it waits or runs.
    """

    __tablename__ = "work"
    __table_args__ = (
        Index(
            "uq_work_waiting",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index("ix_work_done_at", "done_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[word]
    subject_id: Mapped[int]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    succeeded: Mapped[bool | None]
    outcome: Mapped[line] = mapped_column(default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class SetupToken(Model):
    """The one-time secret printed on the console of an empty company; only its SHA-256 is kept."""

    __tablename__ = "setup_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
