"""Forms: they check the shape of what was typed and hand plain values on. What it means is decided below.

A field's name is the name of the use-case's argument. Relations are picked by typing (`PickField`), never from a select
box of a whole table. Every form carries two hidden marks: `version`, the row's version the person saw, and
`submission`, a random token by which a form sent twice is done once.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import wtforms
from flask_wtf.i18n import translations
from markupsafe import Markup
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from admin_views.lookups import Pick
from admin_views.words import language, translate
from terms.refusal import Refusal
from terms.term import Term
from terms.time import SHANGHAI

LARGEST_INTEGER = 2**31 - 1
LARGEST_MONEY = Decimal(10) ** 10
MARKS = ("version", "submission")

__all__ = [
    "BooleanField", "DateField", "Form", "InputRequired", "IntegerField", "Length", "LineField", "MomentField", "MoneyField",
    "NumberRange", "Optional", "PasswordField", "PickField", "ProseField", "TermField", "TermsField", "required",
]  # fmt: skip


def required() -> list[Any]:
    return [InputRequired()]


def tidy(value: str | None) -> str | None:
    """What was typed without the spaces round it and with one kind of line end."""
    return value.replace("\r\n", "\n").strip() if value else value


class Readable:
    """Refuse characters nobody types: NUL and other control characters, halves of surrogate pairs."""

    def __call__(self, form: Any, field: Any) -> None:
        for character in field.data or "":
            if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
                raise ValidationError(field.gettext("This contains characters that cannot be read."))


class LineField(wtforms.StringField):
    """One line of text, at most `most` characters; empty is ''."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), *, most: int = 200, **options: Any) -> None:
        checks = [*validators, Length(max=most), Readable()]
        super().__init__(label, checks, filters=(tidy,), **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = self.data or ""


class ProseField(wtforms.TextAreaField):
    """Several lines of text; empty is ''."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), *, most: int = 4000, **options: Any) -> None:
        super().__init__(label, [*validators, Length(max=most), Readable()], filters=(tidy,), **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = self.data or ""


class PasswordField(wtforms.PasswordField):
    """A secret, taken exactly as typed and never shown again."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(label, [*validators, Length(max=1000)], **options)


class BooleanField(wtforms.BooleanField):
    """A tick."""


def whole(text: str, field: Any) -> int:
    """A whole number of at most ten digits, full-width ones included."""
    digits = unicodedata.normalize("NFKC", text).strip()
    bare = digits.removeprefix("-")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 10 and abs(int(digits)) <= LARGEST_INTEGER):
        raise ValueError(field.gettext("Write a whole number."))
    return int(digits)


class IntegerField(wtforms.IntegerField):
    """A whole number that fits the database; empty is None."""

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] = (),
        *,
        least: int | None = 0,
        most: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label, [*(validators or [Optional()]), NumberRange(min=least, max=most)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = whole(valuelist[0], self) if valuelist and valuelist[0].strip() else None


class MoneyField(wtforms.DecimalField):
    """Yuan with at most two decimals; empty is None."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(label, validators or [Optional()], places=2, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = unicodedata.normalize("NFKC", valuelist[0] if valuelist else "").strip().lstrip("¥").replace(",", "")
        self.data = yuan(text, self) if text else None


def yuan(text: str, field: Any) -> Decimal:
    """An amount written in digits: no exponent, no sign, no third decimal."""
    whole_part, _point, cents = text.partition(".")
    plain = (
        (whole_part + cents).isascii() and (whole_part + cents).isdigit() and len(cents) <= 2 and len(whole_part) <= 10
    )
    if not plain:
        raise ValueError(field.gettext("Write an amount in yuan with at most two decimals."))
    return Decimal(text)


class DateField(wtforms.DateField):
    """A day; empty is None. Years outside 1900 to 2199 are typing errors."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(
            label, validators or [Optional()], format=["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"], **options
        )

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if isinstance(self.data, date) and not 1900 <= self.data.year < 2200:
            raise ValidationError(self.gettext("Not a valid date value."))


