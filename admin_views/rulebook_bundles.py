"""An issue as files: taken out as a ZIP by every reader, brought in as a draft by whoever may draft."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import lazy_gettext
from wtforms import ValidationError

from admin_views import acting
from admin_views import rulebook_asked as asked
from admin_views.base import opens
from admin_views.exports import as_file
from admin_views.forms import Form, LineField, ProseField, posted, required
from admin_views.import_forms import OneFileField
from admin_views.labels import label_of
from admin_views.messages import tell
from models import RulebookIssue, db
from queries import rulebook_shelf as shelf
from rulebook import RulebookError, bundle, packs
from terms.refusal import Refusal
from terms.text import say
from workflows.rulebook.bring_in import FilesWrong, bring_in
from workflows.transaction import AlreadySent


class PackedField(OneFileField):
    accept = ".zip"


class BringInForm(Form):
    file = PackedField(
        lazy_gettext("File"), description=lazy_gettext("A ZIP as the rulebook gives it out: one .toml file a topic.")
    )
    pack = wtforms.SelectField(lazy_gettext("Policy"), validate_choice=True)
    title = LineField(lazy_gettext("What the change is about"), required())
    reason = ProseField(label_of("reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_packed = ("", str(lazy_gettext("as the folder in the file is called")))
        self.pack.choices = [as_packed, *((name, asked.name_of(name)) for name in packs())]

    def validate_file(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError(field.gettext("Choose at least one file."))

    def values(self) -> dict[str, Any]:
        """:raises FilesWrong: it is no ZIP of an issue."""
        values = super().values()
        try:
            sent = values.pop("file")
            folder, files = bundle.unzipped(sent.stream.read(bundle.LARGEST_FILE + 1), sent.filename or "zip")
        except RulebookError as error:
            raise FilesWrong(((error.where, error.text),)) from error
        return {**values, "files": files, "pack": values["pack"] or folder}


class BundlePages:
    """Export and import."""

    def page(self, name: str, *, title: Any, **shown: Any) -> ResponseReturnValue:
        raise NotImplementedError

    @expose("/export/")
    @opens("read")
    def export(self) -> ResponseReturnValue:
        found = asked.edition()
        files = bundle.files_of(shelf.merged(db.session(), found), found.book.issue)
        packed = bundle.zipped(files, found.book.pack.key)
        return as_file(Response(packed, mimetype="application/zip"), f"{found.book.issue}.zip")

    @expose("/import/", methods=("GET", "POST"))
    @opens("draft")
    def bring_in(self) -> ResponseReturnValue:
        form = BringInForm(posted())
        problems: tuple[Any, ...] = ()
        if request.method == "POST" and form.validate():
            try:
                row = acting.call(bring_in, once=form.submission.data, **form.values())
            except AlreadySent as refusal:
                tell(refusal.text, "info")
                return redirect(url_for("rulebook.index"))
            except Refusal as refusal:
                form.refuse(refusal)
                problems = getattr(refusal, "problems", ())
            else:
                return _brought_in(row)
        title, button = lazy_gettext("Bring in an issue"), lazy_gettext("Make a draft of it")
        page = self.page("import", title=title, form=form, button=button, problems=problems)
        return page, 422 if request.method == "POST" else 200  # type: ignore[return-value]


def _brought_in(row: RulebookIssue) -> ResponseReturnValue:
    tell(say("It is a draft now; nothing holds before it is signed."))
    return redirect(url_for("rulebook_draft.details_view", id=row.id))
