"""What keeps the house running: number series, forms already sent, job runs, the set-up token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
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
    """The last run of one job: when, what came of it."""

    __tablename__ = "job_run"
    __table_args__ = (Index("ix_job_run_name", "name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[word]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    succeeded: Mapped[bool | None]
    outcome: Mapped[line] = mapped_column(default="")
    fault: Mapped[prose] = mapped_column(default="")


class SetupToken(Model):
    """The one-time secret printed on the console of an empty company; only its SHA-256 is kept."""

    __tablename__ = "setup_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
