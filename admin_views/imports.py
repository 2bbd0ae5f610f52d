"""Imports: send a file, see what it would do, confirm it, follow it, undo it."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext

from admin_views import acting, import_tables
from admin_views.base import Screen, opens
from admin_views.exports import as_file, named, workbook
from admin_views.filters import Choice
from admin_views.forms import Form, posted
from admin_views.import_forms import AgainForm, ConfirmForm, ImportForm, UndoForm, codes_of, kinds_for_me, shelf
from admin_views.labels import label_of
from admin_views.messages import tell
from admin_views.signed_in import actor
from admin_views.story import Cell, Facts, Link
from admin_views.words import language, translate, words
from exchange.kinds import KINDS
from exchange.limits import MEGABYTE
from exchange.writing import blank_csv, blank_xlsx, texts_as_csv, texts_as_xlsx, wrong_rows
from models import FileImport, db
from rules.permissions import Permission
from terms.exchange import FileEncoding, FileFormat, FileKind, ImportReach, ImportState
from terms.text import say
from workflows.imports.confirm import confirm, drop, read_again
from workflows.imports.faults import recalled
from workflows.imports.receive import receive, sent_before
from workflows.imports.undo import undo

AT_WORK = (ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING)
FACTS = (
    "kind",
    "state",
    "original_name",
    "read_as",
    "started_at",
    "confirmed_at",
    "finished_at",
    "undone_at",
    "reason",
)
PILLS = {
    ImportState.CHECKED: "pill-proposed",
    ImportState.UNREADABLE: "pill-refused",
    ImportState.IMPORTED: "pill-confirmed",
    ImportState.STOPPED: "pill-refused",
}


def state(row: FileImport) -> Cell:
    return Cell(words(row.state), pill=PILLS.get(row.state, "pill-handling"))


class Imports(Screen):
    model = FileImport
    address = "import"
    title, icon = lazy_gettext("Imports"), "upload"
    permissions = {"read": Permission.IMPORT, "create": Permission.IMPORT}
    create_with = staticmethod(receive)
    form = ImportForm
    eager = ("started_by",)
    column_list = (
        "original_name", "kind", "state", "started_at", "started_by.name", "total", "new_rows", "changed_rows",
        "bad_rows",
    )  # fmt: skip
    column_formatters = {"state": state}
    filters = (Choice("kind", FileKind), Choice("state", ImportState))
    form_template = "import/new.html"
    details_template = "import/details.html"

    # Sending.
    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        form = ImportForm(posted(), data=self.prefill())
        return acting.answer(
            self, form, receive, {}, title=gettext("Import from a file"), button=gettext("Check the file"),
            done=self.after_create, blanks=self.blanks(),
        )  # fmt: skip

    def prefill(self) -> dict[str, Any]:
        asked = next((kind for kind in kinds_for_me() if kind.value == request.args.get("kind")), None)
        return {"kind": asked, "encoding": FileEncoding.FOUND}

    def after_create(self, row: FileImport) -> ResponseReturnValue:
        return redirect(self.url_of(row))

    def blanks(self) -> list[tuple[str, list[Link]]]:
        """The blank forms of what the person may import."""
        return [
            (words(kind), [Link(words(one), url_for(".blank_view", kind=kind.value, format=one.value), icon="download")
                           for one in (FileFormat.XLSX, FileFormat.CSV)])
            for kind in kinds_for_me()
        ]  # fmt: skip

    @expose("/blank/")
    @opens("create")
    def blank_view(self) -> ResponseReturnValue:
        kind = next((one for one in kinds_for_me() if one.value == request.args.get("kind")), None)
        if kind is None:
            abort(404)
        what = "_空白表" if language().startswith("zh") else "_blank"
        if request.args.get("format") == FileFormat.CSV.value:
            return as_file(self._bytes([blank_csv(KINDS[kind], language())]), named(kind, FileFormat.CSV, what))
        codes = codes_of(kind)
        return workbook(
            lambda file: blank_xlsx(file, KINDS[kind], language(), codes), named(kind, FileFormat.XLSX, what)
        )

    def _bytes(self, blocks: Any) -> Response:
        return Response(stream_with_context(iter(blocks)), mimetype="text/csv")

    # One import.
    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        row = self.row()
        return self.render(
            self.details_template, row=row, heading=row.original_name, sections=self.sections(row),
            links=self.links(row), events=[], at_work=row.state in AT_WORK, mine=self.is_mine(row),
            trouble=self.trouble(row),
            before=sent_before(db.session(), row) if row.state is ImportState.CHECKED else None,
            **self.forms(row),
        )  # fmt: skip

    def is_mine(self, row: FileImport) -> bool:
        return bool(row.started_by_id == actor().id)

    def trouble(self, row: FileImport) -> list[str]:
        return [translate(recalled(fault).text) for fault in row.trouble]

    def sections(self, row: FileImport) -> list[Any]:
        facts = [(self.label(name), self.cell(row, name)) for name in FACTS if getattr(row, name) not in (None, "")]
        facts.append((gettext("Size"), Cell(f"{row.size / 1024:,.0f} KB")))
        facts.append((label_of("started_by"), Cell(row.started_by.name)))
        return [Facts("", facts), *(self.tables(row) if self.is_mine(row) and row.state not in AT_WORK else [])]

    def tables(self, row: FileImport) -> list[Any]:
        shown = [import_tables.wrong(row)] if row.bad_rows else []
        if row.state is ImportState.CHECKED:
            shown += [import_tables.changes(row)] if row.changed_rows else []
            shown += [import_tables.new(row)] if row.new_rows else []
        return shown

    def forms(self, row: FileImport) -> dict[str, Any]:
        """The forms that can be sent from the page as the import stands."""
        if not self.is_mine(row):
            return {}
        found: dict[str, Form] = {}
        if row.state is ImportState.CHECKED and row.new_rows + row.changed_rows:
            reach = ImportReach.GOOD_ROWS if row.bad_rows else ImportReach.WHOLE_FILE
            found["confirm_form"] = ConfirmForm(data={"reach": reach})
        if row.state is ImportState.CHECKED:
            found["drop_form"] = Form()
        if row.state in (ImportState.CHECKED, ImportState.UNREADABLE) and row.read_as != "xlsx":
            found["again_form"] = AgainForm(data={"encoding": row.encoding})
        for form in found.values():
            form.version.data = row.version
        return found

    def links(self, row: FileImport) -> list[Link]:
        if not self.is_mine(row):
            return []
        links = []
        if row.bad_rows and row.state not in AT_WORK:
            links = [
                Link(gettext("Wrong rows as %(format)s", format=words(one)),
                     self.url_of(row, "wrong_view", format=one.value), icon="download")
                for one in (FileFormat.XLSX, FileFormat.CSV)
            ]  # fmt: skip
        if row.state is ImportState.IMPORTED:
            links.append(Link(gettext("Undo the import"), self.url_of(row, "undo_view"), icon="back"))
        return links

    @expose("/progress/")
    @opens("read")
    def progress_view(self) -> ResponseReturnValue:
        """How far it is, for the bar: rows done of all, and whether there is more to wait for."""
        row = self.row()
        counts = {
            ImportState.CHECKING: (row.looked_at, row.total),
            ImportState.IMPORTING: (row.done, row.new_rows + row.changed_rows),
            ImportState.UNDOING: (row.new_rows + row.changed_rows - row.done, row.new_rows + row.changed_rows),
        }
        done, total = counts.get(row.state, (0, 0))
        return jsonify(state=row.state.value, at_work=row.state in AT_WORK, done=done, total=total)

    @expose("/wrong/")
    @opens("read")
    def wrong_view(self) -> ResponseReturnValue:
        row = self.row()
        if not self.is_mine(row) or not row.bad_rows:
            abort(404)
        headers = wrong_rows(KINDS[row.kind], row.columns, language())
        rows = import_tables.every_wrong_row(row)
        what = "_错误行" if language().startswith("zh") else "_wrong_rows"
        if request.args.get("format") == FileFormat.CSV.value:
            return as_file(self._bytes(texts_as_csv(headers, rows)), named(row.kind, FileFormat.CSV, what))
        return workbook(lambda file: texts_as_xlsx(file, headers, rows), named(row.kind, FileFormat.XLSX, what))

    # What can be done with it.
    @expose("/confirm/", methods=("POST",))
    @opens("create")
    def confirm_view(self) -> ResponseReturnValue:
        return self._do(ConfirmForm(posted()), confirm)

    @expose("/drop/", methods=("POST",))
    @opens("create")
    def drop_view(self) -> ResponseReturnValue:
        return self._do(Form(posted()), drop, shelf=shelf())

    @expose("/again/", methods=("POST",))
    @opens("create")
    def again_view(self) -> ResponseReturnValue:
        return self._do(AgainForm(posted()), read_again)

    def _do(self, form: Form, use_case: Any, **more: Any) -> ResponseReturnValue:
        row = self.row()
        if form.validate():
            seen = acting.version_seen(form, row)
            self.attempt(use_case, file_import_id=row.id, seen=seen, once=form.submission.data, **form.values(), **more)
        else:
            tell(say("Please correct the marked entries."), "error")
        return redirect(self.url_of(row))

    @expose("/undo/", methods=("GET", "POST"))
    @opens("create")
    def undo_view(self) -> ResponseReturnValue:
        row = self.row()
        form = UndoForm(posted())
        return acting.answer(
            self, form, undo, {"file_import_id": row.id}, row=row, title=gettext("Undo the import"),
            button=gettext("Undo the import"), done=self.after_create, template="screen/form.html",
        )  # fmt: skip


def install(app: Flask) -> None:
    """Let files be larger than other forms; before anything reads what was sent."""

    def widen() -> None:
        if request.endpoint == "import.create_view":
            request.max_content_length = app.config["SETTINGS"].max_import_mb * MEGABYTE + MEGABYTE

    app.before_request_funcs.setdefault(None, []).insert(0, widen)
