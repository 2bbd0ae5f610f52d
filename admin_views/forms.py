"""Forms: they check the shape of what was typed and hand plain values on. What it means is decided below.

A field's name is the name of the use-case's argument. Every form carries two hidden marks: `version`, the row's version
the person saw, and `submission`, a random token by which a form sent twice is done once.
"""

from __future__ import annotations

import secrets
from typing import Any

import wtforms
from flask import request
from flask_wtf.i18n import translations
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms.validators import Length, NumberRange, Optional

from admin_views.fields import (
    BooleanField,
    DateField,
    InputRequired,
    IntegerField,
    LineField,
    MomentField,
    MoneyField,
    MonthField,
    PasswordField,
    ProseField,
    TermField,
    TermsField,
    required,
)
from admin_views.pick_field import PickField
from admin_views.words import translate
from terms.refusal import Refusal

__all__ = [
    "BooleanField", "DateField", "Form", "InputRequired", "IntegerField", "Length", "LineField", "MomentField",
    "MoneyField", "MonthField", "NumberRange", "Optional", "PasswordField", "PickField", "ProseField", "TermField",
    "TermsField", "posted", "required",
]  # fmt: skip

MARKS = ("version", "submission")
SHORTEST_TOKEN, LONGEST_TOKEN = 16, 64


def posted() -> Any:
    """What the request brings for a form, files included; None when it only asks for the form."""
    if request.method != "POST":
        return None
    return CombinedMultiDict([request.form, request.files]) if request.files else MultiDict(request.form)


class Form(wtforms.Form):
    """The base of every form.

    groups: (heading, field names) in the order they are shown; fields not named follow in the order they are declared.
    """

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    class Meta:
        def get_translations(self, form: Any) -> Any:
            return translations

    version = wtforms.HiddenField()
    submission = wtforms.HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusal: Refusal | None = None
        token = self.submission.data or ""
        if not (SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable()):
            self.submission.data = secrets.token_urlsafe(24)

    @property
    def seen(self) -> int | None:
        """The version the person saw; None when the form says none that can be read."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    @property
    def has_files(self) -> bool:
        """Whether a field takes files (it names what it accepts), so that the browser must send parts."""
        return any(hasattr(field, "accept") for field in self)

    def values(self) -> dict[str, Any]:
        """What was entered, by field name, without the marks."""
        return {name: field.data for name, field in self._fields.items() if name not in MARKS}

    def refuse(self, refusal: Refusal) -> None:
        """Show a business no on the form: its sentence above, each field's sentence at the field."""
        self.refusal = refusal
        for name, text in refusal.fields:
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, translate(text)]

    def arranged(self) -> list[tuple[Any, list[Any]]]:
        """The visible fields under their headings."""
        named = [(heading, [self[name] for name in names if name in self]) for heading, names in self.groups]
        placed = {field.name for _heading, fields in named for field in fields}
        rest = [field for field in self if field.name not in placed and field.name not in MARKS]
        return [(heading, fields) for heading, fields in [*named, ("", rest)] if fields]
