"""Imports: one file each, with what was said of its rows and what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, quantity, word
from models.organisation import Staff
from terms.exchange import FileEncoding, FileKind, ImportReach, ImportState, RowVerdict


class FileImport(Model):
    """One file that somebody sent to be imported.

    columns: the names of the columns that the file has, in its order. total: its rows; looked_at: those checked so
    far; done: those imported and not taken back so far. trouble: why it could not be read or was stopped.
    """

    __tablename__ = "file_import"
    __table_args__ = (
        Index("ix_file_import_started_by_id", "started_by_id", "id"),
        Index("ix_file_import_state", "state", "id"),
        CheckConstraint("done >= 0 AND looked_at >= 0", name="counts_up"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FileKind]
    state: Mapped[ImportState] = mapped_column(default=ImportState.CHECKING)
    original_name: Mapped[line]
    stored_name: Mapped[word]
    size: Mapped[quantity]
    sha256: Mapped[str] = mapped_column(String(64))
    encoding: Mapped[FileEncoding] = mapped_column(default=FileEncoding.FOUND)
    read_as: Mapped[word] = mapped_column(default="")
    columns: Mapped[list[Any]] = mapped_column(default=list)
    reach: Mapped[ImportReach | None]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    reason: Mapped[line] = mapped_column(default="")
    total: Mapped[quantity] = mapped_column(default=0)
    looked_at: Mapped[quantity] = mapped_column(default=0)
    new_rows: Mapped[quantity] = mapped_column(default=0)
    changed_rows: Mapped[quantity] = mapped_column(default=0)
    same_rows: Mapped[quantity] = mapped_column(default=0)
    bad_rows: Mapped[quantity] = mapped_column(default=0)
    done: Mapped[quantity] = mapped_column(default=0)
    trouble: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    started_by: Mapped[Staff] = relationship()

    def __str__(self) -> str:
        return self.original_name


class ImportRow(Model):
    """One row of a file: what stood in it, what is wrong with it, what it became.

    number: as a spreadsheet counts, the header above it. cells: the text of each column that the file has.
    key: by what its entry is known. turn: rows that others of the file refer to come before them.
    faults: [[column, message id, values, clause]]. differs: {column: [old, new]} for a row that changes an entry.
    subject_id, version: the entry it means or became, and its version then. outcome: what was really done.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        Index("uq_import_row_number", "import_id", "number", unique=True),
        Index("ix_import_row_verdict", "import_id", "verdict", "done_at", "turn", "number"),
        Index("ix_import_row_key", "import_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("file_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    key: Mapped[str | None] = mapped_column(String(200))
    turn: Mapped[int] = mapped_column(default=0)
    cells: Mapped[list[Any]]
    verdict: Mapped[RowVerdict | None]
    faults: Mapped[list[Any]] = mapped_column(default=list)
    differs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done_at: Mapped[datetime | None]
    subject_id: Mapped[int | None]
    version: Mapped[int | None]
    outcome: Mapped[RowVerdict | None]
    undone_at: Mapped[datetime | None]
    of_import: Mapped[FileImport] = relationship()
