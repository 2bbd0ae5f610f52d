"""Scanned pages of a letter: taken with its form, added later, served to whoever sees the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.forms import Form
from admin_views.lookups import key_of
from admin_views.signed_in import person
from admin_views.uploads import FilesField, storage
from models import Letter, LetterFile, Staff, db
from queries.scope import visible
from terms.letters import LetterDirection
from workflows.letters.enter import Words, register

SAID = ("dated_on", "party", "subject", "address", "body", "customer_id", "complaint_id", "product_id")


def with_storage(form: Form) -> dict[str, Any]:
    """A form's values and where its files go."""
    return {**Form.values(form), "storage": storage()}


class FilesForm(Form):
    uploads = FilesField(lazy_gettext("Files"))
    values = with_storage


def registered(direction: LetterDirection) -> Callable[..., Letter]:
    """The use-case as a form calls it: the fields of one direction."""

    def use_case(session: Session, *, actor: Staff, at: datetime, once: str | None = None, **given: Any) -> Letter:
        words = Words(**{name: given.pop(name) for name in SAID})
        return register(session, direction=direction, words=words, actor=actor, at=at, once=once, **given)

    return use_case


def serve(letter: Letter) -> ResponseReturnValue:
    """One stored file (`?file=`) of a letter in sight; 404 for every other. A PDF is only ever saved."""
    wanted = select(LetterFile).where(
        LetterFile.id == (key_of(request.args.get("file")) or 0), LetterFile.letter_id == letter.id
    )
    row = db.session.scalars(visible(wanted, LetterFile, person())).one_or_none() or abort(404)
    path = storage().path(row.stored_name)
    if not path.is_file():
        abort(404)
    shown = row.media_type.startswith("image/")
    return send_file(
        path, mimetype=row.media_type, as_attachment=not shown, download_name=row.original_name, etag=row.sha256
    )