class MomentField(wtforms.DateTimeLocalField):
    """A minute on the company's clock, aware; empty is None."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(
            label,
            validators or [Optional()],
            format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
            **options,
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if isinstance(self.data, datetime):
            self.data = self.data.replace(tzinfo=SHANGHAI)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if isinstance(self.data, datetime) and not 1900 <= self.data.year < 2200:
            raise ValidationError(self.gettext("Not a valid datetime value."))


class TermField(wtforms.SelectField):
    """One word of a Term; blank gives None where the field is not required.

    among: the members offered, all of them unless said.
    """

    def __init__(
        self,
        label: Any,
        kind: type[Term],
        validators: Iterable[Any] = (),
        *,
        among: Iterable[Term] | None = None,
        **options: Any,
    ) -> None:
        self.kind = kind
        self.among = tuple(among) if among is not None else tuple(kind)
        checks = list(validators) or [Optional()]
        self.blank = any(isinstance(check, Optional) for check in checks)
        super().__init__(label, checks, choices=self._offered, coerce=self._coerce, **options)

    def _offered(self) -> list[tuple[str, str]]:
        blank = [("", "")] if self.blank else []
        return blank + [(member.value, member.label(language())) for member in self.among]

    def _coerce(self, value: Any) -> Term | None:
        return self.kind(value) if value else None

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.blank:
            return
        if self.data not in self.among:
            raise ValidationError(self.gettext("Not a valid choice."))

    def iter_choices(self) -> Any:
        for value, label in self._offered():
            yield (value, label, value == (self.data.value if self.data else ""), {})


class TermsField(TermField):
    """Several words of a Term, as tick boxes; data is a frozenset."""

    multiple = True

    def process_data(self, value: Any) -> None:
        self.data = frozenset(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = frozenset(member for member in map(self._known, valuelist) if member)

    def _known(self, value: str) -> Term | None:
        return next((member for member in self.among if member.value == value), None)

    def pre_validate(self, form: Any) -> None:
        """Only offered members were taken in."""

    def iter_choices(self) -> Any:
        for member in self.among:
            yield (member.value, member.label(language()), member in self.data, {})


class PickField(wtforms.Field):
    """One row of another table, found by typing; data is its id or None.

    What is posted must be in the person's scope, except a relation that was there before and stays as it was.
    Without scripts the typed text itself is looked up and taken when it names exactly one row.
    """

    def __init__(self, label: Any, pick: Pick, validators: Iterable[Any] = (), **options: Any) -> None:
        self.pick = pick
        self.stored: int | None = None
        self.typed = ""
        super().__init__(label, list(validators) or [Optional()], **options)

    def process_data(self, value: Any) -> None:
        self.data = self.stored = value if isinstance(value, int) else None

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        self.typed = (formdata.get(f"{self.name}-text", "") if formdata else "").strip()[:100]
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[str]) -> None:
        posted = valuelist[0].strip() if valuelist else ""
        if posted:
            self.data = self._allowed(posted)
        else:
            self.data = self.pick.only_match(self.typed) if self.typed else None
            if self.typed and self.data is None:
                raise ValueError(self.gettext("Pick one entry from the list."))

    def _allowed(self, posted: str) -> int:
        if self.stored is not None and posted == str(self.stored):
            return self.stored
        row = self.pick.one(posted)
        if row is None:
            raise ValueError(self.gettext("Pick one entry from the list."))
        return row.id

    @property
    def text(self) -> str:
        """What stands in the box: the picked row by its words, or what was typed."""
        return self.pick.text_of(self.data) if self.data else self.typed

    def __call__(self, **options: Any) -> Markup:
        raise NotImplementedError("drawn by the macro `field` of layout/macros.html")


class Form(wtforms.Form):
    """The base of every form.

    groups: (heading, field names) in the order they are shown; unnamed fields follow in the order they are declared.
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
        if not 16 <= len(self.submission.data or "") <= 64 or not self.submission.data.isascii():
            self.submission.data = secrets.token_urlsafe(24)

    @property
    def seen(self) -> int | None:
        """The version the person saw."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

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
