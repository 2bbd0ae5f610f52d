"""A file brought in as somebody would: received, checked, confirmed, carried out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.limits import Limits
from models import FileImport, ImportRow, Staff
from terms.exchange import FileEncoding, FileKind, ImportReach
from tests.factories import MORNING
from workflows.imports.confirm import confirm
from workflows.imports.faults import recalled
from workflows.imports.receive import Shelf, receive
from workflows.imports.work import work


class Desk:
    """Somebody with files."""

    def __init__(self, session: Session, folder: Path, actor: Staff, **limits) -> None:
        self.session, self.actor = session, actor
        self.shelf = Shelf(folder / "imports", Limits(**limits))

    def send(self, kind: FileKind, content: bytes | str, *, name="名单.csv", encoding=FileEncoding.FOUND) -> FileImport:
        data = content.encode() if isinstance(content, str) else content
        row = receive(
            self.session, kind=kind, name=name, file=io.BytesIO(data), shelf=self.shelf, actor=self.actor, at=MORNING,
            encoding=encoding,
        )  # fmt: skip
        return self.work(row)

    def work(self, row: FileImport, tell: Callable[[int, int], None] = lambda done, total: None) -> FileImport:
        work(self.session, import_id=row.id, shelf=self.shelf, now=lambda: MORNING, tell=tell)
        self.session.refresh(row)
        return row

    def confirm(self, row: FileImport, reach=ImportReach.WHOLE_FILE) -> FileImport:
        confirm(self.session, file_import_id=row.id, reach=reach, actor=self.actor, at=MORNING, seen=row.version)
        return self.work(row)

    def bring_in(self, kind: FileKind, content: bytes | str, **more) -> FileImport:
        return self.confirm(self.send(kind, content, **more))

    def rows(self, row: FileImport) -> list[ImportRow]:
        self.session.expire_all()
        found = select(ImportRow).where(ImportRow.import_id == row.id).order_by(ImportRow.number)
        return list(self.session.scalars(found))

    def faults(self, row: FileImport) -> list[tuple[int, str, str]]:
        """(row, column, sentence in English) of everything that is wrong."""
        return [
            (one.number, fault.column, str(fault.text)) for one in self.rows(row) for fault in map(recalled, one.faults)
        ]
