"""Photos and papers of a case: added to it, and served to whoever may see it."""

from __future__ import annotations

from typing import Any

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy import select
from wtforms import ValidationError

from admin_views.forms import Form, InputRequired, TermField
from admin_views.lookups import key_of
from admin_views.signed_in import person
from admin_views.uploads import FilesField, storage
from models import Attachment, db
from queries.scope import visible
from terms.complaint import AttachmentKind


class AttachForm(Form):
    kind = TermField(lazy_gettext("Kind"), AttachmentKind, [InputRequired()])
    uploads = FilesField(lazy_gettext("Files"))

    def validate_uploads(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(field.gettext("Choose at least one file."))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "storage": storage()}


def serve() -> ResponseReturnValue:
    """One stored file (`?file=`) out of a case in the reader's scope; 404 for every other.

    Pictures are shown in the page; a PDF is only ever saved, because a browser's reader is no place for foreign files.
    """
    row = _file(request.args.get("file"))
    path = storage().path(row.stored_name)
    if not path.is_file():
        abort(404)
    shown = row.media_type.startswith("image/")
    return send_file(
        path, mimetype=row.media_type, as_attachment=not shown, download_name=row.original_name, etag=row.sha256
    )


def _file(posted: str | None) -> Attachment:
    key = key_of(posted)
    wanted = visible(select(Attachment).where(Attachment.id == (key or 0)), Attachment, person())
    return db.session.scalars(wanted).one_or_none() or abort(404)
