"""The forms of imports: which file of what, and how far."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import current_app
from flask_babel import lazy_gettext
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError

from admin_views.clock import now
from admin_views.forms import Form, LineField, TermField, required
from admin_views.labels import label_of
from admin_views.signed_in import may
from admin_views.words import words
from exchange.limits import MEGABYTE, Limits
from models import db
from queries.packs_now import breaches_priced
from terms.exchange import FileEncoding, FileKind, ImportReach
from terms.time import local_date
from workflows.imports.doors import DOORS
from workflows.imports.receive import Shelf


def shelf() -> Shelf:
    """Where files wait while they are imported, and how large they may be."""
    settings = current_app.config["SETTINGS"]
    limits = Limits(most_bytes=settings.max_import_mb * MEGABYTE, most_rows=settings.max_import_rows)
    return Shelf(settings.imports_dir, limits)


def kinds_for_me() -> tuple[FileKind, ...]:
    """The kinds whose entries the person may make by a form."""
    return tuple(kind for kind, door in DOORS.items() if may(door.permission))


def codes_of(kind: FileKind) -> dict[str, list[tuple[str, str]]]:
    """The codes of the rulebook in force that may stand in a column, each with what it is called."""
    if kind is not FileKind.PENALTIES:
        return {}
    rows = breaches_priced(db.session(), on=local_date(now()))
    return {"breach": [(row.breach, f"{words(row.name)} · {row.clause}") for row in rows]}


class OneFileField(wtforms.Field):
    """One file; data is what was sent, not yet read."""

    control = "file"
    accept = ".csv,.txt,.xlsx"
    several = False

    def process_data(self, _value: Any) -> None:
        self.data: FileStorage | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = next((file for file in valuelist if isinstance(file, FileStorage) and file.filename), None)

    def __call__(self, **options: Any) -> Any:
        raise NotImplementedError("drawn by the macro `field` of layout/macros.html")


class ImportForm(Form):
    kind = TermField(lazy_gettext("What the file holds"), FileKind, required())
    file = OneFileField(
        lazy_gettext("File"),
        description=lazy_gettext("CSV or Excel (.xlsx). Headers in Chinese or English, in any order."),
    )
    encoding = TermField(
        lazy_gettext("Characters"), FileEncoding, required(),
        description=lazy_gettext("Only for CSV, and only if the preview shows wrong characters."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.among = kinds_for_me()

    def validate_file(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(field.gettext("Choose at least one file."))

    def values(self) -> dict[str, Any]:
        values = super().values()
        sent = values.pop("file")
        return {**values, "name": sent.filename or "", "file": sent.stream, "shelf": shelf()}


class ConfirmForm(Form):
    reach = TermField(lazy_gettext("Import"), ImportReach, required(), radios=True)


class AgainForm(Form):
    encoding = TermField(lazy_gettext("Characters"), FileEncoding, required())


class UndoForm(Form):
    reason = LineField(label_of("reason"), required())
