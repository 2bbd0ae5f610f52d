"""Lists as files: what the filter shows, as CSV that Excel opens right, or as a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import IO, Any
from urllib.parse import quote

from flask import Response, abort, current_app, request, send_file, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext

from admin_views import listing
from admin_views.base import Screen, opens
from admin_views.clock import now, today
from admin_views.signed_in import actor, may
from admin_views.story import Link
from admin_views.words import language, words
from exchange.kinds import KINDS
from exchange.writing import Sheet, csv_blocks, write_xlsx
from models import db
from queries.exports import exported
from rules.permissions import Permission
from terms.exchange import FileFormat, FileKind
from workflows.exports.record import record_export
from workflows.imports.doors import DOORS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Counted:
    """Rows on their way into a file, and how many they were."""

    def __init__(self, rows: Generator[Any, None, None]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.count += 1
            yield row


class WithFiles(Screen):
    """A screen whose list goes out, and comes in, as files of one kind."""

    file_kind: FileKind

    @expose("/download/")
    @opens("export")
    def download_view(self) -> ResponseReturnValue:
        if not self.allows("read"):
            abort(403)
        written = next((one for one in FileFormat if one.value == request.args.get("format")), None)
        if written is None:
            abort(404)
        asked = listing.read(self, request.args)
        if listing.too_short(self, asked):
            abort(404)
        rows = Counted(exported(db.session(), self.file_kind, self.wanted(asked), actor().as_person()))
        note = partial(
            record_export, db.session(), kind=self.file_kind, written=written, actor=actor(), at=now(),
            narrowed_by=self._narrowed_by(asked),
        )  # fmt: skip
        sheet = Sheet(KINDS[self.file_kind].columns, language())
        return (
            _csv(self.file_kind, sheet, rows, note)
            if written is FileFormat.CSV
            else _xlsx(self.file_kind, sheet, rows, note)
        )

    def _narrowed_by(self, asked: listing.Asked) -> str:
        tabs = [str(tab.label) for tab in self.tabs if tab.name == asked.tab]
        return "; ".join([*tabs, *(said for said, _url in self._chips(asked))])

    def file_links(self, asked: listing.Asked) -> list[Link]:
        links = []
        if self.allows("export"):
            links = [
                Link(
                    gettext("Export as %(format)s", format=words(one)), self._download_url(asked, one), icon="download"
                )
                for one in (FileFormat.XLSX, FileFormat.CSV)
            ]
        if may(Permission.IMPORT) and may(DOORS[self.file_kind].permission):
            into = url_for("import.create_view", kind=self.file_kind.value)
            links.append(Link(gettext("Import from a file"), into, icon="upload"))
        return links

    def _download_url(self, asked: listing.Asked, written: FileFormat) -> str:
        address = listing.address(self, asked).partition("?")[2]
        base = url_for(f"{self.endpoint}.download_view", format=written.value)
        return f"{base}&{address}" if address else base


def named(kind: FileKind, written: FileFormat, what: str = "") -> str:
    """The name of a file that goes out: 客户_2026-11-22.csv."""
    return f"{words(kind)}{what}_{today().isoformat()}.{written.value}"


def _csv(kind: FileKind, sheet: Sheet, rows: Counted, note: Any) -> Response:
    def blocks() -> Iterator[bytes]:
        try:
            yield from csv_blocks(sheet, iter(rows))
        finally:
            # Also when somebody stops half-way: so many rows are out of the house.
            rows.rows.close()
            note(rows=rows.count)

    answer = Response(stream_with_context(blocks()), mimetype="text/csv")
    return as_file(answer, named(kind, FileFormat.CSV))


def as_file(answer: Response, name: str) -> Response:
    """Let the browser save an answer under a name that may be Chinese."""
    plain = "".join(letter for letter in name if letter.isascii()).lstrip("_")
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(name)}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _xlsx(kind: FileKind, sheet: Sheet, rows: Counted, note: Any) -> ResponseReturnValue:
    def write(file: IO[bytes]) -> None:
        write_xlsx(file, sheet, iter(rows))
        note(rows=rows.count)

    return workbook(write, named(kind, FileFormat.XLSX))


def workbook(write: Callable[[IO[bytes]], None], name: str) -> ResponseReturnValue:
    """A workbook written to disk first, for it cannot be sent before it is whole; gone when it was sent."""
    folder = current_app.config["SETTINGS"].imports_dir
    folder.mkdir(parents=True, exist_ok=True)
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  closed with the answer
    try:
        write(file)
        file.seek(0)
        answer = send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)
    except BaseException:
        file.close()
        raise
    answer.headers["Cache-Control"] = "no-store"
    return answer
